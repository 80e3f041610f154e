"""What a new office still owes its visitors, on the workspace until it is there."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas import queries
from quartier.areas.models import Area, Office
from quartier.kit import access, dates, links, panels
from quartier.search import actions as search


def first_steps(area: Area, user: Any) -> Iterable[panels.Due]:
    """Opening hours, and the carrier's address in the imprint. Both hang on the framed quarter; else two queries."""
    office, carrier = getattr(area, "office", None), area.carrier
    if office is None or not office.hours:
        yield _step(area, "areas:settings_office", _("Öffnungszeiten eintragen"), _("Sie stehen auf jeder Seite"))
    if carrier and not (carrier.street and carrier.town):
        yield _step(area, "areas:settings_carrier", _("Impressum ergänzen"), _("Es fehlt die Anschrift des Trägers"))


def _step(area: Area, page: str, title: str, why: str) -> panels.Due:
    return panels.Due(
        dates.today(), title, why, links.to(page, area=area.slug), _("Eintragen"), _("Erste Schritte"),
    )  # fmt: skip


def statement(area: Area, user: Any) -> Iterable[panels.Due]:
    """A year after the last check the accessibility statement is looked at again (EU 2018/1523), told a month before."""
    checked = area.accessibility_checked_on
    if checked and dates.add_months(checked, 11) <= dates.today():
        yield panels.Due(
            dates.add_months(checked, 12), _("Barrierefreiheit prüfen und Erklärung erneuern"), _("Einmal im Jahr"),
            links.to("areas:settings", area=area.slug), _("Erneuern"), _("Barrieren"),
        )  # fmt: skip


def register() -> None:
    """Called once, when the apps are ready."""
    panels.due(
        panels.DueProvider(
            "areas.first_steps", gettext_lazy("Erste Schritte"), first_steps, (access.MANAGER,), queries=2, order=5
        )
    )
    panels.due(
        panels.DueProvider("areas.statement", gettext_lazy("Barrieren"), statement, (access.MANAGER,), queries=0)
    )
    search.source(
        "areas.area", word="quartiere", label=gettext_lazy("Quartiere"), documents=queries.found_area, names=True,
        rows=lambda: Area.objects.defer("boundary", "outline"),
    )  # fmt: skip
    search.source(
        "areas.office", word="buero", label=gettext_lazy("Büro"), documents=queries.found_office,
        rows=lambda: Office.objects.select_related("area").defer("area__boundary", "area__outline"),
        holds={"areas.area": "area"},
    )  # fmt: skip
