from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit import links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.desk import ImportDesk, chosen_columns, understood
from quartier.kit.errors import Refused
from quartier.kit.importer import told_places
from quartier.network import actions, queries
from quartier.network.forms import OrganisationForm, PersonForm, UploadForm
from quartier.network.imports import COLUMNS, ActorList, ActorTarget
from quartier.network.models import Organisation, Person

DESK = ImportDesk(
    history=history, rows=ImportRun, kind=Organisation._meta.label_lower, home="network:import", page="network:import_run", plan=ActorList.from_run,
    target=lambda area: ActorTarget(area.city),
    nothing=gettext_lazy("Es war nichts zu tun: Alle Einträge sind schon so vorhanden."),
    dropped=gettext_lazy("Die Liste ist verworfen. Im Netzwerk hat sich nichts geändert."),
)  # fmt: skip


@team_page(MANAGER)
def organisations(request: HttpRequest, area: Area) -> HttpResponse:
    """Who there is in the quarter, by name; chips for the kinds, tabs for the unlisted and the city's."""
    state, sector, words = (request.GET.get(name, "") for name in ("stand", "art", "q"))
    every = queries.organisations_of(area, request.user, state, words=words)
    chips = _chips(request.path, {"stand": state, "q": words}, queries.sectors_of(every), sector)
    rows = every.filter(sector=sector) if sector else every
    leaf = queries.by_name(rows, request.GET.get("nach", ""), request.GET.get("vor", ""))
    kept = {"stand": state, "art": sector, "q": words}
    context = {"leaf": leaf, "chips": chips, "state": state, "words": words, "sector": sector}
    return render(request, "network/organisations.html", context | _turns(leaf, kept))


def _chips(path: str, kept: dict[str, str], sectors: list[tuple[str, int]], chosen: str) -> list[dict[str, Any]]:
    if not sectors:
        return []
    chips = [{"label": _("Alle Arten"), "url": path + _query(kept), "current": not chosen}]
    for name, count in sectors:
        url = path + _query(kept | {"art": name})
        chips.append({"label": name, "url": url, "count": count, "current": name == chosen})
    return chips


def _query(values: dict[str, str]) -> str:
    return "?" + urlencode({key: value for key, value in values.items() if value})


def _turns(leaf: queries.Leaf, kept: dict[str, str]) -> dict[str, str]:
    """Addresses of the pages before and behind this one."""
    return {
        "previous": _query(kept | {"vor": leaf.previous}) if leaf.previous else "",
        "next": _query(kept | {"nach": leaf.next}) if leaf.next else "",
    }


@team_page(MANAGER)
def new_organisation(request: HttpRequest, area: Area) -> HttpResponse:
    """The office enters an organisation of the quarter."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.add_organisation(city=area.city, area=area, by=request.user, **form.facts())
        messages.success(request, _("„%(name)s“ steht jetzt im Netzwerk.") % {"name": row.name})
        return redirect(links.to("network:organisation", area=area.slug, pk=row.pk))
    return render(request, "network/new.html", {"form": form, "kind": "organisation"})


def _organisation(request: HttpRequest, area: Area, pk: int) -> Organisation:
    """Of this quarter, or of its city without a quarter."""
    rows = Organisation.objects.visible_to(request.user).filter(city=area.city_id)
    row = get_object_or_404(rows, pk=pk)
    if row.area_id not in (None, area.pk):
        raise Http404
    return row


@team_page(MANAGER)
def organisation(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The record: facts, what upper rooms know of it, its history; the form to change it."""
    row = _organisation(request, area, pk)
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.of(row))
    if request.method == "POST" and row.area_id and form.is_valid():
        actions.update_organisation(organisation=row, by=request.user, **form.facts())
        messages.success(request, _("Die Änderung ist gespeichert."))
        return redirect(request.path)
    loaded = panels.load_panels("network.organisation", row, request)
    context = {"row": row, "form": form, "panels": loaded, "story": queries.told(row)}
    return render(request, "network/organisation.html", context)


@team_page(MANAGER)
@require_POST
def take_in(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """An organisation of the city becomes one of the quarter."""
    row = _organisation(request, area, pk)
    try:
        actions.take_in(organisation=row, area=area, by=request.user)
        messages.success(request, _("„%(name)s“ gehört jetzt zum Quartier.") % {"name": row.name})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(links.to("network:organisation", area=area.slug, pk=pk))


@team_page(MANAGER)
def persons(request: HttpRequest, area: Area) -> HttpResponse:
    """Whom the office knows, by name."""
    words = request.GET.get("q", "")
    rows = queries.persons_of(area, request.user, words)
    leaf = queries.by_name(rows, request.GET.get("nach", ""), request.GET.get("vor", ""))
    return render(request, "network/persons.html", {"leaf": leaf, "words": words} | _turns(leaf, {"q": words}))


@team_page(MANAGER)
def new_person(request: HttpRequest, area: Area) -> HttpResponse:
    """The office enters a contact."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.add_person(area=area, by=request.user, **form.facts())
        messages.success(request, _("„%(name)s“ steht jetzt im Netzwerk.") % {"name": row.name})
        return redirect(links.to("network:person", area=area.slug, pk=row.pk))
    return render(request, "network/new.html", {"form": form, "kind": "person"})


@team_page(MANAGER)
def person(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The contact and its history; the form to change it."""
    row = get_object_or_404(Person.objects.visible_to(request.user).filter(area=area), pk=pk)
    form = PersonForm(request.POST or None, initial=PersonForm.of(row))
    if request.method == "POST" and form.is_valid():
        actions.update_person(person=row, by=request.user, **form.facts())
        messages.success(request, _("Die Änderung ist gespeichert."))
        return redirect(request.path)
    loaded = panels.load_panels("network.person", row, request)
    context = {"row": row, "form": form, "panels": loaded, "story": queries.told(row)}
    return render(request, "network/person.html", context)


# Lists ------------------------------------------------------------------------------------------------------------
@team_page(MANAGER)
def imports(request: HttpRequest, area: Area) -> HttpResponse:
    """Hand in a list; it is kept for its preview, nothing is written to the network yet."""

    def plan(data: dict[str, Any]) -> ActorList:
        upload, where = data["file"], {"public": data["public"], "inside_only": not data["outside"]}
        return ActorList(upload.read(), upload.name, area.city, area, data["source"], **where)

    form = UploadForm(request.POST or None, request.FILES or None)
    return DESK.hand_in(request, area, form, plan, "network/import.html")


@team_page(MANAGER)
def import_run(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The preview of a list, with its columns to be changed; once carried out, the report."""
    run = DESK.run(area, pk)
    if run.done_at:
        return DESK.report(request, run, "network/import_report.html", lines=told_places(run.totals))
    plan = ActorList.from_run(run, area)
    try:
        headers, samples = plan.look()
    except Refused as refused:
        return DESK.lost(request, area, refused)
    if request.method == "POST":
        plan.given = chosen_columns(headers, request.POST)
        history.set_import_options(run=run, options=plan.options())
        return redirect(request.path)
    missing = _("Welche Spalte enthält den Namen? Bitte wählen Sie sie aus.")
    context = {"run": run, "fields": COLUMNS, "source": plan.source, **understood(plan, headers, samples, missing)}
    if "preview" in context:
        context["lines"] = told_places(context["preview"].totals())
    return render(request, "network/import_preview.html", context)


carry_out_import, take_back_import, drop_import = DESK.acts()
