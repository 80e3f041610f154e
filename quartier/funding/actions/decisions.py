"""What the office does with an application: check, bring to the jury, grant, reject; and its taking back."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.accounts.models import User
from quartier.committees import actions as committees
from quartier.committees import states as motions
from quartier.committees.models import Committee, Meeting, Motion
from quartier.funding import emails, queries, states
from quartier.funding.models import Application, Check, Rejection, Withdrawal
from quartier.funding.rules import Rules
from quartier.history.actions import action, lock, move, record
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.kit.money import euro
from quartier.participation import actions as participation
from quartier.participation import states as idea_states


@action
def check(
    *, application: Application, result: str, note: str = "", answer_by: dt.date | None = None, by: User
) -> Check:  # fmt: skip
    """The office's word before the jury: ``states.COMPLETE``, or ``states.QUESTION`` with the question in ``note``.

    Effect: checked, or back to the applicant who may change it; a mail either way. The note is what the applicant reads,
    ``answer_by`` until when an answer should be there. The same word twice is one: a double click. Refused when a question
    has no words or its day is over, or the application is not there to be checked.
    """
    row = lock(application)
    if result == states.QUESTION and not note.strip():
        raise Refused(_("Bitte schreiben Sie, was Sie wissen möchten."))
    day = answer_by if result == states.QUESTION else None
    if day is not None and day < dates.today():
        raise Refused(_("Der Tag für die Antwort ist schon vorbei. Bitte nennen Sie einen späteren."))
    same = {"result": result, "note": note.strip(), "answer_by": day}
    to = states.CHECKED if result == states.COMPLETE else states.RETURNED
    last = row.checks.order_by("pk").last()
    again = last is not None and row.status == to and last.by_id == by.pk and last.at >= dates.now() - dates.TWO_CLICKS
    if last is not None and again and all(getattr(last, name) == value for name, value in same.items()):
        return last
    move(row, to, by=by, scope=row.area.scope_id)
    made = Check.objects.create(application=row, by=by, **same)
    record(scope=row.area.scope_id, verb=result, row=made, by=by, thread=row.thread_id)
    emails.write(row, *((emails.checked,) if to == states.CHECKED else (emails.asked, made)))
    application.refresh_from_db(fields=["status"])
    return made


@action
def to_jury(*, application: Application, meeting: Meeting, by: User) -> Motion:
    """Put the application on the agenda of a meeting of the fund's body, as a motion on its thread.

    Before: checked (or taken off an agenda). The motion names the applicant and their organisation, for recusal, the
    sum that is asked for inside the cap, and nothing of the bank account. Refused for a meeting of another body, and where
    it was decided without a session already.
    """
    row = lock(application)
    if known := row.office_decision:
        raise Refused(_("Über diesen Antrag entscheidet: %(who)s.") % {"who": known.body})
    decider = queries.decider_of(row)
    body = row.fund.committee if decider.kind == states.BY_OFFICE else decider.committee  # the office may ask its body
    if body is None or meeting.committee_id != body.pk:
        raise Refused(_("Über diesen Antrag entscheidet: %(who)s.") % {"who": decider.name})
    motion = row.motion
    if motion is None or motion.status == motions.WITHDRAWN:
        motion = _proposed(row, body, by)
        row.motion = motion
        row.save(update_fields=["motion"])
    if row.status != states.IN_JURY:
        move(row, states.IN_JURY, by=by, scope=row.area.scope_id)
    committees.put_on_agenda(motion=motion, meeting=meeting, by=by)
    participation.advance(thread=row.thread, to=idea_states.IN_JURY, by=by)
    application.refresh_from_db(fields=["status", "motion"])
    return motion


def _proposed(row: Application, body: Committee, by: User) -> Motion:
    requested = queries.request_of(row, _rules(row)).requested
    return committees.propose(
        committee=body, title=row.title, amount_cents=requested, thread=row.thread, by=by,
        wording=_wording(row, requested),
        persons=(row.person,), organisations=(row.organisation,) if row.organisation else (),
    )  # fmt: skip


def _wording(row: Application, requested: int) -> str:
    """Kept with the decision, so in German whoever puts it on the agenda."""
    with override(settings.LANGUAGE_CODE):
        values = {"title": row.title, "fund": row.fund.name, "sum": euro(requested)}
        return _("„%(title)s“ bekommt aus dem Fonds „%(fund)s“ bis zu %(sum)s.") % values


def _rules(row: Application) -> Rules:
    rules = queries.rules_of(row)
    if rules is None:
        raise Refused(_("Für diesen Fonds ist noch kein Jahr eröffnet. Das macht das Büro unter „Fonds“."))
    return rules


@action
def reject(*, application: Application, reason: str, by: User) -> Rejection:
    """Say no, with a reason and a mail. Before: not yet at the jury, or whoever decides has refused.

    Refused without a reason, while the jury has not decided, after a yes, and once it is checked where a body decides
    that has not done so. A second click changes nothing; Conflict when somebody refused it with another reason.
    """
    row = lock(application)
    if known := row.rejection:
        if known.reason.split() != reason.split():
            raise Conflict(_("Diesem Antrag ist schon abgesagt, mit einem anderen Grund. Der steht in der Absage."))
        return known
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie einen Grund. Er steht in der Absage."))
    verdict = queries.verdict_of(row)
    if row.status == states.CHECKED and verdict is None:
        decider = queries.decider_of(row)
        if decider.kind != states.BY_OFFICE:
            raise Refused(_("Über diesen Antrag entscheidet: %(who)s.") % {"who": decider.name})
    if row.status == states.IN_JURY and verdict is None:
        raise Refused(_("Die Jury hat noch nicht entschieden. Nehmen Sie den Antrag erst von der Tagesordnung."))
    if verdict is not None and verdict.accepted:
        raise Refused(
            _("%(who)s hat zugestimmt. Absagen geht nur mit einer neuen Entscheidung.") % {"who": verdict.who}
        )
    decision = verdict.decision if verdict and row.status == states.IN_JURY else None
    move(row, states.REJECTED, by=by, scope=row.area.scope_id)
    made = Rejection.objects.create(application=row, decision=decision, reason=reason.strip(), by=by)
    record(scope=row.area.scope_id, verb="rejected", row=made, by=by, thread=row.thread_id, public=decision is not None)
    participation.advance(thread=row.thread, to=idea_states.REFUSED, by=by)
    emails.write(row, emails.rejected, made.reason)
    application.refresh_from_db(fields=["status"])
    return made


@action
def withdraw(*, application: Application, reason: str = "", by: Any = None) -> Withdrawal:
    """Take the application back, for good; off the agenda where it stands on one. A second click changes nothing.

    Refused while a vote runs or is over, and once it is granted or rejected.
    """
    row = lock(application)
    known = Withdrawal.objects.filter(application=row).first()
    if known is not None:
        return known
    motion = row.motion
    if motion is not None and motion.status not in (motions.DRAFT, motions.LISTED, motions.WITHDRAWN):
        raise Refused(
            _("Die Jury ist schon dabei. Zurückziehen geht hier nicht mehr, sprechen Sie bitte mit dem Büro.")
        )
    public = row.submitted_at is not None
    move(row, states.WITHDRAWN, by=by, scope=row.area.scope_id)
    if motion is not None and motion.status != motions.WITHDRAWN:
        committees.withdraw(motion=motion, reason=reason.strip(), by=by)
    made = Withdrawal.objects.create(application=row, reason=reason.strip(), by=by)
    record(scope=row.area.scope_id, verb="withdrawn", row=made, by=by, thread=row.thread_id, public=public)
    participation.advance(thread=row.thread, to=idea_states.ANSWERED, by=by)
    application.refresh_from_db(fields=["status"])
    return made
