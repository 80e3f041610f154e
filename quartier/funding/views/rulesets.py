"""Rule sets of the office: ours and its own, a copy as a draft, what differs, in force from a day on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.funding import actions, queries, rules
from quartier.funding.forms import CopyForm, ForceForm, RulesetUploadForm, TextForm, ValueForm
from quartier.funding.models import READERS, InForce, RuleDraft, RuleSet
from quartier.funding.queries.touched import must_be_free, must_begin
from quartier.funding.rules import labels, parameters
from quartier.funding.views.team import is_manager, only_managers
from quartier.history.queries import of_row
from quartier.kit import dates, links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Conflict, Refused


@team_page(*READERS)
def rulesets(request: HttpRequest, area: Area) -> HttpResponse:
    """All rule sets the quarter can name: what is open in each, where it is in force; its drafts; a file as a draft."""
    form = RulesetUploadForm(request.POST or None, request.FILES or None, area=area)
    if request.method == "POST":
        only_managers(request, area)
        if form.is_valid():
            data = form.cleaned_data
            try:
                draft = actions.begin_draft(area=area, copy_of=data["copy_of"], text=data["file"], by=_who(request))
            except Refused as refused:
                form.refuse(refused, "file")
            else:
                messages.success(request, _("Die Datei ist als Entwurf da. In Kraft ist sie noch nicht."))
                return redirect(_draft_url(draft))
    rows = [
        {"row": row, "rules": law, "open": len(rules.unsettled(law)), "own": row.scope_id is not None}
        for row, law in ((row, rules.load(row.text)) for row in queries.rulesets_of(area))
    ]
    in_force = InForce.objects.filter(fund__area=area).select_related("fund", "ruleset").order_by("-valid_from")
    manages = is_manager(request, area)
    drafts = RuleDraft.objects.filter(area=area).select_related("copy_of", "by").order_by("-at") if manages else []
    context = {"rows": rows, "in_force": in_force, "drafts": drafts, "form": form, "manages": manages}
    return render(request, "funding/team_rulesets.html", context)


def _who(request: HttpRequest) -> Any:
    return request.user


def _draft_url(draft: RuleDraft) -> str:
    return links.to("funding:team_rule_draft", area=draft.area.slug, pk=draft.pk)


def _ruleset(area: Area, pk: int) -> RuleSet:
    return get_object_or_404(queries.rulesets_of(area), pk=pk)


@team_page(*READERS)
def ruleset(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """One rule set: every value with its source, what is open, how it differs from another; copy it, put it in force."""
    row = _ruleset(area, pk)
    copies = request.POST.get("do") == "copy"
    copy = CopyForm(request.POST if copies else None, initial={"title": row.title})
    form = ForceForm(
        None if copies else request.POST or None, area=area, initial={"valid_from": max(dates.today(), row.valid_from)}
    )
    if request.method == "POST":
        only_managers(request, area)
        if copy.is_valid():
            draft = actions.begin_draft(area=area, copy_of=row, by=_who(request), **copy.cleaned_data)
            messages.success(request, _("Die Kopie ist da. Ändern Sie, was bei Ihnen anders ist."))
            return redirect(_draft_url(draft))
        if form.is_valid():
            try:
                if not request.POST.get("seen"):
                    must_begin(ruleset=row, **form.cleaned_data)
                    return _looked_at(request, form, row.text)
                made = actions.put_in_force(
                    ruleset=row, by=_who(request), seen=request.POST["seen"], **form.cleaned_data
                )
            except Conflict as conflict:
                return _looked_at(request, form, row.text, conflict)
            except Refused as refused:
                form.refuse(refused, "valid_from")
            else:
                return _now_in_force(request, made)
    return render(request, "funding/team_ruleset.html", _shown(request, area, row) | {"force": form, "copy": copy})


def _shown(request: HttpRequest, area: Area, row: RuleSet) -> dict[str, Any]:
    others = [one for one in queries.rulesets_of(area) if one.pk != row.pk]
    chosen = request.GET.get("gegen", "")
    other = next((one for one in others if str(one.pk) == chosen), row.copy_of)
    law = rules.load(row.text)
    return {
        "row": row, "rules": law, "groups": _groups(law), "open": rules.unsettled(law), "others": others, "other": other,
        "changes": rules.differences(rules.load(other.text), law) if other else [], "manages": is_manager(request, area),
        "in_force": row.in_force.filter(fund__area=area).select_related("fund").order_by("-valid_from"),
    }  # fmt: skip


def _looked_at(request: HttpRequest, form: ForceForm, text: str, failed: Conflict | None = None) -> HttpResponse:
    """What it touches to put the rules in force, and the button that does it."""
    data = form.cleaned_data
    touched = queries.touched(data["fund"], text, data["valid_from"], request.user)
    context = {"touched": touched, "rules": rules.load(text), "failed": failed, "back": request.path}
    return render(request, "funding/team_rules_preview.html", context, status=409 if failed else 200)


def _now_in_force(request: HttpRequest, made: InForce) -> HttpResponse:
    day = dates.figures(made.valid_from)
    said = _("Ab dem %(day)s nennen neue Bescheide dieses Regelwerk. Frühere Bescheide behalten ihres.")
    messages.success(request, said % {"day": day})
    return redirect(links.to("funding:team_ruleset", area=made.fund.area.slug, pk=made.ruleset_id))


def _groups(law: Any) -> list[tuple[str, list[Any]]]:
    """The values a rule set names, under the headings of the work."""
    known = {row.name: row for row in rules.listed(law)}
    groups = [(str(title), [known[name] for name in names if name in known]) for title, names in labels.GROUPS]
    return [(title, rows) for title, rows in groups if rows]


@team_page(*READERS)
def download(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The rule set as the TOML file it is."""
    row = _ruleset(area, pk)
    response = HttpResponse(row.text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.key}-{row.version}.toml"'
    return response


# Drafts -----------------------------------------------------------------------------------------------------------
def _draft(area: Area, pk: int) -> RuleDraft:
    rows = RuleDraft.objects.filter(area=area).select_related("copy_of", "area__scope", "by")
    return get_object_or_404(rows, pk=pk)


@team_page(MANAGER)
def draft(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """A draft: its values, what differs from its origin, the text with what is wrong beside it; put it in force."""
    do = request.POST.get("do", "")
    if do in ("force", "drop") and not RuleDraft.objects.filter(area=area, pk=pk).exists():
        return _gone(request, area, pk)
    row = _draft(area, pk)
    text = TextForm(request.POST if do == "text" else None, initial={"text": row.text, "read_text": row.text})
    force = ForceForm(request.POST if do == "force" else None, area=area, initial={"valid_from": dates.today()})
    if do == "drop":
        actions.drop_draft(draft=row, by=_who(request))
        messages.success(request, _("Der Entwurf ist weg."))
        return redirect(links.to("funding:team_rulesets", area=area.slug))
    if do == "text" and text.is_valid():
        try:
            actions.write_draft(draft=row, by=_who(request), **text.cleaned_data)
        except Refused as refused:
            text.refuse(refused, "text")
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(_draft_url(row))
    if do == "force" and force.is_valid():
        try:
            if request.POST.get("seen"):
                seen = request.POST["seen"]
                return _now_in_force(
                    request, actions.enact(draft=row, by=_who(request), seen=seen, **force.cleaned_data)
                )
            rules.read(row.text, _("Entwurf"))
            must_be_free(force.cleaned_data["fund"], force.cleaned_data["valid_from"])
            return _looked_at(request, force, row.text)
        except Conflict as conflict:
            row.refresh_from_db(fields=["text"])
            return _looked_at(request, force, row.text, conflict)
        except Refused as refused:
            force.refuse(refused, "valid_from")
    return render(request, "funding/team_rule_draft.html", _written(row) | {"text": text, "force": force})


def _gone(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """A second click, after the first one put it in force or threw it away; 404 where there never was one here."""
    if not of_row("funding.ruledraft", pk).filter(scope=area.scope_id).exists():
        raise Http404
    messages.info(request, _("Diesen Entwurf gibt es nicht mehr: Er ist in Kraft gesetzt oder weggeworfen."))
    return redirect(links.to("funding:team_rulesets", area=area.slug))


def _written(row: RuleDraft) -> dict[str, Any]:
    found, wrong = rules.attempt(row.text, _("Entwurf"))
    values = {name: rules.row(name, value) for name, value in found.items() if name in labels.LABELS}
    groups = [
        (str(title), [(name, str(label), values.get(name)) for name, label in names.items()])
        for title, names in labels.GROUPS
    ]
    context = {"draft": row, "wrong": wrong, "groups": groups, "lines": _beside(row.text, wrong)}
    if not wrong:
        law = rules.load(row.text)
        context |= {"rules": law, "changes": rules.differences(rules.load(row.copy_of.text), law)}
    return context


def _beside(text: str, wrong: list[rules.Wrong]) -> list[tuple[int, str, list[str]]]:
    """The lines that are wrong, with their number and what is wrong with them."""
    lines = text.splitlines() or [""]
    told: dict[int, list[str]] = {}
    for one in wrong:
        told.setdefault(min(max(one.line, 1), len(lines)), []).append(one.sentence)
    return [(number, lines[number - 1], sentences) for number, sentences in sorted(told.items())]


@team_page(MANAGER)
def value(request: HttpRequest, area: Area, pk: int, parameter: str) -> HttpResponse:
    """One parameter of a draft: value, source, confirmed; or out of the rules."""
    row = _draft(area, pk)
    if parameter not in parameters.READERS:
        raise Http404
    found, _wrong = rules.attempt(row.text)
    form = ValueForm(request.POST or None, name=parameter, kept=found.get(parameter))
    drops = request.POST.get("do") == "drop"
    if request.method == "POST" and (drops or form.is_valid()):
        try:
            actions.put_value(draft=row, name=parameter, value=None if drops else form.parameter, by=_who(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("„%(what)s“ ist gespeichert.") % {"what": labels.LABELS[parameter]})
            return redirect(f"{_draft_url(row)}#{parameter}")
    there = parameter in found and parameter not in parameters.REQUIRED
    original = getattr(rules.load(row.copy_of.text), parameter)
    before = rules.row(parameter, original) if original else None
    context = {"draft": row, "form": form, "called": labels.LABELS[parameter], "there": there, "before": before}
    return render(request, "funding/team_rule_value.html", context)
