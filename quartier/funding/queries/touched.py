"""What putting rules in force touches: values, applications without a notice, grants that keep theirs."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from quartier.funding import states
from quartier.funding.models import Application, Fund, Grant, InForce, RuleSet
from quartier.funding.queries.applications import listed
from quartier.funding.queries.rulesets import ruleset_for
from quartier.funding.rules import Difference, Finding, Rules, differences, load, request, unsettled
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.models import PeriodClose

SHOWN = 200  # applications on the page; all are counted


@dataclass(frozen=True)
class Judged:
    """An application without a notice: what it can ask for by the rules of now and by the new ones, in cents."""

    application: Application
    now: int | None
    then: int

    @property
    def status(self) -> str:
        """Where it stands, as the office says it."""
        return str(dict(states.APPLICATION_OFFICE)[self.application.status])

    @property
    def differs(self) -> bool:
        return self.now != self.then


@dataclass(frozen=True)
class Touched:
    """``before``: what holds on that day without the step; ``until``: what follows it, put in force already.

    ``unnoticed``: applications without a notice, ``drafts`` of them not handed in and seen by their writers only;
    ``keeping``: grants of the fund that keep what their notice names, ``running`` of them not yet settled.
    """

    fund: Fund
    day: dt.date
    before: RuleSet | None
    until: InForce | None
    changes: list[Difference]
    open: list[Finding]
    shown: list[Judged]
    unnoticed: int
    drafts: int
    keeping: int
    running: int
    stamp: str

    @property
    def more(self) -> int:
        """How many are counted and not listed, drafts aside."""
        return self.unnoticed - self.drafts - len(self.shown)


def touched(fund: Fund, text: str, day: dt.date, user: Any) -> Touched:
    """What it would touch to put the rules of ``text`` in force for the fund from ``day`` on. Five queries, any number.

    ``stamp`` is another one when the text, or what holds until then, has changed.
    """
    law, before = load(text), ruleset_for(fund, day)
    old = load(before.text) if before else None
    rows = Application.objects.filter(fund=fund, status__in=states.UNFINISHED)
    seen = listed(Application.objects.visible_to(user).filter(pk__in=rows.values("pk"))).order_by("number")
    total = rows.count()
    drafts = total - Application.objects.visible_to(user).filter(pk__in=rows.values("pk")).count()
    grants = Grant.objects.filter(fund_year__fund=fund).aggregate(
        all=Count("pk"), running=Count("pk", filter=Q(status__in=states.AMENDABLE))
    )
    return Touched(
        fund, day, before, InForce.objects.filter(fund=fund, valid_from__gt=day).select_related("ruleset").order_by("valid_from").first(),
        differences(old, law) if old else [], unsettled(law), [_judged(row, old, law) for row in seen[:SHOWN]],
        total, drafts, grants["all"], grants["running"], stamp(fund, text, day, before),
    )  # fmt: skip


def stamp(fund: Fund, text: str, day: dt.date, before: RuleSet | None) -> str:
    """What a look at the change is known by: another one once the text or what holds until then has changed."""
    said = f"{fund.pk} {day} {before.pk if before else 0} {text}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def _judged(row: Any, old: Rules | None, law: Rules) -> Judged:
    costs, means = [row.costs_cents], [row.means_cents]
    return Judged(row, request(old, costs, means).requested if old else None, request(law, costs, means).requested)


def must_begin(fund: Fund, ruleset: RuleSet, valid_from: dt.date) -> None:
    """Refused for rules of another quarter, a day before the rules themselves begin, and as ``must_be_free`` says."""
    if ruleset.scope_id not in (None, fund.area.scope_id):
        raise Refused(_("Dieses Regelwerk gehört einem anderen Quartier."))
    if valid_from < ruleset.valid_from:
        raise Refused(_("Dieses Regelwerk gilt erst ab dem %(day)s.") % {"day": dates.figures(ruleset.valid_from)})
    must_be_free(fund, valid_from)


def must_be_free(fund: Fund, day: dt.date) -> None:
    """Refused for a day of a closed year, and where something else is in force from the same day."""
    closed = PeriodClose.objects.filter(scope=fund.area.scope_id, until__gte=day).order_by("-until").first()
    if closed:
        raise Refused(
            _("Bis zum %(day)s ist abgeschlossen. Neue Regeln können erst danach gelten.")
            % {"day": dates.figures(closed.until)}
        )
    if InForce.objects.filter(fund=fund, valid_from=day).exists():
        raise Refused(
            _("Für diesen Fonds gilt ab dem %(day)s schon ein Regelwerk. Bitte wählen Sie einen anderen Tag.")
            % {"day": dates.figures(day)}
        )
