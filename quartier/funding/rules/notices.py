"""What a notice fixes: kind of financing and rate, the day the proof is due, and what the office should see before."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from quartier.funding import states
from quartier.funding.rules.findings import OPEN, WARN, Finding
from quartier.funding.rules.parameters import GRANT, TYPES
from quartier.funding.rules.rulesets import Rules
from quartier.funding.rules.shares import own_share
from quartier.kit import dates
from quartier.kit.money import euro

SIX = Decimal("0.000001")


@dataclass(frozen=True)
class Terms:
    """What the office fixes in a notice; left out, the rules propose it. ``rate`` of a share: above 0, at most 1.

    ``condition``: the office's own conditions, one per line; None: what the decision asks for.
    """

    financing: str = ""
    rate: Decimal | None = None
    recurring: bool = False
    proof_due_on: dt.date | None = None
    condition: str | None = None


def types_of(rules: Rules) -> tuple[str, ...]:
    """The kinds of financing a notice may choose from, the usual one first; all of them where the rules say nothing."""
    return tuple(rules.get("financing_types", (states.DEFICIT, *(t for t in TYPES if t != states.DEFICIT))))


def usual(rules: Rules, own_cents: int) -> str:
    """The kind a notice proposes: the one the rules name and somebody confirmed; else their first; with own money in the
    plan the first that counts it, since full financing means there is none."""
    allowed = types_of(rules)
    named = str(rules.financing.value or "") if rules.financing and rules.financing.confirmed else ""
    if kind := next((kind for kind in allowed if named.casefold().startswith(kind)), None):
        return kind
    return next((kind for kind in allowed if not (own_cents and kind == states.FULL)), allowed[0])


def meaning(financing: str) -> str:
    """What a kind of financing means for who gets the money, in a sentence (Nr. 2 VV zu § 44 BHO)."""
    return {
        states.SHARE: _("Wir zahlen einen festen Anteil der Kosten. Wird es billiger, sinkt unser Anteil mit."),
        states.DEFICIT: _("Wir zahlen, was nach eigenem und anderem Geld noch fehlt. Fehlt weniger, zahlen wir weniger."),
        states.FIXED: _("Wir zahlen einen festen Betrag. Was Sie sparen, bleibt bei Ihnen, solange die Kosten den Betrag erreichen."),
        states.FULL: _("Wir zahlen alle Kosten, die gefördert werden können. Anderes Geld für denselben Zweck ziehen wir ab."),
    }[financing]  # fmt: skip


def proposed_rate(requested: int, total: int) -> Decimal | None:
    """The share a plan asks for, to six decimals: requested of total, both in cents. None without costs or money."""
    if requested <= 0 or total <= 0:
        return None
    return min(Decimal(1), (Decimal(requested) / Decimal(total)).quantize(SIX, ROUND_HALF_UP))


# When the proof is due --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ProofDay:
    """The day the proof is due, and the day the rules come to before it was moved to a working day."""

    day: dt.date
    counted: dt.date
    source: str

    @property
    def moved(self) -> bool:
        return self.day != self.counted


def proof_day(
    rules: Rules, ends_on: dt.date, fulfilled_on: dt.date | None = None, *, land: str = ""
) -> ProofDay | None:
    """When the proof of a grant that ends on that day is due: a fixed day of the year after, else so many months later.

    ``fulfilled_on``: the purpose was fulfilled earlier; then so many months after that, at the latest at the end of that
    month after the end (Nr. 6.1 ANBest-P). ``land``: whose public holidays count. None where the rule set names neither; then a person has to say.
    """
    if (fixed := rules.get("proof_by")) is not None:
        month, day = (int(part) for part in fixed.split("-"))
        first = dt.date(ends_on.year + 1, month, 1)
        last = dates.add_months(first, 1) - dt.timedelta(days=1)
        counted, source = min(last, first + dt.timedelta(days=day - 1)), rules.source("proof_by")
    elif (months := rules.get("proof_months")) is not None:
        counted, source = _months_later(ends_on, fulfilled_on, months), rules.source("proof_months")
    else:
        return None
    return ProofDay(dates.working_day(counted, land), counted, source)


def _months_later(ends_on: dt.date, fulfilled_on: dt.date | None, months: int) -> dt.date:
    if fulfilled_on is None:
        return dates.add_months(ends_on, months)
    last = dates.add_months(ends_on.replace(day=1), months + 1) - dt.timedelta(days=1)
    return min(dates.add_months(fulfilled_on, months), last)


def interim_day(rules: Rules, year: int, *, land: str = "") -> dt.date | None:
    """When the interim proof of a budget year is due (Nr. 6.1 ANBest-P), on a working day of ``land``; None where the rules
    ask for none."""
    months = rules.get("interim_months")
    return None if months is None else dates.working_day(dates.add_months(dt.date(year, 12, 31), months), land)


# What the office should see ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Means:
    """What a notice rests on, in cents: all planned costs with the flat rate, own money, own work and things, others."""

    total: int
    own: int
    work: int
    others: int


def most(rules: Rules, asked: int, requested: int) -> int:
    """The most a notice may promise of what was ``asked`` for: what the rules allow (``requested``), by an exception they
    name up to its limit. Cents."""
    exception = rules.get("cap_exception")
    return max(requested, min(asked, exception)) if exception is not None else requested


def notice_findings(rules: Rules, cents: int, means: Means) -> list[Finding]:
    """What the office should see before a notice over ``cents``. Findings never block."""
    return [*_cap(rules, cents), *_own_share(rules, cents, means), *_gap(cents, means), *_unsaid(rules)]


def _cap(rules: Rules, cents: int) -> Iterator[Finding]:
    cap = rules.get("cap_per_action")
    if cap is not None and cents > cap:
        yield Finding(
            WARN, "cap_exception", None, _("%(sum)s über der Höchstgrenze") % {"sum": euro(cents - cap)},
            _("Üblich sind höchstens %(cap)s. Mehr geht nur als Ausnahme, mit einer Begründung in der Akte.")
            % {"cap": euro(cap)},
            rules.source("cap_exception") or rules.source("cap_per_action"), about="sum",
        )  # fmt: skip


def _own_share(rules: Rules, cents: int, means: Means) -> Iterator[Finding]:
    rate, base = rules.get("own_share_rate"), rules.get("own_share_base", GRANT)
    if rate is None or rate >= 1:
        return
    wanted = own_share(rate, base, grant=cents)
    there = means.own + (means.work if rules.get("own_share_non_cash") else 0)
    if there < wanted:
        yield Finding(
            WARN, "own_share", None, _("Am eigenen Beitrag fehlen %(sum)s") % {"sum": euro(wanted - there)},
            _("Zu dieser Summe gehören %(wanted)s eigener Beitrag, geplant sind %(there)s.")
            % {"wanted": euro(wanted), "there": euro(there)},
            rules.source("own_share_rate"), about="means",
        )  # fmt: skip


def _gap(cents: int, means: Means) -> Iterator[Finding]:
    missing = means.total - means.own - means.others - cents
    if missing > 0:
        yield Finding(
            WARN, "gap", None, _("Es fehlen %(sum)s") % {"sum": euro(missing)},
            _("Kosten und Geld im Plan gehen mit dieser Summe nicht auf. Woher kommt der Rest?"), about="sum",
        )  # fmt: skip
    elif missing < 0:
        yield Finding(
            WARN, "too_much", None, _("%(sum)s mehr Geld als Kosten") % {"sum": euro(-missing)},
            _("Mit eigenem und anderem Geld ist mehr da, als der Plan braucht."), about="sum",
        )  # fmt: skip


def _unsaid(rules: Rules) -> Iterator[Finding]:
    if not rules.get("remedy"):
        yield Finding(
            OPEN, "remedy", None, _("Kein Text zum Widerspruch"),
            _("Das Regelwerk sagt nicht, wie man widersprechen kann. Der Brief nennt deshalb nur Ihr Büro als Ansprechstelle."),
        )  # fmt: skip
