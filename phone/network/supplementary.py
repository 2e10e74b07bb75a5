"""Supplementary services of each SIM: registered, asked for and erased (3GPP TS 22.030 annex B), and what they change."""

from __future__ import annotations

import re
from typing import Final

from attrs import define, field

from phone.air.messages import ServiceError, ServiceStatus, SupplementaryRequest, SupplementaryResult
from phone.network.directory import HOME, Subscriber, msisdn_of

ALL_CALLS, BUSY, NO_REPLY, UNREACHABLE = "21", "67", "61", "62"
WAITING, CALLER_SHOWN, CALLER_WITHHELD, CONNECTED_SHOWN, PASSWORD = "43", "30", "31", "76", "03"
BAR_OUT, BAR_ABROAD, BAR_ABROAD_BUT_HOME, BAR_IN, BAR_IN_ROAMING = "33", "331", "332", "35", "351"

FORWARDINGS: Final[dict[str, tuple[str, ...]]] = {
    ALL_CALLS: (ALL_CALLS,),
    BUSY: (BUSY,),
    NO_REPLY: (NO_REPLY,),
    UNREACHABLE: (UNREACHABLE,),
    "002": (ALL_CALLS, BUSY, NO_REPLY, UNREACHABLE),
    "004": (BUSY, NO_REPLY, UNREACHABLE),
}
"""The forwardings that a code means."""

BARRINGS: Final[dict[str, tuple[str, ...]]] = {
    **{code: (code,) for code in (BAR_OUT, BAR_ABROAD, BAR_ABROAD_BUT_HOME, BAR_IN, BAR_IN_ROAMING)},
    "330": (BAR_OUT, BAR_ABROAD, BAR_ABROAD_BUT_HOME, BAR_IN, BAR_IN_ROAMING),
    "333": (BAR_OUT, BAR_ABROAD, BAR_ABROAD_BUT_HOME),
    "353": (BAR_IN, BAR_IN_ROAMING),
}
"""The barrings that a code means; those of several can be asked for and lifted, not set."""

SWITCHES: Final = (WAITING, CALLER_SHOWN, CALLER_WITHHELD, CONNECTED_SHOWN)
"""Services that are on or off."""

SECONDS: Final = range(5, 31)
"""How long a phone may ring before it is forwarded (22.030 annex B)."""

_NUMBER: Final = re.compile(r"\+?\d{3,15}")
_PASSWORD: Final = re.compile(r"\d{4}")


@define
class Forward:
    """Where calls are forwarded, after how many seconds of ringing, and whether it is on."""

    number: str
    seconds: int
    active: bool = True


@define
class Services:
    """The services of a SIM."""

    forwards: dict[str, Forward] = field(factory=dict)
    on: set[str] = field(factory=lambda: {CALLER_SHOWN})
    barred: set[str] = field(factory=set)
    password: str = ""

    def forward(self, code: str) -> Forward | None:
        """The forwarding of a kind, if it is on."""
        found = self.forwards.get(code)
        return found if found is not None and found.active else None

    def bars(self, number: str) -> bool:
        """Whether calls to a number are barred."""
        if BAR_OUT in self.barred:
            return True
        return is_abroad(number) and bool({BAR_ABROAD, BAR_ABROAD_BUT_HOME} & self.barred)


def is_abroad(number: str) -> bool:
    """Whether a number as dialled is another country's: with `+` or the prefix 810, and not with Russia's own 7."""
    foreign = number.removeprefix("+") if number.startswith("+") else number.removeprefix("810")
    return foreign != number and not foreign.startswith("7")


@define
class Supplementary:
    """The services of every SIM, by its MSISDN.

    Attributes:
        waiting: whether call waiting is on until a subscriber says otherwise.
        no_answer_s: how long a phone rings before it is forwarded, unless the registration says how long.
        password: the barring password until a subscriber changes it.
    """

    waiting: bool
    no_answer_s: int
    password: str
    services: dict[str, Services] = field(factory=dict)

    def of(self, subscriber: Subscriber) -> Services:
        """The services of a subscriber."""
        found = self.services.get(subscriber.msisdn)
        if found is None:
            found = self.services[subscriber.msisdn] = Services(password=self.password)
            found.on |= {WAITING} if self.waiting else set()
        return found

    def carry_out(self, subscriber: Subscriber, request: SupplementaryRequest) -> SupplementaryResult:
        """What a subscriber wants of a service; a service that there is not, or another operator's, is not done."""
        if subscriber.operator != HOME:
            return SupplementaryResult(request.number, request.action, error="not_done")
        services, code = self.of(subscriber), request.service
        outcome: tuple[ServiceStatus, ...] | ServiceError
        if code in FORWARDINGS:
            outcome = self._forward(subscriber, services, request)
        elif code in BARRINGS:
            outcome = _bar(services, request)
        elif code in SWITCHES:
            outcome = _switch(services, request)
        elif code == PASSWORD:
            outcome = _change_password(services, request)
        else:
            outcome = "not_done"
        if isinstance(outcome, tuple):
            return SupplementaryResult(request.number, request.action, outcome)
        return SupplementaryResult(request.number, request.action, error=outcome)

    def _forward(
        self, subscriber: Subscriber, services: Services, request: SupplementaryRequest
    ) -> tuple[ServiceStatus, ...] | ServiceError:
        codes = FORWARDINGS[request.service]
        if request.action == "register":
            made = self._registered(subscriber, request)
            if made is None:
                return "wrong_data"
            services.forwards |= {code: Forward(made.number, made.seconds) for code in codes}
        elif request.action == "erase":
            for code in codes:
                services.forwards.pop(code, None)
        elif request.action != "query":
            known = [services.forwards[code] for code in codes if code in services.forwards]
            if not known:
                return "not_done"
            for forward in known:
                forward.active = request.action == "activate"
        return tuple(_of_forward(code, services) for code in codes)

    def _registered(self, subscriber: Subscriber, request: SupplementaryRequest) -> Forward | None:
        """The forwarding that a registration describes, or None where it is wrong."""
        number, _, after, *_ = (*request.information, "", "", "")
        seconds = int(after) if after else self.no_answer_s
        if not _NUMBER.fullmatch(number) or msisdn_of(number) == subscriber.msisdn or seconds not in SECONDS:
            return None
        return Forward(msisdn_of(number) or number, seconds)


def _of_forward(code: str, services: Services) -> ServiceStatus:
    forward = services.forwards.get(code)
    if forward is None:
        return ServiceStatus(code, active=False)
    return ServiceStatus(code, forward.active, forward.number, forward.seconds if code == NO_REPLY else 0)


def _bar(services: Services, request: SupplementaryRequest) -> tuple[ServiceStatus, ...] | ServiceError:
    """Barring takes the password: `*33*0000#`, `#330*0000#` (22.030 annex B)."""
    codes = BARRINGS[request.service]
    if request.action in ("activate", "deactivate"):
        if request.action == "activate" and len(codes) > 1:
            return "not_done"
        if not request.information or request.information[0] != services.password:
            return "wrong_password"
        services.barred = services.barred | set(codes) if request.action == "activate" else services.barred - set(codes)
    elif request.action != "query":
        return "not_done"
    return tuple(ServiceStatus(code, code in services.barred) for code in codes)


def _switch(services: Services, request: SupplementaryRequest) -> tuple[ServiceStatus, ...] | ServiceError:
    if request.action == "activate":
        services.on.add(request.service)
    elif request.action == "deactivate":
        services.on.discard(request.service)
    elif request.action != "query":
        return "not_done"
    return (ServiceStatus(request.service, request.service in services.on),)


def _change_password(services: Services, request: SupplementaryRequest) -> tuple[ServiceStatus, ...] | ServiceError:
    """`**03*330*OLD*NEW*NEW#`, also with nothing or another barring in the place of 330 (22.030, 6.5.4)."""
    if request.action not in ("register", "activate") or len(request.information) != 4:
        return "wrong_data"
    group, old, new, again = request.information
    if (group and group not in BARRINGS) or not _PASSWORD.fullmatch(new) or new != again:
        return "wrong_data"
    if old != services.password:
        return "wrong_password"
    services.password = new
    return (ServiceStatus(PASSWORD, active=True),)
