"""What a quarter's front page gathers from the apps below; each list one query."""

import datetime as dt
from typing import Any

from django.db.models import Q, Sum
from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.committees import states as bodies
from quartier.committees.models import Decision
from quartier.events import queries as events
from quartier.funding import states as funding
from quartier.funding.models import FundYear
from quartier.funding.queries import with_totals
from quartier.kit import dates, geometry, links
from quartier.kit.pagecache import changes_at
from quartier.kit.panels import Knot
from quartier.kit.templatetags.page import as_written, weekday
from quartier.participation.queries import open_call
from quartier.projects import states as projects
from quartier.projects.models import Project
from quartier.publishing.queries.news import public_news
from quartier.texts.queries import shown

MAP = (600, 540, 24)  # width, height, margin of the quarter's outline


def front(request: HttpRequest, area: Area) -> dict[str, Any]:
    """Rows of the quarter's front page; six queries, two more in another language than German."""
    moment: dt.datetime = request.now  # type: ignore[attr-defined]
    coming = events.coming(area, moment, limit=4)
    if change := events.changes_at(coming, moment):
        changes_at(request, change)
    return {
        "events": [events.line(area, event, moment) for event in coming],
        "call": _call(area, moment),
        "decisions": [_decision(area, row) for row in _decisions(area, moment)],
        "projects": [_project(area, row) for row in _projects(area)],
        "news": shown(public_news(area)[:2], get_language()),
        "outline": geometry.svg_path(area.outline, *MAP)[0] if area.outline else "",
    }


def _call(area: Area, moment: dt.datetime) -> dict[str, Any]:
    """The call band: an open call, else that ideas are welcome at any time; what is left in the pot of this year."""
    call, today = open_call(area), dates.local(moment).date()
    year = with_totals(FundYear.objects.filter(fund__area=area, year=today.year).select_related("available")).first()
    band: dict[str, Any] = {
        "left": year.available.balance if year else None,
        "total": year.total_cents if year else None,
        "title": as_written(call.question) if call else _("Was fehlt Ihnen im Quartier?"),
        "text": as_written(call.lead)
        if call
        else _("Bringen Sie Ihre Idee ein, jederzeit. Sie brauchen dafür keinen Verein."),
        "eyebrow": "",
        "facts": [],
    }
    if call:
        days = (call.closes_on - today).days
        band["eyebrow"] = _("Ideenaufruf bis %(day)s") % {"day": weekday(call.closes_on)}
        left = ngettext("%(n)s Tag", "%(n)s Tage", days) % {"n": days} if days else _("nur noch heute")
        band["facts"] = [{"label": _("noch Zeit"), "value": left}]
    return band


def _decisions(area: Area, moment: dt.datetime) -> list[Decision]:
    """The newest three; a refusal of the last year is among them, as often as there was one (face.md 1.3). One query."""
    rows = Decision.objects.filter(area=area, reversed_by__isnull=True).order_by("-at", "-id")
    year = moment - dt.timedelta(days=365)
    refused = rows.filter(motion__amount_cents__gt=0, at__gte=year).exclude(result=bodies.ACCEPTED)
    wanted = Q(pk__in=rows.values("pk")[:3]) | Q(pk__in=refused.values("pk")[:1])
    found = list(rows.filter(wanted).select_related("motion", "tally", "funding_grant__project"))
    return [*found[:2], *found[-1:]] if len(found) > 3 else found


def _decision(area: Area, row: Decision) -> dict[str, Any]:
    tally = row.tally
    return {
        "cents": row.amount_cents if row.motion.amount_cents else None,
        "amount": row.get_result_display(),
        "knots": _way(row),
        "title": row.motion.title,
        "url": links.to("committees:decision", area=area.slug, year=row.year, number=row.number),
        "text": row.reason,
        "votes": {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain, "recused": tally.recused},
    }


def _way(row: Decision) -> list[Knot]:
    """The small thread of a decision about money: asked, decided, promised, begun, settled."""
    if not row.motion.amount_cents:
        return []
    asked = Knot(_("Antrag"))
    if row.result != bodies.ACCEPTED:
        return [asked, Knot(_("Nicht gefördert"), state="ended")]
    grant = getattr(row, "funding_grant", None)
    begun = grant is not None and grant.project.status != projects.PLANNED
    settled = grant is not None and grant.status == funding.SETTLED
    line = [asked, Knot(_("Beschlossen")), Knot(_("Bewilligt"), state="done" if grant else "coming")]
    line += [Knot(_("Läuft"), state="done" if begun else "coming")]
    line += [Knot(_("Abgerechnet"), state="done" if settled else "coming")]
    if not settled:
        [knot for knot in line if knot.state == "done"][-1].state = "now"
    return line


def _projects(area: Area) -> list[Any]:
    """The newest five with what was granted for them."""
    rows = Project.objects.filter(area=area).annotate(cents=Sum("funding_grants__cents"))
    return list(rows.order_by("-id")[:5])


def _project(area: Area, row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "url": links.to("projects:project", area=area.slug, number=row.number),
        "note": row.get_status_display(),
        "cents": row.cents,
    }
