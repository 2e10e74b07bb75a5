"""What holds for all tests: small budgets for examples, and no clock that judges a test on a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("headless", max_examples=30, deadline=None)
settings.load_profile("headless")
