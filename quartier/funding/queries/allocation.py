"""What if: a pot given out before a session, row by row. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from quartier.committees.models import Meeting
from quartier.committees.states import DECIDED
from quartier.funding import states
from quartier.funding.models import Application, Fund, FundYear
from quartier.funding.queries.applications import coming_meetings, listed, ruling_year, with_requests
from quartier.kit import money
from quartier.kit.errors import Refused

FIELD = "antrag-"


@dataclass(frozen=True)
class Share:
    """An application and what it would get; sums in cents. ``typed`` and ``error``: what could not be read."""

    application: Application
    requested: int
    given: int
    rest: int
    typed: str
    error: str = ""

    @property
    def field(self) -> str:
        return f"{FIELD}{self.application.number}"

    @property
    def above(self) -> int:
        """How much more than requested it would get."""
        return max(0, self.given - self.requested)


@dataclass(frozen=True)
class Allocation:
    """The pot before, what each would get, what stays; ``meeting``: the next one of the fund's body."""

    year: FundYear
    meeting: Meeting | None
    left: int
    shares: list[Share]

    @property
    def requested(self) -> int:
        return sum(share.requested for share in self.shares)

    @property
    def given(self) -> int:
        return sum(share.given for share in self.shares)

    @property
    def rest(self) -> int:
        return self.left - self.given

    @property
    def missing(self) -> int:
        return max(0, -self.rest)


def allocation(fund: Fund, typed: Mapping[str, str]) -> Allocation | None:
    """The open applications of a fund, those of the next session first, with the rest of the pot after each.

    ``typed``: sums by ``Share.field``; what is not there is given as it is asked for, what cannot be read counts as 0.
    None: no year is open. Seven queries.
    """
    year, meeting = ruling_year(fund), coming_meetings(fund).first()
    if year is None:
        return None
    waiting = Q(status=states.CHECKED, motion=None) | Q(status=states.CHECKED, motion__meeting=None)
    listed_ones = Q(status=states.IN_JURY) & ~Q(motion__status=DECIDED)
    rows = Application.objects.filter(waiting | listed_ones, fund=fund)
    mine = meeting.pk if meeting else None
    found = (
        listed(rows)
        .select_related("motion")
        .prefetch_related("office_decisions", "rejections", "checks")
        .order_by("pk")
    )
    asked = with_requests(row for row in found if row.office_decision is None)
    asked.sort(key=lambda pair: _place(pair[0], mine))
    shares, rest = [], year.available.balance
    for application, requested in asked:
        share = _share(application, requested, typed, rest)
        shares.append(share)
        rest = share.rest
    return Allocation(year, meeting, year.available.balance, shares)


def _place(application: Application, meeting: int | None) -> tuple[int, int, int]:
    motion = application.motion
    if motion is None or motion.meeting_id is None:
        return 2, 0, application.pk
    return (0 if motion.meeting_id == meeting else 1), motion.position, application.pk


def _share(application: Application, requested: int, typed: Mapping[str, str], rest: int) -> Share:
    text = typed.get(f"{FIELD}{application.number}")
    if text is None:
        return Share(application, requested, requested, rest - requested, money.field(requested))
    try:
        given, error = money.parse(text) if text.strip() else 0, ""
    except Refused as refused:
        given, error = 0, refused.message
    given = max(0, given)
    return Share(application, requested, given, rest - given, text, error)
