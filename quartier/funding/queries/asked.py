"""What became of all applications of a fund year, in numbers and sums: asked for, granted, refused, withdrawn, open."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from quartier.funding import states
from quartier.funding.models import Application, Rejection
from quartier.funding.queries.applications import request_sums
from quartier.kit import dates


@dataclass(frozen=True)
class Asked:
    """How many applications came to one end, and what they asked for together, in cents."""

    count: int = 0
    cents: int = 0

    def __add__(self, other: "Asked") -> "Asked":
        return Asked(self.count + other.count, self.cents + other.cents)


@dataclass(frozen=True)
class YearAsked:
    """All applications of a year by their end; ``applied`` is their sum. What was granted may be less than asked for."""

    granted: Asked
    refused: Asked
    withdrawn: Asked
    open: Asked

    @property
    def applied(self) -> Asked:
        return self.granted + self.refused + self.withdrawn + self.open


def year_asked(funds: Iterable[int], year: int) -> YearAsked:
    """The applications handed in to the funds that belong to ``year``: the granted ones to the pot they were paid from,
    others to the year of their refusal, of their withdrawal, or in which they were handed in. Two queries.
    """
    first, last = dates.at(dt.date(year, 1, 1)), dates.at(dt.date(year + 1, 1, 1))
    ended = (states.GRANTED, states.REJECTED, states.WITHDRAWN)
    handed_in = Application.objects.filter(fund__in=list(funds), submitted_at__isnull=False)
    newest = (
        Rejection.objects.filter(application=OuterRef("pk")).order_by("-pk").values("at")
    )  # one may be refused twice
    rows = handed_in.annotate(refused_at=Subquery(newest[:1])).filter(
        Q(status=states.GRANTED, grant__fund_year__year=year)
        | Q(status=states.WITHDRAWN, withdrawal__at__gte=first, withdrawal__at__lt=last)
        | Q(status=states.REJECTED, refused_at__gte=first, refused_at__lt=last)
        | ~Q(status__in=ended) & Q(submitted_at__gte=first, submitted_at__lt=last)
    )
    found = dict.fromkeys((*ended, ""), Asked())
    for status, count, cents in request_sums(rows):
        found[status if status in ended else ""] += Asked(count, cents)
    return YearAsked(*found.values())
