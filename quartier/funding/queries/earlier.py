"""Cases of the time before: as a list, and what the same applicant got earlier."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from operator import and_
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from quartier.areas.models import Area
from quartier.funding.models import EarlierCase, Grant
from quartier.funding.models.earlier import GRANTED
from quartier.funding.rules.names import name_key
from quartier.network.models import Organisation, Person

PAGE = 50
MOST = 50  # earlier grants shown beside an application
SUMS = ("costs_cents", "requested_cents", "granted_cents", "paid_cents")


@dataclass(frozen=True)
class CasePage:
    """One page of the list, newest year first; ``previous`` and ``next`` are ids of rows, empty at the ends."""

    rows: list[EarlierCase]
    count: int
    sums: Mapping[str, int]
    previous: str = ""
    next: str = ""


def earlier_cases(
    area: Area, user: Any, words: str = "", year: str = "", outcome: str = "", fund: str = ""
) -> QuerySet[EarlierCase]:
    """The quarter's earlier cases that the person may see, by words in name, purpose and number, year, outcome, fund."""
    rows = EarlierCase.objects.visible_to(user).filter(area=area)
    if year == "-":
        rows = rows.filter(year__isnull=True)
    elif year.isdecimal() and len(year) < 5:
        rows = rows.filter(year=int(year))
    if outcome:
        rows = rows.filter(outcome=outcome)
    if fund:
        rows = rows.filter(fund_name=fund)
    for word in words.split()[:5]:
        parts = [Q(applicant_key__contains=part) for part in name_key(word).split()]
        name = functools.reduce(and_, parts) if parts else Q(applicant__icontains=word)
        rows = rows.filter(name | Q(title__icontains=word) | Q(reference__icontains=word))
    return rows


def case_page(rows: QuerySet[EarlierCase], after: str = "", before: str = "", size: int = PAGE) -> CasePage:
    """The page behind (or before) the row with that id; three queries whatever the length of the list."""
    totals = rows.aggregate(count=Count("pk"), **{name: Sum(name) for name in SUMS})
    count = totals.pop("count")
    ordered = rows.order_by(F("year").desc(nulls_last=True), "applicant", "pk")
    key = before or after
    mark = EarlierCase.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    back = bool(before and mark)
    if mark:
        found = ordered.reverse().filter(_ahead(mark)) if back else ordered.filter(_behind(mark))
    else:
        found = ordered
    part = list(found[: size + 1])
    more, part = len(part) > size, part[:size]
    if back:
        part.reverse()
    sums = {name: cents for name, cents in totals.items() if cents is not None}
    if not part:
        return CasePage([], count, sums)
    behind, ahead = (more, True) if back else (bool(mark), more)
    return CasePage(part, count, sums, str(part[0].pk) if behind else "", str(part[-1].pk) if ahead else "")


def _behind(mark: EarlierCase) -> Q:
    same = Q(year=mark.year) if mark.year is not None else Q(year__isnull=True)
    later = same & (Q(applicant__gt=mark.applicant) | Q(applicant=mark.applicant, pk__gt=mark.pk))
    return later | (Q(year__lt=mark.year) | Q(year__isnull=True) if mark.year is not None else Q(pk__in=()))


def _ahead(mark: EarlierCase) -> Q:
    same = Q(year=mark.year) if mark.year is not None else Q(year__isnull=True)
    sooner = same & (Q(applicant__lt=mark.applicant) | Q(applicant=mark.applicant, pk__lt=mark.pk))
    return sooner | (Q(year__gt=mark.year) if mark.year is not None else Q(year__isnull=False))


def case_years(rows: QuerySet[EarlierCase]) -> list[tuple[int | None, int]]:
    """(year, number of cases), the newest first."""
    counted = rows.order_by().values_list("year").annotate(n=Count("pk"))
    return sorted(counted, key=lambda row: -(row[0] or 0))


# The same applicant -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Earlier:
    """What the same applicant got before: grants of ours, and granted cases of the office's old lists."""

    grants: list[Grant]  # newest first, with application and fund year
    cases: list[EarlierCase]  # newest year first; found by name, so a person looks whether it is the same applicant
    cases_cents: int  # granted, where the list says nothing of it paid

    @property
    def count(self) -> int:
        return len(self.grants) + len(self.cases)


def earlier(
    area: Area, name: str, *, organisation: Organisation | None = None, person: Person | None = None, but: int | None = None
) -> Earlier:  # fmt: skip
    """Earlier grants to the same applicant in the quarter: two queries.

    ``name``: as the applicant is called, for the lists of the time before; ``organisation``, ``person``: whose grants of
    ours count (the person's own only where no organisation is named); ``but``: id of the application that is looked at.
    Whoever asks has checked that the person may see the application.
    """
    whose = Q(application__organisation=organisation) if organisation else Q(application__person=person)
    if not organisation and person is None:
        whose = Q(pk__in=())
    ours = Grant.objects.filter(whose, application__area=area)
    if but is not None:
        ours = ours.exclude(application_id=but)
    newest = Grant.objects.filter(pk__in=ours.order_by("-at", "-pk").values("pk")[:MOST]).order_by("-at", "-pk")
    grants = list(newest.select_related("application__area", "fund_year__fund", "project"))
    key = name_key(name)
    rows = (
        EarlierCase.objects.filter(area=area, applicant_key=key, outcome=GRANTED) if key else EarlierCase.objects.none()
    )
    cases = list(rows.order_by(F("year").desc(nulls_last=True), "-pk")[:MOST])
    return Earlier(
        grants, cases,
        sum((case.granted_cents if case.granted_cents is not None else case.paid_cents) or 0 for case in cases),
    )  # fmt: skip
