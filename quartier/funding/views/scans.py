"""„Scan einordnen“: a signed paper finds its application by the code on its pages, or a person says where it belongs."""

from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files.actions import erase, keep
from quartier.files.models import File
from quartier.funding import actions
from quartier.funding.forms import PlaceForm, ScanForm
from quartier.funding.imports import scans
from quartier.funding.models import Application
from quartier.funding.views import number_in
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused

WAITING = "scans"  # in the session: files that nobody has placed yet


@team_page(MANAGER)
def scan(request: HttpRequest, area: Area) -> HttpResponse:
    """Hand in a scan; what cannot be read waits here until somebody names the application."""
    form, place = ScanForm(), PlaceForm()
    placed = number_in(request.POST.get("file", "")) if request.POST.get("do") == "place" else 0
    if request.method == "POST":
        try:
            if placed:
                place = PlaceForm(request.POST, auto_id=f"id_%s-{placed}")
                if place.is_valid():
                    return _by_hand(request, area, place.cleaned_data["application"])
            else:
                form = ScanForm(request.POST, request.FILES)
                if form.is_valid():
                    return _by_code(request, area, form.cleaned_data["file"])
        except Refused as refused:
            place.refuse(refused, "application") if placed else form.refuse(refused, "file")
    files = File.objects.filter(pk__in=request.session.get(WAITING, ()), scope=area.scope).order_by("pk")
    waiting = [(file, place if file.pk == placed else PlaceForm(auto_id=f"id_%s-{file.pk}")) for file in files]
    return render(request, "funding/team_scan.html", {"form": form, "place": place, "waiting": waiting})


def _by_code(request: HttpRequest, area: Area, upload: Any) -> HttpResponse:
    """Keep the scan as it came; a pile of several applications is parted, and kept in its parts only."""
    file = keep(upload=upload, name=upload.name or "scan", scope=area.scope)
    with file.content.open("rb") as stream:
        content = stream.read()
    pages = scans.read_scan(content, file.mime)
    piles = scans.by_application(pages)
    if len(piles) > 1 and len(pages) > scans.PAGES:
        erase(file=file)  # whose the last pages are nobody has seen, and a parted pile is not kept whole
        text = _(
            "Dieses PDF hat %(pages)s Seiten. Möglich sind %(limit)s; bitte laden Sie nur die nötigen Seiten hoch."
        )
        raise Refused(text % {"pages": len(pages), "limit": scans.PAGES})
    known = {row.pk: row for row in _applications(request, area).filter(pk__in=piles)}
    if not piles or piles.keys() - known.keys():
        return _wait(request, file, foreign=bool(piles))
    if len(piles) == 1:
        ((pk, pages),) = piles.items()
        _attach(request, known[pk], file, pages)
        return redirect(links.to("funding:team_attachments", area=area.slug, number=known[pk].number))
    for pk, pages in piles.items():
        name = f"antrag-{known[pk].number}.pdf"
        part = keep(upload=ContentFile(scans.cut_out(content, pages), name=name), name=name, scope=area.scope)
        _attach(request, known[pk], part, pages)
    erase(file=file)
    return redirect(request.path)


def _applications(request: HttpRequest, area: Area) -> QuerySet[Application]:
    return Application.objects.visible_to(request.user).filter(area=area).select_related("area__scope")


def _attach(request: HttpRequest, row: Application, file: File, pages: list[scans.Page]) -> None:
    numbers = sorted({page.page for page in pages if page.application is not None})
    told = ", ".join(str(number) for number in numbers)
    actions.attach(
        application=row, file=file, title=_("Unterschriebener Antrag"), signed=True, pages=told, by=request.user
    )
    values = {"number": row.number, "title": row.title, "pages": told or "–"}
    messages.success(request, _("Zu Antrag %(number)d („%(title)s“) gelegt, erkannt: Seite %(pages)s.") % values)
    if missing := sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers)):
        messages.warning(request, _("Es fehlt Seite %(pages)s.") % {"pages": ", ".join(str(n) for n in missing)})
    if any(page.application is not None and page.version != row.version for page in pages):
        messages.warning(
            request,
            _(
                "Unterschrieben ist eine frühere Fassung. Bitte vergleichen Sie sie mit dem Antrag, wie er jetzt dasteht."
            ),
        )


def _wait(request: HttpRequest, file: File, *, foreign: bool) -> HttpResponse:
    request.session[WAITING] = [*request.session.get(WAITING, []), file.pk]
    if foreign:
        told = _("Die Kennung auf den Seiten gehört zu keinem Antrag dieses Quartiers.")
    else:
        told = _("Auf den Seiten ist keine Kennung zu lesen.")
    messages.warning(request, told + " " + _("Die Datei ist gespeichert. Bitte sagen Sie unten, wohin sie gehört."))
    return redirect(request.path)


def _by_hand(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Put a waiting file to the application with that number."""
    pk = request.POST.get("file", "")
    waiting = request.session.get(WAITING, [])
    file = File.objects.filter(pk__in=[one for one in waiting if str(one) == pk], scope=area.scope).first()
    row = _applications(request, area).filter(number=number).first()
    if file is None:
        raise Refused(_("Diese Datei wartet hier nicht mehr. Bitte laden Sie die Seite neu."))
    if row is None:
        raise Refused(_("Einen Antrag mit der Nummer %(n)d gibt es hier nicht.") % {"n": number})
    actions.attach(application=row, file=file, title=_("Unterschriebener Antrag"), signed=True, by=request.user)
    request.session[WAITING] = [one for one in waiting if one != file.pk]
    messages.success(
        request, _("Zu Antrag %(number)d („%(title)s“) gelegt.") % {"number": row.number, "title": row.title}
    )
    return redirect(links.to("funding:team_attachments", area=area.slug, number=row.number))
