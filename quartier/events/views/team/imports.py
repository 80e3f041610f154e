"""A calendar of others is handed in, looked at, taken in and given back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.events.forms.imports import CalendarForm
from quartier.events.imports import CalendarFile, CalendarTarget
from quartier.events.models import Event
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Conflict, Refused

KIND = Event._meta.label_lower
LINES = 200  # sentences about single lines on one page


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
            run = history.draft_import(
                scope=area.scope, kind=KIND, name=plan.name, content=plan.content, options=plan.options(),
                by=request.user,
            )  # fmt: skip
            return redirect(links.to("events:import_run", area=area.slug, pk=run.pk))
    runs = ImportRun.objects.filter(scope=area.scope, kind=KIND).defer("content").select_related("by")
    return render(request, "events/team_import.html", {"form": form, "runs": runs.order_by("-at")[:20]})


def _run(area: Area, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun, pk=pk, scope=area.scope, kind=KIND)


@team_page(MANAGER)
def import_run(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The preview of a calendar; once carried out, the report."""
    run = _run(area, pk)
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
    run = _run(area, pk)
    try:
        report = history.carry_out(
            scope=area.scope, read=CalendarFile.from_run(run, area).preview, target=CalendarTarget(area),
            by=request.user, run=run, shown=request.POST.get("shown", ""),
        )  # fmt: skip
    except Conflict as conflict:
        messages.warning(request, conflict.message)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        if report.run is None:
            messages.info(request, _("Es war nichts zu tun: Alle Termine sind schon so vorhanden."))
    return redirect(links.to("events:import_run", area=area.slug, pk=pk))


@team_page(MANAGER)
@require_POST
def take_back_import(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Undo the whole import; the report says what stays and why."""
    try:
        history.take_back(run=_run(area, pk), target=CalendarTarget(area), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(links.to("events:import_run", area=area.slug, pk=pk))


@team_page(MANAGER)
@require_POST
def drop_import(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Throw a draft away."""
    try:
        history.drop_import(run=_run(area, pk))
        messages.success(request, _("Die Datei ist verworfen. Im Kalender hat sich nichts geändert."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(links.to("events:import", area=area.slug))
