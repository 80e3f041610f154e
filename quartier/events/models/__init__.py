from quartier.events.models.event import Cancellation, Event
from quartier.events.models.offer import Offer
from quartier.events.models.registration import Registration, Shift, Stall
from quartier.events.models.room import Room
from quartier.events.models.series import EventSeries

__all__ = ["Cancellation", "Event", "EventSeries", "Offer", "Registration", "Room", "Shift", "Stall"]
