"""What crosses the air between a handset and the network, as values.

`Up` goes from the SIM to the network, `Down` the other way. The address is a SIM's IMSI and stands on the parcel, not in
the message. Texts of the network carry the places of their values (`Text`); what a person typed is a plain string.
"""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from phone.air.text import Text

ReleaseCause = Literal["user", "network", "timeout", "busy", "unsupported", "malformed", "no_coverage"]
"""Why a USSD session or a call ended (3GPP TS 24.090, 27.007 +CUSD)."""


@frozen
class Attach:
    """A SIM registers: its phone is on and in coverage."""


@frozen
class Detach:
    """A SIM leaves the network."""


@frozen
class UssdRequest:
    """A code and the call key: opens a USSD dialogue (ProcessUnstructuredSS-Request)."""

    code: str


@frozen
class UssdReply:
    """The subscriber's answer to a question of the network."""

    session: int
    text: str


@frozen
class UssdRelease:
    """The subscriber leaves the dialogue."""

    session: int


@frozen
class SmsSubmit:
    """One part of a short message: `reference` names the message, `part` counts from 1 to `parts`."""

    reference: int
    to: str
    text: str
    part: int = 1
    parts: int = 1


@frozen
class SmsDeliverReport:
    """The handset has stored a delivered part, or says why not."""

    delivery: int
    cause: Literal["memory_full"] | None = None


@frozen
class CallSetup:
    """A number and the call key."""

    number: str


@frozen
class CallDisconnect:
    """The red key in a call."""


@frozen
class UssdAsk:
    """The network asks and waits for a reply (UnstructuredSS-Request)."""

    session: int
    text: Text


@frozen
class UssdEnd:
    """The network's last word of a dialogue (the result of ProcessUnstructuredSS-Request)."""

    session: int
    text: Text


@frozen
class UssdReleased:
    """The network ends a dialogue without a text."""

    session: int
    cause: ReleaseCause


@frozen
class SmsSubmitReport:
    """The SMS centre has taken a message (`cause` None) or says why not."""

    reference: int
    cause: Literal["congestion", "unknown_number"] | None = None


@frozen
class SmsDeliver:
    """One part of a short message for the phone: `reference` names the message among those of its sender."""

    delivery: int
    sender: str
    text: Text
    sent_at_ms: int
    reference: int = 0
    part: int = 1
    parts: int = 1


@frozen
class CallAnnouncement:
    """A voice says something, given here as text."""

    text: Text


@frozen
class CallReleased:
    """The network ends the call."""

    cause: ReleaseCause


Up = Attach | Detach | UssdRequest | UssdReply | UssdRelease | SmsSubmit | SmsDeliverReport | CallSetup | CallDisconnect
Down = UssdAsk | UssdEnd | UssdReleased | SmsSubmitReport | SmsDeliver | CallAnnouncement | CallReleased


@frozen
class Uplink:
    """A message on its way from a SIM to the network."""

    imsi: str
    message: Up


@frozen
class Refused:
    """What the operator's books said no to: the rule's name and its numbers (limit, left, price …), for trace and tests.

    It does not cross the air: a subscriber reads the text, a tester asserts on the rule.
    """

    rule: str
    values: dict[str, int | str] = field(factory=dict)


@frozen
class Downlink:
    """A message on its way from the network to a SIM; `refused` rides along for the trace."""

    imsi: str
    message: Down
    refused: Refused | None = None
