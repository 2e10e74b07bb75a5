"""What each client does on the stage: the commands of docs/modem.md, and what must come of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from attrs import frozen

from phone.air.messages import CallAnnouncement
from tests.modem.stage import ClientError, Shown, Stage

LONG: Final = "Это длинное письмо: оно не помещается в одно сообщение и приходит по частям, а читается целиком."

GIFT: Final = 100
BEFORE: Final = 81
"""Points that the demo gives Борис."""


@frozen
class Scene:
    """A client at work: which one, what it does for a reader, and the doing, which raises if it does not come off."""

    client: str
    title: str
    play: Callable[[Stage], Awaitable[None]]


def expect(output: str, *wanted: str) -> None:
    """Raise unless an output says everything that is wanted."""
    missing = [words for words in wanted if words not in output]
    if missing:
        raise ClientError(f"{missing} not in\n{output}")


async def _gammu_identifies(stage: Stage) -> None:
    expect(await stage.gammu("identify"), "490154203210010", "001010000000001")
    expect(await stage.gammu("networkinfo"), "home network", "001 01")


async def _gammu_asks(stage: Stage) -> None:
    expect(await stage.gammu("getussd", "*111*455*0#"), "У вас 1240 баллов")


async def _gammu_writes(stage: Stage) -> None:
    expect(await stage.gammu("sendsms", "TEXT", "4555", "-text", "bal"), "OK, message reference=0")
    await stage.until(lambda: bool(stage.world.phones["Анна"].mobile.store.inbox))
    expect(await stage.gammu("getallsms"), "У вас 1240 баллов", '"4555"')
    expect(await stage.gammu("deleteallsms", "1"), "Deleting")
    assert stage.world.phones["Анна"].mobile.store.inbox == ()


async def _gammu_reads_parts(stage: Stage) -> None:
    stage.act(f"sms Борис 79160000001 {LONG}")
    await stage.until(lambda: bool(stage.world.phones["Анна"].mobile.store.inbox))
    expect(await stage.gammu("geteachsms"), LONG, "+79160000002", "2 SMS parts in 1 SMS")


async def _gammu_knows_names(stage: Stage) -> None:
    expect(await stage.gammu("getmemory", "SM", "1", "2"), "Борис", "+79160000002", "Вера")


async def _smsd_gives(stage: Stage) -> None:
    """A gift, which an SMS confirms; the sender asked for a report."""
    for name in ("outgoing", "incoming", "sent", "failed", "checked", "report"):
        (stage.folder / name).mkdir()
    folder = stage.folder
    gift = f"To: s4555\n\nGIFT 9160000002 {GIFT}\n"
    (folder / "outgoing" / "gift").write_text(gift)
    (folder / "smsd.conf").write_text(
        f"devices = PHONE\noutgoing = {folder}/outgoing\nincoming = {folder}/incoming\nsent = {folder}/sent\n"
        f"failed = {folder}/failed\nchecked = {folder}/checked\nreport = {folder}/report\nlogfile = {folder}/log\n"
        f"infofile = {folder}/working\npidfile = {folder}/pid\nloglevel = 7\ndelaytime = 1\ndecode_unicode_text = yes\n"
        f"incoming_utf8 = yes\n\n[PHONE]\ndevice = {folder}/port\nincoming = yes\nreport = yes\nbaudrate = 115200\n"
        "memory_start = 1\nreport_device_details = no\n"
    )
    process = await asyncio.create_subprocess_exec(
        "smsd", "-c", str(folder / "smsd.conf"), "-t",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    try:
        await stage.until(lambda: bool(_files(stage, "incoming") and _files(stage, "report")), 60)
    finally:
        process.terminate()
        await process.wait()
    boris = stage.world.standing("79160000002")
    assert boris is not None
    assert boris.points == BEFORE + GIFT
    stage.shown.append(Shown("cat outgoing/gift", gift))
    for name in ("report", "incoming"):
        (letter,) = _files(stage, name)
        written = [line for line in letter.read_text().splitlines() if not line.startswith("Received:")]
        stage.shown.append(Shown(f"cat {name}/PHONE.*", "\n".join(written).strip() + "\n"))


def _files(stage: Stage, name: str) -> list[Path]:
    """The letters that smsd has written into a folder."""
    return [path for path in (stage.folder / name).glob("PHONE.*") if path.read_text().strip()]


async def _gnokii_looks(stage: Stage) -> None:
    expect(await stage.gnokii("--identify"), "490154203210010", "zvonilka")


async def _gnokii_writes(stage: Stage) -> None:
    expect(await stage.gnokii("--sendsms", "4555", typed="bal"), "Send succeeded")
    await stage.until(lambda: bool(stage.world.phones["Анна"].mobile.store.inbox))
    expect(await stage.gnokii("--getsms", "SM", "1", "1"), "У вас 1240 баллов")


async def _gsmmodem_walks(stage: Stage) -> None:
    expect(await stage.script("menu"), "490154203210010", "> 3", "Потратить:", "50 МБ: 150")


async def _gsmmodem_writes(stage: Stage) -> None:
    expect(await stage.script("messages"), "delivered: True", "4555 wrote: У вас 1240 баллов")


async def _gsmmodem_calls(stage: Stage) -> None:
    """It waits for a call when it has called; the call is cued by what it does on the line."""
    task = asyncio.create_task(stage.script("call"))
    await stage.until(lambda: any(step.text == "ATH\r" for step in stage.tape.steps))
    await asyncio.sleep(1)
    stage.act("call Борис 79160000001")
    expect(await task, "answered: True", "ringing: +79160000002")
    _pressed_zero(stage)


async def _python_gammu_calls(stage: Stage) -> None:
    expect(await stage.script("gammu_call"), "У вас 1240 баллов", "called and pressed 0")
    _pressed_zero(stage)


def _pressed_zero(stage: Stage) -> None:
    """The call centre has heard the key and put the consultant through."""
    spoken = [event.message.text.key for event in stage.world.trace if isinstance(event.message, CallAnnouncement)]
    assert len(spoken) >= 2, spoken


SCENES: Final = {
    "gammu-identify": Scene("gammu", "Who is there", _gammu_identifies),
    "gammu-ussd": Scene("gammu", "A balance by USSD", _gammu_asks),
    "gammu-sms": Scene("gammu", "A balance by SMS", _gammu_writes),
    "gammu-parts": Scene("gammu", "A long message in Russian", _gammu_reads_parts),
    "gammu-names": Scene("gammu", "The phonebook", _gammu_knows_names),
    "gsmmodem-menu": Scene("python-gsmmodem-new", "The operator's menu, three levels deep", _gsmmodem_walks),
    "gsmmodem-messages": Scene("python-gsmmodem-new", "A message with a report, and an answer", _gsmmodem_writes),
    "gsmmodem-calls": Scene("python-gsmmodem-new", "Calls, with tones", _gsmmodem_calls),
    "python-gammu-calls": Scene("python-gammu", "A menu and a call with tones", _python_gammu_calls),
    "gnokii-identify": Scene("gnokii", "Who is there", _gnokii_looks),
    "gnokii-sms": Scene("gnokii", "A balance by SMS", _gnokii_writes),
    "smsd-gift": Scene("smsd", "A gift, sent by smsd", _smsd_gives),
}
