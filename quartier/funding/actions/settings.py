"""How a fund works: its words, who decides from which sum on, until when applications come in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.committees.models import Committee, Meeting
from quartier.funding import states
from quartier.funding.models import Call, DecisionStep, Fund, FundYear
from quartier.funding.rules.labels import COLUMNS
from quartier.history.actions import action, lock, record
from quartier.kit.errors import Refused
from quartier.search.actions import renew


@dataclass(frozen=True)
class Step:
    """Who decides on sums from ``from_cents`` (inclusive) to the next step; ``who`` as in ``states.DECIDERS``."""

    from_cents: int
    who: str
    committee: Committee | None = None
    outside: str = ""


@action
def change_fund(
    *, fund: Fund, name: str, lead: str, committee: Committee, funder_checks: bool,
    receipt_columns: Sequence[tuple[str, str]], by: User,
) -> Fund:  # fmt: skip
    """Change what a fund is called, what it is for, whether its funder checks settlements, and the columns of its lists.

    ``receipt_columns``: (code of ``labels.COLUMNS``, heading) in their order; none: as the rules say. Refused for a body
    of another quarter, an unknown or doubled column, a column without a heading or with one that another has.
    """
    row = lock(fund)
    if committee.area_id != row.area_id:
        raise Refused(_("Dieses Gremium gehört zu einem anderen Quartier."))
    codes = [code for code, _heading in receipt_columns]
    if len(set(codes)) < len(codes) or not set(codes) <= set(COLUMNS):
        raise Refused(_("Jede Spalte der Belegliste steht höchstens einmal da."))
    if any(not heading.strip() for _code, heading in receipt_columns):
        raise Refused(_("Jede Spalte der Belegliste braucht eine Überschrift."))
    headings = [heading.strip().casefold() for _code, heading in receipt_columns]
    if len(set(headings)) < len(headings):
        raise Refused(_("Zwei Spalten der Belegliste heißen gleich. Bitte geben Sie jeder eine eigene Überschrift."))
    row.name, row.lead, row.committee, row.funder_checks = name.strip(), lead.strip(), committee, funder_checks
    row.receipt_columns = [[code, heading.strip()] for code, heading in receipt_columns]
    row.save(update_fields=["name", "lead", "committee", "funder_checks", "receipt_columns"])
    record(scope=row.area.scope_id, verb="changed", row=row, by=by, public=True)
    renew(row=row)
    return row


@action
def set_steps(*, fund: Fund, steps: Sequence[Step], by: User) -> list[DecisionStep]:
    """Say anew who decides from which sum on; none: the fund's body decides on everything, as it does below the first.

    Applications that are on an agenda or decided stay as they are. Refused when two steps begin at the same sum, a body
    belongs to another quarter, or a body is missing.
    """
    row = lock(fund)
    if len({step.from_cents for step in steps}) < len(steps):
        raise Refused(_("Zwei Stufen beginnen bei derselben Summe. Bitte lassen Sie nur eine davon stehen."))
    for step in steps:
        if step.who == states.BY_COMMITTEE and (step.committee is None or step.committee.area_id != row.area_id):
            raise Refused(_("Bitte wählen Sie das Gremium des Quartiers, das entscheidet."))
        if step.who == states.BY_OUTSIDE and not step.outside.strip():
            raise Refused(_("Bitte schreiben Sie, wie das Gremium außerhalb heißt."))
    row.steps.all().delete()
    made = [
        DecisionStep.objects.create(
            fund=row, from_cents=step.from_cents, who=step.who,
            committee=step.committee if step.who == states.BY_COMMITTEE else None,
            outside=step.outside.strip() if step.who == states.BY_OUTSIDE else "",
        )
        for step in steps
    ]  # fmt: skip
    record(scope=row.area.scope_id, verb="steps_set", row=row, by=by, public=True)
    return made


# Calls ------------------------------------------------------------------------------------------------------------
@action
def put_call(*, fund_year: FundYear, call: Call | None = None, by: User, **fields: Any) -> Call:
    """Announce until when applications of a round come in, or change it. The page of the fund shows it.

    ``fields``: title, opens_on, closes_on, text, meeting. The same round once more is the same: a double click. Refused
    when it ends before it begins, or the meeting belongs to another quarter.
    """
    _sound(fund_year, fields["opens_on"], fields["closes_on"], fields.get("meeting"))
    names = ("title", "opens_on", "closes_on", "text", "meeting")
    told = {name: fields.get(name, "" if name == "text" else None) for name in names}
    year = lock(fund_year)
    if call is None and (same := Call.objects.filter(fund_year=year, **told).first()):
        return same
    row = lock(call) if call else Call(fund_year=fund_year)
    for name, value in told.items():
        setattr(row, name, value)
    row.save()
    verb = "changed" if call else "announced"
    record(scope=fund_year.fund.area.scope_id, verb=verb, row=row, by=by, public=True)
    return row


def _sound(fund_year: FundYear, opens_on: dt.date, closes_on: dt.date, meeting: Meeting | None) -> None:
    if closes_on < opens_on:
        raise Refused(_("Die Frist endet, bevor sie beginnt. Bitte sehen Sie die beiden Tage noch einmal an."))
    if meeting is not None and meeting.committee.area_id != fund_year.fund.area_id:
        raise Refused(_("Diese Sitzung gehört zu einem anderen Quartier."))


@action
def drop_call(*, call: Call, by: User) -> None:
    """Take a call back. Applications stay as they are."""
    record(scope=call.fund_year.fund.area.scope_id, verb="dropped", row=call, by=by, public=True)
    call.delete()
