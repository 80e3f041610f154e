from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.files.exports import answer
from quartier.history.models import Scope
from quartier.kit import dates, links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.publishing import states
from quartier.publishing.actions.sheets import order_sheet
from quartier.publishing.exports.sheets import caption, event_path
from quartier.publishing.forms import SheetForm
from quartier.publishing.models import Sheet
from quartier.texts.queries import languages as wanted_languages
from quartier.texts.queries import languages_of

NEXT_MONTHS = 4
SHOWN = 30


@team_page(MANAGER)
def sheets(request: HttpRequest, area: Area) -> HttpResponse:
    """What can be printed for the whole quarter, and what was made lately."""
    kinds = (states.MONTH, states.OFFERS)
    form = SheetForm(request.POST or None, kinds=kinds, languages=wanted_languages(area), months=coming_months())
    if request.method == "POST" and form.is_valid():
        return _order(request, area, form, links.to("publishing:print", area=area.slug))
    rows = Sheet.objects.visible_to(request.user).filter(area=area).select_related("file", "event").order_by("-id")
    return render(request, "publishing/team_sheets.html", {"form": form, "rows": _told(rows[:SHOWN], area)})


@team_page(MANAGER)
def event_sheets(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Poster, square picture and caption of one date."""
    event = get_object_or_404(Event.objects.visible_to(request.user).filter(area=area), number=number)
    event.area = area
    known = ["de", *languages_of([event])[event.pk]]
    form = SheetForm(request.POST or None, kinds=states.OF_AN_EVENT, languages=known)
    here = links.to("publishing:print_event", area=area.slug, number=number)
    if request.method == "POST" and form.is_valid():
        return _order(request, area, form, here, event=event)
    rows = Sheet.objects.visible_to(request.user).filter(event=event).select_related("file", "event").order_by("-id")
    captions = [{"language": code, "text": caption(event, code)} for code in known]
    context = {"event": event, "form": form, "rows": _told(rows[:SHOWN], area), "captions": captions}
    return render(request, "publishing/team_event_sheets.html", context | {"page_url": event_path(event)})


def _order(request: HttpRequest, area: Area, form: SheetForm, here: str, event: Event | None = None) -> HttpResponse:
    try:
        sheet = order_sheet(area=area, event=event, by=request.user, **form.facts())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        done = _("Das gibt es schon, und es stimmt noch. Sie finden es ganz oben in der Liste.")
        messages.success(request, _("Wird gerade gemacht. Es steht gleich in der Liste.") if sheet.waiting else done)
    return redirect(here)


def _told(rows: Any, area: Area) -> list[dict[str, Any]]:
    """Sheets with their words, and whether the public pages have changed since."""
    version = Scope.objects.values_list("version", flat=True).get(pk=area.scope_id)
    return [{"sheet": row, "about": _about(row), "stale": row.version != version} for row in rows]


def _about(sheet: Sheet) -> str:
    if sheet.event is not None:
        return sheet.event.title
    return date_format(sheet.month, "F Y") if sheet.month else ""


def coming_months() -> list[tuple[str, str]]:
    """This month and the next ones, as choices."""
    first = dates.today().replace(day=1)
    months = [dates.add_months(first, step) for step in range(NEXT_MONTHS)]
    return [(month.isoformat(), date_format(month, "F Y")) for month in months]


@team_page(MANAGER)
def sheet_file(request: HttpRequest, area: Area, pk: int) -> HttpResponseBase:
    """The file of a sheet."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user).select_related("file"), pk=pk, area=area)
    if sheet.file is None:
        raise Http404
    return answer(sheet.file, small=False)
