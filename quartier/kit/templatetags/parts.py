"""What the components of the gallery need and a template cannot count: bars, ballots, knots, errors of a form."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

register = template.Library()

MOST_DOTS = 30
GAP = 2


class Part(NamedTuple):
    """One rectangle of the money bar, in thousandths of its width."""

    shade: str
    x: int
    width: int


@dataclass(frozen=True)
class MoneyBar:
    """Rectangles of a money bar and what is missing to the total (0: the sum is right)."""

    parts: list[Part]
    gap: int


@register.simple_tag
def money_parts(total: int, used: int, paid: int, committed: int, available: int) -> MoneyBar:
    """The four amounts in cents as rectangles: exact widths, dark to light, a hair apart."""
    amounts = [used or 0, paid or 0, committed or 0, available or 0]
    whole = max(sum(max(cents, 0) for cents in amounts), 1)
    parts, before = [], 0
    for shade, cents in zip(("m4", "m3", "m2", "m1"), amounts, strict=True):
        if cents <= 0:
            continue
        start, end = before * 1000 // whole, (before + cents) * 1000 // whole
        parts.append(Part(shade, start, max(end - start - GAP, 1)))
        before += cents
    return MoneyBar(parts, (total or 0) - sum(amounts))


@register.filter
def pot_width(left: int, total: int) -> int:
    """How much of a pot is left, in three hundredths (the width of the picture)."""
    return max(0, min(300, left * 300 // total)) if total else 0


class Ballot(NamedTuple):
    """Votes as dots (empty when too many) and as words."""

    dots: list[str]
    words: str


@register.simple_tag
def ballot(yes: int | None, no: int | None, abstain: int | None, recused: int | None) -> Ballot:
    """„7 dafür, 1 dagegen, 1 befangen, nicht abgestimmt“ with one dot per person."""
    counts = {"yes": yes or 0, "no": no or 0, "abstain": abstain or 0, "recused": recused or 0}
    dots = [kind for kind, count in counts.items() for _one in range(count)]
    words = [_("%d dafür") % counts["yes"], _("%d dagegen") % counts["no"]]
    if counts["abstain"]:
        words.append(ngettext("%d Enthaltung", "%d Enthaltungen", counts["abstain"]) % counts["abstain"])
    if counts["recused"]:
        words.append(_("%d befangen, nicht abgestimmt") % counts["recused"])
    return Ballot(dots if len(dots) <= MOST_DOTS else [], ", ".join(words))


@register.filter
def knot_words(state: str | None) -> str:
    """The state of a knot for people who do not see it."""
    words = {
        "now": pgettext("Faden", "jetzt"),
        "coming": pgettext("Faden", "kommt noch"),
        "ended": pgettext("Faden", "beendet"),
    }
    return words.get(state or "", pgettext("Faden", "erledigt"))


@register.filter
def standing(knots: Iterable[Any]) -> str:
    """The title of the knot where a thread stands: the last one that is not still to come."""
    title = ""
    for knot in knots or ():
        state = _of(knot, "state")
        if state == "coming" and title:
            break
        title = str(_of(knot, "title"))
    return title


def _of(thing: Any, name: str) -> Any:
    return thing.get(name, "") if isinstance(thing, Mapping) else getattr(thing, name, "")


@register.filter
def kind_of_field(field: BoundField) -> str:
    """Which markup a form field needs: hidden, group (radio, several ticks), tick, money or line."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "money" if widget.attrs.get("inputmode") == "decimal" else "line"


ROW = re.compile(r"-(\d+)$")  # the prefix of a form that is a row among others


class FoundError(NamedTuple):
    """One error of a form: where it is, how the field is called, what to do."""

    anchor: str
    label: str
    text: str


@register.simple_tag
def errors_of(form: forms.BaseForm | None, more: Iterable[forms.BaseForm]) -> list[FoundError]:
    """All errors of one form or several, in the order of the fields; those of the whole form first.

    A field of a row among others (of a formset, which sets ``use_required_attribute``) is named with its row's number.
    """
    found: list[FoundError] = []
    for one in [*([form] if form is not None else []), *(more or ())]:
        if not one.is_bound:
            continue
        found += [FoundError("", "", str(text)) for text in one.non_field_errors()]
        for field in one:
            anchor = field.auto_id if kind_of_field(field) == "group" else field.id_for_label
            label = str(field.label or "")
            if not one.use_required_attribute and (row := ROW.search(one.prefix or "")):
                label = _("Zeile %(n)d, %(label)s") % {"n": int(row[1]) + 1, "label": label}
            label += "" if label.endswith(("?", ":", ".", "…")) else ":"
            found += [FoundError(anchor, label, str(text)) for text in field.errors]
    return found
