from quartier.spending.views.team import (
    changes,
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
    "changes",
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
