"""The notice: the act by which money is promised."""

import datetime as dt

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.committees import queries as committee_queries
from quartier.committees import states as motions
from quartier.committees.models import Decision
from quartier.funding import emails, queries, states, tasks
from quartier.funding.models import Application, FundYear, Grant
from quartier.funding.rules import Rules, load
from quartier.history.actions import action, lock, move, next_number
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
