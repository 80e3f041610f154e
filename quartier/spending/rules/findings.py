"""What the office should see in a receipt. It reports; a person decides."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.models import Grant
from quartier.funding.rules import Finding, Rules, Way
from quartier.funding.rules.shares import belongs_to_inventory, price_step
from quartier.kit import dates
from quartier.kit.money import euro
from quartier.spending import states
from quartier.spending.rules.quotes import quote_findings
from quartier.spending.rules.receipts import known_as

WARN, INFO = "warn", "info"


@dataclass(frozen=True)
class Around:
    """What is known around the receipts of a grant: offers and things by receipt, and which have a match elsewhere."""

    quotes: dict[int, list[Any]] = field(default_factory=dict)
    listed: frozenset[int] = frozenset()
    elsewhere: frozenset[int] = frozenset()


def net_of(receipt: Any) -> int:
    """What a receipt is without VAT, in cents; all of it where nobody has said how much is VAT."""
    if receipt.net_cents is not None:
        return int(receipt.net_cents)
    return int(receipt.cents - (receipt.vat_cents or 0))


def eligible_cents(receipt: Any, *, input_tax: bool | None) -> int:
    """The most of a receipt that may count, in cents: without VAT where the grantee gets it back (Nr. 6.2 ANBest-P)."""
    return max(0, min(receipt.cents, net_of(receipt))) if input_tax else int(receipt.cents)


def receipt_findings(
    grant: Grant, receipts: Sequence[Any], known: Rules, around: Around | None = None
) -> dict[int, list[Finding]]:
    """By receipt what the office should see in it; ``receipts`` are all of the grant's with their files. No query."""
    around = around or Around()
    same_file = _earlier(receipts, lambda row: row.file.sha256)
    same_facts = _earlier(receipts, _facts)
    input_tax = grant.application.input_tax
    return {
        row.pk: [
            *_days(grant, row, known),
            *_sums(row, input_tax),
            *_doubles(row, same_file.get(row.pk, ()), same_facts.get(row.pk, ())),
            *_elsewhere(row, around),
            *_buying(row, known, around),
        ]
        for row in receipts
    }


def _earlier(receipts: Sequence[Any], key: Callable[[Any], Any]) -> dict[int, list[int]]:
    """By receipt the numbers of those before it with the same ``key``; those taken back do not count."""
    seen: dict[Any, list[int]] = defaultdict(list)
    found = {}
    for row in sorted(receipts, key=lambda row: row.number):
        mine = seen[key(row)]
        if mine:
            found[row.pk] = list(mine)
        if row.result != states.WITHDRAWN:
            mine.append(row.number)
    return found


def _facts(receipt: Any) -> tuple[Any, ...]:
    return known_as(receipt.payee), receipt.paid_on, receipt.cents


# Days -------------------------------------------------------------------------------------------------------------
def outside_period(grant: Grant, paid_on: dt.date) -> str:
    """A sentence for a day outside the days the notice names; empty where the day is fine."""
    first, values = grant.starts_on, {"day": dates.figures(paid_on), "end": dates.figures(grant.ends_on)}
    if paid_on < first:
        values["first"] = dates.figures(first)
        if first == dates.local(grant.at).date():
            return _("Der Beleg ist vom %(day)s. Bewilligt wurde am %(first)s.") % values
        return _("Der Beleg ist vom %(day)s. Ausgaben zählen ab dem %(first)s.") % values
    if paid_on > grant.ends_on:
        return _("Der Beleg ist vom %(day)s. Die Bewilligung gilt bis %(end)s.") % values
    return ""


def _days(grant: Grant, receipt: Any, known: Rules) -> Iterator[Finding]:
    granted, source = dates.local(grant.at).date(), known.source("start_before_grant")
    if sentence := outside_period(grant, receipt.paid_on):
        early = receipt.paid_on < grant.starts_on
        before = _("Vor der Bewilligung bezahlt") if receipt.paid_on < granted else _("Vor dem Beginn bezahlt")
        title = before if early else _("Nach dem Ende bezahlt")
        yield Finding(WARN, "period", receipt.line_id, title, sentence, source if early else "")
        if early:
            return
    started = [
        (_("Vor der Bewilligung bestellt"), _("Bestellt wurde am %(day)s. Bewilligt wurde am %(granted)s."), receipt.ordered_on),
        (_("Vor der Bewilligung berechnet"), _("Die Rechnung ist vom %(day)s. Bewilligt wurde am %(granted)s."), receipt.invoiced_on),
    ]  # fmt: skip
    for title, sentence, day in started:
        if day is not None and day < min(granted, grant.starts_on):
            values = {"day": dates.figures(day), "granted": dates.figures(granted)}
            yield Finding(WARN, "started", receipt.line_id, title, sentence % values, source)
            return


# Sums -------------------------------------------------------------------------------------------------------------
def _sums(receipt: Any, input_tax: bool | None) -> Iterator[Finding]:
    net, vat = receipt.net_cents, receipt.vat_cents
    total = None if net is None or vat is None else net + vat
    if total is not None and total != receipt.cents:
        yield Finding(
            WARN, "vat", receipt.line_id, _("Netto und Mehrwertsteuer ergeben %(sum)s") % {"sum": euro(total)},
            _("Bezahlt wurden %(paid)s, das sind %(gap)s Unterschied. Vielleicht ist es Skonto oder Pfand, vielleicht ein Zahlendreher.")
            % {"paid": euro(receipt.cents), "gap": euro(abs(total - receipt.cents))},
        )  # fmt: skip
    elif total is None and max(net or 0, vat or 0) > receipt.cents:
        yield Finding(
            WARN, "vat", receipt.line_id, _("Ein Teil ist größer als der Betrag"),
            _("Netto oder Mehrwertsteuer liegt über den %(paid)s, die bezahlt wurden.") % {"paid": euro(receipt.cents)},
        )  # fmt: skip
    if not input_tax:
        return
    if net is None and vat is None:
        yield Finding(
            WARN, "net", receipt.line_id, _("Netto fehlt"),
            _("Die Mehrwertsteuer kommt vom Finanzamt zurück, deshalb zählt nur der Betrag ohne sie. Bitte sehen Sie auf dem Beleg nach."),
            "Nr. 6.2 ANBest-P",
        )  # fmt: skip
    elif (most := eligible_cents(receipt, input_tax=True)) < receipt.cents:
        yield Finding(
            WARN, "net", receipt.line_id, _("Es zählen höchstens %(net)s") % {"net": euro(most)},
            _("Die Mehrwertsteuer kommt vom Finanzamt zurück, deshalb zählt der Betrag ohne sie."), "Nr. 6.2 ANBest-P",
        )  # fmt: skip


# Twice ------------------------------------------------------------------------------------------------------------
def _doubles(receipt: Any, same_file: Iterable[int], same_facts: Iterable[int]) -> Iterator[Finding]:
    if same_file:
        yield Finding(
            WARN, "same_file", receipt.line_id, _("Dieselbe Datei wie Beleg %(n)s") % {"n": _numbers(same_file)},
            _("Vielleicht zeigt ein Foto zwei Belege, vielleicht ist es doppelt."),
        )  # fmt: skip
    if same_facts:
        yield Finding(
            WARN, "same_facts", receipt.line_id, _("Gleiche Angaben wie Beleg %(n)s") % {"n": _numbers(same_facts)},
            _("Empfänger, Tag und Betrag stimmen überein."),
        )  # fmt: skip


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _elsewhere(receipt: Any, around: Around) -> Iterator[Finding]:
    if receipt.pk in around.elsewhere:
        yield Finding(
            WARN, "elsewhere", receipt.line_id, _("Treffer an anderer Stelle"),
            _("Ein Beleg mit derselben Datei oder denselben Angaben liegt auch woanders in der Stadt. Bitte fragen Sie die Koordination."),
        )  # fmt: skip


# Buying -----------------------------------------------------------------------------------------------------------
def _buying(receipt: Any, known: Rules, around: Around) -> Iterator[Finding]:
    net = net_of(receipt)
    step = price_step(known, net=net)
    if step is not None:
        way = (Way(_("Angebote dazulegen"), "quotes"),)
        quotes, source = around.quotes.get(receipt.pk, []), known.source("price_steps")
        yield from quote_findings(quotes, step, source, line=receipt.line_id, ways=way)
    if belongs_to_inventory(known, net=net) and receipt.pk not in around.listed:
        limit = euro(known.get("inventory_from"))
        yield Finding(
            INFO, "inventory", receipt.line_id, _("Gehört vielleicht ins Inventar"), _in_inventory(known, receipt, limit),
            known.source("inventory_from"), (Way(_("Ins Inventar aufnehmen"), "inventory"),),
        )  # fmt: skip


def _in_inventory(known: Rules, receipt: Any, limit: str) -> str:
    text = _("Ein Gegenstand, der netto mehr als %(limit)s gekostet hat, gehört ins Inventar.") % {"limit": limit}
    if known.get("inventory_sets"):
        text += " " + _("Ein Satz aus mehreren Stücken zählt als ein Gegenstand.")
    if receipt.net_cents is None and receipt.vat_cents is None:
        text += " " + _("Netto steht nicht dabei, deshalb zählt hier der ganze Betrag.")
    return text
