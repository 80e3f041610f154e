"""A notice is revoked: what was used for its purpose stays, the rest is asked back."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.funding.rules import load
from quartier.history.actions import action, lock, move, record
from quartier.history.models import Entry
from quartier.ledger.actions import Posting, post
from quartier.mail.actions import send
from quartier.projects import actions as projects
from quartier.projects import states as project_states
from quartier.spending import emails, queries, rules, tasks
from quartier.spending.actions.requests import end_requests
from quartier.spending.models import Reclaim, Revocation


@action
def revoke(
    *, grant: Grant, reason: str, source: str, kept_cents: int, by: Any, due_on: dt.date | None = None
) -> Revocation:
    """Take a notice back (Widerruf, Rücknahme), with the reason and the law it rests on.

    Before: issued, no payment under way. ``kept_cents``: what of the money paid stays recognised, between zero and that
    sum; the rest becomes a Reclaim due on ``due_on``, without one by the days the rules name. Effect: committed →
    available, what stays paid → spent; status revoked; open requests end; the project stops; a public entry with sums
    only; letter by a task; mail. A second click gives the same revocation. Law: §§ 48, 49, 49a VwVfG; Nr. 8 ANBest-P.
    """
    rules.must_manage(by, grant)
    row = lock(grant)
    if known := Revocation.objects.filter(grant=row).first():
        return known
    row.paid.refresh_from_db(fields=["balance"])
    paid = row.paid.balance
    rules.must_revoke(row, queries.waiting_cents(row), reason, source, kept_cents, paid)
    land = row.application.area.land
    due = rules.refund_due(load(row.ruleset.text), due_on, land=land) if paid > kept_cents else None
    made = Revocation.objects.create(
        grant=row, paid_cents=paid, kept_cents=kept_cents, refund_cents=paid - kept_cents, reason=reason.strip(),
        source=source.strip()[:200], by=by,
    )  # fmt: skip
    entry = _entry(row, made, by)
    _post(row, made, entry)
    if due:
        _reclaim(made, due, by)
    _end(row, by)
    transaction.on_commit(lambda: tasks.make_revocation_letter.enqueue(made.pk))
    if to := emails.address(row):
        subject, body = emails.revoked(made)
        send(scope=row.application.area.scope, to=to, subject=subject, body=body, about=made)
    grant.refresh_from_db(fields=["status"])
    return made


def _entry(row: Grant, made: Revocation, by: Any) -> Entry:
    scope, thread = row.application.area.scope_id, row.application.thread_id
    move(row, funding.REVOKED, by=by, scope=scope)
    facts = {"kept": made.kept_cents, "cents": made.refund_cents}
    return record(scope=scope, verb="revoked", row=made, by=by, thread=thread, public=True, facts=facts)


def _post(row: Grant, made: Revocation, entry: Entry) -> None:
    postings = []
    row.committed.refresh_from_db(fields=["balance"])
    if unused := row.committed.balance:
        postings.append(
            Posting(row.committed, row.fund_year.available, unused, f"Widerruf {row.number}, nicht gezahlt")
        )
    if made.kept_cents:
        postings.append(Posting(row.paid, row.spent, made.kept_cents, f"Widerruf {row.number}, bleibt anerkannt"))
    if postings:
        post(postings=postings, entry=entry)


def _reclaim(made: Revocation, due: dt.date, by: Any) -> Reclaim:
    reclaim = Reclaim.objects.create(revocation=made, cents=made.refund_cents, due_on=due, by=by)
    application = made.grant.application
    facts = {"cents": reclaim.cents}
    record(
        scope=application.area.scope_id, verb="reclaimed", row=reclaim, by=by, thread=application.thread_id, facts=facts
    )
    return reclaim


def _end(row: Grant, by: Any) -> None:
    """Nobody waits for money any more, and the project stops where no other grant carries it."""
    end_requests(grant=row, by=by)
    others = Grant.objects.filter(project=row.project, status__in=(funding.ISSUED, funding.PROOF_IN)).exists()
    if not others and row.project.status in (project_states.PLANNED, project_states.RUNNING):
        projects.stop(project=row.project, reason=_("Die Förderung ist beendet."), by=by)
