"""Quorum, majority, bias, invitation: what the rules of procedure say. Nothing here reads or writes the database."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.committees import states


def needed(seats: int, top: int, bottom: int) -> int:
    """How many of the voting seats must be there: ``top/bottom`` of them, rounded up, and never nobody."""
    return max(1, -(-seats * top // bottom))


def quorate(present: int, wanted: int) -> bool:
    """Biased members count as present: they take part in the meeting, only not in this vote."""
    return present >= wanted


def accepted(majority: str, yes: int, no: int) -> bool:
    """Abstentions count for nobody. A tie is a refusal; two thirds are reached by exactly two thirds."""
    if majority == states.TWO_THIRDS:
        return yes > 0 and 3 * yes >= 2 * (yes + no)
    return yes > no


def yes_needed(majority: str, yes: int, no: int) -> int:
    """The least number of yes among as many votes for or against: where the line stands in the picture."""
    cast = yes + no
    if majority == states.TWO_THIRDS:
        return max(1, -(-2 * cast // 3))
    return cast // 2 + 1


def last_invitation_day(starts_on: dt.date, notice_days: int) -> dt.date:
    """The last day on which an invitation keeps the period of the rules of procedure."""
    return starts_on - dt.timedelta(days=notice_days)


def why_no_vote(status: str, *, present: bool, recused: bool) -> str:
    """Why the holder of a seat cannot vote on a motion now, in a sentence for them; empty when they can."""
    if recused:
        return _("Hier stimmen Sie nicht mit ab: Sie sind als befangen eingetragen. Mitreden dürfen Sie.")
    if status in (states.DRAFT, states.LISTED):
        return _("Die Abstimmung ist noch nicht eröffnet.")
    if status != states.VOTING:
        return _("Die Abstimmung ist geschlossen. Ihre Stimme wurde nicht mehr gezählt.")
    if not present:
        return _("Sie sind noch nicht als anwesend eingetragen. Bitte sagen Sie der Sitzungsleitung, dass Sie da sind.")
    return ""


@dataclass(frozen=True)
class Bias:
    """That the holder of a seat may be biased. ``own``: the motion is their own, then nobody has to ask."""

    seat: Any
    own: bool
    reason: str


def biased(seats: Iterable[Any], persons: Collection[int], organisations: Collection[int]) -> list[Bias]:
    """Who of the seats is presumed to be biased: the applicants themselves, and who sits for an applicant."""
    found = []
    for seat in seats:
        if seat.person_id in persons:
            found.append(Bias(seat, True, _("Stellt den Antrag selbst.")))
        elif seat.organisation_id is not None and seat.organisation_id in organisations:
            found.append(Bias(seat, False, _("Sitzt hier für die Einrichtung, die den Antrag stellt.")))
    return found


def in_force(constitutions: Iterable[Any], day: dt.date) -> Any:
    """The rules of procedure of that day: the newest that are valid by then; None before the first."""
    valid = [one for one in constitutions if one.valid_from <= day]
    return max(valid, key=lambda one: one.valid_from, default=None)
