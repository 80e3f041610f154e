from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.spam import reasons
from quartier.publishing import actions, states
from quartier.publishing.forms import AnswerForm
from quartier.publishing.models import BarrierReport

PAGE = 50


@team_page(MANAGER)
def barriers(request: HttpRequest, area: Area) -> HttpResponse:
    """What readers reported, the open ones first, the oldest of them on top."""
    rows = BarrierReport.objects.visible_to(request.user).filter(area=area)
    waiting = rows.filter(status=states.OPEN).order_by("at", "id")
    done = rows.exclude(status=states.OPEN).order_by("-at", "-id")[:PAGE]
    return render(request, "publishing/team_barriers.html", {"open": waiting, "done": done})


@team_page(MANAGER)
def barrier(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """One report: read it, answer it, or say that it is none."""
    rows = BarrierReport.objects.visible_to(request.user).filter(area=area).select_related("area__scope")
    found = get_object_or_404(rows, pk=pk)
    dismissing = "dismiss" in request.POST
    form = AnswerForm(request.POST if request.method == "POST" and not dismissing else None)
    if dismissing or form.is_valid():
        try:
            if dismissing:
                actions.dismiss_barrier(report=found, by=request.user)
            else:
                actions.answer_barrier(report=found, text=form.cleaned_data["answer"], by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Erledigt. Die Meldung wartet nicht mehr."))
            return redirect(links.to("publishing:team_barriers", area=area.slug))
    return render(request, "publishing/team_barrier.html", {"form": form, "report": found, "held": reasons(found.held)})
