"""Post des Quartiers: lesen, was hinausging und was wartet; freigeben oder verwerfen."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import access
from quartier.kit.access import team_page
from quartier.kit.errors import Refused
from quartier.kit.links import to
from quartier.mail import actions, queries, states
from quartier.mail.models import Message


@team_page(access.MANAGER)
def outbox(request: HttpRequest, area: Area) -> HttpResponse:
    """The outbox by state, newest first, page by page."""
    wanted = request.GET.get("stand", "")
    before = request.GET.get("vor", "")
    page = queries.outbox(area, request.user, wanted, int(before) if before.isdigit() else None)
    counts = queries.counts(area)
    tabs = [{"label": _("Alle"), "url": "?", "count": sum(counts.values()), "current": wanted not in counts}]
    tabs += [
        {"label": label, "url": f"?stand={state}", "count": counts[state], "current": state == wanted}
        for state, label in states.STATUS if state in counts
    ]  # fmt: skip
    return render(request, "mail/outbox.html", {"area": area, "tabs": tabs, "stand": wanted, **page})


@team_page(access.MANAGER)
def message(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """One message; what waits or was not delivered can be sent or dropped."""
    row: Any = get_object_or_404(Message.objects.visible_to(request.user).filter(scope_id=area.scope_id), pk=pk)
    if request.method == "POST":
        try:
            if "drop" in request.POST:
                actions.drop(message=row, by=request.user)
                messages.success(request, _("Die Nachricht ist verworfen."))
            else:
                actions.release(message=row, by=request.user)
                messages.success(request, _("Die Nachricht ist unterwegs."))
            return redirect(to("mail:outbox", area=area.slug))
        except Refused as refused:
            messages.error(request, refused.message)
    return render(request, "mail/message.html", {"area": area, "row": row, "open": row.status in queries.OPEN})
