"""A call as the network holds it: its two sides, how far it has come, and what runs on whose account."""

from __future__ import annotations

from typing import Literal

from attrs import define, field

from ledger.purses import Reach
from phone.air.messages import CallCause
from phone.network.ivr import Conversation

Stage = Literal["paging", "ringing", "talking", "centre", "announcement"]
"""The phone is sought; it rings; both talk; the call centre answers; a voice speaks and the network will hang up."""


@define(eq=False)
class Leg:
    """One side of a call: a SIM, the number of the call on its air, and whether it lets the other side wait."""

    imsi: str
    number: int
    holds: bool = False


@define(eq=False)
class Meter:
    """A call on somebody's account.

    Attributes:
        msisdn: who pays.
        reach: to whom.
        charged_until_ms: the end of the last step that was charged; None before the answer.
        due_at_ms: when it is to be looked at again.
        charged_kopecks: what the call has cost so far.
        told: the number of the call on the air of who pays, by which they are told what it came to, even if the other sides go
            on without them; None for who forwards, whose phone knows of no call.
    """

    msisdn: str
    reach: Reach
    charged_until_ms: int | None = None
    due_at_ms: int | None = None
    charged_kopecks: int = 0
    told: int | None = None


@define(eq=False)
class Call:
    """A call between two SIMs, or of one SIM with a voice.

    Attributes:
        number: counts the calls of the network.
        caller: who called.
        callee: whose phone is called; None while a voice of the network answers.
        presented: the caller's number, empty if it is withheld.
        stage: how far it has come.
        due_at_ms: when the network does something by itself.
        meters: on whose accounts it runs: the caller's, and that of everyone who forwards it.
        forwarded_by: MSISDNs of those who forward it.
        conversation: with the call centre.
        cause: why it will end when an announcement is over.
    """

    number: int
    caller: Leg
    presented: str = ""
    callee: Leg | None = None
    stage: Stage = "paging"
    due_at_ms: int | None = None
    meters: list[Meter] = field(factory=list)
    forwarded_by: tuple[str, ...] = ()
    conversation: Conversation | None = None
    cause: CallCause = "network"

    def leg(self, imsi: str) -> Leg | None:
        """The side that a SIM has in it."""
        return next((leg for leg in (self.caller, self.callee) if leg is not None and leg.imsi == imsi), None)

    def other(self, leg: Leg) -> Leg | None:
        """The side across from one."""
        return self.callee if leg is self.caller else self.caller
