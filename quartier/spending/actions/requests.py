"""The grantee asks for money; the office orders it, or answers."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.history.actions import action, lock, move, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.actions import send
from quartier.spending import emails, rules, states
from quartier.spending.models import PaymentRequest


@action
def request_payment(*, grant: Grant, cents: int, needed_on: dt.date, purpose: str, by: Any) -> PaymentRequest:
    """Ask for money (Zahlungsanforderung). It orders nothing; the office sees findings on sum and need.

    Before: the grant is issued; ``by`` is the grantee or the office for somebody at the desk. ``cents`` above zero. The
    same request within half a minute is the same: a double click. Law: Nr. 1.4 ANBest-P.
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    if grant.status != funding.ISSUED:
        raise Refused(_("Zu dieser Bewilligung können Sie kein Geld mehr anfordern."))
    if cents <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if not purpose.strip():
        raise Refused(_("Bitte schreiben Sie kurz, wofür Sie das Geld brauchen."))
    facts = {"cents": cents, "needed_on": needed_on, "purpose": purpose.strip()}
    recent = grant.spending_requests.filter(at__gte=dates.now() - dates.TWO_CLICKS, status=states.ASKED, **facts)
    if same := recent.first():
        return same
    row = PaymentRequest.objects.create(grant=grant, by=by, **facts)
    scope, thread = grant.application.area.scope_id, grant.application.thread_id
    record(scope=scope, verb="requested", row=row, by=by, thread=thread, facts={"cents": cents})
    return row


@action
def answer_request(*, request: PaymentRequest, answer: str, by: Any) -> PaymentRequest:
    """Say why the money does not come now. Before: asked. Effect: a mail with the answer. After: it may be asked anew."""
    grant = lock(request.grant)
    rules.must_manage(by, grant)
    if not answer.strip():
        raise Refused(_("Bitte schreiben Sie eine Antwort. Die Antragstellenden lesen sie so."))
    _close(request, states.REFUSED, "request_answered", by)
    PaymentRequest.objects.filter(pk=request.pk).update(answer=answer.strip()[:300])
    request.refresh_from_db()
    if to := emails.address(grant):
        subject, body = emails.request_answered(request)
        send(scope=grant.application.area.scope, to=to, subject=subject, body=body, about=request)
    return request


@action
def withdraw_request(*, request: PaymentRequest, by: Any) -> PaymentRequest:
    """Take the own request back, before somebody has ordered or answered."""
    rules.must_hand_in(by, lock(request.grant))
    _close(request, states.WITHDRAWN, "request_withdrawn", by)
    return request


@action
def end_requests(*, grant: Grant, by: Any) -> None:
    """Nobody waits for money any more: the grant is settled or revoked. Called by the act that ends it."""
    scope = grant.application.area.scope_id
    for request in grant.spending_requests.filter(status=states.ASKED):
        move(request, states.REFUSED, by=by, scope=scope, verb="request_ended")


def _close(request: PaymentRequest, to: str, verb: str, by: Any) -> None:
    application = request.grant.application
    facts = {"cents": request.cents}
    move(request, to, by=by, scope=application.area.scope_id, verb=verb, thread=application.thread_id, facts=facts)
