"""Price comparisons before buying (Nr. 3 ANBest-P): how many offers are asked for, and what is missing."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding.rules import Finding, Way
from quartier.funding.rules.parameters import PriceStep
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending.rules.receipts import known_as

MOST_OFFERS = 3  # rows of the form; more offers are entered in a second go


def must_be_quotes(grant: Any, receipt: Any, subject: str, offers: Sequence[Any], chosen: int) -> None:
    """Something to buy, at least one offer with supplier and price, one of them chosen."""
    if receipt is not None and receipt.grant_id != grant.pk:
        raise Refused(_("Dieser Beleg gehört zu einer anderen Bewilligung."))
    if not subject.strip():
        raise Refused(_("Bitte schreiben Sie, was gekauft werden soll."))
    if not offers:
        raise Refused(_("Bitte geben Sie mindestens ein Angebot an."))
    if any(not offer.supplier.strip() or offer.net_cents <= 0 for offer in offers):
        raise Refused(_("Jedes Angebot braucht einen Anbieter und einen Preis über 0,00 €."))
    if not 0 <= chosen < len(offers):
        raise Refused(_("Bitte wählen Sie, welches Angebot Sie nehmen."))


def suppliers(quotes: Sequence[Any]) -> int:
    """How many were asked: the same supplier twice is one."""
    return len({known_as(quote.supplier) or quote.pk for quote in quotes})


def quote_findings(
    quotes: Sequence[Any], step: PriceStep, source: str, *, line: int | None = None, ways: tuple[Way, ...] = ()
) -> list[Finding]:
    """What a comparison still needs: more offers or a reason, and a reason for one that is not the cheapest."""
    found, asked = [], suppliers(quotes)
    said = any(quote.chosen and quote.reason for quote in quotes)
    if asked < step.offers and not said:
        found.append(
            Finding(
                "warn", "quotes", line,
                ngettext("Preisvergleich: %(n)d Angebot nötig", "Preisvergleich: %(n)d Angebote nötig", step.offers)
                % {"n": step.offers},
                _("Über %(over)s netto gilt: %(rule)s. Da sind %(asked)d. Sie können auch schreiben, warum es nur eines gibt.")
                % {"over": euro(step.over), "rule": step.text, "asked": asked},
                source, ways,
            )
        )  # fmt: skip
    chosen = [quote.net_cents for quote in quotes if quote.chosen]
    if chosen and not said and chosen[-1] > min(quote.net_cents for quote in quotes):
        found.append(
            Finding("warn", "not_cheapest", line, _("Nicht das günstigste Angebot"),
                    _("Es gibt ein günstigeres. Bitte schreiben Sie dazu, warum Sie dieses nehmen."), source, ways)
        )  # fmt: skip
    return found
