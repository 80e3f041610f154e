"""What an amendment of a notice may change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quartier.funding.rules.rulesets import Rules
from quartier.kit.errors import Refused
from quartier.kit.money import euro


@dataclass(frozen=True)
class Target:
    """What a line of the plan shall be, in cents; ``line``: the id of the cost line, None for a new one with a title."""

    cents: int
    consented: bool = False
    line: int | None = None
    title: str = ""
    kind: str = ""


def must_change_lines(lines: Sequence[Target], known: set[int], *, most: int) -> None:
    """Every line belongs to the plan once or is new with a title and a sum."""
    named = [target.line for target in lines if target.line is not None]
    if not set(named) <= known or len(set(named)) < len(named):
        raise Refused(_("Diese Kostenzeile gehört nicht zu diesem Plan."))
    fresh = [target for target in lines if target.line is None]
    if any(not target.title.strip() or target.cents <= 0 for target in fresh):
        raise Refused(_("Zu einer neuen Zeile gehören ein Name und ein Betrag über 0,00 €."))
    if any(target.cents < 0 for target in lines):
        raise Refused(_("Ein Betrag im Plan kann nicht unter 0,00 € liegen."))
    if len(known) + len(fresh) > most:
        raise Refused(_("Ein Plan hat höchstens %(n)d Zeilen. Bitte fassen Sie einige zusammen.") % {"n": most})


def must_fit_amendment(rules: Rules, cents: int, *, before: int, out: int, available: int) -> None:
    """A new sum is above zero, not below what is paid out, and where it rises within the rules and the pot. Cents."""
    if cents <= 0:
        raise Refused(
            _("Bitte geben Sie einen Betrag über 0,00 € an. Wenn nichts bleiben soll, widerrufen Sie den Bescheid.")
        )
    if cents < out:
        raise Refused(
            _(
                "Ausgezahlt sind schon %(out)s. Weniger geht hier nicht: Zu viel Gezahltes kommt mit der Abrechnung zurück."
            )
            % {"out": euro(out)}
        )
    if cents <= before:
        return
    limit = rules.get("cap_exception", rules.get("cap_per_action"))
    if limit is not None and cents > limit:
        raise Refused(_("Höchstens möglich sind %(limit)s je Aktion.") % {"limit": euro(limit)})
    if cents - before > available:
        raise Refused(
            _("Dafür fehlen %(missing)s im Topf, dort sind noch %(available)s.")
            % {"missing": euro(cents - before - available), "available": euro(available)}
        )
