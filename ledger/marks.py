"""The names of what is remembered beside amounts. A mark whose name holds `due_ms` is a deadline: the books act on it."""

from __future__ import annotations

from typing import Final

# Of a SIM, by its MSISDN.
POOL: Final = "pool"
OWNER: Final = "owner"
REGION: Final = "region"
INTERNET_AT: Final = "internet_at_ms"
WELCOMED: Final = "welcomed_at_ms"
PROFILE: Final = {"birth_date": "birth_date_at_ms", "details": "details_at_ms"}
INVITED_BY: Final = "invited_by"
FRIEND_PAID: Final = "friend_paid_at_ms"
FEE_DUE: Final = "fee_due_ms"
BLOCKED: Final = "blocked_at_ms"

# Of a points account.
MEMBER_SINCE: Final = "member_since_ms"
REMAINDER: Final = "remainder_kopecks"
GIFT_DAY: Final = "gift_day"
GIFTS_OF_DAY: Final = "gifts_of_day"
GIFT_MONTH: Final = "gift_month"
GIFTS_OF_MONTH: Final = "gifts_of_month"
SENT_OF_MONTH: Final = "sent_of_month"
RECEIVED_MONTH: Final = "received_month"
RECEIVED_OF_MONTH: Final = "received_of_month"
GIFT_COUNTS: Final = (
    GIFT_DAY,
    GIFTS_OF_DAY,
    GIFT_MONTH,
    GIFTS_OF_MONTH,
    SENT_OF_MONTH,
    RECEIVED_MONTH,
    RECEIVED_OF_MONTH,
)
PROMOTED: Final = "promoted_points"
SPLIT_FROM: Final = "split_from"
SPLIT: Final = "split."
"""What a points account that left a shared one took over of its counts: each count's name behind this."""
PROMOTION: Final = "promotion."
REMIND: Final = "remind_due_ms."

# Of the books themselves.
BOOKS: Final = "books"
CONFIGURED: Final = "configuration"

DEADLINE: Final = "due_ms"
"""What the name of every deadline holds."""
