"""docs/modem.md, made from the recordings: what was typed, and what came of it.

The recordings are replayed by the tests, so the modem still says to each client what it said when the client printed this.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from phone.modem.commands.table import GROUPS
from tests.modem.recordings import load
from tests.modem.scenes import SCENES
from tests.modem.stage import SCRIPTS

BOOK: Final = Path(__file__).parent.parent.parent / "docs" / "modem.md"

HEAD: Final = """\
# The phone as a modem

    zvonilka modem --link /tmp/zv

opens a port, prints where it is, and serves it until Ctrl-C or SIGTERM; then the link is gone. `--as NAME` chooses the phone,
`Анна/2` her second SIM. Everything that opens a serial line can drive the phone now, with the AT commands of a GSM modem
(ITU-T V.250, 3GPP TS 27.007 and 27.005). The world's clock goes with yours. What the client does happens on the phone, and
costs and earns like anything else; with `--save FILE` the books are kept.

In the app the palette opens and closes the port of any SIM («Модем: Анна»); the last row of the console says where it is.

What was run below was run against the demo world. Its output is kept with what crossed the line, which the tests play again;
`python -m tests.modem.record` runs the clients anew and writes this page.
"""

NOTES: Final = """\
## Good to know

- The network is the test network 001 01, so that tools do not print the name of a real operator.
- A call is a number with a semicolon: `ATD0890;`. Without one it would be a data call, which ends in NO CARRIER. A code needs
  none: `ATD*100#`.
- USSD answers in Russian are UCS-2: hexadecimal, data coding scheme 72, whatever `+CSCS` is. Most tools decode them; for
  python-gsmmodem it takes one line (see above).
- `+CSCS` offers GSM, IRA and UCS2. HEX and UTF-8 are left out on purpose: gammu would take one of them, and then no menu of
  several lines.
- A long message arrives in parts, each in a place of its own, as on a real modem. It leaves the phone when the last part has
  been deleted, and counts as read when all have been read. A message that is deleted on the phone leaves all its places.
- With `+CNMI=…,2,…` messages are handed over directly. The phone shows them too; when it is full, the oldest of these go.
- Short numbers that a tool makes international (+4555) reach the short number.
- `+CLCC`, `+CLIP`, `+CUSD` and the rest tell what happens on the keys as well: who answers there, hangs up there, replies there
  (`+CUSD: 3`).
- Settings stay when a client goes; `AT&F` sets all of them back, `AT&W` keeps them for `ATZ`. A half-typed line and an open
  prompt go with the client, or after a minute.
- 8-bit messages are refused (`+CMS ERROR: 144`): the phone is a plain one and has only texts.
- Errors have their numbers by `+CMEE=1` and their words by `+CMEE=2`. What the operator refuses for want of money is
  `+CMS ERROR: 21`, for blocked services 8, to a number that nobody has 1.
"""


def pages() -> str:
    """The whole document."""
    made = [HEAD]
    for name, scene in SCENES.items():
        recording = load(name)
        made.append(f"## {scene.title} ({recording.client})\n\n{recording.version}\n")
        for shown in recording.shown:
            script = SCRIPTS / shown.command.removeprefix("python ")
            if script.is_file():
                made.append(f"```python\n{script.read_text(encoding='utf-8')}```\n")
            made.append(f"```console\n$ {shown.command}\n{shown.output}```\n")
    made.append("## Commands\n")
    made.extend(f"{title}: {' '.join(f'`{name}`' for name in names)}\n" for title, names in GROUPS.items())
    return "\n".join((*made, NOTES))
