"""A notice is amended: sum, end, plan. The rows of before stay; the grant's own columns hold what is in force."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from quartier.funding import emails, queries, states, tasks
from quartier.funding.actions.applications import LINES
from quartier.funding.models import AmendedLine, Amendment, ChangeReply, ChangeRequest, CostLine, Grant
from quartier.funding.queries import PlanLine
from quartier.funding.rules import load
from quartier.funding.rules.amendments import Target, must_change_lines, must_fit_amendment, must_wait, new_purpose
from quartier.funding.rules.notices import proof_day
from quartier.history.actions import action, lock, record
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.ledger.actions import Posting, post
from quartier.projects import actions as projects


@dataclass(frozen=True)
class Wanted:
    """What shall hold from now on: sum in cents, last day of the costs, day of the proof; the purpose, if it is new."""

    cents: int
    ends_on: dt.date
    proof_due_on: dt.date
    purpose: str


@action
def amend(
    *,
    grant: Grant,
    by: Any,
    reason: str,
    cents: int | None = None,
    ends_on: dt.date | None = None,
    proof_due_on: dt.date | None = None,
    lines: Sequence[Target] = (),
    purpose: str = "",
    seen: int | None = None,
    answers: ChangeRequest | None = None,
) -> Amendment:
    """Amend a notice (Änderungsbescheid); what is left out stays. With a new end, the day of the proof follows the rules.

    Before: issued or being settled. Effect: Amendment with one AmendedLine for each line that changes (a line without a
    row of its own becomes a cost line); the grant's sum, end and day of proof; a higher sum goes available → committed,
    a lower one back; the project's end; a public entry; letter by a task; mail. ``answers``: the wish of the grantee it
    is the answer to. The same amendment twice within half a minute is one. ``seen``: how many amendments there were when
    it was looked at; Conflict when one came since, or the wish was answered. Refused without a reason or a change, below
    what is paid, above what rules and pot allow, and for more from a pot whose end was decided.
    Law: §§ 35, 36 VwVfG; Nr. 1.2 ANBest-P for lines that may be exceeded.
    """
    row = lock(grant)
    if row.status not in states.AMENDABLE:
        raise Refused(_("Diese Bewilligung ist abgeschlossen. Geändert werden kann sie nicht mehr."))
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie, warum der Bescheid geändert wird. Das steht im Brief."))
    wanted = _wanted(row, cents, ends_on, proof_due_on, new_purpose(purpose, queries.purpose_of(row)))
    changed = _changed(row, lines)
    if wanted == Wanted(row.cents, row.ends_on, row.proof_due_on, ""):
        if known := _known(row, reason, changed):
            return known
        if not changed:
            raise Refused(_("Es ändert sich nichts: Summe, Tage, Zeilen und Zweck sind wie bisher."))
    if seen is not None and seen != row.amendments.count():
        raise Conflict(_("Jemand hat diesen Bescheid inzwischen geändert. Bitte vergleichen Sie neu."))
    if answers is not None:
        must_wait(answers, row.pk, answered=ChangeReply.objects.filter(request=answers).exists())
    _must_fit(row, wanted)
    made = _made(row, wanted, reason, by)
    _write_lines(made, changed)
    if answers is not None:
        ChangeReply.objects.create(request=answers, result=states.AMENDED, amendment=made, by=by)
    entry = _entry(made, by)
    _write_grant(row, made, entry, by)
    tasks.make_amendment_letter.enqueue(made.pk)
    emails.write(row.application, emails.amended, made)
    grant.refresh_from_db(fields=["cents", "ends_on", "proof_due_on"])
    return made


def _wanted(
    row: Grant, cents: int | None, ends_on: dt.date | None, proof_due_on: dt.date | None, purpose: str
) -> Wanted:
    end, due = ends_on or row.ends_on, proof_due_on or row.proof_due_on
    if proof_due_on is None and end != row.ends_on:
        due = getattr(proof_day(load(row.ruleset.text), end, land=row.application.area.land), "day", due)
    if end < row.starts_on:
        raise Refused(_("Das Ende liegt vor dem Beginn. Bitte sehen Sie die beiden Tage noch einmal an."))
    if due <= end:
        raise Refused(_("Die Abrechnung kann erst nach dem Ende fällig sein."))
    return Wanted(row.cents if cents is None else cents, end, due, purpose)


def _changed(row: Grant, lines: Sequence[Target]) -> list[tuple[Target, PlanLine | None]]:
    """The lines that say something new, with what holds for them so far (None: a new line)."""
    plan = {known.line.pk: known for known in queries.plan_of(row)}
    must_change_lines(lines, set(plan), most=LINES)
    pairs = [(target, plan[target.line] if target.line is not None else None) for target in lines]
    return [
        (target, known)
        for target, known in pairs
        if known is None or (target.cents, target.consented) != (known.cents, known.consented)
    ]


def _known(row: Grant, reason: str, changed: list[tuple[Target, PlanLine | None]]) -> Amendment | None:
    """The same amendment a moment ago, with the lines it brought: a double click."""
    recent = row.amendments.filter(at__gte=dates.now() - dates.TWO_CLICKS, reason=reason.strip()).last()
    if recent is None or any(known for _target, known in changed):
        return None
    brought = {(item.line.title, item.new_cents, item.consented) for item in recent.lines.select_related("line")}
    said = {(target.title.strip()[:120], target.cents, target.consented) for target, _known in changed}
    return recent if said <= brought else None


def _must_fit(row: Grant, wanted: Wanted) -> None:
    year = row.fund_year
    year.available.refresh_from_db(fields=["balance"])
    must_fit_amendment(
        load(row.ruleset.text), wanted.cents, before=row.cents, out=row.paid.balance + row.spent.balance,
        available=year.available.balance, ended=year.year if year.year_ends.exists() else None,
    )  # fmt: skip


def _made(row: Grant, wanted: Wanted, reason: str, by: Any) -> Amendment:
    number = (row.amendments.aggregate(n=Max("number"))["n"] or 0) + 1
    return Amendment.objects.create(
        grant=row, number=number, reason=reason.strip(), purpose=wanted.purpose, by=by, old_cents=row.cents,
        new_cents=wanted.cents, old_ends_on=row.ends_on, new_ends_on=wanted.ends_on, old_proof_due_on=row.proof_due_on,
        new_proof_due_on=wanted.proof_due_on,
    )  # fmt: skip


def _write_lines(made: Amendment, changed: list[tuple[Target, PlanLine | None]]) -> None:
    application = made.grant.application
    last = application.cost_lines.aggregate(n=Max("position"))["n"] or 0
    for target, known in changed:
        line = known.line if known else None
        if line is None:
            last += 1
            line = CostLine.objects.create(
                application=application, position=last, kind=target.kind, title=target.title.strip()[:120], cents=0
            )
        AmendedLine.objects.create(
            amendment=made, line=line, old_cents=known.cents if known else 0, new_cents=target.cents,
            consented=target.consented,
        )  # fmt: skip


def _entry(made: Amendment, by: Any) -> Entry:
    application = made.grant.application
    facts = {"cents": made.new_cents, "before": made.old_cents, "number": made.number}
    if made.new_ends_on != made.old_ends_on:
        facts["until"] = made.new_ends_on.toordinal()
    return record(
        scope=application.area.scope_id, verb="amended", row=made, by=by, thread=application.thread_id, public=True,
        facts=facts,
    )  # fmt: skip


def _write_grant(row: Grant, made: Amendment, entry: Entry, by: Any) -> None:
    difference, reason = made.new_cents - made.old_cents, f"Änderung {row.number}-{made.number}"
    if difference > 0:
        post(postings=[Posting(row.fund_year.available, row.committed, difference, reason)], entry=entry)
    elif difference < 0:
        post(postings=[Posting(row.committed, row.fund_year.available, -difference, reason)], entry=entry)
    row.cents, row.ends_on, row.proof_due_on = made.new_cents, made.new_ends_on, made.new_proof_due_on
    row.save(update_fields=["cents", "ends_on", "proof_due_on"])
    project = row.project
    if made.new_ends_on != made.old_ends_on and project.ends_on == made.old_ends_on:
        projects.describe(
            project=project, title=project.title, summary=project.summary, place=project.place,
            starts_on=project.starts_on, ends_on=made.new_ends_on, by=by,
        )  # fmt: skip


@action
def amendment_letter_again(*, amendment: Amendment, by: Any) -> None:
    """Have the letter made anew by a task, and note who asked for it."""
    record(scope=amendment.grant.application.area.scope_id, verb="letter_ordered", row=amendment, by=by)
    tasks.make_amendment_letter.enqueue(amendment.pk)
