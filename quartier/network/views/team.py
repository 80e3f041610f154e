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
from quartier.kit.columns import MissingColumn
from quartier.kit.desk import LINES, ImportDesk
from quartier.kit.errors import Refused
from quartier.kit.importer import told_places
from quartier.network import actions, queries
from quartier.network.forms import OrganisationForm, PersonForm, UploadForm, chosen_columns
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
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        upload = data["file"]
        plan = ActorList(
            upload.read(), upload.name, area.city, area, data["source"], public=data["public"],
            inside_only=not data["outside"],
        )  # fmt: skip
        try:
            plan.head()
        except Refused as refused:
            form.refuse(refused, "file")
        else:
            return DESK.keep(request, area, plan)
    return render(request, "network/import.html", {"form": form, "runs": DESK.runs(area)})


@team_page(MANAGER)
def import_run(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The preview of a list, with its columns to be changed; once carried out, the report."""
    run = DESK.run(area, pk)
    if run.done_at:
        context = {"run": run, "lines": told_places(run.totals), "problems": run.totals.get("problems", [])[:LINES]}
        return render(request, "network/import_report.html", context)
    plan = ActorList.from_run(run, area)
    try:
        headers, sample = plan.head()
    except Refused as refused:  # cannot happen to a file that was read once, unless the reader became stricter
        messages.error(request, refused.message)
        return redirect(links.to("network:import", area=area.slug))
    if request.method == "POST":
        plan.given = chosen_columns(headers, request.POST)
        history.set_import_options(run=run, options=plan.options())
        return redirect(request.path)
    return render(request, "network/import_preview.html", {"run": run, **_preview(plan, headers, sample)})


def _preview(plan: ActorList, headers: list[str], sample: list[dict[str, str]]) -> dict[str, Any]:
    """What the preview page shows; with a column missing or named twice, why there is none."""
    context: dict[str, Any] = {"fields": COLUMNS, "source": plan.source}
    chosen: dict[str, str] = {}
    try:
        preview = plan.preview()
    except MissingColumn:
        context["wrong"] = _("Welche Spalte enthält den Namen? Bitte wählen Sie sie aus.")
        chosen = {header: field for header, field in plan.given.items() if field}
    except Refused as refused:
        context["wrong"] = refused.message
        chosen = dict(plan.given)
    else:
        chosen = {header: field for field, header in preview.columns.items()}
        context |= {
            "preview": preview, "lines": told_places(preview.totals()), "refused": preview.refused[:LINES],
            "notes": preview.notes[:LINES], "count": len(preview.new) + len(preview.changed),
        }  # fmt: skip
    context["columns"] = [
        (number, header, [row[header] for row in sample if row[header]], chosen.get(header, ""))
        for number, header in enumerate(headers)
    ]
    return context


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
