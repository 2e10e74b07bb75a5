"""What crosses the air between a handset and the network, as values.

`Up` goes from the SIM to the network, `Down` the other way. The address is a SIM's IMSI and stands on the parcel, not in
the message. Texts of the network carry the places of their values (`Text`); what a person typed is a plain string.

Nobody changes a message that is made. Those that every turn makes have `Final` fields, which the type checker keeps, instead
of being `frozen`, which takes up to four times as long to make (docs/performance.md).
"""

from __future__ import annotations

from typing import Final, Literal

from attrs import define, field, frozen

from phone.air.text import Coding, Text

ReleaseCause = Literal["user", "network", "timeout", "busy", "unsupported", "malformed", "no_coverage"]
"""Why a USSD session or a call ended (3GPP TS 24.090, 27.007 +CUSD)."""

NotTaken = Literal["congestion", "unknown_number", "balance", "blocked"]
"""Why the network does not take a message: too busy, nobody has that number, too little money, paid use blocked (D09)."""

NotServed = Literal["balance", "blocked", "foreign", "unknown_request", "malformed"]
"""Why the network does not serve a data request of an app: the last two say that nothing answers it, or not in this form."""

CallCause = Literal[
    "user", "network", "timeout", "busy", "unsupported", "malformed", "no_coverage",
    "rejected", "unreachable", "balance", "barred",
]  # fmt: skip
"""Why a call ended (3GPP TS 24.008, annex H): `timeout` is no answer, `balance` that the payer's money is over."""

ServiceAction = Literal["activate", "deactivate", "query", "register", "erase"]
"""What to do with a supplementary service (3GPP TS 22.030, 6.5.2)."""

ServiceError = Literal["not_done", "wrong_password", "wrong_data"]
"""Why a supplementary service stays as it was."""


@frozen
class Attach:
    """A SIM registers: its phone is on and in coverage."""


@frozen
class Detach:
    """A SIM leaves the network."""


@define(unsafe_hash=True)
class UssdRequest:
    """A code and the call key: opens a USSD dialogue (ProcessUnstructuredSS-Request).

    `invoke` counts what this SIM has asked and answered since its phone was made: the network knows by it a message that
    comes again (3GPP TS 24.080, 3.6.3). It is no part of what was asked; 0 means that nobody counted.
    """

    code: Final[str]
    invoke: Final[int] = field(default=0, eq=False)


@frozen
class UssdReply:
    """The subscriber's answer to a question of the network; `invoke` as in a request."""

    session: int
    text: str
    invoke: int = field(default=0, eq=False)


@frozen
class UssdRelease:
    """The subscriber leaves the dialogue, or the phone refuses one that the network begins."""

    session: int
    cause: Literal["user", "busy", "unsupported"] = "user"


@frozen
class UssdNotifyAck:
    """The phone has shown the network's notice (`cause` None), or says why not (3GPP TS 24.090, 5.2)."""

    session: int
    cause: Literal["busy", "unsupported"] | None = None


@frozen
class SmsSubmit:
    """One part of a short message: `reference` names the message, `part` counts from 1 to `parts`.

    `report` asks for a status report (TP-SRR), `flash` makes it class 0: shown at once, not stored (3GPP TS 23.038, 4);
    `valid_for_ms` is how long the centre may try to deliver it (TP-VP), None for as long as the centre does. `coding` is
    that of the whole message (TP-DCS), None for that of the part's own characters.
    """

    reference: int
    to: str
    text: str
    part: int = 1
    parts: int = 1
    report: bool = False
    flash: bool = False
    valid_for_ms: int | None = None
    coding: Coding | None = field(default=None, eq=False)


@frozen
class SmsDeliverReport:
    """The handset has stored a delivered part, or says why not."""

    delivery: int
    cause: Literal["memory_full"] | None = None


@frozen
class SmsMemoryAvailable:
    """The handset has room again after it had to turn a message away (RP-SMMA): what waits may come."""


@frozen
class MmsSubmit:
    """A multimedia message: a subject, a text, and a picture by its name (empty for none)."""

    reference: int
    to: str
    subject: str
    text: str
    picture: str = ""


@frozen
class MmsRetrieve:
    """The handset fetches the message that it was told of."""

    delivery: int


@frozen
class MmsDeliverReport:
    """The handset has stored a multimedia message, or says why it does not fetch it."""

    delivery: int
    cause: Literal["memory_full"] | None = None


@frozen
class DataRequest:
    """An app of the phone asks its server: `reference` names the request, `body` is JSON."""

    reference: int
    app: str
    path: str
    body: str = "{}"


@frozen
class CallSetup:
    """A number and the call key.

    The phone numbers its calls 0, 1, 2 …, the network those that it brings to a phone -1, -2 …; `call` is this number in
    every message of a call (the transaction identifier of 3GPP TS 24.007). `clir` shows or hides the caller for this call.
    """

    number: str
    call: int = 0
    clir: Literal["show", "hide"] | None = None


@frozen
class CallRinging:
    """The phone that is called rings."""

    call: int


@frozen
class CallAnswer:
    """The green key while the phone rings."""

    call: int


@frozen
class CallDisconnect:
    """The red key in a call, or instead of an answer; `busy` says that the phone refuses by itself."""

    call: int = 0
    busy: bool = False


@frozen
class CallHold:
    """The subscriber lets the other side wait, or takes the call back (3GPP TS 24.083)."""

    call: int
    held: bool


@frozen
class CallTransfer:
    """The subscriber connects the other sides of two calls with each other and leaves (3GPP TS 22.091)."""

    call: int
    to_call: int


@frozen
class CallTone:
    """A key of a keypad pressed in a call (DTMF), from the phone that sends it or to the one that hears it."""

    call: int
    digit: str


@frozen
class SupplementaryRequest:
    """What a subscriber wants of a supplementary service; `number` comes back in the result (3GPP TS 24.080).

    `service` is the service code of 22.030 annex B, `information` what stands between its asterisks.
    """

    number: int
    action: ServiceAction
    service: str
    information: tuple[str, ...] = ()


@frozen
class UssdAsk:
    """The network asks and waits for a reply (UnstructuredSS-Request).

    `turn` counts the questions of a session, so that one that comes again is known; 0 means that nobody counted.
    """

    session: int
    text: Text
    turn: int = field(default=0, eq=False)


@define(unsafe_hash=True)
class UssdEnd:
    """The network's last word of a dialogue (the result of ProcessUnstructuredSS-Request)."""

    session: Final[int]
    text: Final[Text]


@frozen
class UssdNotify:
    """A notice that the network begins a dialogue for; the phone shows it and says so (UnstructuredSS-Notify)."""

    session: int
    text: Text


@frozen
class UssdReleased:
    """The network ends a dialogue without a text; session 0 is whatever this SIM has open."""

    session: int
    cause: ReleaseCause


@frozen
class SmsSubmitReport:
    """The SMS centre has taken a part (`cause` None) or says why not; `text` is what the subscriber may read of it."""

    reference: int
    cause: NotTaken | None = None
    part: int = 1
    text: Text | None = None


@define(unsafe_hash=True)
class SmsDeliver:
    """One part of a short message for the phone: `reference` names the message among those of its sender.

    A `flash` is shown at once and not stored; `coding` as in `SmsSubmit`.
    """

    delivery: Final[int]
    sender: Final[str]
    text: Final[Text]
    sent_at_ms: Final[int]
    reference: Final[int] = 0
    part: Final[int] = 1
    parts: Final[int] = 1
    flash: Final[bool] = False
    coding: Final[Coding | None] = field(default=None, eq=False)


@frozen
class SmsStatusReport:
    """What became of a message that asked for a report: all its parts delivered, or its validity over (TP-ST).

    `delivery` names the report itself, which the handset confirms; `reference` and `to` are those of the message.
    """

    delivery: int
    reference: int
    to: str
    sent_at_ms: int
    done_at_ms: int
    outcome: Literal["delivered", "expired"]


@frozen
class MmsSubmitReport:
    """The MMS centre has taken a message (`cause` None) or says why not; `text` is what the subscriber may read of it."""

    reference: int
    cause: NotTaken | None = None
    text: Text | None = None


@frozen
class MmsNotification:
    """A multimedia message waits at the centre to be fetched."""

    delivery: int
    sender: str
    subject: str


@frozen
class MmsDeliver:
    """A multimedia message, as it was fetched."""

    delivery: int
    sender: str
    subject: str
    text: Text
    picture: str
    sent_at_ms: int


@frozen
class DataReply:
    """The answer to an app's request: JSON, or why there is none, with what the subscriber may read of it."""

    reference: int
    body: str = ""
    cause: NotServed | None = None
    text: Text | None = None


@frozen
class CallAnnouncement:
    """A voice says something, given here as text."""

    text: Text
    call: int = 0


@frozen
class CallIncoming:
    """Somebody calls: the number, "" if it is withheld, None if this phone is not told; `waiting` beside a call that is up."""

    call: int
    caller: str | None
    waiting: bool = False


@frozen
class CallAlerting:
    """The phone that was called rings."""

    call: int


@frozen
class CallConnected:
    """The call is answered; `number` is who answered, where this is presented, else empty."""

    call: int
    number: str = ""


@frozen
class CallHeld:
    """The other side lets this one wait, or is back."""

    call: int
    held: bool


@frozen
class CallReleased:
    """The network ends the call."""

    cause: CallCause
    call: int = 0


@frozen
class CallCharge:
    """What a call that is over has cost its payer, in kopecks (advice of charge, 3GPP TS 22.086)."""

    call: int
    kopecks: int


@frozen
class ServiceStatus:
    """How a supplementary service stands: on or off, and of a forwarding the number and the seconds before it."""

    service: str
    active: bool
    number: str = ""
    seconds: int = 0


@frozen
class SupplementaryResult:
    """What has become of a `SupplementaryRequest` of that number: how its services stand, or why nothing was done."""

    number: int
    action: ServiceAction
    statuses: tuple[ServiceStatus, ...] = ()
    error: ServiceError | None = None


MessageUp = SmsSubmit | SmsDeliverReport | SmsMemoryAvailable | MmsSubmit | MmsRetrieve | MmsDeliverReport | DataRequest
MessageDown = (
    SmsSubmitReport | SmsDeliver | SmsStatusReport | MmsSubmitReport | MmsNotification | MmsDeliver | DataReply
)
CallUp = CallSetup | CallRinging | CallAnswer | CallDisconnect | CallHold | CallTransfer | CallTone
CallDown = (
    CallAnnouncement | CallIncoming | CallAlerting | CallConnected | CallHeld | CallTone | CallReleased | CallCharge
)
Up = Attach | Detach | UssdRequest | UssdReply | UssdRelease | UssdNotifyAck | MessageUp | CallUp | SupplementaryRequest
Down = UssdAsk | UssdEnd | UssdNotify | UssdReleased | MessageDown | CallDown | SupplementaryResult


@define(unsafe_hash=True)
class Uplink:
    """A message on its way from a SIM to the network."""

    imsi: Final[str]
    message: Final[Up]


@frozen
class Refused:
    """What the operator's books said no to: the rule's name and its numbers (limit, left, price …), for trace and tests.

    It does not cross the air: a subscriber reads the text, a tester asserts on the rule.
    """

    rule: str
    values: dict[str, int | str] = field(factory=dict)


@define(unsafe_hash=True)
class Downlink:
    """A message on its way from the network to a SIM; `refused` rides along for the trace."""

    imsi: Final[str]
    message: Final[Down]
    refused: Final[Refused | None] = None
