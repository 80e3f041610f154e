from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files import actions as files
from quartier.files.exports import answer
from quartier.files.models import Picture
from quartier.files.queries import PLACES
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.publishing.forms import PictureForm, UploadForm
from quartier.publishing.queries.pictures import CHOICES, of_area, office_url, told

PAGE = 24


@team_page(MANAGER)
def pictures(request: HttpRequest, area: Area) -> HttpResponse:
    """All pictures of the quarter: where they stand, what they lack."""
    rows, word = of_area(area, request.user), request.GET.get("stand", "")
    choices = {choice: condition for choice, _label, condition in CHOICES}
    tabs = [{"label": _("Alle"), "url": "?", "count": rows.count(), "current": word not in choices}]
    tabs += [
        {"label": label, "url": f"?stand={choice}", "count": rows.filter(condition).count(), "current": choice == word}
        for choice, label, condition in CHOICES
    ]
    found, following = _page(rows.filter(choices[word]) if word in choices else rows, request.GET.get("vor", ""))
    kept = f"stand={word}&" if word in choices else ""
    context = {"rows": told(area, found), "tabs": tabs, "next": f"?{kept}vor={following}" if following else ""}
    return render(request, "publishing/team_pictures.html", context)


def _page(rows: Any, before: str) -> tuple[list[Picture], str]:
    """The next rows with a smaller id, and the id the following page begins behind."""
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def _one(request: HttpRequest, area: Area, pk: int) -> Picture:
    rows = Picture.objects.visible_to(request.user).filter(scope_id=area.scope_id).select_related("file")
    return get_object_or_404(rows, pk=pk)


@team_page(MANAGER)
def new_picture(request: HttpRequest, area: Area) -> HttpResponse:
    """Upload a picture, to be used later."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (picture := _kept(request, area, form)):
        messages.success(request, _("Das Bild ist im Büro. Auf eine Seite kommt es erst, wenn Sie es dort wählen."))
        return redirect(links.to("publishing:team_picture", area=area.slug, pk=picture.pk))
    return render(request, "publishing/team_picture_new.html", {"form": form})


def _kept(request: HttpRequest, area: Area, form: UploadForm) -> Picture | None:
    upload = form.cleaned_data["upload"]
    try:
        return files.keep_picture(upload=upload, name=upload.name, scope=area.scope, by=request.user, **form.facts())
    except Refused as refused:
        form.refuse(refused)
        return None


@team_page(MANAGER)
def picture(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """One picture: its words, its consents, where it stands; take it back or throw it away."""
    found = _one(request, area, pk)
    verb = request.POST.get("verb", "")
    if verb in VERBS:
        return VERBS[verb](request, area, found)
    form = PictureForm(request.POST or None, initial=PictureForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            files.describe_picture(picture=found, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Die Angaben zum Bild sind gespeichert."))
            return redirect(links.to("publishing:team_picture", area=area.slug, pk=pk))
    return render(request, "publishing/team_picture.html", {"form": form, "told": told(area, [found])[0]})


def _withdraw(request: HttpRequest, area: Area, picture: Picture) -> HttpResponse:
    files.withdraw_consent(picture=picture, by=request.user)
    messages.success(request, _("Das Bild ist von allen Seiten verschwunden. In dreißig Tagen wird es gelöscht."))
    return redirect(links.to("publishing:team_picture", area=area.slug, pk=picture.pk))


def _discard(request: HttpRequest, area: Area, picture: Picture) -> HttpResponse:
    try:
        files.discard_picture(picture=picture, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(links.to("publishing:team_picture", area=area.slug, pk=picture.pk))
    messages.success(request, _("Das Bild ist gelöscht."))
    return redirect(links.to("publishing:team_pictures", area=area.slug))


VERBS = {"withdraw": _withdraw, "discard": _discard}


@team_page(MANAGER)
def picture_file(request: HttpRequest, area: Area, pk: int) -> HttpResponseBase:
    """The file of a picture for the team, public or not."""
    kind = request.GET.get("art", "")
    width = int(kind) if kind.isdecimal() and len(kind) < 6 else 0
    return answer(_one(request, area, pk).file, small=kind == "klein", width=width)


@team_page(MANAGER)
def picture_for(request: HttpRequest, area: Area, kind: str, pk: int) -> HttpResponse:
    """Choose or upload the picture of a date, an offer, a message, a guide or a person of the office."""
    place = PLACES.get(kind)
    if place is None:
        raise Http404
    row = get_object_or_404(place.rows().select_related("picture__file"), pk=pk, area=area)
    form = UploadForm(request.POST if "alt" in request.POST else None, request.FILES or None)
    if request.method == "POST":
        if "alt" in request.POST:
            chosen = _kept(request, area, form) if form.is_valid() else None
        else:
            chosen = None if "none" in request.POST else _one(request, area, _number(request.POST.get("picture", "")))
        if not form.errors:
            return redirect(place.office(area, row) if _put(request, row, chosen) else request.get_full_path())
    found, following = _page(of_area(area, request.user).filter(withdrawn_on__isnull=True), request.GET.get("vor", ""))
    context = {
        "row": row, "place": place, "back": place.office(area, row), "form": form,
        "current": told(area, [row.picture])[0] if row.picture else None,
        "rows": [(one, office_url(area, one)) for one in found], "next": f"?vor={following}" if following else "",
    }  # fmt: skip
    return render(request, "publishing/team_picture_for.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _put(request: HttpRequest, row: Any, picture: Picture | None) -> bool:
    try:
        files.put_picture(row=row, picture=picture, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, _("Das Bild ist gewählt.") if picture else _("Das Bild ist weggenommen."))
    return True
