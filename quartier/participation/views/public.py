import functools
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.areas.queries import find_area
from quartier.history.queries import story
from quartier.kit import dates, links, panels
from quartier.kit.access import same_origin
from quartier.kit.errors import Refused
from quartier.kit.pagecache import public_page
from quartier.kit.templatetags.page import as_written
from quartier.participation import actions, emails, queries, rules, states
from quartier.participation.forms import IdeaForm
from quartier.participation.models import Idea, IdeaCall
from quartier.participation.panels import coming

PAGE = 21
HELD = "gelesen-wird"  # word of the address: somebody looks at the idea first


@public_page("area")
def ideas(request: HttpRequest, area: Area) -> HttpResponse:
    """The ideas of the quarter, newest first, by key; above them the open call."""
    chosen, field = request.GET.get("stand", ""), request.GET.get("feld", "")
    found = queries.on_list(area, chosen=chosen, field=field)
    shown, more, fewer = by_key(found, request.GET)
    return render(
        request,
        "participation/ideas.html",
        {
            "call": call_band(queries.counted_call(area)),
            "count": found.count(),
            "cards": cards(shown),
            "filters": filters(area, chosen, field),
            "next": f"?{_with(request, nach=shown[-1].number)}" if more else "",
            "previous": f"?{_with(request, vor=shown[0].number)}" if fewer else "",
        },
    )


def by_key(found: Any, asked: Any) -> tuple[list[Idea], bool, bool]:
    """One page of ideas by their number, and whether there are older and newer ones: one query."""
    rows = found.only("number", "title", "language", "first_name", "show_name", "place", "status", "at")
    after, before = asked.get("nach", ""), asked.get("vor", "")
    if before.isdecimal() and len(before) < 10:
        shown = list(rows.filter(number__gt=int(before)).order_by("number")[: PAGE + 1])
        return shown[:PAGE][::-1], True, len(shown) > PAGE
    if after.isdecimal() and len(after) < 10:
        rows = rows.filter(number__lt=int(after))
    shown = list(rows.order_by("-number")[: PAGE + 1])
    return shown[:PAGE], len(shown) > PAGE, bool(after) and bool(shown)


def _with(request: HttpRequest, **key: int) -> str:
    query = request.GET.copy()
    for name in ("nach", "vor"):
        query.pop(name, None)
    for name, value in key.items():
        query[name] = str(value)
    return query.urlencode()


def cards(shown: list[Idea]) -> list[dict[str, Any]]:
    """Ideas as the list shows them, in plain markup, for a list is long."""
    whom = queries.passed_to(shown)
    language = get_language() or ""
    return [
        {"idea": idea, "who": who(idea), "note": note(idea, whom), "thread": small_thread(idea.status, language)}
        for idea in shown
    ]


@functools.cache
def small_thread(status: str, language: str) -> SafeString:
    """The small thread of a state, drawn once per process and language: it says nothing but the state."""
    return render_to_string("participation/shared/small_thread.html", {"knots": states.steps(status)})


def who(idea: Idea) -> str:
    """„Samir, Werftstraße“"""
    return ", ".join(part for part in (idea.author, idea.place) if part) or _("aus dem Quartier")


def note(idea: Idea, whom: dict[int, str]) -> str:
    """What stands behind the state: until when, to whom."""
    if idea.status == states.PUBLISHED and rules.answer_owed_by(idea.at) >= dates.today():
        return _("Antwort bis %s") % short(rules.answer_owed_by(idea.at))
    if idea.status == states.PASSED_ON:
        return whom.get(idea.pk, "")
    return _("mit Begründung") if idea.status == states.REFUSED else ""


def short(day: Any) -> str:
    return f"{day.day}.{day.month}."


def call_band(call: IdeaCall | None) -> dict[str, Any] | None:
    """The open call with its figures."""
    if call is None:
        return None
    left = (call.closes_on - dates.today()).days
    so_far = call.so_far  # type: ignore[attr-defined]
    days = ngettext("%d Tag", "%d Tage", left) % left if left else _("nur noch heute")
    return {
        "row": call,
        "question": as_written(call.question),
        "lead": as_written(call.lead),
        "facts": [
            *([{"label": _("Ideen bisher"), "value": so_far}] if so_far else []),
            {"label": _("noch Zeit"), "value": days},
        ],
    }


def filters(area: Area, chosen: str, field: str) -> dict[str, Any]:
    """The choices of the list, those in use marked."""
    fields = list(area.fields.all())
    return {
        "stand": [{"value": "", "label": _("Alle"), "checked": not chosen}]
        + [{"value": word, "label": label, "checked": word == chosen} for word, label, _kept in states.FILTERS],
        "feld": [{"value": "", "label": _("Alle"), "checked": not field}]
        + [{"value": row.pk, "label": row.name, "checked": str(row.pk) == field} for row in fields],
        "has_fields": len(fields) > 1,
        "in_use": [str(label) for word, label, _kept in states.FILTERS if word == chosen]
        + [row.name for row in fields if str(row.pk) == field],
    }


@public_page("area")
def idea(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One idea: the words of the person, what became of it, other ideas."""
    rows = Idea.objects.public().filter(area=area).select_related("call", "field", "thread")
    found = get_object_or_404(rows, number=number)
    found.area = area
    request.told = {found.pk: found}  # type: ignore[attr-defined]  # the thread need not read it again
    others = queries.nearby(found)
    return render(
        request,
        "participation/idea.html",
        {
            "idea": found,
            "quoted": _("„%(text)s“") % {"text": found.text.strip()},
            "who": who(found),
            "knots": coming(panels.tell(story(found.thread), request), found),
            "panels": panels.load_panels("participation.idea", found, request),
            "others": [{"idea": other, "who": who(other), "knots": states.steps(other.status)} for other in others],
        },
    )


@same_origin
def new(request: HttpRequest, *, area: str) -> HttpResponse:
    """Hand in an idea. The page holds no token, only the moment it was made; a POST proves its origin."""
    came_from = {"guide": request.GET.get("anleitung", "")}
    form = IdeaForm(request.POST if request.method == "POST" else None, initial=came_from)
    if request.method == "POST" and form.is_valid():
        found = find_area(area)
        if found is None:
            raise Http404
        sender = form.sender(get_adapter(request).get_client_ip(request))
        try:
            idea = actions.hand_in(area=found, sender=sender, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            thanks = links.to("participation:thanks", area=area, number=idea.number)
            return redirect(f"{thanks}?stand={HELD}" if idea.held else thanks)
    return _form_page(request, area=area, form=form)


@public_page("area", cached=False)
def _form_page(request: HttpRequest, area: Area, form: IdeaForm) -> HttpResponse:
    call = queries.open_call(area) if request.method == "GET" else None
    return render(request, "participation/new.html", {"form": form, "call": call, "knots": afterwards()})


new.cached = False  # type: ignore[attr-defined]  # as its page


@public_page("area")
def thanks(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """What happens next with the idea that was just handed in."""
    context = {"number": number, "knots": afterwards(number), "held": request.GET.get("stand") == HELD}
    return render(request, "participation/thanks.html", context)


def afterwards(number: int | None = None) -> list[panels.Knot]:
    """What follows a new idea, as the thread tells it before and after sending."""
    first = _("Sie bekommen eine Nummer. Damit finden Sie Ihre Idee wieder.")
    if number is not None:
        first = _("Ihre Idee ist da. Sie hat die Nummer %d.") % number
    return [
        panels.Knot(title=_("Heute"), text=first, state="now"),
        panels.Knot(
            title=_("In zwei Tagen"), text=_("Das Büro hat sie gelesen. Dann steht sie hier für alle."), state="coming"
        ),
        panels.Knot(title=_("In sieben Tagen"), text=_("Eine Person aus dem Büro antwortet."), state="coming"),
        panels.Knot(
            title=_("Danach"),
            text=_("Braucht die Idee Geld, entscheiden Nachbarn aus der Jury. Öffentlich, mit Begründung."),
            state="coming",
        ),
    ]


@same_origin
@public_page("area", cached=False)
def withdraw(request: HttpRequest, area: Area, token: str) -> HttpResponse:
    """The author takes an idea back, by the link in the mail. Following the link alone changes nothing."""
    found = Idea.objects.filter(pk=emails.read_token(token) or 0, area=area).select_related("area").first()
    if found is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            actions.withdraw(idea=found, because=_("Von der Person zurückgenommen, die sie hatte"))
        except Refused as refused:
            found.refresh_from_db()
            refusal = refused.message if found.status != states.WITHDRAWN else ""
    context = {"idea": found, "gone": found.status == states.WITHDRAWN, "refusal": refusal}
    return render(request, "participation/withdraw.html", context)
