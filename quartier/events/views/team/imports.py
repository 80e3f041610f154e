"""A calendar of others is handed in, looked at, taken in and given back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.events.forms.imports import CalendarForm
from quartier.events.imports import CalendarFile, CalendarTarget
from quartier.events.models import Event
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.desk import LINES, ImportDesk
from quartier.kit.errors import Refused

DESK = ImportDesk(
    history=history, rows=ImportRun, kind=Event._meta.label_lower, home="events:import", page="events:import_run", plan=CalendarFile.from_run,
    target=CalendarTarget, nothing=gettext_lazy("Es war nichts zu tun: Alle Termine sind schon so vorhanden."),
    dropped=gettext_lazy("Die Datei ist verworfen. Im Kalender hat sich nichts geändert."),
)  # fmt: skip


@team_page(MANAGER)
def imports(request: HttpRequest, area: Area) -> HttpResponse:
    """Hand in a calendar; it is kept for its preview, nothing is in the quarter's calendar yet."""
    form = CalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        upload = data["file"]
        plan = CalendarFile(upload.read(), upload.name, area, not data["internal"], data["anyway"], data["source"])
        try:
            plan.said()
        except Refused as refused:
            form.refuse(refused, "file")
        else:
            return DESK.keep(request, area, plan)
    return render(request, "events/team_import.html", {"form": form, "runs": DESK.runs(area)})


@team_page(MANAGER)
def import_run(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The preview of a calendar; once carried out, the report."""
    run = DESK.run(area, pk)
    if run.done_at:
        problems = run.totals.get("problems", [])[:LINES]
        return render(request, "events/team_import_report.html", {"run": run, "problems": problems})
    try:
        preview = CalendarFile.from_run(run, area).preview()
    except Refused as refused:  # cannot happen to a file that was read once, unless the reader became stricter
        messages.error(request, refused.message)
        return redirect(links.to("events:import", area=area.slug))
    context: dict[str, Any] = {
        "run": run, "preview": preview, "refused": preview.refused[:LINES], "notes": preview.notes[:LINES],
        "count": len(preview.new) + len(preview.changed),
    }  # fmt: skip
    return render(request, "events/team_import_preview.html", context)


@team_page(MANAGER)
@require_POST
def carry_out_import(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Write what the preview showed. A second click finds it done."""
    return DESK.carry_out(request, area, pk)


@team_page(MANAGER)
@require_POST
def take_back_import(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Undo the whole import; the report says what stays and why."""
    return DESK.take_back(request, area, pk)


@team_page(MANAGER)
@require_POST
def drop_import(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Throw a draft away."""
    return DESK.drop(request, area, pk)
