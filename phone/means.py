"""What worlds of the same fixtures share: everything that is read once and never changes."""

from __future__ import annotations

from attrs import frozen

from ledger.configuration import Configuration
from ledger.loading import FixtureError, Fixtures
from phone.air.toolkit import ServiceNumber, Toolkit
from phone.crosscheck import plan_problems
from phone.network.dialplan import Plan
from phone.network.toolkit import make_toolkit, service_numbers, voice_mail
from phone.stock import Stock
from phone.texts import Texts
from phone.worldfile import AirFile


@frozen(eq=False)
class Means:
    """The fixtures, read: what the books go by, texts, dial plan, what a phone and a SIM come with, the air."""

    fixtures: Fixtures
    configuration: Configuration
    texts: Texts
    plan: Plan
    stock: Stock
    air: AirFile
    toolkit: Toolkit
    services: tuple[ServiceNumber, ...]
    voice_mail: str

    @classmethod
    def of(cls, fixtures: Fixtures) -> Means:
        """The means of some fixtures.

        Raises:
            FixtureError: the fixtures have mistakes; all that one file has are told at once, and all names of the dial plan,
                the menus and the call centre that lead nowhere.
        """
        configuration = Configuration.load(fixtures)
        texts = Texts.load(fixtures, configuration.zone)
        plan = Plan.load(fixtures)
        if problems := tuple(plan_problems(fixtures, plan, configuration, texts)):
            raise FixtureError(problems)
        stock = Stock.load(fixtures, texts)
        toolkit = make_toolkit(fixtures, plan, configuration, texts)
        return cls(
            fixtures,
            configuration,
            texts,
            plan,
            stock,
            fixtures.read("air", AirFile),
            toolkit,
            service_numbers(plan, configuration, texts),
            voice_mail(plan),
        )
