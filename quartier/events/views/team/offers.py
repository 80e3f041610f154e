"""The office's offers: written, shown, paused, ended; their hours become dates."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import actions, queries, states
from quartier.events.forms import OfferForm, PauseForm
from quartier.events.models import Offer
from quartier.kit import dates, links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused

PAGE = 50
STATES = {"entwurf": states.OFFER_DRAFT, "pause": states.PAUSED, "beendet": states.ENDED}


@team_page(MANAGER)
def offer_list(request: HttpRequest, area: Area) -> HttpResponse:
    """Offers by state, running first; found by a word of their title or place."""
    chosen, word = request.GET.get("stand", ""), request.GET.get("q", "").strip()[:60]
    rows = Offer.objects.visible_to(request.user).filter(area=area, status=STATES.get(chosen, states.RUNNING))
    if word:
        rows = rows.filter(queries.named(word))
    page = Paginator(rows.order_by("title", "id"), PAGE).get_page(request.GET.get("seite"))
    labels = dict(states.OFFER_STATUS)
    tabs = [{"label": labels[states.RUNNING], "url": "?", "current": chosen not in STATES}]
    tabs += [
        {"label": labels[code], "url": f"?stand={name}", "current": name == chosen} for name, code in STATES.items()
    ]
    lines = [{"offer": offer, "times": queries.times(offer)} for offer in page]
    return render(request, "events/team_offers.html", {"lines": lines, "rows": page, "tabs": tabs, "word": word})


@team_page(MANAGER)
def new_offer(request: HttpRequest, area: Area) -> HttpResponse:
    """Write an offer; it is a draft first."""
    form = OfferForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        try:
            offer = actions.write_offer(area=area, by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Der Entwurf ist gespeichert. Außer dem Team sieht ihn noch niemand."))
            return redirect(links.to("events:team_offer", area=area.slug, number=offer.number))
    return render(request, "events/team_offer.html", {"form": form})


@team_page(MANAGER)
def edit_offer(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Change an offer, show it, let it pause, end it, put its hours into the calendar."""
    rows = Offer.objects.visible_to(request.user).select_related("series", "room", "organiser", "picture__file")
    offer = get_object_or_404(rows, area=area, number=number)
    offer.area = area
    verb, posted = request.POST.get("verb", "change"), request.POST if request.method == "POST" else None
    form = OfferForm(posted if verb == "change" else None, area=area, offer=offer, initial=OfferForm.of(offer))
    end = PauseForm(posted if verb == "end" else None)
    if posted is not None and (answer := _done(request, offer, verb, form, end)) is not None:
        return answer
    context = {
        "form": form,
        "end": end,
        "offer": offer,
        "moves": states.OFFER_MOVES.get(offer.status, ()),
        "next": offer.events.filter(ends_at__gt=dates.now()).order_by("starts_at")[:5],
        "panels": panels.load_panels("events.team_offer", offer, request),
    }
    return render(request, "events/team_offer.html", context)


def _done(request: HttpRequest, offer: Offer, verb: str, form: OfferForm, end: PauseForm) -> HttpResponse | None:
    """What the office asked for; none where the form has something to say."""
    here = redirect(links.to("events:team_offer", area=offer.area.slug, number=offer.number))
    try:
        if verb == "change":
            if not form.is_valid():
                return None
            actions.change_offer(offer=offer, by=request.user, **form.facts())
            messages.success(request, _("Die Änderung ist gespeichert."))
        elif verb == "end":
            if not end.is_valid():
                return None
            actions.end_offer(offer=offer, by=request.user, **end.cleaned_data)
            messages.success(request, _("Das Angebot ist beendet."))
        elif verb in VERBS:
            deed, words = VERBS[verb]
            deed(offer=offer, by=request.user)
            messages.success(request, words())
    except Refused as refused:
        if verb == "change":
            form.refuse(refused)
            return None
        messages.error(request, refused.message)
    return here


VERBS: dict[str, Any] = {
    "publish": (actions.publish_offer, lambda: _("Das Angebot ist jetzt zu sehen.")),
    "pause": (actions.pause_offer, lambda: _("Das Angebot macht Pause. Seine Seite sagt es.")),
    "enter_dates": (actions.enter_dates, lambda: _("Die Termine stehen jetzt im Kalender.")),
}
