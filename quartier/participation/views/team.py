from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.history.queries import story
from quartier.kit import links, panels
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.participation import actions, queries, rules, states
from quartier.participation.forms import (
    AnswerForm,
    CallForm,
    DeskForm,
    NoteForm,
    PassOnForm,
    PublishForm,
    ReasonForm,
)
from quartier.participation.models import Idea, IdeaCall

PAGE = 50


class TeamRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


TABS = (
    ("neu", gettext_lazy("Zu lesen"), (states.NEW,)),
    ("offen", gettext_lazy("Antwort offen"), (states.PUBLISHED,)),
    ("unterwegs", gettext_lazy("Auf dem Weg"), (states.ANSWERED, states.APPLIED, states.IN_JURY, states.GRANTED)),
    ("erledigt", gettext_lazy("Erledigt"), (states.DONE, states.REFUSED, states.PASSED_ON)),
    ("verborgen", gettext_lazy("Nicht öffentlich"), (states.HIDDEN, states.WITHDRAWN)),
    ("alle", gettext_lazy("Alle"), tuple(word for word, _label in states.STATUS)),
)


@team_page(MANAGER)
def ideas(request: TeamRequest, area: Area) -> HttpResponse:
    """All ideas by state, those to read first; in the first two tabs the one that waits longest stands on top."""
    rows = Idea.objects.visible_to(request.user).filter(area=area)
    counts = rows.aggregate(**{word: Count("pk", filter=Q(status__in=kept)) for word, _label, kept in TABS})
    chosen = request.GET.get("stand") or next((word for word in ("neu", "offen") if counts[word]), "alle")
    kept = next((kept for word, _label, kept in TABS if word == chosen), TABS[-1][2])
    found = rows.filter(status__in=kept).select_related("field").defer("text")
    page = Paginator(found.order_by("at" if chosen in ("neu", "offen") else "-number"), PAGE)
    tabs = [
        {"label": label, "count": counts[word], "url": f"?stand={word}", "current": word == chosen}
        for word, label, _kept in TABS
    ]
    shown = page.get_page(request.GET.get("seite"))
    for row in shown:
        row.owed = owed(row)  # type: ignore[attr-defined]
    context = {"rows": shown, "tabs": tabs, "chosen": chosen, "call": queries.open_call(area)}
    return render(request, "participation/team_ideas.html", context)


def owed(idea: Idea) -> Any:
    """The day until which the office owes something to the idea."""
    return {
        states.NEW: rules.release_owed_by(idea.at),
        states.PUBLISHED: rules.answer_owed_by(idea.at),
    }.get(idea.status)


def _idea(request: TeamRequest, area: Area, number: int) -> Idea:
    rows = (
        Idea.objects.visible_to(request.user).filter(area=area).select_related("call", "field", "thread", "entered_by")
    )
    found = get_object_or_404(rows, number=number)
    found.area = area
    return found


@team_page(MANAGER)
def idea(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """One idea with everything the office can do with it."""
    return _page(request, area, _idea(request, area, number))


def _page(request: TeamRequest, area: Area, found: Idea, **failed: BaseForm) -> HttpResponse:
    """The record; ``failed``: the form that has to be looked at again, by its name."""
    allowed = states.MOVES.get(found.status, ())
    forms = {
        "publish": PublishForm(initial={"title": found.title}) if states.PUBLISHED in allowed else None,
        "answer": AnswerForm(area=area, initial={"field": found.field_id}) if found.is_public else None,
        "pass_on": PassOnForm() if states.PASSED_ON in allowed else None,
        "hide": ReasonForm(prefix="hide") if states.HIDDEN in allowed else None,
        "withdraw": ReasonForm(prefix="withdraw") if states.WITHDRAWN in allowed else None,
        "note": NoteForm(prefix="note"),
    } | failed
    context = {
        "idea": found,
        "owed": owed(found),
        "form": next(iter(failed.values()), None),
        "failed": next(iter(failed), ""),
        "forms": forms,
        "knots": panels.tell(story(found.thread, internal=True), request),
        "panels": panels.load_panels("participation.team_idea", found, request),
    }
    return render(request, "participation/team_idea.html", context)


def _do(
    request: TeamRequest, area: Area, number: int, name: str, form: BaseForm, act: Callable[[Idea, Any], Any], said: str
) -> HttpResponse:
    """Check the form, do the act, say what was done; the record again with what was typed where that fails."""
    found = _idea(request, area, number)
    if form.is_valid():
        try:
            act(found, form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)  # type: ignore[attr-defined]
        else:
            messages.success(request, said)
            return redirect(links.to("participation:team_idea", area=area.slug, number=number))
    return _page(request, area, found, **{name: form})


@team_page(MANAGER)
@require_POST
def publish(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """Release the idea to everybody."""
    return _do(
        request, area, number, "publish", PublishForm(request.POST),
        lambda found, data: actions.publish(idea=found, by=request.user, title=data["title"]),
        _("Die Idee steht jetzt auf der Seite. In sieben Tagen ist die Antwort fällig."),
    )  # fmt: skip


@team_page(MANAGER)
@require_POST
def hide(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """Keep the idea off the page, with a reason."""
    return _do(
        request, area, number, "hide", ReasonForm(request.POST, prefix="hide"),
        lambda found, data: actions.hide(idea=found, by=request.user, reason=data["reason"]),
        _("Die Idee ist nicht öffentlich. Der Grund steht im Verlauf."),
    )  # fmt: skip


@team_page(MANAGER)
@require_POST
def answer(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """Answer in public."""
    return _do(
        request, area, number, "answer", AnswerForm(request.POST, area=area),
        lambda found, data: actions.answer(idea=found, text=data["text"], field=data.get("field"), by=request.user),
        _("Die Antwort steht jetzt bei der Idee."),
    )  # fmt: skip


@team_page(MANAGER)
@require_POST
def pass_on(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """Give the idea to whom it concerns."""
    return _do(
        request, area, number, "pass_on", PassOnForm(request.POST),
        lambda found, data: actions.pass_on(idea=found, by=request.user, **data),
        _("Die Idee ist weitergegeben. Das steht jetzt auch auf der Seite."),
    )  # fmt: skip


@team_page(MANAGER)
@require_POST
def withdraw(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """Take the idea back for its author."""
    return _do(
        request, area, number, "withdraw", ReasonForm(request.POST, prefix="withdraw"),
        lambda found, data: actions.withdraw(idea=found, because=data["reason"], by=request.user),
        _("Die Idee ist zurückgenommen, Vorname und Adresse sind gelöscht."),
    )  # fmt: skip


@team_page(MANAGER)
@require_POST
def note(request: TeamRequest, area: Area, number: int) -> HttpResponse:
    """Keep an internal note in the history."""
    return _do(
        request, area, number, "note", NoteForm(request.POST, prefix="note"),
        lambda found, data: actions.note(idea=found, text=data["text"], by=request.user),
        _("Die Notiz steht im Verlauf."),
    )  # fmt: skip


@team_page(MANAGER)
def new(request: TeamRequest, area: Area) -> HttpResponse:
    """Write down an idea for somebody who said it."""
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.hand_in(area=area, entered_by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("Die Idee hat die Nummer %d. Sie können sie gleich veröffentlichen.") % found.number
            )
            return redirect(links.to("participation:team_idea", area=area.slug, number=found.number))
    return render(request, "participation/team_new.html", {"form": form})


@team_page(MANAGER)
def call(request: TeamRequest, area: Area) -> HttpResponse:
    """Open a call for ideas; the earlier ones below."""
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_call(area=area, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "closes_on")
        else:
            messages.success(request, _("Der Aufruf ist angelegt. In diesen Tagen steht er über den Ideen."))
            return redirect(links.to("participation:team_ideas", area=area.slug))
    calls = IdeaCall.objects.filter(area=area).annotate(ideas_count=Count("ideas")).order_by("-opens_on")[:20]
    return render(request, "participation/team_call.html", {"form": form, "calls": calls})
