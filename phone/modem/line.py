"""The line of a modem (ITU-T V.250): characters come in, characters go out; it knows no port and no clock.

A command line is `AT`, commands, CR. While a command waits for the network, what a client types waits too. What the modem
has to say by itself it says between the commands: never within one, at a prompt, or where a line is half typed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final, Protocol

from attrs import define, field, frozen

from phone.modem.answers import ERROR, WORDS, Answer, Ending, Failure, Lines, Prompt, Wait
from phone.modem.parsing import Call, calls
from phone.modem.settings import CR, Settings

LINE_MAX: Final = 2_000
"""Characters of a command line; a longer one is an error."""

BODY_MAX: Final = 4_000
"""Characters of a text at the prompt; a longer one is an error."""

INPUT_MAX: Final = 8_000
"""Characters that wait while a command does; more are lost."""

NEWS_MAX: Final = 100
"""What the modem has to say by itself and could not yet; the oldest is lost."""

GUARD_MS: Final = 100
"""How long the line is quiet before the modem speaks by itself: clients send commands in a row."""

GUARD_MAX_MS: Final = 2_000
"""How long a client that is never quiet can put that off."""

APART_MS: Final = 1_000
"""How far news of messages are apart: a client reads one before it hears of the next."""

FORSAKEN_MS: Final = 60_000
"""How long a half-typed line or an open prompt waits for its client."""

_ESCAPE, _CTRL_Z = 0x1B, 0x1A
_SILENT: Final = bytes(octet for octet in (*range(0x21), 0x7F) if octet != CR)
"""Characters that are dropped before `AT`: control characters and blanks."""

_END: Final = Call("")
"""After the last command of a line."""


@frozen
class News:
    """What the modem says by itself, line by line; `apart` that its client will read a message before the next news."""

    lines: tuple[str, ...]
    apart: bool = False


class Commands(Protocol):
    """What carries out the commands of a line."""

    settings: Settings

    def answer(self, call: Call) -> Answer:
        """Carry out one command, and never raise for what a client sent."""

    def news(self) -> Iterator[News]:
        """What there is to be said now, oldest first; what is taken is said."""


@define
class Line:
    """A line with its client at the other end, or without.

    Attributes:
        commands: carries out what the client wants.
    """

    commands: Commands
    _input: bytearray = field(factory=bytearray)
    _typed: bytearray = field(factory=bytearray)
    _too_long: bool = False
    _last: bytes = b""
    _rest: Iterator[Call | None] = field(factory=lambda: iter(()))
    _open: Prompt | Wait | None = None
    _news: deque[News] = field(factory=lambda: deque(maxlen=NEWS_MAX))
    _news_since_ms: int = 0
    _touched_ms: int = 0
    _apart_until_ms: int = 0

    @property
    def busy(self) -> bool:
        """Whether a command, a prompt or a half-typed line is open."""
        return self._open is not None or bool(self._typed)

    def feed(self, data: bytes, at_ms: int) -> bytes:
        """Takes what the client typed; returns what the modem says to it at once. `idle` says the rest."""
        self._touched_ms = at_ms
        self._input += data[: INPUT_MAX - len(self._input)] if isinstance(self._open, Wait) else data
        return self._run()

    def idle(self, at_ms: int) -> bytes:
        """What the modem says now without being asked: the end of a command that has waited, or news."""
        said = self._run()
        if said:
            self._touched_ms = at_ms
        if self.busy and not isinstance(self._open, Wait) and at_ms >= self._touched_ms + FORSAKEN_MS:
            self.forsake()
        if self.busy or not self._news:
            self._news_since_ms = at_ms
        self._news.extend(self.commands.news())
        while self._news and not self.busy and at_ms >= self._speaks_at_ms():
            news = self._news.popleft()
            self._news_since_ms = at_ms
            if news.apart:
                self._apart_until_ms = at_ms + APART_MS
            said += b"".join(map(self._unasked, news.lines))
        return said

    def next_due(self) -> int | None:
        """When there is something to say or to give up, if nothing else happens, in epoch milliseconds."""
        if isinstance(self._open, Wait):
            return None
        if self.busy:
            return self._touched_ms + FORSAKEN_MS
        return self._speaks_at_ms() if self._news else None

    def forsake(self) -> None:
        """The client is gone: a half-typed line or an open prompt is given up; a command goes on."""
        if not isinstance(self._open, Wait):
            self._open = None
        self._typed.clear()
        self._too_long = False

    def _speaks_at_ms(self) -> int:
        quiet_ms = min(self._touched_ms + GUARD_MS, self._news_since_ms + GUARD_MAX_MS)
        return max(quiet_ms, self._apart_until_ms) if self._news[0].apart else quiet_ms

    def _run(self) -> bytes:
        """Works off the input as far as it goes."""
        said = bytearray()
        while True:
            if isinstance(self._open, Wait):
                answer = self._open.look()
                if answer is None:
                    return bytes(said)
                self._open = None
                said += self._told(answer)
            elif not self._input:
                return bytes(said)
            elif isinstance(self._open, Prompt):
                said += self._take_body(self._open)
            else:
                said += self._take_line()

    def _take_line(self) -> bytes:
        """Takes input up to the end of a line, or all of it; `A/` needs no end."""
        if not self._typed:
            del self._input[: len(self._input) - len(self._input.lstrip(_SILENT))]
        again = bytes(self._typed + self._input[:2])[:2].upper() == b"A/"
        end = self._input.find(b"\r")
        taken = 2 - len(self._typed) if again else len(self._input) if end < 0 else end + 1
        piece = bytes(self._input[:taken])
        del self._input[:taken]
        said = piece if self.commands.settings.echo else b""
        if again:
            self._typed.clear()
            return said + self._execute(self._last)
        self._type(piece.removesuffix(b"\r"), LINE_MAX)
        if not piece.endswith(b"\r"):
            return said
        line, too_long = bytes(self._typed).rstrip(_SILENT), self._too_long
        self._typed.clear()
        self._too_long = False
        if too_long:
            return said + self._result(ERROR)
        return said + self._execute(line) if line else said

    def _type(self, piece: bytes, most: int) -> None:
        """Adds characters to the line, with its backspaces; what has no room makes it too long."""
        erase, room = self.commands.settings.registers[5], most - len(self._typed)
        if erase not in piece and len(piece) <= room:
            self._typed += piece
            return
        for character in piece:
            if character == erase:
                del self._typed[-1:]
            elif len(self._typed) < most:
                self._typed.append(character)
            else:
                self._too_long = True

    def _execute(self, line: bytes) -> bytes:
        self._last = line
        if line[:2].upper() != b"AT":
            return self._result(ERROR)
        self._rest = calls(line[2:].decode("latin-1"))
        return self._told(Lines())

    def _told(self, answer: Answer) -> bytes:
        """What is said of an answer and of all commands after it, until one ends the line or waits."""
        said = bytearray()
        while isinstance(answer, Lines):
            said += b"".join(map(self._information, answer.lines))
            call = next(self._rest, _END)
            if call is _END:
                return bytes(said + self._result(Ending("OK")))
            answer = ERROR if call is None else self.commands.answer(call)
        if isinstance(answer, Prompt | Wait):
            self._open = answer
            return bytes(said + (b"\r\n> " if isinstance(answer, Prompt) else b""))
        self._rest = iter(())
        return bytes(said + self._result(answer))

    def _take_body(self, prompt: Prompt) -> bytes:
        """Takes input up to the end of a text, of one of its lines, or all of it."""
        ends = [place for mark in (b"\x1a", b"\x1b", b"\r") if (place := self._input.find(mark)) >= 0]
        taken = min(ends) + 1 if ends else len(self._input)
        piece = bytes(self._input[:taken])
        del self._input[:taken]
        said = piece if self.commands.settings.echo else b""
        last = piece[-1] if ends else None
        if last == _ESCAPE:
            self.forsake()
            return said + self._told(Lines())
        self._type(piece[:-1] if last == _CTRL_Z else piece, BODY_MAX)
        if last != _CTRL_Z:
            return said + (b"\r\n> " if prompt.lines and last is not None else b"")
        body, too_long = bytes(self._typed), self._too_long
        self.forsake()
        return said + self._told(Failure("CMS", 305 if prompt.lines else 304) if too_long else prompt.take(body))

    def _information(self, line: str) -> bytes:
        """A line of information (V.250, 5.7.1)."""
        octets = line.encode("latin-1", "replace")
        return b"\r\n" + octets + b"\r\n" if self.commands.settings.verbose else octets + b"\r\n"

    def _result(self, result: Ending | Failure) -> bytes:
        level = self.commands.settings.error_level
        return self._unasked(result.word if isinstance(result, Ending) else result.line(level))

    def _unasked(self, line: str) -> bytes:
        """A result code, final or unsolicited: by number without `ATV1`, and nothing at all with `ATQ1`."""
        settings = self.commands.settings
        if settings.quiet:
            return b""
        if line in WORDS and not settings.verbose:
            return f"{WORDS[line]}\r".encode()
        return self._information(line)
