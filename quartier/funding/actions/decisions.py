"""What the office does with an application: check, bring to the jury, grant, reject; and its taking back."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.accounts.models import User
from quartier.committees import actions as committees
from quartier.committees import queries as committee_queries
from quartier.committees import states as motions
from quartier.committees.models import Decision, Meeting, Motion
from quartier.funding import emails, queries, states, tasks
from quartier.funding.models import Application, Check, FundYear, Grant, Rejection, Withdrawal
from quartier.funding.rules import Rules, load
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.ledger.actions import Posting, open_account, post
from quartier.ledger.models import Account
from quartier.participation import actions as participation
from quartier.participation import queries as ideas
from quartier.participation import states as idea_states
from quartier.projects import actions as projects


@action
def check(*, application: Application, result: str, note: str = "", by: User) -> Check:
    """The office's word before the jury: ``states.COMPLETE``, or ``states.QUESTION`` with the question in ``note``.

    Effect: checked, or back to the applicant who may change it; a mail either way. The note is what the applicant reads.
    Refused when a question has no words, or the application is not there to be checked.
    """
    row = lock(application)
    if result == states.QUESTION and not note.strip():
        raise Refused(_("Bitte schreiben Sie, was Sie wissen möchten."))
    to = states.CHECKED if result == states.COMPLETE else states.RETURNED
    move(row, to, by=by, scope=row.area.scope_id)
    made = Check.objects.create(application=row, result=result, note=note.strip(), by=by)
    record(scope=row.area.scope_id, verb=result, row=made, by=by, thread=row.thread_id)
    emails.write(row, *((emails.checked,) if to == states.CHECKED else (emails.asked, made.note)))
    application.refresh_from_db(fields=["status"])
    return made


@action
def to_jury(*, application: Application, meeting: Meeting, by: User) -> Motion:
    """Put the application on the agenda of a meeting of the fund's body, as a motion on its thread.

    Before: checked (or taken off an agenda). The motion names the applicant and their organisation, for recusal, the
    sum that is asked for inside the cap, and nothing of the bank account. Refused for a meeting of another body.
    """
    row = lock(application)
    if meeting.committee_id != row.fund.committee_id:
        raise Refused(_("Über diesen Fonds entscheidet ein anderes Gremium."))
    motion = row.motion
    if motion is None or motion.status == motions.WITHDRAWN:
        motion = _proposed(row, by)
        row.motion = motion
        row.save(update_fields=["motion"])
    if row.status != states.IN_JURY:
        move(row, states.IN_JURY, by=by, scope=row.area.scope_id)
    committees.put_on_agenda(motion=motion, meeting=meeting, by=by)
    participation.advance(thread=row.thread, to=idea_states.IN_JURY, by=by)
    application.refresh_from_db(fields=["status", "motion"])
    return motion


def _proposed(row: Application, by: User) -> Motion:
    requested = queries.request_of(row, _rules(row)).requested
    return committees.propose(
        committee=row.fund.committee, title=row.title, amount_cents=requested, thread=row.thread, by=by,
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
def grant(
    *, application: Application, by: User, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> Grant:
    """Issue the grant the body has decided: the act that promises the money. A second click gives the same grant.

    Before: the decision in force is an acceptance. Effect: the sum of the decision goes from available to committed of
    a ledger of its own; the grant keeps the rule set of the pot; a project begins; the ideas it came from are granted;
    the letter is made by a task; a mail to the applicant. ``starts_on`` and ``ends_on`` bound the costs that count;
    without them the days of the application, not before today. Refused above request, cap or pot.
    """
    row = lock(application)
    known = Grant.objects.filter(application=row).first()
    if known is not None:
        return known
    decision = _accepted(row)
    year = queries.year_of(row.fund, dates.local(decision.at).year)
    if year is None:
        raise Refused(_("Für das Jahr des Beschlusses ist noch kein Topf eröffnet."))
    rules = load(year.ruleset.text)
    _must_fit(decision.amount_cents, row, rules, year)
    first, last = _period(row, rules, starts_on, ends_on)
    facts = {"cents": decision.amount_cents}
    entry = move(row, states.GRANTED, by=by, scope=row.area.scope_id, thread=row.thread_id, public=True, facts=facts)
    made = _issued(row, decision, year, (first, last, dates.add_months(last, rules.proof_months.value)), by)
    reason = f"Bewilligung {made.number}"
    post(postings=[Posting(year.available, made.committed, made.cents, reason)], entry=entry)
    participation.advance(thread=row.thread, to=idea_states.GRANTED, by=by)
    tasks.make_letter.enqueue(made.pk)
    emails.write(row, emails.granted, made)
    application.refresh_from_db(fields=["status"])
    return made


def _accepted(row: Application) -> Decision:
    decision = committee_queries.decision_of(row.motion) if row.motion else None
    if decision is None:
        raise Refused(_("Die Jury hat noch nicht entschieden. Erst danach können Sie bewilligen."))
    if decision.result != motions.ACCEPTED:
        raise Refused(_("Die Jury hat den Antrag abgelehnt. Sie können absagen, aber nicht bewilligen."))
    return decision


def _must_fit(cents: int, row: Application, rules: Rules, year: FundYear) -> None:
    asked = queries.request_of(row, rules)
    year.available.refresh_from_db(fields=["balance"])
    limits = (
        (asked.requested, _("Beschlossen sind %(sum)s, beantragt waren %(limit)s. Mehr als beantragt geht nicht.")),
        (asked.cap, _("Beschlossen sind %(sum)s, höchstens möglich sind %(limit)s je Aktion.")),
        (year.available.balance, _("Beschlossen sind %(sum)s, im Topf sind noch %(limit)s.")),
    )
    if cents <= 0:
        raise Refused(_("Im Beschluss steht kein Betrag. Ohne Betrag gibt es keine Bewilligung."))
    for limit, sentence in limits:
        if cents > limit:
            raise Refused(sentence % {"sum": euro(cents), "limit": euro(limit)})


def _period(
    row: Application, rules: Rules, starts_on: dt.date | None, ends_on: dt.date | None
) -> tuple[dt.date, dt.date]:
    today = dates.today()
    first, last = starts_on or row.starts_on or today, ends_on or row.ends_on
    if first < today and not rules.start_before_grant.value:
        if starts_on is not None:
            raise Refused(_("Vor der Bewilligung darf nicht begonnen werden. Frühester Beginn ist heute."))
        first = today
    if last is None or last < first:
        raise Refused(_("Das Ende der Aktion liegt vor der Bewilligung. Bitte setzen Sie ein neues Ende."))
    return first, last


def _issued(
    row: Application, decision: Decision, year: FundYear, days: tuple[dt.date, dt.date, dt.date], by: User
) -> Grant:
    scope, label = row.area.scope, f"{row.number}: {row.title}"[:90]
    idea = ideas.voices(row.thread).select_related("field").filter(field__isnull=False).first()
    project = projects.start(
        area=row.area, title=row.title, summary=row.summary, thread=row.thread, field=idea.field if idea else None,
        organisation=row.organisation, place=row.place, starts_on=days[0], ends_on=days[1], by=by,
    )  # fmt: skip
    number = next_number(scope=scope, series=f"grant {year.pk}")
    return Grant.objects.create(
        application=row, decision=decision, fund_year=year, ruleset=year.ruleset, project=project,
        number=f"{_initials(row)}-{year.year}-{number:02}", cents=decision.amount_cents, starts_on=days[0],
        ends_on=days[1], proof_due_on=days[2], condition=decision.condition, by=by,
        committed=open_account(scope=scope, kind=Account.COMMITTED, title=f"Gebunden, Antrag {label}"),
        paid=open_account(scope=scope, kind=Account.PAID, title=f"Ausgezahlt, Antrag {label}"),
        spent=open_account(scope=scope, kind=Account.SPENT, title=f"Verwendet, Antrag {label}"),
    )  # fmt: skip


def _initials(row: Application) -> str:
    slug = row.fund.slug
    return slug[:1].upper() + ("F" if "fonds" in slug else "")


@action
def reject(*, application: Application, reason: str, by: User) -> Rejection:
    """Say no, with a reason and a mail. Before: not yet at the jury, or the jury has refused.

    Refused without a reason, while the jury has not decided, and after it has accepted. A second click changes nothing.
    """
    row = lock(application)
    known = Rejection.objects.filter(application=row).first()
    if known is not None:
        return known
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie einen Grund. Er steht in der Absage."))
    decision = None
    if row.status == states.IN_JURY:
        decision = committee_queries.decision_of(row.motion) if row.motion else None
        if decision is None:
            raise Refused(_("Die Jury hat noch nicht entschieden. Nehmen Sie den Antrag erst von der Tagesordnung."))
        if decision.result == motions.ACCEPTED:
            raise Refused(_("Die Jury hat zugestimmt. Absagen geht nur mit einem neuen Beschluss."))
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
