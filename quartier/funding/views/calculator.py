"""The calculator: what a grant would come to, and four small questions. Nothing is stored."""

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.funding import queries, rules
from quartier.funding.forms import CasePaper, HalfForm, HoursForm, InventoryForm, OwnShareForm, ProofForm
from quartier.funding.models import READERS, Application, RuleSet
from quartier.funding.rules import Rules, load
from quartier.funding.rules.notices import interim_day, proof_day
from quartier.kit import dates
from quartier.kit.access import signed_in, team_page
from quartier.kit.money import euro

MINUTES = Decimal(60)
QUESTIONS = {"own": OwnShareForm, "half": HalfForm, "things": InventoryForm, "hours": HoursForm, "proof": ProofForm}


@team_page(*READERS)
def team_calculator(request: HttpRequest, area: Area) -> HttpResponse:
    """For the office: all rule sets of ours and of its own."""
    rulesets = RuleSet.objects.filter(Q(scope__isnull=True) | Q(scope=area.scope_id))
    return render(request, "funding/team_calculator.html", _calculated(request, rulesets))


@signed_in
def my_calculator(request: HttpRequest) -> HttpResponse:
    """For whoever applies or settles; first come the rules that hold for their newest application."""
    user: Any = request.user
    newest = Application.objects.own(user).select_related("fund", "grant__ruleset").order_by("-at").first()
    grant = getattr(newest, "grant", None)
    law = grant.ruleset if grant else queries.ruleset_for(newest.fund, dates.today()) if newest else None
    rulesets = RuleSet.objects.filter(Q(scope__isnull=True) | Q(pk=law.pk if law else None))
    first = {"ruleset": law} | ({"type": grant.financing} if grant else {})
    return render(request, "funding/my_calculator.html", _calculated(request, rulesets, first))


def _calculated(request: HttpRequest, rulesets: Any, first: dict[str, Any] | None = None) -> dict[str, Any]:
    rulesets = rulesets.order_by("title", "-valid_from")
    asked = request.POST.get("frage", "")
    counts = request.method == "POST" and not asked
    paper = CasePaper.posted(request.POST, rulesets) if counts else CasePaper.empty(rulesets, first)
    context: dict[str, Any] = {"paper": paper, "checked": False} | _questions(request, asked, rulesets)
    if counts and request.POST.get("do", "").startswith("more_"):
        return context
    if counts and paper.is_valid():
        outcome = rules.settle(paper.rules, paper.case)
        spoken = [rules.spoken(note) for note in outcome.notes]
        context |= {"outcome": outcome, "sums": rules.sums(outcome), "findings": spoken, "rules": paper.rules}
    return context | {"checked": counts}


def _questions(request: HttpRequest, asked: str, rulesets: Any) -> dict[str, Any]:
    """The forms of the small questions, and the answer to the one that was asked, by the newest rules chosen."""
    forms = {name: form(request.POST if name == asked else None, prefix=name) for name, form in QUESTIONS.items()}
    reply = ""
    if asked in forms and forms[asked].is_valid():
        reply = ANSWERS[asked](forms[asked].cleaned_data, list(rulesets))
    return {"questions": [(name, form, TITLES[name], reply if name == asked else "") for name, form in forms.items()]}


def _own(data: dict[str, Any], _rulesets: list[RuleSet]) -> str:
    own = rules.own_share(data["rate"], data["base"], grant=data["grant"])
    return _("%(own)s eigenes Geld gehören dazu, zusammen %(total)s.") % {
        "own": euro(own), "total": euro(own + data["grant"]),
    }  # fmt: skip


def _half(data: dict[str, Any], _rulesets: list[RuleSet]) -> str:
    public = rules.public_part(data["rate"], costs=data["costs"])
    return _("Höchstens %(public)s öffentlich, mindestens %(rest)s von anderen.") % {
        "public": euro(public), "rest": euro(data["costs"] - public),
    }  # fmt: skip


def _things(data: dict[str, Any], rulesets: list[RuleSet]) -> str:
    words = {True: _("ja"), False: _("nein")}
    found = [
        f"{row.title}: {words[listed]}"
        for row, law in _newest(rulesets)
        if (listed := rules.belongs_to_inventory(law, net=data["net"], pieces=data["pieces"])) is not None
    ]
    return (
        _("Ins Inventar? %(found)s.") % {"found": "; ".join(found)}
        if found
        else _("Keine Regel nennt dafür eine Grenze.")
    )


def _hours(data: dict[str, Any], rulesets: list[RuleSet]) -> str:
    found = [
        _("%(name)s: %(counts)s von %(worth)s")
        % {"name": row.title, "counts": euro(one.counts), "worth": euro(one.worth)}
        for row, law in _newest(rulesets)
        if (one := rules.volunteer_hours(law, minutes=data["hours"] * MINUTES, eligible=data["eligible"]))
    ]
    return "; ".join(found) or _(
        "Kein Regelwerk nennt, was eine Stunde zählt. Ihr Büro kann das in einem eigenen Regelwerk festhalten."
    )


def _proof(data: dict[str, Any], rulesets: list[RuleSet]) -> str:
    ends_on, fulfilled_on = data["ends_on"], data["fulfilled_on"]
    found = []
    for row, law in _newest(rulesets):
        interim = interim_day(law, ends_on.year, land=data["land"]) if fulfilled_on is None else None
        proof = proof_day(law, ends_on, fulfilled_on, land=data["land"])
        said = [_("Zwischennachweis bis %(day)s") % {"day": dates.figures(interim)}] if interim else []
        said += [_("Abrechnung bis %(day)s") % {"day": dates.figures(proof.day)}] if proof else []
        found += [f"{row.title}: {', '.join(said)}"] if said else []
    return "; ".join(found) or _("Kein Regelwerk nennt dafür eine Frist.")


def _newest(rulesets: list[RuleSet]) -> list[tuple[RuleSet, Rules]]:
    """The version of each rule set that is in force today; the newest, where none is yet."""
    today = dates.today()
    seen = {row.key: row for row in sorted(rulesets, key=lambda row: (row.valid_from <= today, row.valid_from))}
    return [(row, load(row.text)) for row in sorted(seen.values(), key=lambda row: row.title)]


ANSWERS = {"own": _own, "half": _half, "things": _things, "hours": _hours, "proof": _proof}
TITLES = {
    "own": gettext_lazy("Wie viel eigenes Geld gehört dazu?"), "half": gettext_lazy("Wie viel darf öffentliches Geld sein?"),
    "things": gettext_lazy("Gehört es ins Inventar?"), "hours": gettext_lazy("Was zählen die Stunden?"),
    "proof": gettext_lazy("Bis wann wird abgerechnet?"),
}  # fmt: skip
