"""The grantee asks for a change of the notice; the office amends it (``amend``), or says why not."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import emails, queries, rules, states
from quartier.funding.models import Application, ChangeReply, ChangeRequest, Grant, RequestedLine
from quartier.funding.rules.amendments import Target
from quartier.history.actions import action, lock, record
from quartier.kit import access, dates
from quartier.kit.errors import Refused


@action
def ask_change(
    *, grant: Grant, reason: str, ends_on: dt.date | None = None, purpose: str = "", lines: Sequence[Target] = (), by: Any
) -> ChangeRequest:  # fmt: skip
    """Ask for more time, another plan or another purpose (Änderungswunsch); what stays as it is may be left out.

    Before: issued, and no other wish waits. ``by``: the grantee, or the office for somebody at the desk. ``lines``: of the
    plan in force, in cents. Effect: the row with the lines that change; a mail that it came in. Nothing of the notice
    changes. The same wish within half a minute is the same: a double click. Refused without a reason or a change, for an
    end before the beginning, and for a plan that costs more in sum. Law: Nr. 5 ANBest-P (what changes is to be told).
    """
    row = lock(grant)
    _must_speak_for(by, row)
    if row.status != states.ISSUED:
        raise Refused(
            _("Zu dieser Bewilligung läuft die Abrechnung, oder sie ist beendet. Sprechen Sie bitte mit dem Büro.")
        )
    wanted: dict[str, Any] = {
        "ends_on": ends_on if ends_on != row.ends_on else None,
        "purpose": rules.new_purpose(purpose, queries.purpose_of(row)),
        "reason": reason.strip(),
    }  # fmt: skip
    changed = rules.moved_lines(lines, {line.line.pk: line.cents for line in queries.plan_of(row)})
    if waiting := row.change_requests.unanswered().first():
        return _same(waiting, wanted, changed)
    rules.must_ask_something(row.starts_on, changed, **wanted)
    made = ChangeRequest.objects.create(grant=row, by=by, **wanted)
    for line, (old, new) in changed.items():
        RequestedLine.objects.create(request=made, line_id=line, old_cents=old, new_cents=new)
    _note(made, "change_asked", by)
    emails.write(row.application, emails.change_asked, made)
    return made


def _must_speak_for(by: Any, row: Grant) -> None:
    mine = Application.objects.own(by).filter(pk=row.application_id).exists()
    if not mine and row.application.area.scope_id not in access.scopes(by, access.MANAGER):
        raise Refused(_("Zu dieser Bewilligung können Sie nichts einreichen."))


def _same(waiting: ChangeRequest, wanted: dict[str, Any], changed: dict[int, tuple[int, int]]) -> ChangeRequest:
    lines = {item.line_id: (item.old_cents, item.new_cents) for item in waiting.lines.all()}
    just_now = waiting.at >= dates.now() - dates.TWO_CLICKS
    if just_now and lines == changed and all(getattr(waiting, name) == value for name, value in wanted.items()):
        return waiting
    raise Refused(
        _("Ein Wunsch von Ihnen ist schon beim Büro. Warten Sie bitte die Antwort ab, oder ziehen Sie ihn zurück.")
    )


@action
def refuse_change(*, request: ChangeRequest, reason: str, by: Any) -> ChangeReply:
    """Say that the notice stays as it is, with the reason and a mail. Only by the office.

    A second click changes nothing. Refused without a reason; Conflict when it was answered otherwise.
    """
    if request.grant.application.area.scope_id not in access.scopes(by, access.MANAGER):
        raise Refused(_("Das kann nur das Team des Quartiersbüros."))
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie einen Grund. Er steht in der Antwort."))
    lock(request.grant)
    if known := ChangeReply.objects.filter(
        request=request, result=states.CHANGE_REFUSED, reason=reason.strip()
    ).first():
        return known
    made = _answer(request, states.CHANGE_REFUSED, reason=reason.strip(), by=by)
    _note(request, "change_refused", by)
    emails.write(request.grant.application, emails.change_refused, made)
    return made


@action
def withdraw_change(*, request: ChangeRequest, by: Any) -> ChangeReply:
    """Take the own wish back. A second click changes nothing. Refused for strangers, Conflict once it was answered."""
    _must_speak_for(by, lock(request.grant))
    if known := ChangeReply.objects.filter(request=request, result=states.TAKEN_BACK).first():
        return known
    made = _answer(request, states.TAKEN_BACK, by=by)
    _note(request, "change_withdrawn", by)
    return made


def _answer(request: ChangeRequest, result: str, **fields: Any) -> ChangeReply:
    rules.must_wait(request, request.grant.pk, answered=ChangeReply.objects.filter(request=request).exists())
    return ChangeReply.objects.create(request=request, result=result, **fields)


def _note(request: ChangeRequest, verb: str, by: Any) -> None:
    application = request.grant.application
    record(scope=application.area.scope_id, verb=verb, row=request, by=by, thread=application.thread_id)
