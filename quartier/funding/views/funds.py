"""The team's pages of the funds: founding one, opening a year, closing it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.areas.rules import slug
from quartier.funding import actions, queries, rules, states
from quartier.funding.forms import FundForm, YearForm
from quartier.funding.models import READERS, Application, Fund, FundYear, RuleSet, YearEnd
from quartier.funding.views import number_in
from quartier.funding.views.team import PAGE, is_manager, only_managers
from quartier.kit import dates, links
from quartier.kit.access import AUDITOR, MANAGER, scopes, team_page
from quartier.kit.errors import Refused
from quartier.kit.pages import Pages
from quartier.ledger.actions import close
from quartier.ledger.models import PeriodClose

BOOKINGS = 10  # of a pot's bookings on its page
# What somebody at the desk wants to know first; all of it stands on the page of the rule set.
MAIN_RULES = (
    "cap_per_action", "cap_exception", "flat_rate", "public_share", "own_share_rate",
    "apply_weeks_ahead", "proof_months", "proof_by", "carry_over",
)  # fmt: skip


@team_page(*READERS)
def funds(request: HttpRequest, area: Area) -> HttpResponse:
    """The pots of the quarter, year by year, each with its bar; and founding a fund."""
    form = FundForm(request.POST or None, area=area)
    if request.method == "POST":
        only_managers(request, area)
        if form.is_valid():
            try:
                made = actions.found_fund(
                    area=area, by=request.user, slug=slug(form.cleaned_data["name"]), **form.cleaned_data
                )
            except Refused as refused:
                form.refuse(refused, "name")
            else:
                messages.success(request, _("Der Fonds ist angelegt. Jetzt fehlt noch der Topf für das erste Jahr."))
                return redirect(links.to("funding:team_fund", area=area.slug, fund=made.slug))
    pots = queries.pots(FundYear.objects.filter(fund__area=area).order_by("-year", "fund__name"))
    bare = Fund.objects.filter(area=area, years__isnull=True).select_related("committee")
    context = {
        "pots": pots, "bare": bare, "manages": is_manager(request, area), "form": form,
        "counts_up": area.scope_id in scopes(request.user, MANAGER, AUDITOR),
    }  # fmt: skip
    return render(request, "funding/team_funds.html", context)


@team_page(*READERS)
def fund(request: HttpRequest, area: Area, fund: str) -> HttpResponse:
    """One pot: where its money stands, the grants and transfers behind each sum, its rules; and opening a year."""
    found = get_object_or_404(Fund.objects.select_related("committee", "area__scope"), area=area, slug=fund)
    closing = request.POST.get("verb") == "close"
    form = YearForm(None if closing else request.POST or None, area=area, initial=YearForm.proposed(found))
    if request.method == "POST":
        only_managers(request, area)
        if closing:
            return _close(request, area, found)
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = actions.open_year(
                    fund=found, year=data["year"], ruleset=data["ruleset"], pot_cents=data["pot"], by=request.user
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Das Jahr %(year)s ist eröffnet.") % {"year": made.year})
                return redirect(f"{links.to('funding:team_fund', area=area.slug, fund=found.slug)}?jahr={made.year}")
    return render(request, "funding/team_fund.html", _pot(request, area, found, form))


def _close(request: HttpRequest, area: Area, found: Fund) -> HttpResponse:
    """Close a year that is over: for every fund of the quarter, and for good."""
    year = get_object_or_404(FundYear, fund=found, year=number_in(request.POST.get("year", "")))
    try:
        close(scope=area.scope, until=dt.date(year.year, 12, 31), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Das Jahr %(year)s ist abgeschlossen.") % {"year": year.year})
    return redirect(f"{links.to('funding:team_fund', area=area.slug, fund=found.slug)}?jahr={year.year}")


def _closed_until(area: Area) -> dt.date | None:
    return PeriodClose.objects.filter(scope=area.scope_id).order_by("-until").values_list("until", flat=True).first()


def _pot(request: HttpRequest, area: Area, found: Fund, form: YearForm) -> dict[str, Any]:
    pots = queries.pots(FundYear.objects.filter(fund=found).order_by("-year"))
    chosen = request.GET.get("jahr", "")
    shown = next((pot for pot in pots if str(pot.year.year) == chosen), pots[0] if pots else None)
    until = _closed_until(area)
    closed = bool(shown and until and dt.date(shown.year.year, 12, 31) <= until)
    years = [{"label": str(pot.year.year), "url": f"?jahr={pot.year.year}", "current": pot is shown} for pot in pots]
    law = _law(found, shown)
    read = rules.load(law.text) if law else None
    return {
        "fund": found, "pots": pots, "pot": shown, "years": years, "form": form, "manages": is_manager(request, area),
        "law": law, "rules": read, "open": len(rules.unsettled(read)) if read else 0,
        "values": [row for row in rules.listed(read) if row.name in MAIN_RULES] if read else [],
        "year_end": _year_end(shown), "steps": _steps(found),
        **_lists(request, shown),
        "may_end": bool(shown and shown.year.year < dates.today().year),
        "closed": closed, "may_close": bool(shown and not closed and shown.year.year < dates.today().year),
    }  # fmt: skip


def _lists(request: HttpRequest, pot: queries.Pot | None) -> dict[str, Any]:
    """A page of the pot's grants, and one of its bookings: the last one, unless another is asked for."""
    if pot is None:
        return {}
    grants = Pages(queries.grants_in(pot.year), PAGE, queries.in_pot, pot.count)
    pages = Paginator(queries.bookings(pot), BOOKINGS, orphans=BOOKINGS // 2)
    lines = pages.get_page(request.GET.get("buchungen") or pages.num_pages)
    threads = [line.transfer.entry.thread_id for line in lines]
    numbers = dict(Application.objects.filter(thread__in=threads).values_list("thread", "number"))
    return {
        "booked": [(line, numbers.get(line.transfer.entry.thread_id or 0)) for line in lines],
        "stays": mark_safe(f"jahr={pot.year.year}&amp;"),
        "grants": grants.get_page(request.GET.get("seite")),
        "lines": lines,
    }


def _law(fund: Fund, pot: queries.Pot | None) -> RuleSet | None:
    """The rules new notices of the shown year name, or named at its end."""
    if pot is None:
        return None
    return queries.in_force(fund, min(dates.today(), dt.date(pot.year.year, 12, 31))) or pot.year.ruleset


def _year_end(pot: queries.Pot | None) -> YearEnd | None:
    return YearEnd.objects.filter(fund_year=pot.year).select_related("into").first() if pot else None


def _steps(fund: Fund) -> list[tuple[int, str]]:
    """(from which sum, who decides), lowest first; empty: the fund's own body on everything."""
    words = dict(states.DECIDERS)
    steps = fund.steps.select_related("committee")
    return [
        (one.from_cents, one.committee.name if one.committee else one.outside or str(words[one.who])) for one in steps
    ]
