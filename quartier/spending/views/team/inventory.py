"""The inventory of the quarter: what is where, who looked at it last, what is gone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.kit import dates, links, spreadsheets
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.pages import Pages
from quartier.spending import actions, exports, forms, queries, rules
from quartier.spending.models import InventoryItem

PAGE = 50
TABS = (
    ("da", gettext_lazy("Da")),
    ("nachschau", gettext_lazy("Nachschau fällig")),
    ("weg", gettext_lazy("Nicht mehr da")),
)


@team_page(MANAGER, AUDITOR, FUNDER)
def things(request: HttpRequest, area: Area) -> HttpResponse:
    """All things of the quarter by what has to be done."""
    chosen = next((key for key, _label in TABS if key == request.GET.get("stand")), TABS[0][0])
    rows = queries.things_of(area)
    there = rows.filter(gone_on__isnull=True)
    found = {
        "da": there, "nachschau": queries.to_inspect(rows, dates.today()), "weg": rows.filter(gone_on__isnull=False),
    }[chosen]  # fmt: skip
    page = Pages(found, PAGE, queries.things).get_page(request.GET.get("seite"))
    tabs = [{"label": str(label), "url": f"?stand={key}", "current": key == chosen} for key, label in TABS]
    context = {"rows": page, "page_of": page, "tabs": tabs, "chosen": chosen, "today": dates.today()}
    return render(request, "spending/team_things.html", context)


@team_page(MANAGER, AUDITOR, FUNDER)
def things_table(request: HttpRequest, area: Area, form: str) -> Any:
    """The inventory of the quarter as CSV or XLSX."""
    return spreadsheets.answer(exports.inventory_rows(queries.things_of(area)), form, "inventar", _("Inventar"))


@team_page(MANAGER, AUDITOR, FUNDER)
def thing(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """A thing: where it is, who looked at it, and the forms for what changed."""
    visible = InventoryItem.objects.visible_to(request.user).filter(grant__application__area=area)
    item = get_object_or_404(queries.things(visible), pk=pk)
    may_write = rules.is_manager(request.user, item.grant)
    bound = {
        "inspect_form": forms.InspectForm(initial={"day": dates.today()}),
        "place_form": forms.PlaceForm(initial={"carer": item.carer, "place": item.place}),
        "gone_form": forms.GoneForm(),
    }  # fmt: skip
    if request.method == "POST" and may_write:
        name, form, write, sentence = _act(request, item)
        if form.is_valid():
            try:
                write()
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, sentence)
                return redirect(links.to("spending:team_thing", area=area.slug, pk=pk))
        bound[name] = form
    context = {
        "item": item, "may_write": may_write, "inspections": item.inspections.select_related("by").order_by("-day", "-id"),
        "bound": item.bound_until is not None and item.bound_until >= dates.today(), **bound,
    }  # fmt: skip
    failed = any(form.errors for form in bound.values())
    return render(request, "spending/team_thing.html", context, status=422 if failed else 200)


def _act(request: HttpRequest, item: InventoryItem) -> tuple[str, Any, Any, str]:
    """Which of the three forms was sent: its name, the form, what it does and what is said then."""
    form: Any
    if "result" in request.POST or "inspect" in request.POST:
        form = forms.InspectForm(request.POST)
        return (
            "inspect_form", form, lambda: actions.inspect(item=item, by=request.user, **form.cleaned_data),
            _("Die Nachschau ist eingetragen."),
        )  # fmt: skip
    if "carer" in request.POST:
        form = forms.PlaceForm(request.POST)
        return (
            "place_form", form, lambda: actions.move_thing(item=item, by=request.user, **form.cleaned_data),
            _("Ort und Person sind gespeichert."),
        )  # fmt: skip
    form = forms.GoneForm(request.POST)
    return (
        "gone_form", form, lambda: actions.thing_gone(item=item, by=request.user, **form.cleaned_data),
        _("Der Gegenstand steht als nicht mehr da. Die Zeile bleibt."),
    )  # fmt: skip
