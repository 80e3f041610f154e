"""Somebody does not agree, and is answered; and findings that the office holds settled."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.funding import emails, rules, states
from quartier.funding.models import Application, Objection, ObjectionReply, SettledFinding
from quartier.history.actions import action, lock, move, record
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused


@action
def object_to(*, application: Application, about: str, text: str, received_on: dt.date, by: Any = None) -> Objection:
    """Enter an objection (Widerspruch), by the applicant or by the office for a letter that came in.

    ``about``: ``states.ABOUT_REFUSAL``, ``ABOUT_NOTICE`` or ``ABOUT_RESULT``; ``received_on``: the day it came in, which
    counts for the time limit. Effect: the row; a mail that it came in. The same within half a minute is the same: a double
    click. Refused where there is nothing to object to, for a day to come, and while one on the same thing waits.
    """
    row = lock(application)
    same = {"about": about, "text": text.strip(), "received_on": received_on, "by": by}
    if known := row.objections.filter(at__gte=dates.now() - dates.TWO_CLICKS, **same).first():
        return known
    if about not in rules.objectable(row):
        raise Refused(_("Dagegen gibt es bei diesem Antrag nichts einzuwenden: Es ist noch nichts entschieden."))
    if received_on > dates.today():
        raise Refused(_("Der Tag des Eingangs liegt in der Zukunft."))
    if row.objections.filter(about=about, reply__isnull=True).exists():
        raise Refused(_("Ein Widerspruch dazu ist schon da und noch nicht beantwortet."))
    made = Objection.objects.create(application=row, **same)
    record(scope=row.area.scope_id, verb="objected", row=made, by=by, thread=row.thread_id)
    emails.write(row, emails.objected, made)
    return made


@action
def answer_objection(*, objection: Objection, upheld: bool, reason: str, by: User) -> ObjectionReply:
    """Answer an objection, with a reason and a mail; once for all.

    Effect: ``upheld`` against a refusal, the application is checked again and can be decided on anew, by a new motion;
    against a notice or a result, a person corrects it by an amendment or a new result. A second click changes nothing;
    Conflict when somebody answered otherwise. Refused without a reason.
    """
    row = lock(objection.application)
    known = ObjectionReply.objects.filter(objection=objection).first()
    if known is not None and (known.upheld, known.reason.split()) == (upheld, reason.split()):
        return known
    if known is not None:
        raise Conflict(_("Auf diesen Widerspruch ist schon geantwortet. Die Antwort steht auf dieser Seite."))
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie einen Grund. Er steht in der Antwort."))
    made = ObjectionReply.objects.create(objection=objection, upheld=upheld, reason=reason.strip(), by=by)
    record(
        scope=row.area.scope_id, verb="objection_upheld" if upheld else "objection_refused", row=made, by=by,
        thread=row.thread_id,
    )  # fmt: skip
    if upheld and objection.about == states.ABOUT_REFUSAL and row.status == states.REJECTED:
        move(row, states.CHECKED, by=by, scope=row.area.scope_id, verb="checked_again")
        row.motion = None  # the decision stays with its motion; a new one is proposed
        row.save(update_fields=["motion"])
    emails.write(row, emails.objection_answered, made)
    objection.application.refresh_from_db(fields=["status"])
    return made


@action
def settle_finding(*, application: Application, code: str, row: int | None, note: str, by: User) -> SettledFinding:
    """Hold a finding settled, with the reason; it stays to be seen. ``row``: the line it stands at, None for the whole.

    Counts until the application is handed in anew: what was written then is looked at afresh. The same within half a
    minute is the same: a double click. Refused without a reason.
    """
    found = lock(application)
    if not note.strip():
        raise Refused(_("Bitte schreiben Sie, warum das geklärt ist."))
    if row is not None and not found.cost_lines.filter(pk=row).exists():
        raise Refused(_("Diese Zeile gibt es nicht mehr. Bitte laden Sie die Seite neu."))
    same = {"code": code[:40], "row": row, "note": note.strip()[:300], "by": by}
    if known := found.settled_findings.filter(at__gte=dates.now() - dates.TWO_CLICKS, **same).first():
        return known
    made = SettledFinding.objects.create(application=found, **same)
    record(scope=found.area.scope_id, verb="finding_settled", row=made, by=by, thread=found.thread_id)
    return made
