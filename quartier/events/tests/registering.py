"""What tests of registrations do again and again."""

from typing import Any

from django.db.models import Sum

from quartier.events import actions, states
from quartier.events.models import Event, Registration
from quartier.mail.models import Message


def ask(event: Event, who: str = "mia", seats: int = 1, **fields: Any) -> Registration:
    """Somebody fills in the form; not confirmed yet."""
    return actions.register(event=event, name=who.title(), email=f"{who}@example.org", seats_wanted=seats, **fields)


def come(event: Event, who: str = "mia", seats: int = 1, **fields: Any) -> Registration:
    """Somebody registers and confirms."""
    return actions.confirm(registration=ask(event, who, seats, **fields))


def standing(event: Event) -> dict[str, str]:
    """Name → state, of those whose name is still there."""
    rows = Registration.objects.filter(event=event).exclude(name="")
    return dict(rows.values_list("name", "status"))


def seated(event: Event) -> int:
    """People with a seat."""
    rows = Registration.objects.filter(event=event, shift=None, status=states.REGISTERED)
    return rows.aggregate(n=Sum("seats"))["n"] or 0


def subjects(to: str = "") -> list[str]:
    """Subjects of the mails, in order of writing, those to one address only where one is given."""
    rows = Message.objects.filter(to=to) if to else Message.objects.all()
    return list(rows.order_by("pk").values_list("subject", flat=True))


def last_mail(to: str) -> Message:
    return Message.objects.filter(to=to).latest("pk")
