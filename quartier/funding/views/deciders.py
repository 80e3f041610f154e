"""Before a session: what if the pot is given out so; one page for each application; all of them on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from quartier.areas.models import Area
from quartier.committees.models import Meeting, Motion, Seat
from quartier.funding import exports, queries
from quartier.funding.models import READERS, Application, Fund
from quartier.funding.rules.finding import OPEN
from quartier.funding.views import pdf
from quartier.kit import links
from quartier.kit.access import AUDITOR, COORDINATOR, MANAGER, MEMBER, scopes, team_page

PAPERS = (MEMBER, MANAGER, COORDINATOR, AUDITOR)  # who reads the papers of a body


@team_page(*READERS)
def allocation(request: HttpRequest, area: Area, fund: str) -> HttpResponse:
    """The pot, given out row by row: what each would get, and what stays after it. Nothing is kept."""
    found = get_object_or_404(Fund.objects.select_related("committee"), area=area, slug=fund)
    plan = queries.allocation(found, request.GET)
    papers = area.scope_id in scopes(request.user, MANAGER, COORDINATOR, AUDITOR)  # the funder reads none of a body
    return render(request, "funding/team_allocation.html", {"fund": found, "plan": plan, "papers": papers})


@team_page(*PAPERS)
def overview(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One application for those who decide on it: neither account nor phone."""
    motions = Motion.objects.visible_to(request.user).filter(committee__area=area)
    rows = Application.objects.filter(area=area, motion__in=motions)
    row = get_object_or_404(queries.whole(rows), number=number)
    page = queries.overview(row)
    if page is None:
        raise Http404
    office = area.scope_id in scopes(request.user, MANAGER, COORDINATOR, AUDITOR)
    doubts = [found for found in page.findings if found.kind == OPEN]
    context = {"page_of": page, "application": row, "office": office, "doubts": doubts}
    return render(request, "funding/overview.html", context)


@team_page(*PAPERS)
def session(request: HttpRequest, area: Area, meeting: int) -> HttpResponse:
    """All applications of a session as one PDF; for the team, and for those who sit in the body."""
    rows = Meeting.objects.filter(committee__area=area).select_related("committee__area__carrier")
    if area.scope_id not in scopes(request.user, MANAGER, COORDINATOR, AUDITOR):
        rows = rows.filter(committee__in=Seat.objects.of(request.user).values("committee"))
    found = get_object_or_404(rows, pk=meeting)
    back = links.to("committees:member_meetings", area=area.slug)
    return pdf(request, lambda: exports.session_overview(found), f"Antraege-Sitzung-{found.number}.pdf", back=back)
