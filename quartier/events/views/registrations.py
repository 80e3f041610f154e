"""People register for a date, confirm, and cancel: without an account, by links in mails."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext

from quartier.areas.models import Area
from quartier.events import actions, emails, queries, states
from quartier.events.forms.registrations import HelpForm, RegistrationForm
from quartier.events.models import Event, Registration
from quartier.events.rules import registrations as rules
from quartier.kit import links
from quartier.kit.access import same_origin
from quartier.kit.errors import Refused
from quartier.kit.pagecache import public_page
from quartier.texts.queries import shown

HELD = "gelesen-wird"  # word of the address: somebody looks at it first


def _event(area: Area, number: int) -> Event:
    found = get_object_or_404(Event.objects.filter(area=area, public=True), number=number)
    found.area = area
    shown([found], get_language())
    return found


@same_origin
@public_page("area", cached=False)
def register(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Register as a guest. The page holds no token, only the moment it was made; a POST proves its origin."""
    event = _event(area, number)
    if not event.registers:
        raise Http404
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    return _page(request, event, form, "events/register.html")


@same_origin
@public_page("area", cached=False)
def help_out(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Help in a shift."""
    event = _event(area, number)
    box = queries.registration_box(area, event, request.now)  # type: ignore[attr-defined]
    if box is None:
        raise Http404
    chosen = {"shift": request.GET.get("schicht", "")}
    posted = request.POST if request.method == "POST" else None
    form = HelpForm(posted, initial=chosen, shifts=[(one.row, _choice(one)) for one in box.shifts])
    return _page(request, event, form, "events/help.html", box=box)


def _choice(one: queries.Help) -> str:
    return f"{one.row.title}, {emails.when(one.row)} ({one.words})"


def _page(request: HttpRequest, event: Event, form: Any, template: str, box: Any = None) -> HttpResponse:
    """The form, or what is said after it was sent."""
    area = event.area
    if request.method == "POST" and form.is_valid():
        try:
            sender = form.sender(get_adapter(request).get_client_ip(request))
            row = actions.register(event=event, sender=sender, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            told = links.to("events:registered", area=area.slug, number=event.number)
            return redirect(f"{told}?stand={HELD}" if row.status == states.HELD else told)
    moment = request.now  # type: ignore[attr-defined]
    context = {
        "event": event,
        "form": form,
        "box": box or queries.registration_box(area, event, moment),
        "when": emails.when(event),
        "rule": rules.waiting_rule(),
    }
    return render(request, template, context)


@public_page("area")
def registered(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Look into your mailbox. The same words for everybody, whether the address stood there already or not."""
    event = _event(area, number)
    return render(request, "events/registered.html", {"event": event, "held": request.GET.get("stand") == HELD})


# By the link in the mail ------------------------------------------------------------------------------------------
@same_origin
@public_page("area", cached=False)
def registration(request: HttpRequest, area: Area, token: str) -> HttpResponse:
    """One's own registration: confirm, cancel, see where one stands. Following the link alone changes nothing."""
    row = _own(area, token)
    refusal = ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        try:
            if act is not None:
                row = act(row)
        except Refused as refused:
            refusal, row = refused.message, _own(area, token)
    moment = request.now  # type: ignore[attr-defined]
    over = row.event.ends_at <= moment
    context = {
        "row": row,
        "event": row.event,
        "when": emails.when(row.shift or row.event),
        "over": over,
        "refusal": refusal,
        "state": _state(row, over),
        "place": _place(row, over),
        "full": row.status == states.UNCONFIRMED and not rules.fits(row.seats, queries.free(row.event, row.shift)),
        "persons": ngettext("%d Person", "%d Personen", row.seats) % row.seats,
        "rule": rules.waiting_rule(),
    }
    return render(request, "events/registration.html", context)


ACTS: dict[str, Callable[[Registration], Registration]] = {
    "confirm": lambda row: actions.confirm(registration=row),
    "withdraw": lambda row: actions.withdraw(registration=row),
}


def _own(area: Area, token: str) -> Registration:
    rows = Registration.objects.select_related("event__cancellation", "shift")
    row = rows.filter(pk=emails.read_token(token) or 0, event__area=area).first()
    if row is None:
        raise Http404
    row.event.area = area
    shown([row.event], get_language())
    return row


def _state(row: Registration, over: bool) -> str:
    """What the page is about: the registration's state, or that of its date."""
    if row.event.status == states.CANCELLED:
        return "cancelled"
    return "over" if over else row.status


def _place(row: Registration, over: bool) -> int:
    """The place on the waiting list, for whoever waits."""
    if over or row.status != states.WAITING:
        return 0
    return rules.position(queries.waits(row.event, row.shift), row)
