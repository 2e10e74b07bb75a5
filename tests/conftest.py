"""What holds for all tests: small budgets for examples, and no clock that judges a test on a busy machine."""

from __future__ import annotations

import gc

from hypothesis import settings

settings.register_profile("headless", max_examples=30, deadline=None)
settings.load_profile("headless")


def pytest_collection_finish() -> None:
    """What was collected stays to the end, and thousands of reports with it.

    The collector of garbage would walk through all of it again and again, for an eighth of the whole time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 20, 50)
