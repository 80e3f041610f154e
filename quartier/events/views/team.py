from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import actions
from quartier.events.forms import CancelForm, EventForm
from quartier.events.models import Event
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.dates import now
from quartier.kit.errors import Refused

PAGE = 50


@team_page(MANAGER)
def event_list(request: HttpRequest, area: Area) -> HttpResponse:
    """All dates, the coming ones first, the past behind a tab."""
    past = request.GET.get("stand") == "vorbei"
    rows = Event.objects.visible_to(request.user).filter(area=area).select_related("cancellation")
    rows = rows.filter(ends_at__lte=now()).order_by("-starts_at") if past else rows.coming(now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("seite"))
    return render(request, "events/team_list.html", {"rows": page, "past": past})


@team_page(MANAGER)
def new_event(request: HttpRequest, area: Area) -> HttpResponse:
    """Announce a date."""
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.announce(area=area, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("„%(title)s“ steht jetzt im Kalender.") % {"title": event.title})
            return redirect(links.to("events:team_list", area=area.slug))
    return render(request, "events/team_form.html", {"form": form})


@team_page(MANAGER)
def edit_event(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Change a date, or call it off with a reason."""
    event = get_object_or_404(Event.objects.visible_to(request.user).filter(area=area), number=number)
    cancelling = "reason" in request.POST
    form = EventForm(None if cancelling else request.POST or None, initial=EventForm.of(event))
    cancel = CancelForm(request.POST if cancelling else None)
    try:
        if cancelling and cancel.is_valid():
            actions.cancel(event=event, reason=cancel.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Der Termin ist abgesagt. Er bleibt durchgestrichen im Kalender stehen."))
            return redirect(links.to("events:team_list", area=area.slug))
        if request.method == "POST" and form.is_valid():
            actions.change(event=event, by=request.user, **form.facts())
            messages.success(request, _("Die Änderung ist gespeichert."))
            return redirect(links.to("events:team_list", area=area.slug))
    except Refused as refused:
        if cancelling:  # called off or over meanwhile: the page no longer has the form
            messages.error(request, refused.message)
            return redirect(links.to("events:team_list", area=area.slug))
        form.refuse(refused)
    return render(request, "events/team_form.html", {"form": form, "cancel": cancel, "event": event})
