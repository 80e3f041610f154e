"""Interim reports: written and handed in by the grantee, taken or returned by the office."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.funding.rules import load
from quartier.history.actions import action, lock, move
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.actions import send
from quartier.spending import emails, queries, rules, states, tasks
from quartier.spending.actions.papers import note_interim
from quartier.spending.models import InterimReport
from quartier.spending.rules.interim import due_years, must_be_due


@action
def save_interim(*, grant: Grant, year: int, report: str, by: Any) -> InterimReport:
    """Keep what was written so far for the budget year. Before: the grant is issued, the rules ask for that year.

    Effect: the report „in preparation“, where there was none. Refused once it lies with the office.
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    if grant.status != funding.ISSUED:
        raise Refused(_("Diese Bewilligung läuft nicht mehr. Jetzt zählt die Abrechnung."))
    land = grant.application.area.land
    years = due_years(load(grant.ruleset.text), grant.starts_on, grant.ends_on, dates.today(), land=land)
    due_on = must_be_due(year, years)
    row, created = InterimReport.objects.get_or_create(
        grant=grant, year=year, defaults={"due_on": due_on, "report": report.strip()}
    )
    if row.status not in (states.DRAFT, states.RETURNED):
        raise Refused(_("Dieser Zwischennachweis ist schon eingereicht."))
    if not created and row.report != report.strip():
        row.report = report.strip()
        row.save(update_fields=["report"])
    return row


@action
def submit_interim(*, report: InterimReport, by: Any) -> InterimReport:
    """Hand the report in with the sums as they stand. Before: in preparation or returned, with a few sentences.

    After: the office looks at it; the PDF is made by a task. Again changes nothing. Law: Nr. 6.1, 6.3 ANBest-P.
    """
    grant = lock(report.grant)
    rules.must_hand_in(by, grant)
    row = lock(report)
    if row.status == states.SUBMITTED:
        return row
    if grant.status != funding.ISSUED:
        raise Refused(_("Diese Bewilligung läuft nicht mehr. Jetzt zählt die Abrechnung."))
    if not row.report:
        raise Refused(_("Bitte schreiben Sie in ein paar Sätzen, was in diesem Jahr geschehen ist."))
    sums = queries.year_sums(grant, row.year)
    _move(row, grant, states.SUBMITTED, "interim_submitted", by)
    row.spent_cents, row.income_cents, row.submitted_at, row.answer = sums.spent, sums.came, dates.now(), ""
    row.save(update_fields=["spent_cents", "income_cents", "submitted_at", "answer"])
    return order_interim_paper(report=row)


@action
def order_interim_paper(*, report: InterimReport) -> InterimReport:
    """Have the PDF made, or once more after it failed. After: „being made“, seen on the page."""
    note_interim(report=report, to=states.MAKING)
    report.papers = states.MAKING
    transaction.on_commit(lambda: tasks.make_interim.enqueue(report.pk))
    return report


@action
def answer_interim(*, report: InterimReport, take: bool, answer: str = "", by: Any) -> InterimReport:
    """The office takes the report, or returns it with a question. Before: submitted. Effect: entry; returned: a mail."""
    grant = lock(report.grant)
    rules.must_manage(by, grant)
    words = answer.strip()
    if not take and not words:
        raise Refused(_("Bitte schreiben Sie Ihre Frage. Die Antragstellenden bekommen sie per E-Mail."))
    row = lock(report)
    _move(row, grant, states.TAKEN if take else states.RETURNED, "interim_taken" if take else "interim_returned", by)
    row.answer = words
    row.save(update_fields=["answer"])
    if not take and (to := emails.address(grant)):
        subject, body = emails.interim_returned(row)
        send(scope=grant.application.area.scope, to=to, subject=subject, body=body, about=row)
    return row


def _move(row: InterimReport, grant: Grant, to: str, verb: str, by: Any) -> None:
    application, facts = grant.application, {"year": row.year}
    move(row, to, by=by, scope=application.area.scope_id, verb=verb, thread=application.thread_id, facts=facts)
