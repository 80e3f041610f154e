"""What people type: about dates, and to register for them."""

from quartier.events.forms.dates import CancelForm, EventForm

__all__ = ["CancelForm", "EventForm"]
