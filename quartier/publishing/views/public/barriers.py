from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from quartier.areas.models import Area
from quartier.areas.queries import find_area
from quartier.kit import links
from quartier.kit.access import same_origin
from quartier.kit.errors import Refused
from quartier.kit.pagecache import public_page
from quartier.publishing import actions
from quartier.publishing.forms import BarrierForm


@same_origin
def report(request: HttpRequest, *, area: str) -> HttpResponse:
    """Say what shuts you out. The page holds no token, only the moment it was made; a POST proves its origin."""
    came_from = {"place": request.GET.get("seite", "")[:300]}
    form = BarrierForm(request.POST if request.method == "POST" else None, initial=came_from)
    if request.method == "POST" and form.is_valid():
        found = find_area(area)
        if found is None:
            raise Http404
        sender = form.sender(get_adapter(request).get_client_ip(request))
        try:
            actions.report_barrier(area=found, sender=sender, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(links.to("publishing:barrier_thanks", area=area))
    return _form_page(request, area=area, form=form)


@public_page("area", cached=False)
def _form_page(request: HttpRequest, area: Area, form: BarrierForm) -> HttpResponse:
    return render(request, "publishing/barrier.html", {"form": form})


@public_page("area")
def thanks(request: HttpRequest, area: Area) -> HttpResponse:
    """It is here, and what happens next."""
    return render(request, "publishing/barrier_thanks.html")
