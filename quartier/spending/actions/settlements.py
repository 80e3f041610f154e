"""The settlement: prepared and handed in by the grantee, decided by a person of the office."""

import contextlib
import datetime as dt
from collections.abc import Mapping
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quartier.files.actions import describe, erase, keep, show
from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.funding.rules import load
from quartier.funding.rules.calculation import claimable
from quartier.history.actions import action, lock, move, record
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.actions import Posting, post
from quartier.mail.actions import send
from quartier.participation import actions as participation
from quartier.participation import states as ideas
from quartier.projects import actions as projects
from quartier.projects import states as project_states
from quartier.spending import emails, queries, rules, states, tasks
from quartier.spending.actions.payments import order_payment
from quartier.spending.actions.requests import end_requests
from quartier.spending.models import Receipt, Reclaim, Settlement, SettlementPhoto, SettlementResult
from quartier.spending.rules import retention


@action
def save_settlement(
    *, grant: Grant, report: str = "", chapters: Mapping[str, str] | None = None, by: Any
) -> Settlement:
    """Keep what was written so far: the short report, or the chapters the rules ask for (heading -> text).

    Before: the grant is issued. Effect: the settlement „in preparation“, where there was none. Headings the rules do not
    name are left out.
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    rules.must_be_open(grant)
    asked = load(grant.ruleset.text).get("report_chapters", ())
    written = {title: (chapters or {}).get(title, "").strip() for title in asked}
    row, created = Settlement.objects.get_or_create(
        grant=grant, defaults={"report": report.strip(), "chapters": written}
    )
    if not created and (row.report, row.chapters) != (report.strip(), written):
        row.report, row.chapters = report.strip(), written
        row.save(update_fields=["report", "chapters"])
    return row


@action
def add_settlement_photo(*, settlement: Settlement, upload: BinaryIO | File, caption: str, by: Any) -> SettlementPhoto:
    """Add a picture; ``caption`` says what it shows. Shown in public only when the office takes it over."""
    grant = lock(settlement.grant)
    rules.must_hand_in(by, grant)
    rules.must_be_open(grant)
    words = caption.strip()[:200]
    if not words:
        raise Refused(_("Bitte schreiben Sie in einem Satz, was auf dem Bild zu sehen ist."))
    scope, name = grant.application.area.scope, getattr(upload, "name", "") or "foto"
    file = upload if isinstance(upload, File) else keep(upload=upload, name=name, scope=scope, alt=words)
    if not file.is_image:
        raise Refused(_("Hierher gehört ein Foto. Belege als PDF reichen Sie bei den Belegen ein."))
    return SettlementPhoto.objects.create(settlement=settlement, file=file, caption=words)


@action
def remove_settlement_photo(*, photo: SettlementPhoto, by: Any) -> None:
    """Take a picture out again, before the settlement is handed in. Its file goes too: it was there by consent; one
    that the office has taken over onto the project's page stays there."""
    grant = lock(photo.settlement.grant)
    rules.must_hand_in(by, grant)
    rules.must_be_open(grant)
    photo.delete()
    with contextlib.suppress(ProtectedError):
        erase(file=photo.file)


@action
def show_settlement_photo(*, photo: SettlementPhoto, by: Any) -> None:
    """Take a picture over onto the project's public page; the office has made sure that those shown agree."""
    grant = lock(photo.settlement.grant)
    rules.must_manage(by, grant)
    if grant.project.photos.filter(file=photo.file).exists():
        return
    describe(file=photo.file, alt=photo.file.alt or photo.caption)
    show(file=photo.file)
    projects.add_photo(project=grant.project, file=photo.file, caption=photo.caption, by=by)


@action
def submit_settlement(*, grant: Grant, by: Any) -> Settlement:
    """Hand the settlement in. Before: in preparation or returned, with a report. After: the office decides; receipts
    and report are fixed, the retention clock runs, the papers are made by a task. Again changes nothing.

    Law: Nr. 6, 6.5 ANBest-P.
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    row = Settlement.objects.filter(grant=grant).first()
    if row and row.status == states.SUBMITTED:
        return row
    rules.must_be_open(grant)
    if row is None or not (row.report or any(row.chapters.values())):
        raise Refused(_("Bitte erzählen Sie in ein paar Sätzen, was Sie gemacht haben."))
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    move(row, states.SUBMITTED, by=by, scope=scope, verb="settlement_submitted", thread=thread)
    row.submitted_at, row.question = dates.now(), ""
    row.keep_until = retention.keep_until(queries.clocks_of(row))
    row.save(update_fields=["submitted_at", "question", "keep_until"])
    move(grant, funding.PROOF_IN, by=by, scope=scope, verb="proof_in", public=True)
    return order_papers(settlement=row)


@action
def return_settlement(*, settlement: Settlement, question: str, by: Any) -> Settlement:
    """Ask the grantee something; they can change receipts and report again. Before: submitted. Effect: mail, entry."""
    grant = lock(settlement.grant)
    rules.must_manage(by, grant)
    if not question.strip():
        raise Refused(_("Bitte schreiben Sie Ihre Frage. Die Antragstellenden bekommen sie per E-Mail."))
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    because = question.strip()
    move(settlement, states.RETURNED, by=by, scope=scope, verb="settlement_returned", thread=thread, because=because)
    settlement.question = because
    settlement.save(update_fields=["question"])
    move(grant, funding.ISSUED, by=by, scope=scope, verb="proof_returned", public=True)
    if to := emails.address(grant):
        subject, body = emails.returned(settlement)
        send(scope=grant.application.area.scope, to=to, subject=subject, body=body, about=settlement)
    return settlement


@action
def decide_settlement(
    *, settlement: Settlement, by: Any, grant_cents: int | None = None, claim_small: bool = False,
    due_on: dt.date | None = None, reason: str = "",
) -> SettlementResult:  # fmt: skip
    """A person decides what the grant comes to; the proposal follows from the accepted receipts and the rules.

    Before: submitted, every receipt reviewed, no payment under way; where the funder checks every settlement, it has,
    by another person than ``by``.
    ``grant_cents``: lower than the proposal with ``reason``, never above it or above the grant; None takes the proposal.
    ``due_on``: until when a refund is due, without it as the rules say; Refused where they say nothing. ``claim_small``: ask for a small refund all the same, with ``reason``; else it is waived. Effect: the result row with
    the findings as they stood; paid → spent, what is not needed committed → available; a Reclaim due by the rules, or the
    remaining payment ordered (booked by another); settlement and grant closed, project done, ideas done; papers made by
    a task; mail. Law: Nr. 2, 6, 8 ANBest-P.
    """
    grant = lock(settlement.grant)
    rules.must_manage(by, grant)
    if lock(settlement).status != states.SUBMITTED:
        raise Refused(_("Diese Abrechnung ist nicht eingereicht oder schon entschieden."))
    unread = Receipt.objects.filter(grant=grant, reviews__isnull=True).count()
    rules.must_decide(unread, queries.waiting_cents(grant))
    rules.must_be_checked(grant, queries.funder_word(settlement), same=queries.checked_by(settlement, by))
    reckoning = queries.reckoning_of(grant)
    final = rules.decided_cents(reckoning.outcome.grant, grant.cents, grant_cents, reason)
    result = _result(settlement, reckoning, final, claim_small, reason, by)
    _keep(settlement, result)
    entry = _close(settlement, grant, result, by)
    _post(grant, result, entry)
    reclaim = _pay_or_reclaim(grant, result, due_on, by)
    _finish(grant, by)
    order_papers(settlement=settlement)
    if to := emails.address(grant):
        subject, body = emails.decided(result, reclaim)
        send(scope=grant.application.area.scope, to=to, subject=subject, body=body, about=settlement)
    return result


def _result(
    settlement: Settlement, reckoning: queries.Reckoning, final: int, claim_small: bool, reason: str, by: Any
) -> SettlementResult:
    outcome, paid = reckoning.outcome, reckoning.case.paid
    refund = max(0, paid - final)
    small = refund - claimable(reckoning.rules, refund, reckoning.case.granted)[0]
    rules.must_say_why_small(small, claim_small, reason)
    notes = [{"code": row.code, "line": row.line, "cents": row.cents, "source": row.source} for row in outcome.notes]
    notes += [
        {"code": rules.NOT_SAID, "line": row.title, "cents": row.planned, "source": rules.LAW}
        for row in reckoning.came.unconfirmed
    ]
    return SettlementResult.objects.create(
        settlement=settlement, accepted_cents=reckoning.accepted, flat_cents=outcome.flat,
        recognised_cents=outcome.recognised, others_cents=reckoning.others, grant_cents=final, paid_cents=paid,
        refund_cents=refund, remaining_cents=max(0, final - paid), at_risk_cents=outcome.at_risk,
        borne_cents=max(0, reckoning.accepted - reckoning.others - final), waived_cents=0 if claim_small else small,
        findings=notes, reason=reason.strip(), by=by,
    )  # fmt: skip


def _keep(settlement: Settlement, result: SettlementResult) -> None:
    """The retention clock once more: some rules let it begin with the check."""
    checked_on = dates.local(result.at).date()
    settlement.keep_until = retention.keep_until(queries.clocks_of(settlement, checked_on=checked_on))
    settlement.save(update_fields=["keep_until"])


def _close(settlement: Settlement, grant: Grant, result: SettlementResult, by: Any) -> Entry:
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    facts = {"cents": result.grant_cents, "back": grant.cents - result.grant_cents - result.waived_cents}
    entry = move(
        settlement, states.DECIDED, by=by, scope=scope, verb="settled", thread=thread, public=True, facts=facts
    )
    move(grant, funding.SETTLED, by=by, scope=scope, verb="settled")
    return entry


def _post(grant: Grant, result: SettlementResult, entry: Entry) -> None:
    """Paid → spent up to what the grant came to, and a small sum that is not asked back; committed → available but for
    what is still to be paid."""
    spent = min(result.paid_cents, result.grant_cents)
    unused = grant.cents - result.paid_cents - result.remaining_cents
    postings = []
    if spent:
        postings.append(Posting(grant.paid, grant.spent, spent, f"Abrechnung {grant.number}"))
    if result.waived_cents:
        waived = f"Kleiner Betrag, nicht zurückgefordert, {grant.number}"
        postings.append(Posting(grant.paid, grant.spent, result.waived_cents, waived))
    if unused:
        available = grant.fund_year.available
        postings.append(Posting(grant.committed, available, unused, f"Nicht gebraucht, {grant.number}"))
    if postings:
        post(postings=postings, entry=entry)


def _pay_or_reclaim(grant: Grant, result: SettlementResult, due_on: dt.date | None, by: Any) -> Reclaim | None:
    account = queries.account_of(grant)
    if result.remaining_cents and account is not None and not account.waits:  # else it is ordered once that is done
        order_payment(grant=grant, cents=result.remaining_cents, by=by)
    claimed = result.refund_cents - result.waived_cents
    if not claimed:
        return None
    due = rules.refund_due(load(grant.ruleset.text), due_on, land=grant.application.area.land)
    reclaim = Reclaim.objects.create(result=result, cents=claimed, due_on=due, by=by)
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    record(scope=scope, verb="reclaimed", row=reclaim, by=by, thread=thread, facts={"cents": reclaim.cents})
    return reclaim


def _finish(grant: Grant, by: Any) -> None:
    """Nobody waits for money any more; the project is done when none of its grants is still running."""
    end_requests(grant=grant, by=by)
    project = lock(grant.project)
    running = Grant.objects.filter(project=project, status__in=(funding.ISSUED, funding.PROOF_IN)).exists()
    if not running and project.status in (project_states.PLANNED, project_states.RUNNING):
        projects.finish(project=project, by=by)
    participation.advance(thread=grant.application.thread, to=ideas.DONE, by=by)


# The papers: made by the worker, because typesetting takes seconds and memory -------------------------------------
@action
def order_papers(*, settlement: Settlement) -> Settlement:
    """Have settlement and letter set as PDF, or once more after it failed. After: „being made“, seen on the page."""
    Settlement.objects.filter(pk=settlement.pk).update(papers=states.MAKING, bound=0)
    transaction.on_commit(lambda: tasks.make_papers.enqueue(settlement.pk))
    return settlement
