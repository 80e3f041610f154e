"""A calendar of others is handed in, looked at, taken in and given back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.events.forms.imports import CalendarForm
from quartier.events.imports import CalendarFile, CalendarTarget
from quartier.events.models import Event
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit.access import MANAGER, team_page
from quartier.kit.desk import ImportDesk, shown
from quartier.kit.errors import Refused

DESK = ImportDesk(
    history=history, rows=ImportRun, kind=Event._meta.label_lower, home="events:import", page="events:import_run", plan=CalendarFile.from_run,
    target=CalendarTarget, nothing=gettext_lazy("Es war nichts zu tun: Alle Termine sind schon so vorhanden."),
    dropped=gettext_lazy("Die Datei ist verworfen. Im Kalender hat sich nichts geändert."),
)  # fmt: skip


@team_page(MANAGER)
def imports(request: HttpRequest, area: Area) -> HttpResponse:
    """Hand in a calendar; it is kept for its preview, nothing is in the quarter's calendar yet."""

    def plan(data: dict[str, Any]) -> CalendarFile:
        upload = data["file"]
        return CalendarFile(upload.read(), upload.name, area, not data["internal"], data["anyway"], data["source"])

    form = CalendarForm(request.POST or None, request.FILES or None)
    return DESK.hand_in(request, area, form, plan, "events/team_import.html")


@team_page(MANAGER)
def import_run(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The preview of a calendar; once carried out, the report."""
    run = DESK.run(area, pk)
    if run.done_at:
        return DESK.report(request, run, "events/team_import_report.html")
    try:
        context = shown(CalendarFile.from_run(run, area).preview())
    except Refused as refused:
        return DESK.lost(request, area, refused)
    return render(request, "events/team_import_preview.html", {"run": run, **context})


carry_out_import, take_back_import, drop_import = DESK.acts()
