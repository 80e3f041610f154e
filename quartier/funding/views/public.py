"""The public doors to money: from one's own idea, and straight to the fund."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import request_login_code
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from quartier.accounts import actions as accounts
from quartier.areas.models import Area
from quartier.funding import queries, rules
from quartier.funding.forms import EmailForm
from quartier.funding.models import Fund
from quartier.kit import dates, links
from quartier.kit.access import same_origin
from quartier.kit.pagecache import public_page
from quartier.participation.models import Idea


@same_origin  # no token: a token would mean a cookie for whoever only reads
@public_page("area", cached=False, signs_in=True)
def how(request: HttpRequest, area: Area, fund: str) -> HttpResponse:
    """„So bekommen Sie Geld“: the fund's rules in plain words, and the way in."""
    found = get_object_or_404(Fund.objects.select_related("committee"), area=area, slug=fund)
    year = queries.year_of(found, dates.today().year)
    target = f"{links.to('funding:my_start', area=area.slug)}?{urlencode({'topf': found.slug})}"
    form = EmailForm(request.POST or None)
    if request.method == "POST":
        if request.user.is_authenticated:
            return redirect(target)
        if year and form.is_valid():
            accounts.open_resident_account(email=form.cleaned_data["email"])
            return _send_code(request, target)
    steps = list(found.steps.annotate(body_name=F("committee__name")))
    meets = year and (not steps or any(step.committee_id for step in steps))
    meeting = queries.coming_meetings(found).first() if meets else None
    context: dict[str, Any] = {"fund": found, "year": year, "form": form, "meeting": meeting, "target": target}
    context |= {"calls": queries.coming_calls(found), "steps": steps}
    if year:
        law = queries.ruleset_for(found, dates.today()) or year.ruleset
        context["rules"] = rules.load(law.text)
    return render(request, "funding/how.html", context)


@same_origin  # no token: a token would mean a cookie for whoever only reads
@public_page("area", cached=False, signs_in=True)
def from_idea(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """„Antrag aus meiner Idee“: whoever brought the idea in gets a code by mail and begins the application.

    The answer is the same whether or not the address is the idea's: the code is only sent to an address that has an
    account, and only the idea's own address is given one here.
    """
    idea = get_object_or_404(Idea.objects.public().filter(area=area), number=number)
    funds = queries.open_funds(area)
    if not funds:
        raise Http404
    target = f"{links.to('funding:my_start', area=area.slug)}?{urlencode({'idee': idea.number})}"
    form = EmailForm(request.POST or None)
    if request.method == "POST":
        if request.user.is_authenticated:
            return redirect(target)
        if form.is_valid():
            if idea.email and form.cleaned_data["email"].lower() == idea.email.lower():
                accounts.open_resident_account(email=idea.email, name=idea.first_name)
            return _send_code(request, target)
    context = {"idea": idea, "funds": funds, "rules": rules.load(funds[0].rules_text), "form": form, "target": target}
    return render(request, "funding/from_idea.html", context)


def _send_code(request: HttpRequest, target: str) -> HttpResponse:
    """Let the sign-in send its code to the typed address, and come back to ``target`` afterwards.

    A code asked for before, perhaps for a mistyped address, is dropped: else the sign-in would go on waiting for that.
    """
    clear_login(request)
    given = request.POST.copy()
    given["next"] = target
    request.POST = given  # type: ignore[assignment]
    answer: HttpResponse = request_login_code(request)
    return answer
