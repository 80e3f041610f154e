"""What the office should see in an application: facts with their figure, the rule, its source and the ways out.

Findings never block: the software reports, a person decides.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding import states
from quartier.funding.rules.balance import plan_findings
from quartier.funding.rules.finding import BAD, INFO, OK, OPEN, ORDER, WARN, Finding, Way
from quartier.funding.rules.plans import Request, request
from quartier.funding.rules.rulesets import Rules
from quartier.kit import dates
from quartier.kit.money import euro

__all__ = ["BAD", "INFO", "OK", "OPEN", "ORDER", "WARN", "Finding", "Way", "counted", "findings", "settled"]


def findings(application: Any, rules: Rules, today: dt.date) -> list[Finding]:
    """All findings on an application, the gravest first; reads its cost lines, finance lines and bank account."""
    lines = list(application.cost_lines.all())
    means = list(application.finance_lines.all())
    cash = [row.cents for row in means if row.kind not in states.NOT_CASH]
    asked = request(rules, [line.cents for line in lines], cash)
    found = [
        *_plan(rules, lines, means, asked),
        *plan_findings(rules, application, lines, means, asked),
        *_fees(rules, lines),
        *_times(rules, application, today),
        *_account(application),
        *_unconfirmed(rules, asked),
    ]
    return sorted(found, key=lambda f: ORDER.index(f.kind))


def counted(found: Sequence[Finding]) -> list[tuple[str, str]]:
    """(kind, „1 zu klären“) for the line above the plan, kinds without a finding left out."""
    words = {
        BAD: lambda n: ngettext("%(n)d zu klären", "%(n)d zu klären", n),
        WARN: lambda n: ngettext("%(n)d zu prüfen", "%(n)d zu prüfen", n),
        OPEN: lambda n: ngettext("%(n)d nicht bestätigt", "%(n)d nicht bestätigt", n),
        INFO: lambda n: ngettext("%(n)d Hinweis", "%(n)d Hinweise", n),
        OK: lambda n: ngettext("%(n)d geklärt", "%(n)d geklärt", n),
    }
    number = {kind: sum(1 for f in found if f.kind == kind) for kind in ORDER}
    return [(kind, words[kind](n) % {"n": n}) for kind, n in number.items() if n]


def _plan(rules: Rules, lines: list[Any], means: list[Any], asked: Request) -> Iterator[Finding]:
    cap = euro(asked.cap or 0)
    if not lines:
        yield Finding(
            BAD, "no_costs", None, _("Noch keine Kosten"),
            _("Ohne Kostenplan kann niemand entscheiden."), ways=(Way(_("Nachfragen"), "ask"),), about="sum",
        )  # fmt: skip
    if asked.over:
        yield Finding(
            BAD, "over_cap", None, _("%(sum)s über der Höchstgrenze") % {"sum": euro(asked.over)},
            _("Höchstens %(cap)s je Aktion, die Pauschale zählt mit. Beantragt gilt deshalb %(cap)s.")
            % {"cap": cap},
            rules.source("cap_per_action"), (Way(_("Nachfragen"), "ask"),), "sum",
            _("Höchstens %(cap)s je Aktion, die Pauschale zählt mit. Den Rest müsste jemand anders zahlen.")
            % {"cap": cap},
        )  # fmt: skip
    if lines and asked.means >= asked.total:
        yield Finding(
            BAD, "nothing_missing", None,
            _("%(sum)s mehr Geld als Kosten") % {"sum": euro(asked.means - asked.total)} if asked.means > asked.total
            else _("0,00 € fehlen"),
            _("Andere zahlen %(means)s, die Kosten sind %(total)s. Für den Fonds bleibt nichts.")
            % {"means": euro(asked.means), "total": euro(asked.total)},
            rules.source("financing"), (Way(_("Nachfragen"), "ask"),), "means",
        )  # fmt: skip
    if asked.flat:
        yield Finding(
            INFO, "flat", None, _("%(sum)s Pauschale für Kleinkosten") % {"sum": euro(asked.flat)},
            _("Dafür braucht es keine Belege: %(what)s.") % {"what": rules.get("flat_covers", _("kleine Ausgaben"))},
            rules.source("flat_rate"), about="flat",
        )  # fmt: skip


def settled(found: Sequence[Finding], rows: Sequence[Any]) -> list[Finding]:
    """The same findings; those that somebody settled stay, as OK and with the reason, behind the others.

    ``rows``: ``SettledFinding`` that still count, with who settled them; the newest of one finding speaks.
    """
    known = {(row.code, row.row): row for row in sorted(rows, key=lambda row: row.pk)}
    told = []
    for finding in found:
        row = known.get((finding.code, finding.line))
        if row is not None:
            why = _("Geklärt am %(day)s von %(who)s: %(why)s") % {
                "day": dates.figures(dates.local(row.at).date()), "who": row.by, "why": row.note,
            }  # fmt: skip
            finding = dataclasses.replace(finding, kind=OK, settled=why, ways=())
        told.append(finding)
    return sorted(told, key=lambda f: ORDER.index(f.kind))


def _fees(rules: Rules, lines: list[Any]) -> Iterator[Finding]:
    for line in lines:
        title = line.title.lower()
        if any(word in title for word in rules.get("never_words", ())):
            yield Finding(
                BAD, "never", line.pk, _("%(sum)s nicht zu bezahlen") % {"sum": euro(line.cents)},
                _("Nie bezahlt wird: %(what)s.") % {"what": ", ".join(rules.get("never_eligible", ()))},
                rules.source("never_words"), (Way(_("Nachfragen"), "ask"),), "line",
            )  # fmt: skip
        elif any(word in title for word in rules.get("fee_words", ())):
            yield Finding(
                WARN, "fee", line.pk, _("Honorar über %(sum)s") % {"sum": euro(line.cents)},
                _("Honorare gibt es %(rule)s. Steht im Antrag, warum es nicht anders geht?") % {"rule": rules.get("fees", "")},
                rules.source("fees"), (Way(_("Begründung nachfragen"), "ask"),), "line",
                _("Honorare gibt es %(rule)s. Bitte schreiben Sie dazu, warum es nicht anders geht.") % {"rule": rules.get("fees", "")},
            )  # fmt: skip


def _times(rules: Rules, application: Any, today: dt.date) -> Iterator[Finding]:
    if application.status in states.ENDED:
        return
    start = application.starts_on
    if start is None or application.ends_on is None:
        yield Finding(
            BAD, "no_dates", None, _("Beginn oder Ende fehlt"), _("Bezahlt wird nur, was in der Zeit der Aktion liegt."),
            rules.source("start_before_grant"), (Way(_("Nachfragen"), "ask"),),
        )  # fmt: skip
        return
    if start <= today and not rules.get("start_before_grant", True):
        yield Finding(
            BAD, "started", None, _("Beginn am %(day)s, vor der Entscheidung") % {"day": dates.figures(start)},
            _("Vor der Bewilligung darf nicht begonnen werden. Ausgaben davor zählen nicht."),
            rules.source("start_before_grant"), (Way(_("Beginn verschieben lassen"), "ask"),), "whole",
            _("Beginnen dürfen Sie erst nach der Bewilligung. Bitte verschieben Sie den Beginn."),
        )  # fmt: skip
        return
    came = dates.local(application.submitted_at).date() if application.submitted_at else today
    weeks, wanted = (start - came).days // 7, rules.get("apply_weeks_ahead")
    if wanted is not None and weeks < wanted:
        yield Finding(
            WARN, "late", None,
            ngettext("%(n)d Woche vor Beginn", "%(n)d Wochen vor Beginn", weeks) % {"n": weeks}
            if weeks > 0
            else _("Weniger als eine Woche vor Beginn"),
            _("Der Antrag soll %(wanted)d Wochen vor Beginn da sein. Wird noch rechtzeitig entschieden?")
            % {"wanted": wanted},
            rules.source("apply_weeks_ahead"), (Way(_("Beginn verschieben lassen"), "ask"),), "whole",
            _("Der Antrag soll %(wanted)d Wochen vor Beginn da sein, damit rechtzeitig entschieden werden kann.")
            % {"wanted": wanted},
        )  # fmt: skip


def _account(application: Any) -> Iterator[Finding]:
    if getattr(application, "bank_account", None) is None:
        yield Finding(
            WARN, "no_account", None, _("Bankverbindung fehlt"),
            _("Ohne Konto kann nach der Bewilligung nichts überwiesen werden."), ways=(Way(_("Nachfragen"), "ask"),),
            own=_("Sie können es auch später angeben. Ohne Konto können wir nichts überweisen."),
        )  # fmt: skip


def _unconfirmed(rules: Rules, asked: Request) -> Iterator[Finding]:
    spoken = [
        ("eligible", _("Ob alle Arten von Kosten bezahlt werden, ist nicht bestätigt.")),
        ("cap_per_action", _("Die Höchstgrenze ist nicht bestätigt.")),
        ("public_share", _("Welcher Teil der Kosten höchstens bezahlt wird, ist nicht bestätigt.")),
        ("own_share_rate", _("Wie viel eigenes Geld nötig ist, ist nicht bestätigt.")),
        ("apply_weeks_ahead", _("Die Frist vor dem Beginn ist nicht bestätigt.")),
        (
            "proof_months",
            _("Abrechnen bis %(months)d Monate nach dem Ende: Diese Frist ist nicht bestätigt.")
            % {"months": rules.get("proof_months", 0)},
        ),
        (
            "financing",
            _("Gerechnet wird als %(kind)s. Das ist nicht bestätigt.") % {"kind": rules.get("financing", "")},
        ),
    ]
    for name, text in spoken:
        value = getattr(rules, name)
        if value and not value.confirmed:
            yield Finding(OPEN, name, None, _("Wert nicht bestätigt"), text, value.source)
