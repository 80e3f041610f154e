"""The settlement: prepared and handed in by the grantee, decided by a person of the office."""

import datetime as dt
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.files.actions import describe, keep, show
from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.funding.rules import Proposal, load
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
from quartier.spending.models import Receipt, Reclaim, Settlement, SettlementPhoto, SettlementResult


@action
def save_settlement(*, grant: Grant, report: str, by: Any) -> Settlement:
    """Keep the short report. Before: the grant is issued. Effect: the settlement „in preparation“, where there was none."""
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    rules.must_be_open(grant)
    row, created = Settlement.objects.get_or_create(grant=grant, defaults={"report": report.strip()})
    if not created and row.report != report.strip():
        row.report = report.strip()
        row.save(update_fields=["report"])
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
    """Take a picture out again, before the settlement is handed in."""
    grant = lock(photo.settlement.grant)
    rules.must_hand_in(by, grant)
    rules.must_be_open(grant)
    photo.delete()


@action
def show_settlement_photo(*, photo: SettlementPhoto, by: Any) -> None:
    """Take a picture over onto the project's public page; the office has made sure that those shown agree."""
    grant = photo.settlement.grant
    rules.must_manage(by, grant)
    if grant.project.photos.filter(file=photo.file).exists():
        return
    describe(file=photo.file, alt=photo.file.alt or photo.caption)
    show(file=photo.file)
    projects.add_photo(project=grant.project, file=photo.file, caption=photo.caption, by=by)


@action
def submit_settlement(*, grant: Grant, by: Any) -> Settlement:
    """Hand the settlement in. Before: in preparation or returned, with a report. After: the office decides; receipts
    and report are fixed. Again changes nothing. Law: Nr. 6 ANBest-P."""
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    row = Settlement.objects.filter(grant=grant).first()
    if row and row.status == states.SUBMITTED:
        return row
    rules.must_be_open(grant)
    if row is None or not row.report:
        raise Refused(_("Bitte erzählen Sie in ein paar Sätzen, was Sie gemacht haben."))
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    move(row, states.SUBMITTED, by=by, scope=scope, verb="settlement_submitted", thread=thread)
    row.submitted_at, row.question = dates.now(), ""
    row.save(update_fields=["submitted_at", "question"])
    move(grant, funding.PROOF_IN, by=by, scope=scope, verb="proof_in", public=True)
    return row


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
    *, settlement: Settlement, by: Any, grant_cents: int | None = None, reason: str = ""
) -> SettlementResult:
    """A person decides what the grant comes to; the proposal follows from the accepted receipts and the rules.

    Before: submitted, every receipt reviewed, no payment under way. ``grant_cents``: lower than the proposal with
    ``reason``, never above it or above the grant; None takes the proposal. Effect: the result row; paid → spent, what is
    not needed committed → available; a Reclaim due by the rules, or the remaining payment ordered (booked by another);
    settlement and grant closed, project done, ideas done; letters made by a task; mail. Law: Nr. 2, 6, 8 ANBest-P.
    """
    grant = lock(settlement.grant)
    rules.must_manage(by, grant)
    if lock(settlement).status != states.SUBMITTED:
        raise Refused(_("Diese Abrechnung ist nicht eingereicht oder schon entschieden."))
    unread = Receipt.objects.filter(grant=grant, reviews__isnull=True).count()
    rules.must_decide(unread, queries.waiting_cents(grant))
    proposal, others = queries.proposal_of(grant)
    final = rules.decided_cents(proposal.grant, grant.cents, grant_cents, reason)
    result = _result(settlement, proposal, others, final, reason, by)
    entry = _close(settlement, grant, final, by)
    _post(grant, result, entry)
    reclaim = _pay_or_reclaim(grant, result, by)
    _finish(grant, by)
    order_papers(settlement=settlement)
    if to := emails.address(grant):
        subject, body = emails.decided(result, reclaim)
        send(scope=grant.application.area.scope, to=to, subject=subject, body=body, about=settlement)
    return result


def _result(
    settlement: Settlement, proposal: Proposal, others: int, final: int, reason: str, by: Any
) -> SettlementResult:
    return SettlementResult.objects.create(
        settlement=settlement, accepted_cents=proposal.accepted, flat_cents=proposal.flat,
        recognised_cents=proposal.recognised, others_cents=others, grant_cents=final, paid_cents=proposal.paid,
        refund_cents=max(0, proposal.paid - final), remaining_cents=max(0, final - proposal.paid),
        borne_cents=max(0, proposal.accepted - others - final), reason=reason.strip(), by=by,
    )  # fmt: skip


def _close(settlement: Settlement, grant: Grant, final: int, by: Any) -> Entry:
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    facts = {"cents": final, "back": grant.cents - final}
    entry = move(
        settlement, states.DECIDED, by=by, scope=scope, verb="settled", thread=thread, public=True, facts=facts
    )
    move(grant, funding.SETTLED, by=by, scope=scope, verb="settled")
    return entry


def _post(grant: Grant, result: SettlementResult, entry: Entry) -> None:
    """Paid → spent up to what the grant came to; committed → available but for what is still to be paid."""
    spent = min(result.paid_cents, result.grant_cents)
    unused = grant.cents - result.paid_cents - result.remaining_cents
    postings = []
    if spent:
        postings.append(Posting(grant.paid, grant.spent, spent, f"Abrechnung {grant.number}"))
    if unused:
        available = grant.fund_year.available
        postings.append(Posting(grant.committed, available, unused, f"Nicht gebraucht, {grant.number}"))
    if postings:
        post(postings=postings, entry=entry)


def _pay_or_reclaim(grant: Grant, result: SettlementResult, by: Any) -> Reclaim | None:
    if result.remaining_cents:
        order_payment(grant=grant, cents=result.remaining_cents, by=by)
    if not result.refund_cents:
        return None
    due = dates.today() + dt.timedelta(days=load(grant.ruleset.text).refund_days.value)
    reclaim = Reclaim.objects.create(result=result, cents=result.refund_cents, due_on=due, by=by)
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    record(scope=scope, verb="reclaimed", row=reclaim, by=by, thread=thread, facts={"cents": reclaim.cents})
    return reclaim


def _finish(grant: Grant, by: Any) -> None:
    """The project is done when none of its grants is still running."""
    project = lock(grant.project)
    running = Grant.objects.filter(project=project, status__in=(funding.ISSUED, funding.PROOF_IN)).exists()
    if not running and project.status in (project_states.PLANNED, project_states.RUNNING):
        projects.finish(project=project, by=by)
    participation.advance(thread=grant.application.thread, to=ideas.DONE, by=by)


# The papers: made by the worker, because typesetting takes seconds and memory -------------------------------------
@action
def order_papers(*, settlement: Settlement) -> Settlement:
    """Have settlement and letter set as PDF, or once more after it failed. After: „being made“, seen on the page."""
    Settlement.objects.filter(pk=settlement.pk).update(papers=states.MAKING)
    transaction.on_commit(lambda: tasks.make_papers.enqueue(settlement.pk))
    return settlement
