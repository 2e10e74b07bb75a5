"""The names of the console's tabs."""

from __future__ import annotations

from typing import Final

TABS: Final = ("air", "ledger", "subscribers", "world", "catalogue")
"""In their order; a tab's title is the text `face.tab.NAME`, its page the widget `page-NAME`."""
