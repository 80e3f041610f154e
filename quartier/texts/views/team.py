from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Conflict, Refused
from quartier.texts import actions, queries, rules, states
from quartier.texts.forms import CheckedForm, ReaderForm, VersionForm
from quartier.texts.models import Text


@team_page(MANAGER)
def overview(request: HttpRequest, area: Any) -> HttpResponse:
    """What readers see now or soon, and which versions it lacks; the soonest first."""
    every, codes = queries.lines(area), queries.wanted(queries.languages(area))
    asked = request.GET.get("sprache", "")
    asked = asked if asked in codes else ""
    chips = [{"label": _("Alle Sprachen"), "url": request.path, "current": not asked, "count": None}]
    for code in codes:
        count = sum(line.lacks(code) for line in every)
        chip = {"label": rules.name(code), "lang": rules.tag(code), "dir": rules.direction(code)}
        chips.append(chip | {"url": f"?sprache={code}", "current": code == asked, "count": count})
    lines = [line for line in every if (line.lacks(asked) if asked else line.open)]
    context = {
        "dated": [line for line in lines if line.day],
        "standing": [line for line in lines if not line.day],
        "chips": chips,
        "complete": sum(not line.open for line in every),
    }
    return render(request, "texts/team_overview.html", context)


@dataclass(frozen=True)
class Desk:
    """The version somebody works at: of which row, in which language, and what is written so far."""

    area: Any
    source: queries.Source
    kind: str
    row: Any
    language: str
    text: Text | None

    @property
    def easy(self) -> bool:
        return self.language == rules.EASY

    def form(self, posted: Any = None) -> VersionForm:
        text = self.text
        written = text.fields if text else {}
        initial = written | {"seen": text.stamp if text else "", "machine": bool(text and text.machine)}
        return VersionForm(posted, initial=initial, row=self.row, language=self.language)


@team_page(MANAGER)
def write(request: HttpRequest, area: Any, kind: str, row: int, language: str) -> HttpResponse:
    """One version of one row: the original beside it, findings for Leichte Sprache, and what may be done with it."""
    source, found = _found(area, kind, row, language)
    text = Text.objects.visible_to(request.user).filter(kind=kind, row=row, language=language).first()
    desk = Desk(area, source, kind, found, language, text)
    act = VERBS.get(request.POST.get("verb", ""))
    return act(request, desk) if act else _shown(request, desk, desk.form())


@team_page(MANAGER)
@require_POST
def check(request: HttpRequest, area: Any, kind: str, row: int) -> HttpResponse:
    """The findings alone, for the page to show while somebody types."""
    _source, found = _found(area, kind, row, rules.EASY)
    form = VersionForm(request.POST, row=found, language=rules.EASY)
    return render(request, "texts/findings.html", {"findings": _findings(form), "asked": True})


def _found(area: Any, kind: str, pk: int, language: str) -> tuple[queries.Source, Any]:
    source = queries.REGISTRY.get(kind)
    if source is None or language == rules.original() or not rules.is_known(language):
        raise Http404
    return source, get_object_or_404(source.rows(area), pk=pk)


def _findings(form: VersionForm) -> list[dict[str, Any]]:
    """Of every field its label and what the check found."""
    checked = [(name, rules.check(str(form[name].value() or ""))) for name in form.names]
    return [{"label": form[name].label, "rows": rows, "anchor": form[name].auto_id} for name, rows in checked if rows]


def _shown(
    request: HttpRequest, desk: Desk, form: VersionForm, *, asked: bool = False, other: Text | None = None,
    reader: ReaderForm | None = None, checked: CheckedForm | None = None,
) -> HttpResponse:  # fmt: skip
    text, row = desk.text, desk.row
    fields = [
        {
            "field": form[name],
            "original": getattr(row, name),
            "other": other.fields.get(name, "") if other else "",
        }
        for name in form.names
    ]
    context = {
        "desk": desk, "form": form, "fields": fields, "other": other, "asked": asked, "text": text, "row": row,
        "language_name": rules.name(desk.language), "tag": rules.tag(desk.language), "dir": rules.direction(desk.language),
        "heading": getattr(row, row.TEXTS[0]), "office_url": desk.source.office(desk.area, row),
        "public_url": _public_url(desk), "outdated": text is not None and text.original != queries.digest(row),
        "published": text is not None and text.status == states.PUBLISHED,
        "findings": _findings(form) if desk.easy else [],
        "reader": reader or ReaderForm(), "checked": checked or CheckedForm(),
    }  # fmt: skip
    return render(request, "texts/team_write.html", context)


def _public_url(desk: Desk) -> str:
    address = desk.source.address(desk.area, desk.row)
    if not address or desk.text is None or desk.text.status != states.PUBLISHED:
        return ""
    if rules.has_interface(desk.language):
        return links.in_language(address, desk.language)
    return f"{links.in_language(address, rules.original())}{desk.language}/"


# What the buttons do ----------------------------------------------------------------------------------------------
def _check(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _shown(request, desk, desk.form(request.POST), asked=True)


def _save(request: HttpRequest, desk: Desk, *, publish: bool = False) -> HttpResponse:
    form = desk.form(request.POST)
    if not form.is_valid():
        return _shown(request, desk, form)
    data = form.cleaned_data
    try:
        text = actions.write(
            row=desk.row, scope=desk.area.scope_id, language=desk.language, fields=form.texts(),
            machine=data["machine"], seen=data["seen"], by=request.user,
        )  # fmt: skip
    except Conflict as conflict:
        return _both(request, desk, conflict)
    except Refused as refused:
        form.refuse(refused)
        return _shown(request, desk, form)
    if publish:
        return _publish(request, desk, text)
    if text.status == states.PUBLISHED:
        return _done(request, desk, _("Gespeichert. Die öffentliche Seite zeigt den neuen Text."))
    return _done(request, desk, _("Der Entwurf ist gespeichert. Außer dem Team sieht ihn noch niemand."))


def _both(request: HttpRequest, desk: Desk, conflict: Conflict) -> HttpResponse:
    """What was typed, with what stands there now beside it; saved once more, it takes that one's place."""
    posted = request.POST.copy()
    posted["seen"] = desk.text.stamp if desk.text else ""
    form = desk.form(posted)
    form.refuse(conflict)
    return _shown(request, desk, form, other=desk.text)


def _publish(request: HttpRequest, desk: Desk, text: Text) -> HttpResponse:
    try:
        actions.publish(text=text, row=desk.row, by=request.user)
    except Refused as refused:
        messages.error(request, _("Als Entwurf gespeichert. %(why)s") % {"why": refused.message})
        return _again(desk)
    return _done(request, desk, _("Veröffentlicht. Wer diese Sprache liest, bekommt jetzt diese Fassung."))


def _take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    try:
        actions.take_back(text=_written(desk), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return _again(desk)
    return _done(request, desk, _("Zurückgezogen. Die Seite zeigt wieder den deutschen Text."))


def _read(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = ReaderForm(request.POST)
    if form.is_valid():
        try:
            actions.mark_read(text=_written(desk), by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "reader")
        else:
            return _done(request, desk, _("Eingetragen, wer gelesen hat."))
    return _shown(request, desk, desk.form(), reader=form)


def _checked(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = CheckedForm(request.POST)
    if form.is_valid():
        try:
            actions.mark_checked(text=_written(desk), by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "on")
        else:
            return _done(request, desk, _("Eingetragen. Der Text heißt jetzt geprüft."))
    return _shown(request, desk, desk.form(), checked=form)


def _written(desk: Desk) -> Text:
    if desk.text is None:
        raise Http404
    return desk.text


def _done(request: HttpRequest, desk: Desk, message: str) -> HttpResponse:
    messages.success(request, message)
    return _again(desk)


def _again(desk: Desk) -> HttpResponse:
    where = {"area": desk.area.slug, "kind": desk.kind, "row": desk.row.pk, "language": desk.language}
    return redirect(links.to("texts:write", **where))


Act = Callable[[HttpRequest, Desk], HttpResponse]
VERBS: dict[str, Act] = {
    "check": _check, "save": _save, "publish": lambda request, desk: _save(request, desk, publish=True),
    "take_back": _take_back, "read": _read, "checked": _checked,
}  # fmt: skip
