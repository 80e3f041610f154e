"""Money that came in beside the grant, as the settlement reckons with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import FinanceLine, Grant
from quartier.spending import states
from quartier.spending.models import Income
from quartier.spending.rules.incomes import KINDS, OWN, Source


@dataclass(frozen=True)
class Incomes:
    """What counts beside the grant, in cents: the sources of the plan, own money, and what nobody planned by kind.

    A source nobody has confirmed counts as planned (see ``rules.incomes.Source``).
    """

    sources: list[Source]
    own: int
    unplanned: list[tuple[str, int]]  # money of others

    @property
    def others(self) -> list[tuple[str, int, bool]]:
        """Money of others as (kind, cents, whether it stood in the plan); what a source brings above the plan is new."""
        found = [(kind, cents, False) for kind, cents in self.unplanned]
        for row in self.sources:
            if row.key != OWN:
                new = states.DONATION if row.donated else row.kinds[0]
                found += [(row.kinds[0], row.as_planned, True), (new, row.more, False)]
        return [row for row in found if row[1]]

    @property
    def unconfirmed(self) -> list[Source]:
        return [row for row in self.sources if row.came is None]

    @property
    def came(self) -> int:
        """What really came, in cents, own money and that of others."""
        own = 0 if any(row.key == OWN for row in self.sources) else self.own
        return own + sum(row.came or 0 for row in self.sources) + sum(cents for _kind, cents in self.unplanned)

    def source(self, key: str) -> Source | None:
        return next((row for row in self.sources if row.key == key), None)


def incomes(grant: Grant) -> Incomes:
    """What came in for the grant against its plan; rows taken back and their reversals drop out. Two queries."""
    found = Income.objects.filter(grant=grant, reverses__isnull=True, reversed_by__isnull=True)
    rows = list(found.order_by("received_on", "id").values_list("kind", "cents", "source_id"))
    own = [cents for kind, cents, _source in rows if kind == states.OWN_MONEY]
    sources = list(_sources(grant, list(grant.application.finance_lines.order_by("id")), rows, own))
    sums: dict[str, int] = {}
    for kind, cents, source in rows:
        if kind != states.OWN_MONEY and source is None:
            sums[kind] = sums.get(kind, 0) + cents
    mine = next((row.counts for row in sources if row.key == OWN), sum(own))
    return Incomes(sources, mine, list(sums.items()))


def _sources(grant: Grant, means: Sequence[FinanceLine], rows: Sequence[Any], own: list[int]) -> Iterator[Source]:
    """Own money first, in one sum: the notice names it so, and the plan may have it in several lines."""
    planned = max(grant.own_cents, sum(row.cents for row in means if row.kind == funding.OWN))
    if planned:
        yield Source(OWN, KINDS[funding.OWN], _("Eigenes Geld"), planned, sum(own) if own else None)
    for line in means:
        if line.kind == funding.OWN or line.kind not in KINDS:
            continue
        mine = [(kind, cents) for kind, cents, source in rows if source == line.pk]
        yield Source(
            str(line.pk), KINDS[line.kind], line.title or str(line.get_kind_display()), line.cents,
            sum(cents for _kind, cents in mine) if mine else None,
            bool(mine) and all(kind == states.DONATION for kind, _cents in mine),
        )  # fmt: skip


@dataclass(frozen=True)
class Means:
    """A row of the finance plan beside what came, in cents; ``came`` None: nobody has said, the plan counts."""

    label: str
    planned: int
    came: int | None


def financing(grant: Grant, found: Incomes, paid: int) -> list[Means]:
    """Planned and actual means by the structure of the plan (Nr. 6.2.2 ANBest-P): the grant, its sources, what is new."""
    rows = [Means(_("Diese Förderung"), grant.cents, paid)]
    rows += [Means(row.title, row.planned, row.came) for row in found.sources]
    words = {key: str(label) for key, label in states.INCOME}
    if found.source(OWN) is None and found.own:
        rows.append(Means(words[states.OWN_MONEY], 0, found.own))
    return rows + [
        Means(_("%(kind)s, nicht geplant") % {"kind": words[kind]}, 0, cents) for kind, cents in found.unplanned
    ]
