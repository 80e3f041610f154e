"""A rule set as people read it: each value in words, with its source, and what nobody has confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quartier.funding import states
from quartier.funding.rules import parameters
from quartier.funding.rules.findings import OPEN, Finding
from quartier.funding.rules.parameters import READERS, Value
from quartier.funding.rules.rulesets import Rules
from quartier.kit.money import NBSP, euro

GROUPS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (gettext_lazy("Entscheiden"), {
        "decides": gettext_lazy("Wer entscheidet"),
        "asks": gettext_lazy("Wonach der Antrag fragt"),
        "signature": gettext_lazy("Antrag mit Unterschrift"),
        "apply_weeks_ahead": gettext_lazy("Antrag vor dem Beginn"),
        "start_before_grant": gettext_lazy("Vor der Bewilligung beginnen"),
        "yearly_pot": gettext_lazy("Topf im Jahr, üblich"),
        "carry_over": gettext_lazy("Rest ins nächste Jahr übertragen"),
    }),
    (gettext_lazy("Kosten"), {
        "cost_lines": gettext_lazy("Arten von Kosten im Plan"),
        "eligible": gettext_lazy("Bezahlt wird"),
        "never_eligible": gettext_lazy("Nie bezahlt wird"),
        "never_words": gettext_lazy("Wörter, an denen die Prüfung das erkennt"),
        "fees": gettext_lazy("Honorare für andere"),
        "fee_words": gettext_lazy("Wörter, an denen die Prüfung Honorare erkennt"),
        "flat_rate": gettext_lazy("Pauschale für Kleinkosten"),
        "flat_inside_cap": gettext_lazy("Die Pauschale zählt zur Höchstgrenze"),
        "flat_covers": gettext_lazy("Die Pauschale deckt"),
        "plan_binds": gettext_lazy("Der Plan bindet in der Summe"),
        "plan_binds_not": gettext_lazy("Er bindet nicht bei"),
        "line_overrun": gettext_lazy("Eine Zeile darf überschritten werden um"),
    }),
    (gettext_lazy("Bewilligen"), {
        "financing": gettext_lazy("Art der Finanzierung"),
        "financing_types": gettext_lazy("Mögliche Arten der Finanzierung"),
        "cap_per_action": gettext_lazy("Höchstens je Aktion"),
        "cap_exception": gettext_lazy("Höchstens im Ausnahmefall"),
        "public_share": gettext_lazy("Öffentlicher Anteil, höchstens"),
        "own_share_rate": gettext_lazy("Eigener Anteil, mindestens"),
        "own_share_base": gettext_lazy("Der eigene Anteil rechnet sich"),
        "own_share_non_cash": gettext_lazy("Eigener Beitrag in Arbeit oder Sachen"),
        "donations_replace_own": gettext_lazy("Spenden ersetzen eigenes Geld bei"),
        "volunteer_rate": gettext_lazy("Eine Stunde Ehrenamt zählt"),
        "volunteer_share": gettext_lazy("Ehrenamt höchstens, Anteil der Ausgaben"),
        "volunteer_max": gettext_lazy("Ehrenamt höchstens"),
        "reduction_threshold": gettext_lazy("Kleine Änderungen kürzen nicht, bis"),
        "threshold_not_for": gettext_lazy("Diese Grenze gilt nicht bei"),
        "rounding": gettext_lazy("Rundung"),
        "conditions": gettext_lazy("Auflagen"),
        "remedy": gettext_lazy("Belehrung über den Rechtsbehelf"),
    }),
    (gettext_lazy("Einkaufen"), {
        "price_steps": gettext_lazy("Preise vergleichen"),
        "inventory_from": gettext_lazy("Inventar ab"),
        "inventory_sets": gettext_lazy("Sätze zählen als ein Gegenstand"),
        "binding_years": gettext_lazy("Gegenstände bleiben beim Zweck"),
    }),
    (gettext_lazy("Abrechnen"), {
        "proof_months": gettext_lazy("Abrechnen nach dem Ende"),
        "proof_by": gettext_lazy("Abrechnen bis zum"),
        "interim_months": gettext_lazy("Zwischennachweis nach dem Ende des Jahres"),
        "report_chapters": gettext_lazy("Kapitel des Sachberichts"),
        "receipt_columns": gettext_lazy("Spalten der Belegliste"),
        "refund_days": gettext_lazy("Zurückzahlen nach dem Ergebnis"),
        "refund_floor": gettext_lazy("Nicht zurückgefordert wird weniger als"),
        "refund_steps": gettext_lazy("Nicht zurückgefordert wird, nach der Höhe der Förderung"),
        "retention_years": gettext_lazy("Belege aufheben"),
        "retention_from": gettext_lazy("Diese Frist beginnt"),
    }),
)  # fmt: skip
LABELS = {name: label for _title, names in GROUPS for name, label in names.items()}
COLUMNS = {
    "number": gettext_lazy("Nummer"), "invoice_number": gettext_lazy("Rechnungsnummer"),
    "ordered_on": gettext_lazy("Bestellt am"), "invoiced_on": gettext_lazy("Rechnung vom"),
    "paid_on": gettext_lazy("Bezahlt am"), "payee": gettext_lazy("Empfänger"), "purpose": gettext_lazy("Wofür"),
    "line": gettext_lazy("Kostenzeile"), "year": gettext_lazy("Haushaltsjahr"), "net": gettext_lazy("Netto"),
    "vat": gettext_lazy("Mehrwertsteuer"), "amount": gettext_lazy("Betrag"), "accepted": gettext_lazy("Anerkannt"),
    "cut": gettext_lazy("Kürzung"), "reason": gettext_lazy("Grund der Kürzung"),
}  # fmt: skip
WORDS: dict[str, Any] = {
    **dict(states.FINANCING), **COLUMNS, parameters.RECURRING: gettext_lazy("wiederkehrende Förderung"),
    parameters.GRANT: gettext_lazy("von der Förderung"), parameters.TOTAL: gettext_lazy("von allen Ausgaben"),
    "half_up_cent": gettext_lazy("kaufmännisch auf den Cent"), "down_cent": gettext_lazy("auf den Cent abrunden"),
    "up_cent": gettext_lazy("auf den Cent aufrunden"),
    "submission": gettext_lazy("mit der Abgabe der Abrechnung"), "check": gettext_lazy("mit dem Ende der Prüfung"),
    "summary": gettext_lazy("was geplant ist"), "benefit": gettext_lazy("was die Nachbarschaft davon hat"),
    "goals": gettext_lazy("was am Ende erreicht ist"), "target_group": gettext_lazy("für wen es ist"),
    "partners": gettext_lazy("wer mitmacht"), "volunteers": gettext_lazy("Ehrenamt"), "place": gettext_lazy("Ort"),
    "input_tax": gettext_lazy("ob Vorsteuer erstattet wird"),
    "other_applications": gettext_lazy("andere Anträge für dasselbe"),
}  # fmt: skip
PERIODS: dict[str, Callable[[int], str]] = {
    "apply_weeks_ahead": lambda n: ngettext("%(n)d Woche", "%(n)d Wochen", n),
    "proof_months": lambda n: ngettext("innerhalb von %(n)d Monat", "innerhalb von %(n)d Monaten", n),
    "interim_months": lambda n: ngettext("innerhalb von %(n)d Monat", "innerhalb von %(n)d Monaten", n),
    "refund_days": lambda n: ngettext("innerhalb von %(n)d Tag", "innerhalb von %(n)d Tagen", n),
    "retention_years": lambda n: ngettext("%(n)d Jahr", "%(n)d Jahre", n),
    "binding_years": lambda n: ngettext("%(n)d Jahr", "%(n)d Jahre", n),
}


@dataclass(frozen=True)
class Row:
    """One value of the rules: what it is called, what it says, where it stands, whether it is known and confirmed."""

    label: str
    text: str
    source: str
    confirmed: bool
    name: str
    known: bool = True


@dataclass(frozen=True)
class Difference:
    """One parameter of two rule sets; None where one of them says nothing about it."""

    label: str
    old: Row | None
    new: Row | None


def row(name: str, value: Value[Any]) -> Row:
    """A value in words; „nicht bekannt“ where the rule exists and nobody could tell its figure."""
    known = value.value is not None
    text = said(name, value.value) if known else _("nicht bekannt")
    return Row(str(LABELS[name]), text, value.source, value.confirmed, name, known)


def listed(rules: Rules) -> list[Row]:
    """Every value the rule set names, in the order of the work."""
    found = ((name, getattr(rules, name)) for name in LABELS)
    return [row(name, value) for name, value in found if value is not None]


def unsettled(rules: Rules) -> list[Finding]:
    """An open finding for each value that nobody has confirmed, or of which nobody knows the figure."""
    found = []
    for one in listed(rules):
        if not one.known:
            text = _("Die Regel gibt es, ihre Zahl kennen wir nicht. Gerechnet wird, als stünde nichts da.")
            found.append(Finding(OPEN, one.name, None, _("Wert nicht bekannt"), text, one.source))
        elif not one.confirmed:
            text = _("Niemand hat ihn bestätigt. Gerechnet wird trotzdem damit.")
            found.append(Finding(OPEN, one.name, None, _("Wert nicht bestätigt"), text, one.source))
    return found


def differences(old: Rules, new: Rules) -> list[Difference]:
    """Parameters in which two rule sets differ: in the value, its source, or whether it is confirmed."""
    before = {one.name: one for one in listed(old)}
    after = {one.name: one for one in listed(new)}
    pairs = ((name, before.get(name), after.get(name)) for name in LABELS)
    changed = [(name, a, b) for name, a, b in pairs if getattr(old, name) != getattr(new, name)]
    return [Difference(str(LABELS[name]), a, b) for name, a, b in changed]


def said(name: str, value: Any) -> str:
    """A value that is there, in words."""
    reader = READERS[name]
    if name in PERIODS:
        return PERIODS[name](value) % {"n": value}
    if reader is parameters.money:
        return euro(value)
    if reader is parameters.rate:
        return percent(value)
    if reader is parameters.yes_or_no:
        return _("ja") if value else _("nein")
    if reader is parameters.day_of_year:
        return f"{value[3:]}.{value[:2]}."
    if reader is parameters.steps:
        return "; ".join(_step(step) for step in value)
    if reader is parameters.refund_steps:
        return "; ".join(_refund_step(step) for step in value)
    if isinstance(value, tuple):
        return ", ".join(_word(reader, item) for item in value)
    return _word(reader, value)


def _word(reader: Any, word: Any) -> str:
    return str(WORDS.get(word, word)) if hasattr(reader, "allowed") else str(word)


def _step(step: parameters.PriceStep) -> str:
    return _("über %(sum)s: %(text)s") % {"sum": euro(step.over), "text": step.text}


def _refund_step(step: parameters.RefundStep) -> str:
    most = _("höchstens %(sum)s") % {"sum": euro(step.most)} if step.most is not None else ""
    part = ", ".join(filter(None, [percent(step.rate) if step.rate is not None else "", most]))
    if step.up_to is None:
        return _("darüber: %(most)s") % {"most": part}
    return _("Förderung bis %(sum)s: %(most)s") % {"sum": euro(step.up_to), "most": part}


def percent(rate: Decimal) -> str:
    """„10 %“, „74,2857 %“: a share as people write it, with as many decimals as it has."""
    whole = f"{rate * 100:f}"
    return (whole.rstrip("0").rstrip(".") if "." in whole else whole).replace(".", ",") + f"{NBSP}%"


assert set(LABELS) == set(READERS), "a parameter without a word"
