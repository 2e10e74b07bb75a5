"""What running calls cost, charged in slices.

A step of the tariff is paid once it has begun: the first one on the answer, so that it is paid even if the phone vanishes; a
later one if the call lasts a millisecond of it (a call of exactly one minute has begun one). After the first step the call
goes on for a slice: whole steps, as many as `rules.calls.slice_s` holds (at least one), no more than the subscriber can
pay, and not across a moment at which the books by themselves change what that is (a package ends, the monthly fee is
due); one step where several calls run on one account. One `charged` entry pays all steps that have begun since the last
one: when the slice's last step has begun, before any command that touches the subscriber, and at the release. Where the
next step cannot be paid, the call ends before it begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import define, field

from ledger.calendar import SECOND_MS
from ledger.charging import price_of
from ledger.commands import Charge
from ledger.entries import Entry, Refusal
from ledger.purses import Reach
from phone.network.commands import Door
from phone.network.legs import Meter


@define
class Metering:
    """The meters of all answered calls."""

    door: Door
    running: list[Meter] = field(factory=list)

    def refusal(self, msisdn: str, reach: Reach, at_ms: int) -> Refusal | None:
        """Why a subscriber cannot pay the first step of a call, or None; changes nothing."""
        return self.door.refusal(Charge(msisdn, "call", 1, reach), at_ms)

    def start(self, meter: Meter, at_ms: int) -> bool:
        """The call is answered: charge its first step; False if it cannot be paid."""
        others = [other for other in self.running if other.msisdn == meter.msisdn]
        meter.charged_until_ms = at_ms
        self.running.append(meter)
        for other in others:
            self.wake(other, at_ms)
        if not self._pay(meter, 1, at_ms):
            return False
        self._plan(meter, at_ms)
        return True

    def wake(self, meter: Meter, at_ms: int) -> bool:
        """Charge what has begun and look how far it can go; False, and due at once, if it cannot go on."""
        change_ms = self.door.next_change(meter.msisdn, "call", at_ms)
        last_chance = change_ms == at_ms + 1
        paid = self._pay(meter, self._begun(meter, at_ms + last_chance), at_ms)
        over = meter.charged_until_ms == at_ms and not self._affordable(meter, at_ms)
        if paid and not over:
            self._plan(meter, at_ms)
            return True
        meter.due_at_ms = at_ms
        return False

    def stop(self, meter: Meter, at_ms: int) -> None:
        """The call is over: charge what had begun before this moment."""
        if meter in self.running:
            self._pay(meter, self._begun(meter, at_ms), at_ms)
            self.running.remove(meter)
            meter.due_at_ms = None

    def settle(self, msisdns: Collection[str], at_ms: int) -> None:
        """Charge what the running calls of some subscribers have begun, theirs and of those they share points with."""
        if self.running:
            for meter in self._touched(msisdns):
                self.wake(meter, at_ms)

    def replan(self, msisdns: Collection[str], at_ms: int) -> None:
        """Look again how far their running calls can go."""
        for meter in self._touched(msisdns):
            self.wake(meter, at_ms)

    def _touched(self, msisdns: Collection[str]) -> Iterator[Meter]:
        pools = {self.door.pool_of(msisdn) for msisdn in msisdns}
        yield from [meter for meter in self.running if self.door.pool_of(meter.msisdn) in pools]

    def _step_ms(self, meter: Meter) -> int:
        return price_of(self.door.configuration, "call", meter.reach).step * SECOND_MS

    def _begun(self, meter: Meter, at_ms: int) -> int:
        """Steps that are not charged yet and have begun before a moment."""
        paid_ms = meter.charged_until_ms
        return 0 if paid_ms is None or at_ms <= paid_ms else -(-(at_ms - paid_ms) // self._step_ms(meter))

    def _affordable(self, meter: Meter, at_ms: int) -> int:
        """Steps that the payer has for this call now."""
        units = self.door.affordable(meter.msisdn, "call", meter.reach, at_ms)
        return units * SECOND_MS // self._step_ms(meter)

    def _pay(self, meter: Meter, steps: int, at_ms: int) -> bool:
        """Charge some steps, or as many of them as there is money for; whether it was all."""
        payable = min(steps, self._affordable(meter, at_ms)) if steps else 0
        if payable:
            units = payable * self._step_ms(meter) // SECOND_MS
            entry = self.door.charge_running(Charge(meter.msisdn, "call", units, meter.reach), at_ms)
            assert meter.charged_until_ms is not None, "only an answered call is charged"
            if not isinstance(entry, Entry):
                return False
            meter.charged_until_ms += payable * self._step_ms(meter)
            meter.charged_kopecks += int(entry.details["kopecks"])
        return payable == steps

    def _plan(self, meter: Meter, at_ms: int) -> None:
        """When to charge again: when the slice's last step has begun, or where the next step could not be paid."""
        paid_ms, step_ms = meter.charged_until_ms, self._step_ms(meter)
        assert paid_ms is not None, "only an answered call is planned"
        alone = sum(other.msisdn == meter.msisdn for other in self.running) == 1
        slice_steps = max(1, self.door.configuration.rules.calls.slice_s * SECOND_MS // step_ms) if alone else 1
        steps = min(slice_steps, self._affordable(meter, at_ms))
        due_ms = paid_ms + (steps - 1) * step_ms + 1 if steps else paid_ms
        change_ms = self.door.next_change(meter.msisdn, "call", at_ms)
        if change_ms is not None:
            due_ms = min(due_ms, max(change_ms - 1, paid_ms))
        meter.due_at_ms = due_ms
