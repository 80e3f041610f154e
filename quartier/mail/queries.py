"""Die Post eines Quartiers, seitenweise."""

from typing import Any

from django.db.models import Count

from quartier.areas.models import Area
from quartier.mail import states
from quartier.mail.models import Message

OPEN = (states.HELD, states.FAILED)  # the office can send or drop them
PAGE = 30


def outbox(area: Area, user: Any, status: str, before: int | None) -> dict[str, Any]:
    """One page of messages, newest first, without their texts; ``next`` is the key of the page after it."""
    rows = Message.objects.visible_to(user).filter(scope_id=area.scope_id).defer("body", "calendar").order_by("-pk")
    if status in dict(states.STATUS):
        rows = rows.filter(status=status)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return {"rows": found[:PAGE], "next": found[PAGE - 1].pk if len(found) > PAGE else None}


def counts(area: Area) -> dict[str, int]:
    """How many messages are in each state."""
    rows = Message.objects.filter(scope_id=area.scope_id).values_list("status").annotate(n=Count("pk"))
    return dict(rows.order_by())
