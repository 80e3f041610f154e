"""The verbs of the calendar, by what they write: dates, series, offers, rooms, festivals, registrations."""

from quartier.events.actions.dates import announce, cancel, change, copy_event, remove
from quartier.events.actions.festivals import (
    ask_stall,
    change_shift,
    change_stall,
    decline_stall,
    drop_shift,
    plan_shift,
    promise_stall,
)  # fmt: skip
from quartier.events.actions.following import change_following, change_series
from quartier.events.actions.imports import follow, give_back, take_in, take_in_series
from quartier.events.actions.offers import change_offer, end_offer, enter_dates, pause_offer, publish_offer, write_offer
from quartier.events.actions.registrations import (
    anonymise,
    confirm,
    enter,
    expire,
    follow_change,
    mark_presence,
    register,
    release,
    remind,
    tell_cancelled,
    withdraw,
)
from quartier.events.actions.rooms import change_room, open_room
from quartier.events.actions.seats import fill
from quartier.events.actions.series import add_day, carry_on, end_series, leave_out, start_series

__all__ = [
    "add_day", "announce", "anonymise", "ask_stall", "cancel", "carry_on", "change", "change_following",
    "change_offer", "change_room", "change_series", "change_shift", "change_stall", "confirm", "copy_event",
    "decline_stall", "drop_shift", "end_offer", "end_series", "enter", "enter_dates", "expire", "fill", "follow",
    "follow_change", "give_back", "leave_out", "mark_presence", "open_room", "pause_offer", "plan_shift",
    "promise_stall", "publish_offer", "register", "release", "remind", "remove", "start_series", "take_in",
    "take_in_series", "tell_cancelled", "withdraw", "write_offer",
]  # fmt: skip
