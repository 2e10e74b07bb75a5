"""What the phone says of itself to a computer, and what it is told of the network: `modem.json`."""

from __future__ import annotations

from attrs import frozen

from ledger.records import Record


@frozen(kw_only=True)
class ModemFile(Record):
    """A phone as a modem.

    Attributes:
        manufacturer: `+CGMI`.
        model: `+CGMM`.
        revision: `+CGMR`.
        centre: the number of the SMS centre, with its plus.
        plmn: the network's code; a test network's, because tools print the names of real ones.
        area: the location area, hexadecimal.
        cell: the cell, hexadecimal.
        signal: weather → strength from 0 to 31, 99 for none; `fine` for all others.
    """

    manufacturer: str
    model: str
    revision: str
    centre: str
    plmn: str
    area: str
    cell: str
    signal: dict[str, int]
