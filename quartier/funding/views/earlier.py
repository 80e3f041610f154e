"""Cases of the time before: the list, and taking over the table in which the office kept them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.funding import queries
from quartier.funding.exports.earlier import case_rows
from quartier.funding.forms import CaseListForm, LayoutForm
from quartier.funding.imports import FIELDS, CaseList, CasePreview, CaseTarget
from quartier.funding.models import READERS, EarlierCase
from quartier.funding.models.earlier import OUTCOMES
from quartier.history import actions as history
from quartier.history.models import ImportRun
from quartier.kit.access import MANAGER, scopes, team_page
from quartier.kit.desk import LINES, ImportDesk, chosen_columns, understood
from quartier.kit.errors import Refused
from quartier.kit.spreadsheets import answer

CHIPS = 12  # years as chips
DESK = ImportDesk(
    history=history, rows=ImportRun, kind=EarlierCase._meta.label_lower, home="funding:case_import", page="funding:case_import_run",
    plan=CaseList.from_run, target=CaseTarget,
    nothing=gettext_lazy("Es war nichts zu tun: Alle Fälle sind schon da."),
    dropped=gettext_lazy("Die Liste ist verworfen. An den früheren Fällen hat sich nichts geändert."),
)  # fmt: skip


@team_page(*READERS)
def cases(request: HttpRequest, area: Area) -> HttpResponse:
    """What was applied for and granted before this software, with sums; by words, year and outcome."""
    kept = {name: request.GET.get(name, "") for name in ("q", "jahr", "ergebnis")}
    every = queries.earlier_cases(area, request.user, kept["q"], outcome=kept["ergebnis"])
    rows = queries.earlier_cases(area, request.user, kept["q"], kept["jahr"], kept["ergebnis"])
    page = queries.case_page(rows, request.GET.get("nach", ""), request.GET.get("vor", ""))
    years = [{"label": _("Alle Jahre"), "url": _query(kept | {"jahr": ""}), "current": not kept["jahr"]}]
    years += [
        {"label": str(year or _("ohne Jahr")), "url": _query(kept | {"jahr": str(year or "-")}), "count": count,
         "current": kept["jahr"] == str(year or "-")}
        for year, count in queries.case_years(every)[:CHIPS]
    ]  # fmt: skip
    context = {
        "leaf": page, "years": years, "kept": kept, "outcomes": OUTCOMES, "filtered": any(kept.values()),
        "previous": _query(kept | {"vor": page.previous}) if page.previous else "",
        "next": _query(kept | {"nach": page.next}) if page.next else "", "query": _query(kept),
        "manages": area.scope_id in scopes(request.user, MANAGER), "sums": _sums(page.sums),
    }  # fmt: skip
    return render(request, "funding/cases.html", context)


def _query(values: dict[str, str]) -> str:
    return "?" + urlencode({key: value for key, value in values.items() if value})


def _sums(sums: Any) -> list[tuple[Any, int]]:
    return [(EarlierCase._meta.get_field(name).verbose_name, cents) for name, cents in sums.items()]  # type: ignore[union-attr]


@team_page(*READERS)
def case_table(request: HttpRequest, area: Area, form: str) -> HttpResponseBase:
    """The same list as CSV or XLSX, all of what the filters leave."""
    if form not in ("csv", "xlsx"):
        raise Http404
    asked = (request.GET.get(name, "") for name in ("q", "jahr", "ergebnis"))
    rows = queries.earlier_cases(area, request.user, *asked).order_by("year", "applicant", "pk")
    return answer(case_rows(rows), form, f"altfaelle-{area.slug}", _("Altfälle"))


# The list of the office -------------------------------------------------------------------------------------------
@team_page(MANAGER)
def case_import(request: HttpRequest, area: Area) -> HttpResponse:
    """Hand in a list; it is kept for its preview, nothing is taken over yet."""

    def plan(data: dict[str, Any]) -> CaseList:
        return CaseList(data["file"].read(), data["file"].name, area, data["fund"], data["year"])

    form = CaseListForm(request.POST or None, request.FILES or None)
    return DESK.hand_in(request, area, form, plan, "funding/case_import.html")


@team_page(MANAGER)
def case_import_run(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The preview of a list, with its columns to be changed; once carried out, the report."""
    run = DESK.run(area, pk)
    if run.done_at:
        return DESK.report(request, run, "funding/case_import_report.html", sums=_table(run.totals["sums"]))
    plan = CaseList.from_run(run, area)
    try:
        headers, samples, about = plan.look()
    except Refused as refused:  # a sheet or row that is not there: read it as at first
        messages.error(request, refused.message)
        plan.sheet, plan.header_row, plan.given = "", None, {}
        history.set_import_options(run=run, options=plan.options())
        return redirect(request.path)
    initial = {name: getattr(plan, name) for name in ("sheet", "header_row", "fund", "year", "keep_rest")}
    form = LayoutForm(request.POST or None, sheets=about["sheets"], initial=initial)
    if request.method == "POST" and form.is_valid():
        _read_so(plan, form.cleaned_data, chosen_columns(headers, request.POST))
        history.set_import_options(run=run, options=plan.options())
        return redirect(request.path)
    missing = _("Welche Spalte enthält den Namen oder das Vorhaben? Bitte wählen Sie sie aus.")
    context = {
        "run": run,
        "form": form,
        "about": about,
        "fields": FIELDS,
        **understood(plan, headers, samples, missing),
    }
    if "preview" in context:
        context |= _facts(context["preview"])
    return render(request, "funding/case_import_preview.html", context)


def _read_so(plan: CaseList, data: dict[str, Any], given: dict[str, str]) -> None:
    """As the person says; on another sheet or below another row the columns are others, too."""
    moved = data.get("sheet", "") != plan.sheet or data["header_row"] != plan.header_row
    plan.sheet, plan.header_row, plan.given = data.get("sheet", ""), data["header_row"], {} if moved else given
    plan.fund, plan.year, plan.keep_rest = data["fund"], data["year"], data["keep_rest"]


def _facts(preview: CasePreview) -> dict[str, Any]:
    """What a list of cases says of itself beside its rows."""
    return {
        "control": preview.control[:LINES], "first": [(step, _day(step.said)) for step in preview.first],
        "sums": _table(preview.sums), "read": list(_read(preview.columns, preview.noted)),
    }  # fmt: skip


def _day(said: Mapping[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(said["decided_on"]) if said["decided_on"] else None


def _read(columns: dict[str, str], noted: list[str]) -> Iterator[tuple[Any, str]]:
    """(what it is read as, header of the list) in the order of our fields."""
    for field in FIELDS:
        if field.name in columns:
            yield field.label, columns[field.name]
    for header in noted:
        yield _("Bemerkung"), header


def _table(sums: dict[str, dict[str, int]]) -> list[tuple[Any, dict[str, int]]]:
    labels = {field.name: field.label for field in FIELDS}
    return [(labels[name], parts) for name, parts in sums.items()]


carry_out_case_import, take_back_case_import, drop_case_import = DESK.acts()
