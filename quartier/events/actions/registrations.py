"""Who takes part: what a registration, a seat and a waiting list do."""

from quartier.events.models import Event
from quartier.history.actions import action


@action
def tell_cancelled(*, event: Event) -> int:
    """Tell everybody registered that the date is off; inside the action that calls it off. Returns how many."""
    return 0


@action
def follow_change(*, event: Event, before: Event) -> int:
    """Tell everybody registered that time or place is another, let waiting people move up; inside the action that
    changes it. ``before``: title, times and place of before. Returns how many were told."""
    return 0
