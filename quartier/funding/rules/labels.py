"""A rule set as people read it: each value in words, with its source."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.rules.rulesets import Rules
from quartier.kit.money import NBSP, euro


@dataclass(frozen=True)
class Row:
    """One value of the rules: what it is called, what it says, where it stands, whether it is confirmed."""

    label: str
    text: str
    source: str
    confirmed: bool


def listed(rules: Rules) -> list[Row]:
    """Every value that people can read, in the order of the work."""
    words: dict[str, tuple[str, Callable[[Any], str]]] = {
        "decides": (_("Wer entscheidet"), str),
        "cap_per_action": (_("Höchstens je Aktion"), euro),
        "flat_rate": (_("Pauschale für Kleinkosten"), _percent),
        "flat_covers": (_("Die Pauschale deckt"), str),
        "yearly_pot": (_("Topf im Jahr, üblich"), euro),
        "apply_weeks_ahead": (_("Antrag vor dem Beginn"), lambda n: _("%(n)d Wochen") % {"n": n}),
        "start_before_grant": (_("Vor der Bewilligung beginnen"), _yes),
        "eligible": (_("Bezahlt wird"), ", ".join),
        "never_eligible": (_("Nie bezahlt wird"), ", ".join),
        "fees": (_("Honorare für andere"), str),
        "own_share_non_cash": (_("Eigener Beitrag in Arbeit oder Sachen"), _yes),
        "financing": (_("Art der Finanzierung"), str),
        "refund_days": (_("Zurückzahlen nach dem Ergebnis"), lambda n: _("innerhalb von %(n)d Tagen") % {"n": n}),
        "proof_months": (_("Abrechnen nach dem Ende"), lambda n: _("innerhalb von %(n)d Monaten") % {"n": n}),
        "retention_years": (_("Belege aufheben"), lambda n: _("%(n)d Jahre ab Abgabe der Abrechnung") % {"n": n}),
    }
    found = []
    for name, (label, write) in words.items():
        value = getattr(rules, name)
        found.append(Row(label, write(value.value), value.source, value.confirmed))
    return found


def _percent(rate: Decimal) -> str:
    whole = f"{rate * 100:f}"
    return (whole.rstrip("0").rstrip(".") if "." in whole else whole).replace(".", ",") + f"{NBSP}%"


def _yes(value: Any) -> str:
    return _("ja") if value else _("nein")
