"""What an amendment of a notice may change."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.rules.rulesets import Rules
from quartier.kit.errors import Conflict, Refused
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


def must_wait(wish: Any, grant_id: int, *, answered: bool) -> None:
    """The wish (``ChangeRequest``) is of this grant; Conflict when it was answered meanwhile."""
    if wish.grant_id != grant_id:
        raise Refused(_("Dieser Wunsch gehört zu einer anderen Bewilligung."))
    if answered:
        raise Conflict(
            _("Dieser Wunsch ist inzwischen beantwortet oder zurückgezogen. Bitte sehen Sie noch einmal nach.")
        )


def new_purpose(said: str, before: str) -> str:
    """What was said the money is for, where it is something new; empty where it stays. Browsers end lines their own way."""
    said = "\n".join(said.strip().splitlines())
    return said if said.splitlines() != before.strip().splitlines() else ""


def must_fit_amendment(
    rules: Rules, cents: int, *, before: int, out: int, available: int, ended: int | None = None
) -> None:
    """A new sum is above zero, not below what is paid out, and where it rises within the rules and the pot. Cents.

    ``ended``: the year of the pot, where its end was decided: what comes back into it since is carried over or lapses.
    """
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
    if ended is not None:
        raise Refused(
            _("Der Topf %(year)s ist abgeschlossen. Was seither zurückkam, geht nach den Regeln des Fonds in ein neues Jahr oder zurück an den Geldgeber; mehr bewilligen lässt sich daraus nicht. Dafür braucht es einen neuen Antrag.")
            % {"year": ended}
        )  # fmt: skip
    limit = rules.get("cap_exception", rules.get("cap_per_action"))
    if limit is not None and cents > limit:
        raise Refused(_("Höchstens möglich sind %(limit)s je Aktion.") % {"limit": euro(limit)})
    if cents - before > available:
        raise Refused(
            _("Dafür fehlen %(missing)s im Topf, dort sind noch %(available)s.")
            % {"missing": euro(cents - before - available), "available": euro(available)}
        )


def moved_lines(lines: Sequence[Target], plan: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """By the id of a line what it is and what it shall be, in cents, where that differs; ``plan``: the plan in force.

    Refused for a line of another plan, one twice, and a sum below zero.
    """
    must_change_lines(lines, set(plan), most=len(plan))
    return {
        target.line: (plan[target.line], target.cents)
        for target in lines
        if target.line is not None and plan[target.line] != target.cents
    }


def must_ask_something(
    starts_on: dt.date, lines: Mapping[int, tuple[int, int]], *, ends_on: dt.date | None, purpose: str, reason: str
) -> None:
    """A wish says what shall change and why, and costs no more in sum than the plan in force."""
    if not lines and ends_on is None and not purpose:
        raise Refused(_("Noch ändert sich nichts: Zeit, Plan und Zweck sind wie bisher. Was soll anders werden?"))
    if not reason:
        raise Refused(_("Bitte schreiben Sie, warum Sie die Änderung brauchen."))
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("Das Ende liegt vor dem Beginn. Bitte sehen Sie die beiden Tage noch einmal an."))
    more = sum(new - old for old, new in lines.values())
    if more > 0:
        raise Refused(
            _("Ihr neuer Plan kostet %(sum)s mehr als der alte. Verschieben geht hier, mehr Geld nicht: Sprechen Sie dafür bitte mit dem Büro.")
            % {"sum": euro(more)}
        )  # fmt: skip
