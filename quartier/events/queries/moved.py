import datetime as dt

from quartier.events.models import Event
from quartier.history.models import Entry


def moved_from(event: Event) -> dt.datetime | None:
    """When a date began before it was moved the last time; None where it never was. No query for one nobody changed."""
    if not event.sequence:
        return None
    entries = Entry.objects.filter(kind=Event._meta.label_lower, row=event.pk, verb="changed", facts__has_key="was")
    facts = entries.order_by("-id").values_list("facts", flat=True).first()
    before = dt.datetime.fromtimestamp(facts["was"], dt.UTC) if facts else None
    return before if before != event.starts_at else None
