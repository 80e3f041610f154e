"""The account of a budget year (Zwischennachweis) as tagged PDF: sums by the plan, no list of receipts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.funding.exports import paper
from quartier.kit import dates
from quartier.kit.documents import render
from quartier.spending.exports.papers import DOCUMENTS, handed_in_by
from quartier.spending.models import InterimReport
from quartier.spending.queries import YearSums


def with_interim_rows(report_id: int) -> InterimReport | None:
    """An interim report that was handed in, with what its paper names."""
    rows = InterimReport.objects.select_related(
        "grant__ruleset", "grant__fund_year__fund", "grant__application__area__carrier",
        "grant__application__area__office", "grant__application__area__scope", "grant__application__person",
        "grant__application__organisation",
    )  # fmt: skip
    return rows.filter(pk=report_id, submitted_at__isnull=False).first()


def interim_paper(report: InterimReport, sums: YearSums) -> bytes:
    """The interim report with sums by the plan's structure (Nr. 6.3 ANBest-P). Raises ``DocumentError``."""
    with override("de"):
        grant, application = report.grant, report.grant.application
        day = dates.local(report.submitted_at or dates.now()).date().isoformat()
        head, files = paper(application, grant.number, day, application.area.name)
        data: dict[str, Any] = {
            **head, "grantee": application.applicant, "fund": str(grant.fund_year), "year": report.year,
            "project": {
                "title": application.title, "from": grant.starts_on.isoformat(), "to": grant.ends_on.isoformat(),
            },
            "lines": [
                {"label": row.line.title, "target_cents": row.target, "year_cents": row.year, "all_cents": row.all}
                for row in sums.lines
            ],
            "income": [{"label": label, "year_cents": year, "all_cents": every} for label, year, every in sums.income],
            "report": report.report, "name": handed_in_by(report, "interim_submitted"),
        }  # fmt: skip
        values = {"year": report.year, "number": grant.number, "title": application.title}
        title = _("Zwischennachweis %(year)s zu %(number)s: %(title)s") % values
        return render(DOCUMENTS / "interim.typ", data, files=files, title=title)
