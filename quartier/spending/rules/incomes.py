"""What an income needs to be one, and what became of the money the plan counts on."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.rules import Finding, Way
from quartier.funding.rules.findings import INFO, OPEN, WARN
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import states
from quartier.spending.rules.receipts import FIRST_DAY_OF_MONEY

OWN = "own"  # the key of own money: one sum, as the notice names it
KINDS = {  # a line of the finance plan -> what may come for it; work and things pay no costs in euros
    funding.OWN: (states.OWN_MONEY,),
    funding.THIRD: (states.THIRD_PARTY, states.DONATION),
    funding.INCOME: (states.REVENUE,),
}
NOT_SAID = "source_open"
LAW = "Nr. 1.2 ANBest-P"


@dataclass(frozen=True)
class Source:
    """Money beside the grant the plan counts on, in cents; ``came`` is None until somebody has said what came of it.

    Until then it counts as planned: all other means and the own share are to cover the costs first and the plan binds
    (Nr. 1.2 ANBest-P), so silence must neither raise a grant nor make own money vanish. What comes above the plan is new
    money, which lowers the grant like any other (Nr. 2.1).
    """

    key: str
    kinds: tuple[str, ...]
    title: str
    planned: int
    came: int | None = None
    donated: bool = False  # all of what came is donations

    @property
    def counts(self) -> int:
        """With what the settlement reckons."""
        return self.planned if self.came is None else self.came

    @property
    def as_planned(self) -> int:
        """What of it stood in the plan."""
        return min(self.counts, self.planned)

    @property
    def more(self) -> int:
        """What came above the plan."""
        return self.counts - self.as_planned

    @property
    def less(self) -> int:
        """What did not come of it, as somebody said."""
        return self.planned - self.as_planned


def must_be_income(kind: str, payer: str, received_on: dt.date, cents: int, source: Source | None = None) -> None:
    """A kind of the list, a sum above zero, a day that has been; money of others says whose it is, but for revenue.

    For a planned ``source`` the kind fits its line, the plan may say whose it is, and 0,00 € says that nothing came.
    """
    if kind not in dict(states.INCOME):
        raise Refused(_("Bitte wählen Sie, was für Geld es ist."))
    if source and kind not in source.kinds:
        raise Refused(_("„%(what)s“ im Plan ist anderes Geld. Bitte prüfen Sie die Art.") % {"what": source.title})
    if cents < 0 or (cents == 0 and source is None):
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if cents == 0 and source and source.came is not None:
        raise Refused(
            _("Für „%(what)s“ ist schon etwas eingetragen. Nehmen Sie es zurück, wenn es nicht stimmt.")
            % {"what": source.title}
        )
    if received_on > dates.today():
        raise Refused(_("Das Datum liegt in der Zukunft. Bitte nehmen Sie den Tag, an dem das Geld kam."))
    if received_on < FIRST_DAY_OF_MONEY:
        raise Refused(_("Bitte prüfen Sie das Jahr. So alt kann die Einnahme nicht sein."))
    if cents and kind in (states.DONATION, states.THIRD_PARTY) and not payer.strip():
        raise Refused(_("Bitte schreiben Sie, von wem das Geld kam."))


def must_be_first(row: Any) -> None:
    """A row that takes another back is not taken back itself: what was right is entered anew."""
    if row.reverses_id is not None:
        raise Refused(_("Das ist schon eine Rücknahme. Bitte geben Sie die richtige Zeile neu ein."))


def source_findings(sources: Iterable[Source]) -> Iterator[Finding]:
    """Planned money nobody has confirmed, and what came short of the plan; a person decides what it means."""
    for row in sources:
        values = {"what": row.title, "planned": euro(row.planned), "came": euro(row.counts), "less": euro(row.less)}
        if row.came is None:
            yield Finding(
                OPEN, NOT_SAID, None, _("Noch nicht bestätigt: %(what)s") % values,
                _("Geplant sind %(planned)s. Bis jemand einträgt, was wirklich kam, rechnen wir mit dem Plan.") % values,
                LAW, (Way(_("Einnahmen eintragen"), "income"), Way(_("nachfragen, was kam"), "ask"), Way(_("es beim Plan lassen"), "")),
                about="sum",
            )  # fmt: skip
        elif row.less:
            yield Finding(
                INFO if row.key == OWN else WARN, "source_less", None, _("%(less)s weniger als geplant: %(what)s") % values,
                _("Gekommen sind %(came)s von %(planned)s. Mehr Förderung als bewilligt gibt es dafür nicht.") % values, LAW,
                (Way(_("nachfragen, womit die Kosten gedeckt sind"), "ask"), Way(_("es dabei lassen"), "")), about="sum",
            )  # fmt: skip
