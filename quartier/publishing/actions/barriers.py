"""Barriers that readers report: kept for the office, answered within a month, never public."""

from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.history.actions import action, move, record
from quartier.kit import dates, spam
from quartier.kit.errors import Refused
from quartier.mail import actions as mail
from quartier.publishing import emails, states
from quartier.publishing.models import BarrierReport

MOST = 5  # reports an hour from one connection


@action
def report_barrier(
    *, area: Area, text: str, place: str = "", email: str = "", sender: spam.Sender | None = None
) -> BarrierReport:
    """Somebody cannot use a page. Effect: a row that waits for the office, and a mail to the office's address.

    What reads like advertising is kept, too, but sends no mail. Refused: too many from one connection, one page sent
    again and again.
    """
    spam.admit("barrier", sender or spam.Sender(), most=MOST)
    held = " ".join(spam.signs(text))
    report = BarrierReport.objects.create(area=area, text=text, place=place, email=email, held=held, at=dates.now())
    record(scope=area.scope_id, verb="reported", row=report)
    office = getattr(area, "office", None)
    if office is not None and office.email and not held:
        subject, body = emails.barrier_reported(report)
        mail.send(scope=area.scope, to=office.email, subject=subject, body=body, about=report)
    return report


@action
def answer_barrier(*, report: BarrierReport, text: str, by: Any) -> BarrierReport:
    """Before: open. Effect: answered, with what was done; who left an address gets it as a mail.

    Refused: an empty answer; it is answered already. Law: within a month (§ 12b Abs. 4 BGG).
    """
    if not text.strip():
        raise Refused(_("Bitte schreiben Sie, was Sie geändert haben oder warum es nicht geht."))
    _close(report, states.ANSWERED, by, answer=text.strip())
    if report.email:
        subject, body = emails.barrier_answered(report)
        mail.send(scope=report.area.scope, to=report.email, subject=subject, body=body, about=report)
    return report


@action
def dismiss_barrier(*, report: BarrierReport, by: Any) -> BarrierReport:
    """Before: open. Effect: it was no report (advertising, a slip of the finger); nobody gets a mail."""
    return _close(report, states.DISMISSED, by)


def _close(report: BarrierReport, to: str, by: Any, answer: str = "") -> BarrierReport:
    facts = {"done_at": dates.now(), "answer": answer, "by": by}
    BarrierReport.objects.filter(pk=report.pk, status=states.OPEN).update(**facts)
    move(report, to, by=by, scope=report.area.scope_id)
    report.answer, report.done_at = answer, facts["done_at"]
    return report
