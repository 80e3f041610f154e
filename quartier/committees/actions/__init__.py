"""The verbs of the bodies: who sits in them, their meetings, their votes and decisions."""

from quartier.committees.actions.bodies import adopt, found, invite_member, leave, seat, seat_newcomer
from quartier.committees.actions.meetings import (
    begin,
    cancel_meeting,
    change_meeting,
    close_meeting,
    invite,
    mark_left,
    mark_present,
    plan_meeting,
)  # fmt: skip
from quartier.committees.actions.motions import propose, put_on_agenda, take_off, withdraw
from quartier.committees.actions.votes import (
    close_vote,
    decide,
    open_vote,
    recuse,
    take_back,
    type_tally,
    vote,
    vote_again,
)  # fmt: skip

__all__ = [
    "adopt", "begin", "cancel_meeting", "change_meeting", "close_meeting", "close_vote", "decide", "found", "invite",
    "invite_member", "leave", "mark_left", "mark_present", "open_vote", "plan_meeting", "propose", "put_on_agenda",
    "recuse", "seat", "seat_newcomer", "take_back", "take_off", "type_tally", "vote", "vote_again", "withdraw",
]  # fmt: skip
