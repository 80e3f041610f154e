"""What was granted, for the grantee."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from quartier.areas.queries import framed
from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.history.queries import story
from quartier.kit import panels
from quartier.kit.access import signed_in
from quartier.spending import queries, rules
from quartier.spending.panels import with_coming

ROW = (
    "application__area__scope", "application__person", "application__organisation", "application__owner",
    "application__thread", "committed", "paid", "spent", "fund_year__fund", "fund_year__available", "project", "ruleset",
    "letter",
)  # fmt: skip


def granted(request: HttpRequest, pk: int) -> Grant:
    """The grant, for whoever may hand in for it; the frame of the page is that of its quarter."""
    grant = get_object_or_404(Grant.objects.visible_to(request.user).select_related(*ROW), pk=pk)
    if not rules.is_grantee(request.user, grant) and not rules.is_manager(request.user, grant):
        raise Http404
    request.area = framed().get(pk=grant.application.area_id)  # type: ignore[attr-defined]
    return grant


def page(request: HttpRequest, template: str, grant: Grant, status: int = 200, **more: Any) -> HttpResponse:
    context = {"grant": grant, "application": grant.application, "open": grant.status == funding.ISSUED, **more}
    return render(request, f"spending/{template}.html", context, status=status)


@signed_in
def my_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """What was granted, where the money stands and what comes next."""
    grant = granted(request, pk)
    books = queries.books(grant)
    knots = with_coming(panels.tell(story(grant.application.thread), request), books)
    notice = queries.notice_of(grant)
    return page(
        request, "my_grant", grant, books=books, knots=knots, next_step=rules.my_next_step(books, notice.reclaim),
        notice=notice, interims=queries.interims_of(grant), wish=notice.wishes[0] if notice.wishes else None,
    )  # fmt: skip
