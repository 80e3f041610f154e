"""What stands beside the receipts: income, offers, hours, things of the inventory, and a receipt handed in twice."""

import datetime as dt
from typing import Any

from quartier.config.demo import pictures
from quartier.funding.models import Grant
from quartier.kit.dates import today
from quartier.kit.money import field as written
from quartier.spending import actions as spending
from quartier.spending.models import Receipt

HELPERS = (("Sabine Albrecht", 210, "Werkbänke aufgebaut"), ("Samir Haddad", 150, "Kinder beim Sägen angeleitet"))


def put_down(story: Any) -> None:
    """Told after the projects, whose grants these belong to."""
    by, applicant, line = story.by, story.cast.applicant, story.line
    line.at(-400, lambda: _sewing_machines(by))
    line.at(-9, lambda: _beside("Ferienwerkstatt Holz", applicant))
    line.at(-8, lambda: _planned("Ferienwerkstatt Holz", applicant))
    line.at(-6, lambda: _twice(applicant, by))


def _grant(title: str) -> Grant:
    return Grant.objects.get(application__title=title)


def _sewing_machines(by: Any) -> None:
    """A thing that somebody should look at again by now."""
    grant = _grant("Nähwerkstatt am Mittwoch")
    receipt = Receipt.objects.filter(grant=grant).earliest("number")
    spending.list_thing(
        grant=grant, receipt=receipt, name="Nähmaschinen mit Koffer", pieces=2, net_cents=20_500, carer="Hatice Yıldız",
        place="Gemeindesaal, Schrank 2", bought_on=receipt.paid_on, by=by,
    )  # fmt: skip


def _beside(title: str, by: Any) -> None:
    grant, day = _grant(title), today() - dt.timedelta(days=3)
    spending.note_income(grant=grant, kind="own", purpose="Aus der Vereinskasse", received_on=day, cents=6_000, by=by)
    spending.note_income(grant=grant, kind="donation", payer="Bäckerei Krume", received_on=day, cents=8_000, by=by)
    for who, minutes, what in HELPERS:
        spending.note_hours(grant=grant, who=who, day=day, minutes=minutes, what=what, by=by)


def _planned(title: str, by: Any) -> None:
    offers = (spending.Offer("Holz-Meier", 52_000), spending.Offer("Sägewerk am Fluss", 54_500))
    spending.note_quotes(
        grant=_grant(title), subject="Bretter und Leisten", offers=offers, chosen=1, by=by,
        reason="Das Sägewerk schneidet zu, das können wir selbst nicht.",
    )  # fmt: skip


def _twice(applicant: Any, by: Any) -> None:
    """The same bill in two cases of the city; its VAT does not add up either."""
    payee, day, cents = "Druckhaus am Kanal", today() - dt.timedelta(days=2), 4_760
    for title, who in (("Ferienwerkstatt Holz", applicant), ("Chor im Treppenhaus", by)):
        grant = _grant(title)
        spending.hand_in_receipt(
            grant=grant, line=grant.application.cost_lines.all()[0], payee=payee, purpose="Plakate", paid_on=day,
            cents=cents, upload=pictures.receipt(payee, "Plakate", f"{day:%d.%m.%Y}", written(cents)), by=who,
            invoice_number="2026-118", invoiced_on=day, net_cents=4_000, vat_cents=670,
        )  # fmt: skip
