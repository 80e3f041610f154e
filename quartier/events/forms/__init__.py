"""What people type: about dates, series and offers, what a festival needs, and to register."""

from quartier.events.forms.dates import CancelForm, CopyForm, EventForm, ReachForm
from quartier.events.forms.offers import OfferForm, PauseForm
from quartier.events.forms.planning import RoomForm, ShiftForm, StallForm
from quartier.events.forms.series import DayForm, EndForm, SeriesForm

__all__ = [
    "CancelForm", "CopyForm", "DayForm", "EndForm", "EventForm", "OfferForm", "PauseForm", "ReachForm", "RoomForm",
    "SeriesForm", "ShiftForm", "StallForm",
]  # fmt: skip
