from quartier.spending.views.team import (
    checks,
    grants,
    interim,
    inventory,
    notices,
    payments,
    receipts,
    requests,
    settlements,
    sheets,
)

__all__ = [
    "checks",
    "grants",
    "interim",
    "inventory",
    "notices",
    "payments",
    "receipts",
    "requests",
    "settlements",
    "sheets",
]
