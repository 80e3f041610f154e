"""What every page of an import does, whatever is imported: take a file, show, carry out, take back, throw away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.columns import IGNORE, MissingColumn
from quartier.kit.errors import Conflict, Refused
from quartier.kit.forms import HouseForm
from quartier.kit.importer import Target

LINES = 200  # sentences about single rows on one page


@dataclass(frozen=True)
class ImportDesk:
    """An app's imports in the browser. ``home`` and ``page``: names of its two pages, of all imports and of one.

    ``history``: the verbs of imports (``draft_import`` and the others), and ``rows``: the model of its drafts and reports.
    ``plan``: the draft as the app's reader, which has ``look`` (what the file is, at a glance) and ``preview``; ``target``:
    how its rows are written; ``nothing`` and ``dropped``: what is said where there was nothing to do, and when a draft is
    thrown away.
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

    def hand_in(
        self, request: HttpRequest, area: Any, form: HouseForm, plan: Callable[[dict[str, Any]], Any], template: str
    ) -> HttpResponse:
        """Take a file and keep it for its preview; beside the field, why it cannot be read. ``plan``: what the form says, as a reader."""
        if request.method == "POST" and form.is_valid():
            reader = plan(form.cleaned_data)
            try:
                reader.look()
            except Refused as refused:
                form.refuse(refused, "file")
            else:
                run = self.history.draft_import(
                    scope=area.scope, kind=self.kind, name=reader.name, content=reader.content, options=reader.options(),
                    by=request.user,
                )  # fmt: skip
                return self.to(area, run.pk)
        return render(request, template, {"form": form, "runs": self.runs(area)})

    def report(self, request: HttpRequest, run: Any, template: str, **more: Any) -> HttpResponse:
        """What a list that was carried out has brought."""
        return render(request, template, {"run": run, "problems": run.totals.get("problems", [])[:LINES], **more})

    def lost(self, request: HttpRequest, area: Any, refused: Refused) -> HttpResponse:
        """Cannot happen to a file that was read once, unless the reader became stricter: to all imports."""
        messages.error(request, refused.message)
        return redirect(links.to(self.home, area=area.slug))

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

    def acts(self) -> list[Callable[..., HttpResponseBase]]:
        """The pages that carry out, take back and throw away: for the office, by POST alone."""
        return [team_page(MANAGER)(require_POST(act)) for act in (self.carry_out, self.take_back, self.drop)]


def shown(preview: Any) -> dict[str, Any]:
    """What a page shows of a preview, however many rows there are."""
    count = len(preview.new) + len(preview.changed)
    return {"preview": preview, "refused": preview.refused[:LINES], "notes": preview.notes[:LINES], "count": count}


def understood(plan: Any, headers: Sequence[str], samples: Mapping[str, list[str]], missing: Any) -> dict[str, Any]:
    """The preview of a table and its columns with what each is read as (kit/parts/columns.html); where there is none, in
    ``wrong``, why: ``missing`` where a column is still to be named."""
    context: dict[str, Any] = {}
    picked = {header: field for header, field in plan.given.items() if field}
    try:
        preview = plan.preview()
    except MissingColumn:
        context["wrong"] = missing
    except Refused as refused:
        context["wrong"] = refused.message
    else:
        picked = preview.picked
        context |= shown(preview)
    context["columns"] = [
        (number, header, samples.get(header, []), picked.get(header, "")) for number, header in enumerate(headers)
    ]
    return context


def chosen_columns(headers: Sequence[str], data: Any) -> dict[str, str]:
    """Header → field of the selects ``spalte-0``, ``spalte-1`` …; what is not said is not read."""
    return {header: data.get(f"spalte-{number}", "") or IGNORE for number, header in enumerate(headers)}
