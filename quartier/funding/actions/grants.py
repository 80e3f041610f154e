"""The notice: the act by which money is promised."""

import datetime as dt
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.funding import emails, queries, states, tasks
from quartier.funding.models import Application, Fund, FundYear, Grant, RuleSet
from quartier.funding.queries import Verdict
from quartier.funding.rules import Rules, load
from quartier.funding.rules.notices import Terms, most, proof_day, proposed_rate, types_of, usual
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

PROPOSED = Terms()


@action
def grant(
    *,
    application: Application,
    by: User,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    terms: Terms = PROPOSED,
) -> Grant:
    """Issue the grant that was decided, by a body, by the office alone or outside: the act that promises the money.

    Before: the decision in force is an acceptance. Effect: the sum of the decision goes from available to committed of
    a ledger of its own; the grant keeps for life the rule set that holds today for the fund, and the kind of financing,
    rate and own money in ``terms``; a project begins; the ideas it came from are granted; the letter is made by a task;
    a mail to the applicant. ``starts_on`` and ``ends_on`` bound the costs that count; without them the days of the
    application, not before today. A second click gives the same grant. Refused above request, cap or pot, for a kind of
    financing the rules do not know, a share without a rate, and where nobody says when the proof is due.
    """
    row = lock(application)
    known = Grant.objects.filter(application=row).first()
    if known is not None:
        return known
    verdict = _accepted(row)
    year = queries.pot_for(row.fund, verdict.on.year)
    if year is None:
        raise Refused(_("Für das Jahr des Beschlusses ist noch kein Topf eröffnet."))
    ruleset = queries.in_force(row.fund, dates.today()) or year.ruleset
    rules = load(ruleset.text)
    _must_fit(verdict.cents, row, rules, year)
    first, last = _period(row, rules, starts_on, ends_on)
    fixed = _fixed(row, rules, verdict, terms, last)
    facts = {"cents": verdict.cents}
    entry = move(row, states.GRANTED, by=by, scope=row.area.scope_id, thread=row.thread_id, public=True, facts=facts)
    made = _issued(row, verdict, year, ruleset, {"starts_on": first, "ends_on": last, **fixed}, by)
    reason = f"Bewilligung {made.number}"
    post(postings=[Posting(year.available, made.committed, made.cents, reason)], entry=entry)
    participation.advance(thread=row.thread, to=idea_states.GRANTED, by=by)
    tasks.make_letter.enqueue(made.pk)
    emails.write(row, emails.granted, made)
    application.refresh_from_db(fields=["status"])
    return made


def _accepted(row: Application) -> Verdict:
    verdict = queries.verdict_of(row)
    if verdict is None:
        raise Refused(_("Es ist noch nicht entschieden. Erst danach können Sie bewilligen."))
    if not verdict.accepted:
        raise Refused(_("Der Antrag ist abgelehnt. Sie können absagen, aber nicht bewilligen."))
    return verdict


def _must_fit(cents: int, row: Application, rules: Rules, year: FundYear) -> None:
    asked = queries.request_of(row, rules)
    year.available.refresh_from_db(fields=["balance"])
    limits = (
        (asked.asked, _("Beschlossen sind %(sum)s, beantragt waren %(limit)s. Mehr als beantragt geht nicht.")),
        (
            most(rules, asked.asked, asked.requested),
            _("Beschlossen sind %(sum)s, höchstens möglich sind %(limit)s je Aktion."),
        ),
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
    if first < today and not rules.get("start_before_grant", True):
        if starts_on is not None:
            raise Refused(_("Vor der Bewilligung darf nicht begonnen werden. Frühester Beginn ist heute."))
        first = today
    if last is None or last < first:
        raise Refused(_("Das Ende der Aktion liegt vor der Bewilligung. Bitte setzen Sie ein neues Ende."))
    return first, last


def _fixed(row: Application, rules: Rules, verdict: Verdict, terms: Terms, ends_on: dt.date) -> dict[str, Any]:
    """The columns the notice fixes for good, and the day of the proof; what nobody chose is what the rules propose."""
    own = sum(line.cents for line in row.finance_lines.all() if line.kind == states.OWN)
    financing, rate = terms.financing or usual(rules, own), terms.rate
    if financing not in types_of(rules):
        raise Refused(_("Diese Art der Finanzierung sehen die Regeln des Fonds nicht vor."))
    if financing != states.SHARE:
        rate = None
    elif rate is None and not terms.financing:
        asked = queries.request_of(row, rules)
        rate = proposed_rate(asked.requested, asked.total)
    if financing == states.SHARE and (rate is None or not 0 < rate <= 1):
        raise Refused(_("Zur Anteilfinanzierung gehört ein Anteil über 0 und höchstens 100 Prozent."))
    due = terms.proof_due_on or getattr(proof_day(rules, ends_on, land=row.area.land), "day", None)
    if due is None:
        raise Refused(_("Die Regeln nennen keinen Tag für die Abrechnung. Bitte tragen Sie ihn ein."))
    if due <= ends_on:
        raise Refused(_("Die Abrechnung kann erst nach dem Ende fällig sein."))
    condition = verdict.condition if terms.condition is None else terms.condition.strip()
    return {
        "financing": financing, "rate": rate, "own_cents": own, "recurring": terms.recurring, "proof_due_on": due,
        "condition": condition,
    }  # fmt: skip


def _issued(
    row: Application, verdict: Verdict, year: FundYear, ruleset: RuleSet, fixed: dict[str, Any], by: User
) -> Grant:
    scope, label = row.area.scope, f"{row.number}: {row.title}"[:90]
    idea = ideas.voices(row.thread).select_related("field").filter(field__isnull=False).first()
    project = projects.start(
        area=row.area, title=row.title, summary=row.summary, thread=row.thread, field=idea.field if idea else None,
        organisation=row.organisation, place=row.place, starts_on=fixed["starts_on"], ends_on=fixed["ends_on"], by=by,
    )  # fmt: skip
    number = next_number(scope=scope, series=f"grant {year.pk}")
    return Grant.objects.create(
        application=row, decision=verdict.decision, office_decision=verdict.office, fund_year=year, ruleset=ruleset,
        project=project, number=f"{_initials(row)}-{year.year}-{number:02}", cents=verdict.cents, by=by,
        committed=open_account(scope=scope, kind=Account.COMMITTED, title=f"Gebunden, Antrag {label}"),
        paid=open_account(scope=scope, kind=Account.PAID, title=f"Ausgezahlt, Antrag {label}"),
        spent=open_account(scope=scope, kind=Account.SPENT, title=f"Verwendet, Antrag {label}"),
        **fixed,
    )  # fmt: skip


def _initials(row: Application) -> str:
    """„AF“ of the Aktionsfonds; a later fund that would have the same takes a letter more, so that no two notices of a
    quarter have one number."""
    taken: set[str] = set()
    funds = Fund.objects.filter(area=row.area_id).order_by("pk").values_list("pk", "slug")
    for pk, slug in funds:
        name = next(name for name in _short_names(slug) if name not in taken)
        if pk == row.fund_id:
            return name
        taken.add(name)
    raise LookupError(row.fund_id)


def _short_names(slug: str) -> Iterator[str]:
    end = "F" if "fonds" in slug else ""
    bare = slug.replace("-", "")
    yield from (bare[:length].upper() + end for length in range(1, len(bare) + 1))
    yield from (f"{bare.upper()}{number}" for number in count(2))  # „a-b“ beside „ab“


@action
def letter_again(*, grant: Grant, by: Any) -> None:
    """Have the letter made anew by a task, and note who asked for it."""
    record(scope=grant.application.area.scope_id, verb="letter_ordered", row=grant, by=by)
    tasks.make_letter.enqueue(grant.pk)
