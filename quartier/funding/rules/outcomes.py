"""A calculation in words: what each sum is called, and what a person has to know before deciding."""

from django.utils.translation import gettext as _

from quartier.funding.rules.calculation import (
    BELOW_THRESHOLD,
    CAP,
    LINE_OVER,
    LINE_OVER_NO_SAVING,
    OVER_GRANT,
    SMALL_SUM,
    UNCONFIRMED,
    Note,
    Outcome,
)
from quartier.funding.rules.findings import BAD, INFO, OPEN, WARN, Finding
from quartier.funding.rules.labels import LABELS
from quartier.kit.money import euro


def sums(outcome: Outcome) -> list[tuple[str, str, int]]:
    """(name in ``docs/calculate.md``, what people call it, cents), in the order of the calculation."""
    carried = (_("Das tragen die Antragstellenden"), outcome.own)
    if outcome.own < 0:
        carried = (_("Mehr Geld als Kosten, es bleibt übrig"), -outcome.own)
    return [
        ("flat", _("Pauschale für Kleinkosten"), outcome.flat),
        ("recognised", _("Anerkannte Kosten, mit Pauschale"), outcome.recognised),
        ("at_risk", _("Ohne Zustimmung zu viel in einer Zeile"), outcome.at_risk),
        ("grant", _("Förderung nach den Regeln"), outcome.grant),
        ("refund", _("Zu viel ausgezahlt"), outcome.refund),
        ("claimable", _("Davon zurückzuzahlen"), outcome.claimable),
        ("remaining_payment", _("Noch auszuzahlen"), outcome.remaining),
        ("own", *carried),
        ("bears", _("Kosten, die niemand anerkennt"), outcome.bears),
    ]


def spoken(note: Note) -> Finding:
    """A note of a calculation as a finding; ``line`` is None, the line's name stands in the title."""
    sum_ = euro(note.cents)
    values = {"sum": sum_, "line": note.line}
    said = {
        LINE_OVER: (
            WARN, _("„%(line)s“: %(sum)s zu viel") % values,
            _("So weit darf diese Zeile nicht überschritten werden, auch wenn andere weniger brauchen. Mit Zustimmung zählt es, ohne zählt es nicht."),
        ),
        LINE_OVER_NO_SAVING: (
            WARN, _("%(sum)s mehr ausgegeben als geplant") % values,
            _("Keine Ersparnis und kein zusätzliches Geld deckt das. Die Antragstellenden tragen es selbst."),
        ),
        CAP: (WARN, _("%(sum)s über der Höchstgrenze") % values, _("Mehr als die Höchstgrenze gibt es nicht, die Pauschale zählt mit.")),
        OVER_GRANT: (
            INFO, _("%(sum)s mehr, als bewilligt ist") % values,
            _("Nach den Regeln wäre mehr möglich. Bewilligt ist bewilligt: Mehr gibt es nur mit einem neuen Bescheid."),
        ),
        BELOW_THRESHOLD: (
            INFO, _("%(sum)s werden nicht abgezogen") % values,
            _("Kosten und Einnahmen haben sich je nur wenig geändert. Erst eine größere Änderung senkt die Förderung."),
        ),
        SMALL_SUM: (
            INFO, _("%(sum)s werden nicht zurückgefordert") % values,
            _("Zu viel ausgezahlt ist das trotzdem. Unter dieser Grenze soll niemand es zurückfordern."),
        ),
        UNCONFIRMED: (
            OPEN, _("Wert nicht bestätigt: %(what)s") % {"what": LABELS.get(note.line, note.line)},
            _("Bitte fragen Sie den Geldgeber. Gerechnet ist mit dem, was im Regelwerk steht; wo nichts steht, wird nichts erlassen."),
        ),
    }  # fmt: skip
    kind, title, text = said.get(note.code, (BAD, note.code, ""))
    return Finding(kind, note.code, None, title, text, note.source)
