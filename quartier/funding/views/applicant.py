"""The pages of those who ask for money: their applications, one application, writing it, the notice."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.areas.queries import find_area
from quartier.files.exports import answer
from quartier.funding import actions, exports, panels, queries, states
from quartier.funding.forms import AnswerForm, StartForm, WithdrawForm
from quartier.funding.models import Application, Fund
from quartier.funding.views import findings_of, keep_page, number_in, rejection_letter, write_page
from quartier.history.queries import story
from quartier.kit import links
from quartier.kit import panels as kit_panels
from quartier.kit.access import signed_in
from quartier.kit.errors import Refused
from quartier.network import actions as network
from quartier.network.models import Person
from quartier.participation.models import Idea


@signed_in
def applications(request: HttpRequest) -> HttpResponse:
    """„Meine Anträge“: what I asked for and where it stands."""
    mine = queries.listed(Application.objects.own(request.user)).select_related("area").order_by("-at")[:100]
    rows = [(row, sum_, panels.next_for_applicant(row)) for row, sum_ in queries.with_requests(mine)]
    return render(request, "funding/my_applications.html", {"rows": rows})


@signed_in
def start(request: HttpRequest, area: str) -> HttpResponse:
    """Begin an application, from the own idea (``?idee=3``) or without one."""
    quarter = find_area(area)
    if quarter is None or not queries.open_funds(quarter):
        raise Http404
    request.area = quarter  # type: ignore[attr-defined]
    idea = _own_idea(request, quarter)
    if idea and (
        known := Application.objects.own(request.user).filter(thread__flows_in__source=idea.thread_id).first()
    ):
        return redirect(links.to("funding:my_application", pk=known.pk))
    user: Any = request.user
    person = Person.objects.filter(area=quarter, user=user).order_by("pk").first()
    form = StartForm(request.POST or None, area=quarter, user=user, initial=_known(request, quarter, idea, person))
    if request.method == "POST" and form.is_valid():
        try:
            made = _begun(request, quarter, form.cleaned_data, idea, person)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(links.to("funding:my_form", pk=made.pk))
    return render(request, "funding/my_start.html", {"form": form, "idea": idea})


def _own_idea(request: Any, area: Area) -> Idea | None:
    """The idea named in the address, where it came from the address of who is signed in."""
    number = number_in(request.GET.get("idee", ""))
    idea = Idea.objects.public().filter(area=area, number=number).select_related("thread").first()
    own = idea and idea.email and idea.email.lower() == request.user.email.lower()
    return idea if own else None


def _known(request: Any, area: Area, idea: Idea | None, person: Person | None) -> dict[str, Any]:
    found: dict[str, Any] = {"title": idea.title if idea else "", "name": request.user.name}
    if fund := Fund.objects.filter(area=area, slug=request.GET.get("topf", "")).first():
        found["fund"] = fund.pk
    if person:
        found |= {"name": person.name, "street": person.street, "town": person.town, "phone": person.phone}
    return found


def _begun(request: Any, area: Area, data: dict[str, Any], idea: Idea | None, person: Person | None) -> Application:
    contact = {name: data[name] for name in ("street", "town", "phone")}
    if person is None:
        person = network.add_person(
            area=area, name=data["name"], user=request.user, by=request.user, email=request.user.email, **contact
        )
    else:
        person = network.update_person(person=person, by=request.user, name=data["name"], **contact)
    return actions.apply(
        fund=data["fund"], person=person, title=data["title"], owner=request.user, by=request.user,
        organisation=data.get("organisation"), ideas=[idea] if idea else [],
    )  # fmt: skip


def _mine(request: HttpRequest, pk: int) -> Application:
    found = get_object_or_404(queries.whole(Application.objects.own(request.user)), pk=pk)
    request.area = found.area  # type: ignore[attr-defined]  # frames read it, Django does not know it
    return found


@signed_in
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application for those whose it is: where it stands, what is next, what was asked."""
    row = _mine(request, pk)
    back, reply = WithdrawForm(), AnswerForm()
    failed: Refused | None = None
    if request.method == "POST":
        do = request.POST.get("do")
        back = WithdrawForm(request.POST if do == "withdraw" else None)
        reply = AnswerForm(request.POST if do == "submit" else None)
        try:
            if done := _acted(request, row, back, reply):
                return done
        except Refused as refused:
            failed = refused
            row = _mine(request, pk)
    known, asked, found = findings_of(row)
    public = kit_panels.tell(story(row.thread), request)
    context = {
        "application": row, "rules": known, "asked": asked, "findings": [f for f in found if f.kind in ("bad", "warn")],
        "knots": panels.with_coming(public, row), "next": panels.next_for_applicant(row), "failed": failed,
        "remedy": exports.remedy_of(row) if row.rejection else "",
        "question": queries.open_question(row), "withdraw": back, "reply": reply, "grant": getattr(row, "grant", None),
        "letter": queries.letter_state(row), "account": queries.account(row, masked=True),
        "call": queries.coming_calls(row.fund).first() if row.may_be_edited else None,
        "panels": kit_panels.load_panels("funding.my_application", row, request),
    }  # fmt: skip
    return render(request, "funding/my_application.html", context)


def _acted(request: HttpRequest, row: Application, back: WithdrawForm, reply: AnswerForm) -> HttpResponse | None:
    page = links.to("funding:my_application", pk=row.pk)
    if reply.is_bound:
        if not reply.is_valid():
            return None
        asked = row.status == states.RETURNED
        actions.submit(application=row, by=request.user, answer=reply.cleaned_data["answer"])
        if asked:
            messages.success(request, _("Ihre Antwort ist beim Büro. Es meldet sich bei Ihnen."))
        else:
            messages.success(request, _("Der Antrag ist eingereicht. Das Büro sieht ihn an und meldet sich bei Ihnen."))
    elif back.is_bound and back.is_valid():
        actions.withdraw(application=row, reason=back.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Der Antrag ist zurückgezogen."))
    return redirect(page)


@signed_in
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on an application that is not handed in, or to which the office has a question."""
    row = _mine(request, pk)
    return write_page(request, row, page="funding/my_form.html", back=links.to("funding:my_application", pk=row.pk))


@signed_in
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed."""
    return keep_page(request, _mine(request, pk), form=links.to("funding:my_form", pk=pk))


@signed_in
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as PDF, or the refusal."""
    row = _mine(request, pk)
    if row.rejection is not None:
        return rejection_letter(request, row, back=links.to("funding:my_application", pk=pk))
    grant = getattr(row, "grant", None)
    if grant is None or grant.letter is None or row.status != states.GRANTED:
        raise Http404
    return answer(grant.letter)  # type: ignore[return-value]
