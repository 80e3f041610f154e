from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.committees import queries, states
from quartier.committees.models import Committee, Decision, Meeting
from quartier.history.queries import story
from quartier.kit import dates, links
from quartier.kit.pagecache import changes_at, public_page
from quartier.kit.panels import tell

PAGE = 20
RESULTS = {"angenommen": states.ACCEPTED, "abgelehnt": states.REFUSED}


@public_page("area")
def bodies(request: HttpRequest, area: Area) -> HttpResponse:
    """Who decides here, about what, and when next."""
    found = queries.bodies(area, request.now)  # type: ignore[attr-defined]
    for committee in found:
        _until_next(request, committee)
    newest = [line(area, row) for row in queries.decisions(area)[:3]]
    return render(request, "committees/list.html", {"bodies": found, "newest": newest})


@public_page("area")
def body(request: HttpRequest, area: Area, slug: str) -> HttpResponse:
    """One body: what it decides, by which rules, who sits in it, its meetings and decisions."""
    day = dates.local(request.now).date()  # type: ignore[attr-defined]
    committee = get_object_or_404(queries.with_seats(area.committees.all(), day), slug=slug)
    shown, kinds = sitters(committee.now_seated)  # type: ignore[attr-defined]
    meetings = list(committee.meetings.filter(public=True).exclude(status=states.PLANNED).order_by("-starts_at")[:12])
    for one in meetings:
        changes_at(request, one.ends_at)
    context = {
        "committee": committee, "constitution": queries.constitution(committee, day), "shown": shown, "kinds": kinds,
        "meetings": meetings,
        "decisions": [line(area, row) for row in queries.decisions(area).filter(motion__committee=committee)[:5]],
    }  # fmt: skip
    return render(request, "committees/committee.html", context)


@public_page("area")
def meeting(request: HttpRequest, area: Area, slug: str, number: int) -> HttpResponse:
    """A public meeting: agenda, decisions, and the minutes when it is over."""
    rows = Meeting.objects.filter(public=True, committee__area=area, committee__slug=slug).exclude(
        status=states.PLANNED
    )
    found = get_object_or_404(rows.select_related("committee"), number=number)
    changes_at(request, found.ends_at)
    return render(request, "committees/meeting.html", {"meeting": found, "motions": queries.agenda(found)})


@public_page("area")
def decisions(request: HttpRequest, area: Area) -> HttpResponse:
    """All decisions of the quarter, newest first."""
    rows = queries.decisions(area)
    chosen = request.GET.get("stand", "")
    if chosen in RESULTS:
        rows = rows.filter(result=RESULTS[chosen])
    after = request.GET.get("nach", "")
    if after.isascii() and after.isdecimal():
        rows = rows.filter(pk__lt=int(after[:18]))
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    here = f"stand={chosen}&" if chosen in RESULTS else ""
    labels = (("", _("Alle")), ("angenommen", _("Angenommen")), ("abgelehnt", _("Abgelehnt")))
    filters = [
        {"label": label, "url": f"?stand={word}" if word else request.path, "current": word == chosen}
        for word, label in labels
    ]
    context = {
        "lines": [line(area, row) for row in found[:PAGE]], "filters": filters, "chosen": chosen,
        "next": f"?{here}nach={more}" if more else "",
    }  # fmt: skip
    return render(request, "committees/decisions.html", context)


@public_page("area")
def decision(request: HttpRequest, area: Area, year: int, number: int) -> HttpResponse:
    """One decision with votes, reason, condition and the thread it stands in."""
    rows = Decision.objects.select_related(
        "motion__committee", "motion__thread", "motion__meeting", "tally", "reverses", "reversed_by"
    )
    found = get_object_or_404(rows, area=area, year=year, number=number)
    motion = found.motion
    context = {
        "decision": found, "motion": motion, "result": queries.outcome(found.tally, _majority(found)),
        "knots": tell(story(motion.thread), request) if motion.thread else [],
        "reversed_by": getattr(found, "reversed_by", None),
    }  # fmt: skip
    return render(request, "committees/decision.html", context)


def _majority(decision: Decision) -> str:
    found = queries.constitution(decision.motion.committee, dates.local(decision.at).date())
    return found.majority if found else states.SIMPLE


def _until_next(request: HttpRequest, committee: Committee) -> None:
    """The page names the next meeting until it is over."""
    coming = getattr(committee, "next_meeting", None)
    if coming is not None:
        changes_at(request, coming.ends_at)


def line(area: Area, decision: Decision) -> dict[str, Any]:
    """A decision as the list draws it."""
    motion = decision.motion
    return {
        "row": decision,
        "title": motion.title,
        "url": links.to("committees:decision", area=area.slug, year=decision.year, number=decision.number),
        "cents": decision.amount_cents if motion.amount_cents else None,
        "amount": decision.get_result_display(),
        "votes": decision.tally,
        "text": decision.reason,
        "body": motion.committee.name,
        "reversed": hasattr(decision, "reversed_by"),
    }


def sitters(seats: list[Any]) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """Who sits there: names by consent only, and how many there are of each kind."""
    shown = []
    for seat in seats:
        sent_by = seat.organisation.name if seat.organisation and seat.organisation.public else ""
        if seat.show_name:
            roles = [_("Sprecherin oder Sprecher")] if seat.speaker else []
            shown.append({"name": seat.person.name, "note": ", ".join([*roles, *([sent_by] if sent_by else [])])})
        elif sent_by:
            shown.append({"name": sent_by, "note": ""})
    counts = {kind: sum(1 for seat in seats if seat.kind == kind) for kind, _label in states.SEAT_KINDS}
    labels = {
        states.RESIDENT: _("Bewohnerinnen und Bewohner"), states.INSTITUTION: _("Einrichtungen"),
        states.DEPUTY: _("Stellvertretungen"),
    }  # fmt: skip
    return shown, [{"label": labels[kind], "value": number} for kind, number in counts.items() if number]
