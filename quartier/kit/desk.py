"""What every page of an import does, whatever is imported: keep the file, carry out, take back, throw away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from quartier.kit import links
from quartier.kit.errors import Conflict, Refused
from quartier.kit.importer import Target

LINES = 200  # sentences about single rows on one page


@dataclass(frozen=True)
class ImportDesk:
    """An app's imports in the browser. ``home`` and ``page``: names of its two pages, of all imports and of one.

    ``history``: the verbs of imports (``draft_import`` and the others), and ``rows``: the model of its drafts and reports.
    ``plan``: the draft as the app's reader, which has ``preview``; ``target``: how its rows are written; ``nothing`` and
    ``dropped``: what is said where there was nothing to do, and when a draft is thrown away.
    """

    history: Any
    rows: Any
    kind: str  # app_label.model of what is imported
    home: str
    page: str
    plan: Callable[[Any, Any], Any]
    target: Callable[[Any], Target]
    nothing: Any
    dropped: Any

    def runs(self, area: Any) -> QuerySet[Any]:
        """The newest imports of the quarter, without their files."""
        rows = self.rows.objects.filter(scope=area.scope, kind=self.kind).defer("content").select_related("by")
        return rows.order_by("-at")[:20]

    def run(self, area: Any, pk: int) -> Any:
        """One import of the quarter, or 404."""
        return get_object_or_404(self.rows, pk=pk, scope=area.scope, kind=self.kind)

    def keep(self, request: HttpRequest, area: Any, plan: Any) -> HttpResponse:
        """Keep a file for its preview and go there."""
        run = self.history.draft_import(
            scope=area.scope, kind=self.kind, name=plan.name, content=plan.content, options=plan.options(),
            by=request.user,
        )  # fmt: skip
        return self.to(area, run.pk)

    def to(self, area: Any, pk: int) -> HttpResponse:
        return redirect(links.to(self.page, area=area.slug, pk=pk))

    def carry_out(self, request: HttpRequest, area: Any, pk: int) -> HttpResponse:
        """Write what the preview showed (``shown`` in the form). A second click finds it done."""
        run = self.run(area, pk)
        try:
            report = self.history.carry_out(
                scope=area.scope, read=self.plan(run, area).preview, target=self.target(area), by=request.user, run=run,
                shown=request.POST.get("shown", ""),
            )  # fmt: skip
        except Conflict as conflict:
            messages.warning(request, conflict.message)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            if report.run is None:
                messages.info(request, self.nothing)
        return self.to(area, pk)

    def take_back(self, request: HttpRequest, area: Any, pk: int) -> HttpResponse:
        """Undo the whole import; its report says what stays and why."""
        try:
            self.history.take_back(run=self.run(area, pk), target=self.target(area), by=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
        return self.to(area, pk)

    def drop(self, request: HttpRequest, area: Any, pk: int) -> HttpResponse:
        """Throw a draft away."""
        try:
            self.history.drop_import(run=self.run(area, pk))
            messages.success(request, self.dropped)
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect(links.to(self.home, area=area.slug))
