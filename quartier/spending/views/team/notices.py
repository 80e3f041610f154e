"""A notice is amended or revoked, with a look at what it comes to before; the letters of both."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files.exports import answer
from quartier.funding import actions as actions_of_funding
from quartier.funding.models import Amendment, ChangeRequest, Grant, NoticePaper
from quartier.funding.queries import PlanLine, means_of, plan_of, purpose_of
from quartier.funding.rules import flat, load, new_purpose
from quartier.funding.rules.notices import Means, notice_findings, proof_day
from quartier.kit import links
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import actions, forms, queries, rules, tasks
from quartier.spending.models import Revocation, RevocationPaper
from quartier.spending.views.team.grants import back, done, granted


@team_page(MANAGER)
def amend(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Amend a notice: type what shall hold, look at both plans, then issue it; ``?wunsch=3``: as the grantee wishes."""
    grant = granted(request, area, pk)
    plan = plan_of(grant)
    paper = forms.AmendPaper(grant, plan, purpose_of(grant), request.POST or None, wish=_wish(request, grant))
    shown: dict[str, Any] = {}
    if request.method == "POST" and paper.is_valid():
        if request.POST.get("do") != "issue":
            shown = _amended(grant, plan, paper)
        else:
            try:
                made = actions.amend_grant(grant=grant, by=request.user, **paper.facts)
            except Refused as refused:
                paper.form.refuse(refused)
            else:
                sentence = _("Der Bescheid ist geändert, höchstens %(sum)s. Der Brief wird gleich erstellt.")
                return done(request, grant, sentence % {"sum": euro(made.new_cents)}, "aenderungen")
    failed = any(form.errors for form in (paper.form, *paper.forms) if form.is_bound)
    waits = None if paper.wish else grant.change_requests.unanswered().first()
    context = {"grant": grant, "application": grant.application, "paper": paper, "waits": waits, **shown}
    return render(request, "spending/team_amend.html", context, status=422 if failed else 200)


def _wish(request: HttpRequest, grant: Grant) -> ChangeRequest | None:
    """The wish named in the address, while it waits or when this very form answers it."""
    number = request.GET.get("wunsch", "")
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    rows = grant.change_requests.all() if request.method == "POST" else grant.change_requests.unanswered()
    return get_object_or_404(rows, pk=number)


def _amended(grant: Grant, plan: list[PlanLine], paper: forms.AmendPaper) -> dict[str, Any]:
    """What the amendment would come to: both plans, sums, what the office should see."""
    known, facts = load(grant.ruleset.text), paper.facts
    before = {row.line.pk: row for row in plan}
    rows = [
        (before[t.line].line.title if t.line else t.title, before[t.line].cents if t.line else 0, t.cents, t.consented)
        for t in facts["lines"]
    ]
    total = sum(row[2] for row in rows)
    own, work, others = means_of(grant.application)
    means = Means(total=total + flat(known, total), own=own, work=work, others=others)
    due = facts["proof_due_on"] or grant.proof_due_on
    if not facts["proof_due_on"] and facts["ends_on"] != grant.ends_on:
        due = getattr(proof_day(known, facts["ends_on"], land=grant.application.area.land), "day", due)
    difference = facts["cents"] - grant.cents
    return {
        "preview": [(title, old, new, new - old, consented) for title, old, new, consented in rows],
        "old_total": sum(row[1] for row in rows), "new_total": total, "new_cents": facts["cents"],
        "new_purpose": new_purpose(facts["purpose"], purpose_of(grant)),
        "new_end": facts["ends_on"], "new_due": due, "difference": difference,
        "left": grant.fund_year.available.balance - difference,
        "findings": notice_findings(known, facts["cents"], means),
    }  # fmt: skip


@team_page(MANAGER)
def revoke(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Revoke a notice: reason, ground, what stays; a look at the sums, then the act."""
    grant = granted(request, area, pk)
    books = queries.books(grant)
    paid = grant.paid.balance
    form = forms.RevokeForm(request.POST or None, initial={"kept_cents": min(paid, books.accepted)})
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == "revoke":
                made = actions.revoke(grant=grant, by=request.user, **form.cleaned_data)
                sentence = _(
                    "Der Bescheid ist widerrufen, zurückgefordert werden %(sum)s. Der Brief wird gleich erstellt."
                )
                return done(request, grant, sentence % {"sum": euro(made.refund_cents)}, "widerruf")
            shown = _revoked(grant, books, paid, form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "kept_cents" if "Anerkannt bleiben" in refused.message else None)
    context = {
        "grant": grant, "application": grant.application, "books": books, "form": form, "paid": paid,
        "sources": forms.SOURCES, **shown,
    }  # fmt: skip
    return render(request, "spending/team_revoke.html", context, status=422 if form.errors else 200)


def _revoked(grant: Grant, books: queries.Books, paid: int, facts: dict[str, Any]) -> dict[str, Any]:
    """What the revocation would come to. Refused as the act itself would be."""
    kept = facts["kept_cents"]
    rules.must_revoke(grant, queries.waiting_cents(grant), facts["reason"], facts["source"], kept, paid)
    refund = paid - kept
    return {
        "preview": {"kept": kept, "refund": refund, "unpaid": grant.committed.balance},
        "findings": rules.revocation_findings(load(grant.ruleset.text), refund, books.accepted, kept, grant.cents),
    }


@team_page(MANAGER)
def letter_again(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Have the letter of an amendment (``nummer``) or of the revocation made once more."""
    grant = granted(request, area, pk)
    if request.method == "POST":
        number = request.POST.get("nummer", "")
        if number.isdecimal():
            amendment = get_object_or_404(Amendment, grant=grant, number=int(number))
            actions_of_funding.amendment_letter_again(amendment=amendment, by=request.user)
        else:
            revocation = get_object_or_404(Revocation, grant=grant)
            actions.revocation_letter_again(revocation=revocation, by=request.user)
            tasks.make_revocation_letter.enqueue(revocation.pk)
        messages.success(request, _("Der Brief wird noch einmal erstellt."))
    return back(grant, "aenderungen")


def paper_of(grant: Grant, name: str) -> Any:
    """The file of a letter by its name in the address: „aenderung-2“ or „widerruf“. 404 where it is not made yet."""
    if name == "widerruf":
        paper: Any = RevocationPaper.objects.filter(revocation__grant=grant).select_related("file").first()
    else:
        number = int(name.removeprefix("aenderung-"))
        rows = NoticePaper.objects.filter(amendment__grant=grant, amendment__number=number)
        paper = rows.select_related("file").first()
    if paper is None:
        raise Http404
    return answer(paper.file)


@team_page(MANAGER, AUDITOR, FUNDER)
def notice_letter(request: HttpRequest, area: Area, pk: int, letter: str) -> Any:
    """The letter of an amendment or of the revocation as PDF."""
    return paper_of(granted(request, area, pk), letter)


@team_page(MANAGER)
def bank(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The account: old and new masked beside each other to compare, confirmed by a second person, or changed."""
    grant = granted(request, area, pk)
    form = forms.BankForm(request.POST if request.POST.get("do") == "change" else None)
    failed = None
    if request.method == "POST":
        try:
            if said := _bank(request, grant, form):
                messages.success(request, said)
                return redirect(links.to("spending:team_bank", area=area.slug, pk=pk))
        except Refused as refused:
            failed = refused
    books = queries.books(grant)
    context = {
        "grant": grant, "application": grant.application, "books": books, "form": form, "failed": failed,
        "account": getattr(grant.application, "bank_account", None), "last": queries.last_payment(books),
    }  # fmt: skip
    return render(request, "spending/team_bank.html", context, status=422 if failed or form.errors else 200)


def _bank(request: HttpRequest, grant: Grant, form: forms.BankForm) -> str:
    user: Any = request.user
    if request.POST.get("do") == "confirm":
        seen = forms.moment_of(request.POST.get("seen", ""))
        actions_of_funding.confirm_account(application=grant.application, seen=seen, by=user)
        return _("Das Konto ist bestätigt. Auszahlungen dorthin können angewiesen werden.")
    if form.is_valid():
        actions_of_funding.set_bank_account(application=grant.application, by=user, **form.cleaned_data)
        return _("Das Konto ist eingetragen. Bestätigen muss es jemand anderes aus dem Team.")
    return ""
