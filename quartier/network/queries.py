"""Reads of the network: pages of long lists by key, what a row's history says."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.history.queries import of_row
from quartier.kit.templatetags.page import day
from quartier.network.models import Organisation, Person

PAGE = 50
SECTORS = 10  # chips at most; a list of the authorities has two or three, an office's own dozens
TOLD = 20  # entries of a row's history on its page
VERBS = {
    "added": gettext_lazy("aufgenommen"),
    "updated": gettext_lazy("geändert"),
    "unlisted": gettext_lazy("nicht mehr gelistet"),
    "taken_in": gettext_lazy("ins Quartier geholt"),
}


@dataclass(frozen=True)
class Leaf:
    """One page of a list in the order of names; ``previous`` and ``next`` are keys, empty at the ends."""

    rows: list[Any]
    count: int
    previous: str = ""
    next: str = ""


def by_name(rows: QuerySet[Any], after: str = "", before: str = "", size: int = PAGE) -> Leaf:
    """The page behind (or before) the row with that id; three queries whatever the length of the list."""
    count = rows.count()
    key = before or after
    mark = rows.model._default_manager.filter(pk=key).values_list("name", "pk").first() if key.isdecimal() else None
    back = bool(before and mark)
    if mark and back:
        found = rows.filter(Q(name__lt=mark[0]) | Q(name=mark[0], pk__lt=mark[1])).order_by("-name", "-pk")
    elif mark:
        found = rows.filter(Q(name__gt=mark[0]) | Q(name=mark[0], pk__gt=mark[1])).order_by("name", "pk")
    else:
        found = rows.order_by("name", "pk")
    part = list(found[: size + 1])
    more, part = len(part) > size, part[:size]
    if back:
        part.reverse()
    behind, ahead = (more, True) if back else (bool(mark), more)
    if not part:
        return Leaf([], count)
    return Leaf(part, count, str(part[0].pk) if behind else "", str(part[-1].pk) if ahead else "")


def organisations_of(
    area: Area, user: Any, state: str = "", sector: str = "", words: str = ""
) -> QuerySet[Organisation]:
    """The quarter's organisations; ``state``: „weg“ those no list names any more, „stadt“ the city's without quarter."""
    rows = Organisation.objects.visible_to(user).filter(city=area.city_id)
    if state == "stadt":
        rows = rows.filter(area__isnull=True)
    else:
        rows = rows.filter(area=area, unlisted_since__isnull=state != "weg")
    if sector:
        rows = rows.filter(sector=sector)
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(street__icontains=word) | Q(parent_name__icontains=word))
    return rows


def sectors_of(rows: QuerySet[Organisation]) -> list[tuple[str, int]]:
    """(kind, number), the most frequent first."""
    counted = rows.exclude(sector="").order_by().values_list("sector").annotate(n=Count("pk", distinct=True))
    return list(counted.order_by("-n", "sector")[:SECTORS])


def persons_of(area: Area, user: Any, words: str = "") -> QuerySet[Person]:
    rows = Person.objects.visible_to(user).filter(area=area)
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows


def told(row: Any) -> list[dict[str, str]]:
    """The last entries of a row's history for the component ``timeline``: what, when, who."""
    entries = of_row(row._meta.label_lower, row.pk)[:TOLD]
    return [
        {
            "title": str(VERBS.get(entry.verb, entry.verb)),
            "text": entry.because,
            "meta": f"{day(entry.at)} · {entry.actor}" if entry.actor else f"{day(entry.at)} · {_('automatisch')}",
        }
        for entry in entries
    ]
