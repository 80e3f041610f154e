"""The office's rooms, each with what takes place in it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import actions, states
from quartier.events.forms import RoomForm
from quartier.events.models import Room
from quartier.events.queries import rooms
from quartier.kit import dates, links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused

SHOWN = 100


@team_page(MANAGER)
def room_list(request: HttpRequest, area: Area) -> HttpResponse:
    """The rooms of the quarter and how much is to come in each."""
    coming = Q(events_event_rows__ends_at__gt=dates.now(), events_event_rows__status=states.PLANNED)
    rows = Room.objects.filter(area=area).annotate(coming=Count("events_event_rows", filter=coming)).order_by("name")
    return render(request, "events/team_rooms.html", {"rows": rows})


@team_page(MANAGER)
def new_room(request: HttpRequest, area: Area) -> HttpResponse:
    """Enter a room."""
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            room = actions.open_room(area=area, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "name")
        else:
            messages.success(request, _("Der Raum steht jetzt zur Wahl."))
            return redirect(links.to("events:team_room", area=area.slug, number=room.number))
    return render(request, "events/team_room.html", {"form": form})


@team_page(MANAGER)
def edit_room(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Change a room; below, what takes place in it, and what is there twice."""
    room = get_object_or_404(Room, area=area, number=number)
    form = RoomForm(request.POST or None, initial=RoomForm.of(room))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_room(room=room, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "name")
        else:
            messages.success(request, _("Die Änderung ist gespeichert."))
            return redirect(request.path)
    found = rooms.bookings(room, dates.now(), SHOWN)
    return render(request, "events/team_room.html", {"form": form, "room": room, "bookings": found})
