"""How a fund works: settings, who decides, calls, the end of a year."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.funding import actions, queries
from quartier.funding.forms import CallForm, SettingsForm, YearEndForm
from quartier.funding.forms.settings import chosen_columns, chosen_steps, column_rows, step_rows
from quartier.funding.models import READERS, Call, Fund, FundYear
from quartier.funding.views.team import is_manager, only_managers
from quartier.kit import dates, links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused


def _fund(area: Area, slug: str) -> Fund:
    return get_object_or_404(Fund.objects.select_related("committee", "area__scope"), area=area, slug=slug)


def _who(request: HttpRequest) -> Any:
    return request.user


@team_page(MANAGER)
def settings(request: HttpRequest, area: Area, fund: str) -> HttpResponse:
    """A fund's words, the columns of its lists, and who decides from which sum on."""
    found = _fund(area, fund)
    do, here = request.POST.get("do", ""), links.to("funding:team_fund_settings", area=area.slug, fund=fund)
    words = {name: getattr(found, name) for name in ("name", "lead", "committee", "funder_checks")}
    form = SettingsForm(request.POST if do == "words" else None, area=area, initial=words)
    columns = column_rows(found, request.POST if do == "words" else None)
    steps = step_rows(found, request.POST if do == "steps" else None)
    if do == "words" and form.is_valid() and columns.is_valid():
        try:
            actions.change_fund(
                fund=found, receipt_columns=chosen_columns(columns), by=_who(request), **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Die Einstellungen sind gespeichert."))
            return redirect(here)
    if do == "steps" and steps.is_valid():
        try:
            actions.set_steps(fund=found, steps=chosen_steps(steps), by=_who(request))
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Gespeichert, wer ab welcher Summe entscheidet."))
            return redirect(f"{here}#stufen")
    context = {"fund": found, "form": form, "columns": columns, "steps": steps}
    return render(request, "funding/team_fund_settings.html", context)


# Calls ------------------------------------------------------------------------------------------------------------
@team_page(*READERS)
def calls(request: HttpRequest, area: Area, fund: str) -> HttpResponse:
    """The rounds of a fund with their deadlines; a new one."""
    found = _fund(area, fund)
    form = CallForm(request.POST or None, fund=found, initial={"opens_on": dates.today()})
    if request.method == "POST":
        only_managers(request, area)
        if form.is_valid() and _put(request, found, form, None):
            return redirect(links.to("funding:team_calls", area=area.slug, fund=fund))
    rows = Call.objects.filter(fund_year__fund=found).select_related("meeting").order_by("-closes_on")
    context = {"fund": found, "rows": rows, "form": form, "manages": is_manager(request, area), "today": dates.today()}
    return render(request, "funding/team_calls.html", context)


@team_page(MANAGER)
def call(request: HttpRequest, area: Area, fund: str, pk: int) -> HttpResponse:
    """Change a round, or take it back."""
    found = _fund(area, fund)
    rows = Call.objects.filter(fund_year__fund=found).select_related("fund_year__fund__area", "meeting")
    back = links.to("funding:team_calls", area=area.slug, fund=fund)
    dropped = request.POST.get("do") == "drop"
    if dropped and not rows.filter(pk=pk).exists():
        return redirect(back)  # a second click
    row = get_object_or_404(rows, pk=pk)
    if dropped:
        actions.drop_call(call=row, by=_who(request))
        messages.success(request, _("Die Runde ist weg. Anträge bleiben, wie sie sind."))
        return redirect(back)
    initial = {name: getattr(row, name) for name in ("title", "opens_on", "closes_on", "meeting", "text")}
    form = CallForm(request.POST or None, fund=found, initial=initial)
    if request.method == "POST" and form.is_valid() and _put(request, found, form, row):
        return redirect(back)
    return render(request, "funding/team_call.html", {"fund": found, "row": row, "form": form})


def _put(request: HttpRequest, fund: Fund, form: CallForm, row: Call | None) -> bool:
    """Keep the round in the fund's year in which its deadline lies, else in the newest."""
    years = FundYear.objects.filter(fund=fund).select_related("fund__area")
    year = years.filter(year=form.cleaned_data["closes_on"].year).first() or years.order_by("-year").first()
    try:
        if year is None:
            raise Refused(_("Für diesen Fonds ist noch kein Jahr eröffnet. Eröffnen Sie zuerst eines."))
        made = actions.put_call(
            fund_year=row.fund_year if row else year, call=row, by=_who(request), **form.cleaned_data
        )
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("„%(round)s“ steht jetzt öffentlich.") % {"round": made.title})
    return True


# The end of a year ------------------------------------------------------------------------------------------------
@team_page(*READERS)
def year_end(request: HttpRequest, area: Area, fund: str, year: int) -> HttpResponse:
    """What is left in the pot, what hangs on it, and what becomes of the rest: carried over or lapsed."""
    found = _fund(area, fund)
    rows = queries.with_totals(FundYear.objects.filter(fund=found, year=year))
    row = get_object_or_404(rows.select_related("available", "source", "fund__area__scope", "ruleset"))
    ending = queries.ending(row)
    carried = ending.rest if ending.may_carry and ending.into else 0
    form = YearEndForm(request.POST or None, initial={"carried": carried, "seen": ending.rest})
    if request.method == "POST":
        only_managers(request, area)
        if form.is_valid():
            try:
                _end(row, ending, by=_who(request), **form.cleaned_data)
            except Refused as refused:
                form.refuse(refused, "carried")
            else:
                messages.success(request, _("Über den Rest ist entschieden, die Buchungen stehen im Topf."))
                return redirect(request.path)
    over = row.year < dates.today().year
    context = {"fund": found, "year": row, "ending": ending, "form": form, "over": over,
               "manages": is_manager(request, area)}  # fmt: skip
    return render(request, "funding/team_year_end.html", context, status=422 if form.errors else 200)


def _end(year: FundYear, ending: queries.Ending, *, carried: int, seen: int | None, reason: str, by: Any) -> None:
    """The first decision ends the pot; later ones move on what came back into it."""
    if ending.done:
        actions.move_on(fund_year=year, carried_cents=carried, seen_cents=seen or 0, reason=reason, by=by)
    else:
        actions.end_year(fund_year=year, carried_cents=carried, reason=reason, by=by)
