"""All applications of a session on paper, one page each, for those who decide. No account, no phone."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.areas.exports import letterhead
from quartier.committees.models import Meeting
from quartier.funding import states
from quartier.funding.exports.letters import DOCUMENTS
from quartier.funding.queries import Overview, on_agenda, overview
from quartier.funding.rules.findings import INFO
from quartier.kit import dates
from quartier.kit.documents import render


def session_overview(meeting: Meeting) -> bytes:
    """The overview of a session as a tagged PDF, in German. Raises ``DocumentError``."""
    with override(settings.LANGUAGE_CODE):
        head, files = letterhead(meeting.committee.area)
        pages = [page for page in map(overview, on_agenda(meeting)) if page is not None]
        day = dates.local(meeting.starts_at).date()
        title = _("Anträge der Sitzung am %(day)s") % {"day": dates.figures(day)}
        data = {
            **head, "reference": meeting.committee.name, "date": dates.today().isoformat(), "meeting": day.isoformat(),
            "place": meeting.place, "applications": [_page(page) for page in pages],
        }  # fmt: skip
        return render(DOCUMENTS / "session_overview.typ", data, files=files, title=title, lang="de")


def _page(page: Overview) -> dict[str, Any]:
    row, asked = page.application, page.asked
    before = [f"{grant.number}: {grant.project.title}" for grant in page.earlier.grants]
    return {
        "number": row.number, "title": row.title, "applicant": row.applicant, "summary": row.summary,
        "benefit": row.benefit or None, "volunteers": row.volunteers or None, "goals": row.goals or None,
        "target_group": row.target_group or None, "partners": row.partners or None, "place": row.place or None,
        "from": row.starts_on.isoformat() if row.starts_on else None,
        "to": row.ends_on.isoformat() if row.ends_on else None,
        "requested": asked.requested, "asked": asked.asked,
        "left": page.left, "after": page.after,
        "lines": [
            {"label": line.title, "cents": line.cents, "notes": [f"{one.title}. {one.text}" for one in found]}
            for line, found in page.lines
        ],
        "flat": asked.flat,
        "means": [
            {"label": one.title or one.get_kind_display(), "cents": one.cents}
            for one in row.finance_lines.all()
            if one.kind not in states.NOT_CASH
        ],
        "findings": [f"{one.title}. {one.text}" for one in page.findings if one.kind != INFO],
        "earlier": [{"label": label, "cents": grant.cents} for label, grant in zip(before, page.earlier.grants, strict=True)],
        "cases": page.earlier.cases_cents, "case_count": len(page.earlier.cases), "rules": page.rules.name,
    }  # fmt: skip
