"""Who takes part: what a registration, a seat and a waiting list do."""

from quartier.events.models import Event


def tell_cancelled(event: Event) -> int:
    """Tell everybody registered that the date is off; inside the action that calls it off. Returns how many."""
    return 0
