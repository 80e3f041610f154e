import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas import actions
from quartier.areas.forms import AreaForm, CarrierForm, EmblemForm, OfficeForm, SponsorForm, StaffForm
from quartier.areas.models import Area, Sponsor, StaffMember
from quartier.files import actions as files
from quartier.kit import dates, links, panels
from quartier.kit.access import AUDITOR, COORDINATOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused

PAGE = 100  # due things on one page


@team_page(MANAGER, COORDINATOR, AUDITOR, FUNDER)
def workspace(request: HttpRequest, area: Area) -> HttpResponse:
    """What is due, the most urgent first; the chips narrow it to one kind."""
    everything = panels.collect_due(area, request.user)
    chosen = request.GET.get("art", "")
    shown = [item for item in everything if not chosen or item.group == chosen]
    today = dates.today()
    page = Paginator(shown, PAGE).get_page(request.GET.get("seite"))
    groups = [(label, list(rows)) for label, rows in groupby(page, key=lambda item: _when(item.when, today))]
    chips = [{"label": _("Alle"), "url": request.path, "count": len(everything), "current": not chosen}]
    for group in dict.fromkeys(item.group for item in everything):
        count = sum(item.group == group for item in everything)
        chips.append({"label": group, "url": f"{request.path}?art={group}", "count": count, "current": chosen == group})
    side = panels.load_panels("areas.workspace", area, request)
    context = {"groups": groups, "chips": chips, "today": today, "side": side, "page_of": page, "chosen": chosen}
    return render(request, "areas/workspace.html", context)


def _when(day: dt.date, today: dt.date) -> str:
    """The heading under which something due stands."""
    monday = today + dt.timedelta(days=7 - today.weekday())
    if day < today:
        return _("Überfällig")
    if day == today:
        return _("Heute")
    if day == today + dt.timedelta(days=1):
        return _("Morgen")
    if day < monday:
        return _("Diese Woche")
    return _("Nächste Woche") if day < monday + dt.timedelta(days=7) else _("Später")


@team_page(MANAGER)
def settings(request: HttpRequest, area: Area) -> HttpResponse:
    """What the quarter says of itself: name, colour, legal texts."""
    form = AreaForm(request.POST or None, initial=AreaForm.of(area))
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_area(area=area, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused, "domain")
        else:
            return _saved(request, area)
    return render(request, "areas/settings.html", {"form": form, "tab": "settings"})


@team_page(MANAGER)
def office(request: HttpRequest, area: Area) -> HttpResponse:
    """Address, hours and closures of the office."""
    form = OfficeForm(request.POST or None, initial=OfficeForm.of(area))
    if request.method == "POST" and form.is_valid():
        write: Any = actions.update_office if hasattr(area, "office") else actions.open_office
        try:
            write(area=area, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused, "hours")
        else:
            return _saved(request, area)
    return render(request, "areas/settings.html", {"form": form, "tab": "office"})


@team_page(MANAGER)
def carrier(request: HttpRequest, area: Area) -> HttpResponse:
    """Who runs the quarter, as the imprint must say it."""
    form = CarrierForm(request.POST or None, initial=CarrierForm.of(area))
    if request.method == "POST" and form.is_valid():
        actions.update_carrier(carrier=area.carrier, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return _saved(request, area)
    return render(request, "areas/settings.html", {"form": form, "tab": "carrier"})


@team_page(MANAGER)
def sponsors(request: HttpRequest, area: Area) -> HttpResponse:
    """Who pays and must be named on every page and letter."""
    if "remove" in request.POST:
        wanted = request.POST["remove"]
        rows = Sponsor.objects.filter(area=area).select_related("area")
        found = get_object_or_404(rows, pk=int(wanted) if wanted.isdecimal() else 0)
        actions.remove_sponsor(sponsor=found, by=request.user)
        return _saved(request, area)
    form = SponsorForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, upload = form.cleaned_data["name"], form.cleaned_data["logo"]
        try:
            logo = upload and files.keep(upload=upload, name=upload.name, scope=area.scope, alt=name, public=True)
            actions.add_sponsor(area=area, name=name, logo=logo or None, by=request.user)
        except Refused as refused:
            form.refuse(refused, "logo")
        else:
            return _saved(request, area)
    return render(request, "areas/settings.html", {"form": form, "tab": "sponsors", "upload": True})


@team_page(MANAGER)
def emblem(request: HttpRequest, area: Area) -> HttpResponse:
    """The quarter's own sign instead of the drawn leaf."""
    if "remove" in request.POST:
        actions.set_emblem(area=area, picture=None, by=request.user)
        return _saved(request, area)
    form = EmblemForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["emblem"]
        alt = _("Zeichen von %(area)s") % {"area": area.name}
        credit = area.carrier.name if area.carrier else area.name
        try:
            picture = files.keep_picture(
                upload=upload,
                name=upload.name,
                scope=area.scope,
                alt=alt,
                credit=credit,
                recognisable=False,
                by=request.user,
            )
            actions.set_emblem(area=area, picture=picture, by=request.user)
        except Refused as refused:
            form.refuse(refused, "emblem")
        else:
            return _saved(request, area)
    return render(request, "areas/settings.html", {"form": form, "tab": "emblem", "upload": True})


# People of the office ---------------------------------------------------------------------------------------------
@team_page(MANAGER)
def staff(request: HttpRequest, area: Area) -> HttpResponse:
    """Who works in the office, and who of them the pages show."""
    rows = StaffMember.objects.visible_to(request.user).filter(area=area)
    there = rows.filter(left_on__isnull=True).select_related("picture__file")
    return render(
        request, "areas/staff.html", {"rows": there, "gone": rows.filter(left_on__isnull=False), "tab": "staff"}
    )


@team_page(MANAGER)
def new_person(request: HttpRequest, area: Area) -> HttpResponse:
    """Somebody new in the office."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.add_staff(area=area, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused, "consent_on")
        else:
            messages.success(request, _("Eingetragen. Jetzt können Sie ein Bild dazu wählen."))
            return redirect(links.to("areas:settings_person", area=area.slug, pk=member.pk))
    return render(request, "areas/person.html", {"form": form, "tab": "staff"})


@team_page(MANAGER)
def person(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """One person of the office: what is said of her, her picture, whether she may be shown, that she left."""
    rows = StaffMember.objects.visible_to(request.user).filter(area=area).select_related("area", "picture__file")
    member = get_object_or_404(rows, pk=pk)
    leaving = "leave" in request.POST
    form = StaffForm(request.POST if request.method == "POST" and not leaving else None, initial=StaffForm.of(member))
    if leaving or (request.method == "POST" and form.is_valid()):
        try:
            if leaving:
                actions.leave_office(member=member, by=request.user)
            else:
                actions.update_staff(member=member, by=request.user, **form.facts())
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Gespeichert. Die öffentlichen Seiten zeigen es ab sofort."))
            return redirect(links.to("areas:settings_staff", area=area.slug))
    context = {"form": form, "member": member, "tab": "staff"}
    return render(
        request, "areas/person.html", context | {"panels": panels.load_panels("areas.person", member, request)}
    )


def _saved(request: HttpRequest, area: Area) -> HttpResponse:
    messages.success(request, _("Gespeichert. Die öffentlichen Seiten zeigen es ab sofort."))
    return redirect(request.path if request.path else links.to("areas:settings", area=area.slug))
