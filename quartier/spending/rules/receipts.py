"""What a receipt needs to be one, and what the office should see in it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding.models import Grant
from quartier.funding.rules import Finding
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import states

DOUBLE_CLICK = dt.timedelta(minutes=10)
FIRST_DAY_OF_MONEY = dt.date(2000, 1, 1)


def must_be_receipt(grant: Grant, line: Any, payee: str, purpose: str, paid_on: dt.date, cents: int) -> None:
    """What a receipt needs to be one. Days outside the period are findings for the office, not refusals."""
    if line.application_id != grant.application_id:
        raise Refused(_("Diese Kostenzeile gehört zu einem anderen Antrag."))
    if not payee.strip() or not purpose.strip():
        raise Refused(_("Bitte schreiben Sie, wer bezahlt wurde und wofür."))
    if cents <= 0:
        raise Refused(_("Bitte geben Sie einen Betrag über 0,00 € an."))
    if paid_on > dates.today():
        raise Refused(_("Das Datum liegt in der Zukunft. Bitte nehmen Sie das Datum auf dem Beleg."))
    if paid_on < FIRST_DAY_OF_MONEY:
        raise Refused(_("Bitte prüfen Sie das Jahr. So alt kann der Beleg nicht sein."))


def reviewed_cents(result: str, receipt_cents: int, cents: int | None, reason: str) -> int:
    """What a review accepts, in cents. A cut and a refusal need a sentence that the grantee reads."""
    if result == states.ACCEPTED:
        return receipt_cents
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie einen Grund. Die Antragstellenden lesen ihn so."))
    if result == states.REFUSED:
        return 0
    if result != states.CUT:
        raise Refused(_("Bitte wählen Sie: ganz anerkennen, mit Kürzung oder nicht."))
    if cents is None or not 0 < cents < receipt_cents:
        raise Refused(
            _("Bei einer Kürzung liegt der anerkannte Betrag zwischen 0,00 € und %(whole)s.")
            % {"whole": euro(receipt_cents)}
        )
    return cents


def outside_period(grant: Grant, paid_on: dt.date) -> str:
    """A sentence for a day before the notice or after the end; empty where the day is fine."""
    granted = dates.local(grant.at).date()
    values = {"day": dates.figures(paid_on), "granted": dates.figures(granted), "end": dates.figures(grant.ends_on)}
    if paid_on < granted:
        return _("Der Beleg ist vom %(day)s. Bewilligt wurde am %(granted)s.") % values
    if paid_on > grant.ends_on:
        return _("Der Beleg ist vom %(day)s. Die Bewilligung gilt bis %(end)s.") % values
    return ""


def receipt_findings(
    grant: Grant, receipt: Any, others: Sequence[Any], *, before_grant_source: str = ""
) -> list[Finding]:
    """What the office should see in a receipt; ``others`` are the grant's receipts with their files. No query."""
    found = []
    if sentence := outside_period(grant, receipt.paid_on):
        early = receipt.paid_on < dates.local(grant.at).date()
        title = _("Vor der Bewilligung bezahlt") if early else _("Nach dem Ende bezahlt")
        found.append(Finding("warn", "period", receipt.line_id, title, sentence, before_grant_source if early else ""))
    earlier = [row for row in others if row.number < receipt.number and row.result != states.WITHDRAWN]
    same_file = [row for row in earlier if row.file.sha256 == receipt.file.sha256]
    same_facts = [row for row in earlier if _facts(row) == _facts(receipt)]
    if same_file:
        numbers = ", ".join(str(row.number) for row in same_file)
        found.append(
            Finding("warn", "same_file", receipt.line_id, _("Dieselbe Datei wie Beleg %(n)s") % {"n": numbers},
                    _("Vielleicht zeigt ein Foto zwei Belege, vielleicht ist es doppelt."))
        )  # fmt: skip
    if same_facts:
        numbers = ", ".join(str(row.number) for row in same_facts)
        found.append(
            Finding("warn", "same_facts", receipt.line_id, _("Gleiche Angaben wie Beleg %(n)s") % {"n": numbers},
                    _("Empfänger, Tag und Betrag stimmen überein."))
        )  # fmt: skip
    return found


def _facts(receipt: Any) -> tuple[Any, ...]:
    return receipt.payee.strip().casefold(), receipt.paid_on, receipt.cents


def line_finding(line: Any, claimed_cents: int) -> Finding | None:
    """A line above its plan: the office looks whether others make up for it."""
    over = claimed_cents - line.cents
    if over <= 0:
        return None
    percent = f"{over * 1000 // line.cents / 10:.1f}".replace(".", ",")
    return Finding(
        "warn", "over_plan", line.pk, _("%(sum)s über dem Plan") % {"sum": euro(over)},
        _("Die Zeile liegt %(percent)s\u00a0%% darüber. Bitte prüfen Sie, ob andere Zeilen es ausgleichen.")
        % {"percent": percent},
    )  # fmt: skip
