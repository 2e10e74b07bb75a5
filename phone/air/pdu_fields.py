"""Fields of short messages as octets: addresses, moments, validity (3GPP TS 23.040, 9.1.2.5, 9.2.3.11 and 9.2.3.12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal

from attrs import define, frozen

from phone.air import septets
from phone.air.addresses import LONGEST_NAME, LONGEST_NUMBER

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
WEEK_MS: Final = 7 * DAY_MS

SYMBOLS: Final = "0123456789*#abc"
"""Semi-octets of a number."""

INTERNATIONAL, ALPHANUMERIC, UNKNOWN = 0x91, 0xD0, 0x81
"""Types of an address."""

OLDEST_YEAR: Final = 90
"""A year of two digits from here on is of the last century."""


class PduError(ValueError):
    """Octets that are no message, or a message that has no octets."""


@define
class Reader:
    """Octets that are read from the first to the last."""

    octets: bytes
    place: int = 0

    def take(self, count: int) -> bytes:
        """The next octets.

        Raises:
            PduError: there are not so many.
        """
        taken = self.octets[self.place : self.place + count]
        if len(taken) < count:
            raise PduError(f"{len(self.octets)} octets, expected {self.place + count} or more")
        self.place += count
        return taken

    def octet(self) -> int:
        """The next octet."""
        return self.take(1)[0]


def encode_address(address: str) -> bytes:
    """A number, with its plus or without, or a name: its length, its type, and its semi-octets or septets.

    Raises:
        PduError: it is neither, or too long.
    """
    digits = address.removeprefix("+")
    if digits and all(digit in SYMBOLS for digit in digits):
        if len(digits) > LONGEST_NUMBER:
            raise PduError(f"{address}: {len(digits)} digits, expected at most {LONGEST_NUMBER}")
        kind = INTERNATIONAL if address.startswith("+") else UNKNOWN
        return bytes((len(digits), kind)) + semi_octets(digits)
    try:
        name = septets.encode(address)
    except ValueError as error:
        raise PduError(f"{address!r}: a name has letters of GSM-7 only") from error
    if not 1 <= len(name) <= LONGEST_NAME:
        raise PduError(f"{address!r}: {len(name)} septets, expected 1 to {LONGEST_NAME}")
    packed = septets.pack(name)
    return bytes(((7 * len(name) + 3) // 4, ALPHANUMERIC)) + packed


def decode_address(reader: Reader) -> str:
    """A number, with a plus if it is international, or a name.

    Raises:
        PduError: it is neither.
    """
    length, kind = reader.octet(), reader.octet()
    if length > LONGEST_NUMBER:
        raise PduError(f"an address of {length} semi-octets, expected at most {LONGEST_NUMBER}")
    octets = reader.take((length + 1) // 2)
    if kind & 0x70 == ALPHANUMERIC & 0x70:
        return septets.decode(septets.unpack(octets, length * 4 // 7)).rstrip(septets.CUT)
    return ("+" if kind & 0x70 == INTERNATIONAL & 0x70 else "") + digits_of(octets)[:length]


def encode_centre(number: str) -> bytes:
    """The number of an SMS centre before a message: its length counts octets."""
    digits = number.removeprefix("+")
    kind = INTERNATIONAL if number.startswith("+") else UNKNOWN
    octets = bytes((kind,)) + semi_octets(digits) if digits else b""
    return bytes((len(octets),)) + octets


def decode_centre(reader: Reader) -> str:
    """The number of an SMS centre; empty for the phone's own."""
    octets = reader.take(reader.octet())
    if not octets:
        return ""
    return ("+" if octets[0] & 0x70 == INTERNATIONAL & 0x70 else "") + digits_of(octets[1:])


def semi_octets(digits: str) -> bytes:
    """Digits two an octet, the first one low; an odd number of them is filled up with ones."""
    values = [*map(SYMBOLS.index, digits), *([0xF] * (len(digits) % 2))]
    return bytes(low | high << 4 for low, high in zip(values[::2], values[1::2], strict=True))


def digits_of(octets: bytes) -> str:
    """The digits of semi-octets, up to the filling.

    Raises:
        PduError: filling stands before digits.
    """
    values = [value for octet in octets for value in (octet & 0xF, octet >> 4)]
    if values and values[-1] == 0xF:
        values.pop()
    if 0xF in values:
        raise PduError(f"{octets.hex()}: filling between digits")
    return "".join(SYMBOLS[value] for value in values)


@frozen
class Moment:
    """A time stamp: UTC epoch milliseconds, and how far from UTC it is written, in quarters of an hour."""

    at_ms: int
    quarters: int = 0


def encode_moment(moment: Moment) -> bytes:
    """Seven octets: year to second, and the zone."""
    zone = timezone(timedelta(minutes=15 * moment.quarters))
    written = datetime.fromtimestamp(moment.at_ms // 1000, zone).strftime("%y%m%d%H%M%S")
    sign = 0x08 if moment.quarters < 0 else 0
    return semi_octets(written) + bytes((semi_octets(f"{abs(moment.quarters):02d}")[0] | sign,))


def decode_moment(octets: bytes) -> Moment:
    """The moment of seven octets.

    Raises:
        PduError: there is no such moment.
    """
    year, month, day, hour, minute, second = map(_two_digits, octets[:6])
    quarters = _two_digits(octets[6] & ~0x08) * (-1 if octets[6] & 0x08 else 1)
    century = 1900 if year >= OLDEST_YEAR else 2000
    try:
        zone = timezone(timedelta(minutes=15 * quarters))
        at = datetime(century + year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise PduError(f"{octets.hex()}: {error}") from error
    return Moment(int(at.astimezone(UTC).timestamp()) * 1000, quarters)


def _two_digits(octet: int) -> int:
    tens, ones = octet & 0xF, octet >> 4
    if tens > 9 or ones > 9:
        raise PduError(f"{octet:02x}: not two digits")
    return 10 * tens + ones


@frozen
class Validity:
    """How long the centre is to try: for a time, or until a moment; `once` that it tries only once.

    The enhanced form can say a time in seconds, and "once"; it may have neither time nor moment.
    """

    form: Literal["relative", "absolute", "enhanced"]
    for_ms: int | None = None
    until: Moment | None = None
    once: bool = False

    def left_ms(self, at_ms: int) -> int | None:
        """How long that is from a moment on; None if it does not say, so the centre decides."""
        if self.until is not None:
            return max(0, self.until.at_ms - at_ms)
        return self.for_ms


def _steps() -> Iterator[int]:
    """What each value of the relative form means, in milliseconds."""
    yield from ((value + 1) * 5 * MINUTE_MS for value in range(144))
    yield from (12 * HOUR_MS + (value - 143) * 30 * MINUTE_MS for value in range(144, 168))
    yield from ((value - 166) * DAY_MS for value in range(168, 197))
    yield from ((value - 192) * WEEK_MS for value in range(197, 256))


STEPS_MS: Final = tuple(_steps())


def relative(for_ms: int) -> int:
    """The octet of a time: the shortest that is not shorter, or the longest there is."""
    return next((value for value, step_ms in enumerate(STEPS_MS) if step_ms >= for_ms), 255)


def encode_validity(validity: Validity) -> bytes:
    """One octet, or seven."""
    if validity.form == "relative":
        return bytes((relative(validity.for_ms or 0),))
    if validity.form == "absolute":
        return encode_moment(validity.until or Moment(0))
    once = 0x40 if validity.once else 0
    if validity.for_ms is None:
        return bytes((once, 0, 0, 0, 0, 0, 0))
    seconds = validity.for_ms // 1000
    if seconds < 256:
        return bytes((once | 2, seconds, 0, 0, 0, 0, 0))
    if seconds < 100 * 3600:
        hours, minutes = divmod(seconds // 60, 60)
        return bytes((once | 3,)) + semi_octets(f"{hours:02d}{minutes:02d}{seconds % 60:02d}") + bytes(3)
    return bytes((once | 1, relative(validity.for_ms), 0, 0, 0, 0, 0))


def decode_validity(form: Literal["relative", "absolute", "enhanced"], reader: Reader) -> Validity:
    """The validity of a form.

    Raises:
        PduError: it is none, or of a kind that there is not yet.
    """
    if form == "relative":
        return Validity(form, for_ms=STEPS_MS[reader.octet()])
    octets = reader.take(7)
    if form == "absolute":
        return Validity(form, until=decode_moment(octets))
    once = bool(octets[0] & 0x40)
    if octets[0] & 0x80:
        raise PduError("a validity with an extension of its indicator")
    match octets[0] & 0x07:
        case 0:
            return Validity(form, once=once)
        case 1:
            return Validity(form, for_ms=STEPS_MS[octets[1]], once=once)
        case 2:
            return Validity(form, for_ms=octets[1] * 1000, once=once)
        case 3:
            hours, minutes, seconds = map(_two_digits, octets[1:4])
            return Validity(form, for_ms=(hours * 3600 + minutes * 60 + seconds) * 1000, once=once)
    raise PduError(f"a validity of kind {octets[0] & 7}")
