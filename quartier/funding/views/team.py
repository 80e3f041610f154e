"""The office's pages: applications, one application with its next step, funds and their pots."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files.exports import answer
from quartier.funding import actions, emails, panels, queries, rules, states
from quartier.funding.forms import (
    AloneForm,
    AnswerForm,
    CheckForm,
    DeskForm,
    GrantForm,
    JuryForm,
    OutsideForm,
    ReasonForm,
    WithdrawForm,
)
from quartier.funding.models import READERS, Application, Grant
from quartier.funding.views import findings_of, keep_page, notices, number_in, rejection_letter, write_page
from quartier.history.queries import story
from quartier.kit import dates, links
from quartier.kit import panels as kit_panels
from quartier.kit.access import AUDITOR, COORDINATOR, MANAGER, scopes, team_page
from quartier.kit.errors import Refused
from quartier.kit.pages import Pages
from quartier.kit.templatetags import page as written
from quartier.network import actions as network
from quartier.network.models import Person
from quartier.participation.models import Idea

PAGE = 50


def is_manager(request: HttpRequest, area: Area) -> bool:
    """Whether the person is of the office of this quarter."""
    return area.scope_id in scopes(request.user, MANAGER)


def only_managers(request: HttpRequest, area: Area) -> None:
    """404 for who may read the page and not act on it."""
    if not is_manager(request, area):
        raise Http404


# Applications -----------------------------------------------------------------------------------------------------
@team_page(*READERS)
def applications(request: HttpRequest, area: Area) -> HttpResponse:
    """Applications by where they stand; without a choice those that are not finished."""
    everything = Application.objects.visible_to(request.user).filter(area=area)
    number = queries.counts(everything)
    chosen = request.GET.get("stand", "")
    wanted = [chosen] if chosen in number else states.UNFINISHED
    shown, count = everything.filter(status__in=wanted), sum(number.get(key, 0) for key in wanted)
    pages = Pages(shown.order_by("-submitted_at", "-id"), PAGE, queries.listed, count)
    page = pages.get_page(request.GET.get("seite"))
    filters = [{"label": _("Offen"), "url": request.path, "current": chosen not in number,
                "count": sum(number.get(key, 0) for key in states.UNFINISHED)}]  # fmt: skip
    filters += [
        {"label": label, "url": f"?stand={key}", "current": key == chosen, "count": number[key]}
        for key, label in states.APPLICATION_OFFICE
        if key in number
    ]
    context = {"page_rows": page, "rows": queries.with_requests(page.object_list), "filters": filters,
               "chosen": chosen, "manages": is_manager(request, area), "total": sum(number.values())}  # fmt: skip
    return render(request, "funding/team_applications.html", context)


@team_page(MANAGER)
def start(request: HttpRequest, area: Area) -> HttpResponse:
    """Begin an application for a named applicant at the desk, also from an idea (``?idee=3``)."""
    ideas = Idea.objects.visible_to(request.user).filter(area=area).select_related("thread")
    idea = ideas.filter(number=number_in(request.GET.get("idee", ""))).first()
    initial = {"title": idea.title, "name": idea.first_name, "email": idea.email} if idea else {}
    form = DeskForm(request.POST or None, area=area, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _begun(request, area, form.cleaned_data, idea)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(links.to("funding:team_form", area=area.slug, number=made.number))
    return render(request, "funding/team_start.html", {"form": form, "idea": idea, "funds": queries.open_funds(area)})


def _begun(request: HttpRequest, area: Area, data: dict[str, Any], idea: Idea | None) -> Application:
    person = data["person"]
    contact = {name: data[name] for name in ("email", "phone", "street", "town")}
    if person is None and data["email"]:
        person = Person.objects.filter(area=area, email__iexact=data["email"], name__iexact=data["name"]).first()
    if person is None:
        person = network.add_person(area=area, name=data["name"], by=request.user, **contact)
    else:
        _completed(request, person, contact)
    return actions.apply(
        fund=data["fund"], person=person, title=data["title"], owner=person.user, organisation=data.get("organisation"),
        ideas=[idea] if idea else [], by=request.user, entered_by_office=True,
    )  # fmt: skip


def _completed(request: HttpRequest, person: Person, typed: dict[str, str]) -> None:
    """Note what was typed and not known of a person; what is known otherwise stays, and is said."""
    new = {name: text for name, text in typed.items() if text and not getattr(person, name)}
    if new:
        network.update_person(person=person, by=request.user, **new)
    other = [name for name, text in typed.items() if text not in ("", getattr(person, name)) and name not in new]
    if other:
        labels = ", ".join(str(DeskForm.base_fields[name].label) for name in other)
        told = _(
            "Zu %(name)s steht im Netzwerk schon etwas anderes: %(what)s. Das bleibt so; ändern können Sie es dort."
        )
        messages.info(request, told % {"name": person.name, "what": labels})


def _found(request: HttpRequest, area: Area, number: int) -> Application:
    rows = Application.objects.visible_to(request.user).filter(area=area)
    return get_object_or_404(queries.whole(rows), number=number)


@team_page(*READERS)
def application(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """The record of an application: plan with findings beside the lines, next step, story."""
    row = _found(request, area, number)
    failed, bound = None, {}
    if request.method == "POST":
        only_managers(request, area)
        do = request.POST.get("do", "")
        form = _forms(row).get(do)
        try:
            if form is not None:
                bound[do] = form = _forms(row, request.POST)[do]
            if form is None or form.is_valid():
                return _done(request, row, do, notices.wanted(form) if form else {})
        except Refused as refused:
            failed = refused
            row = _found(request, area, number)
    return render(request, "funding/team_application.html", _record(request, area, row, bound, failed))


def _forms(row: Application, data: Any = None) -> dict[str, Any]:
    """The forms of the next step, by the verb that sends them."""
    decider, known = queries.decider_of(row), queries.rules_of(row)
    asked = queries.request_of(row, known).requested if known else None
    meetings = [
        (
            m.pk,
            _("%(day)s, %(place)s")
            % {"day": f"{written.short_day(m.starts_at)}, {written.clock(m.starts_at)}", "place": m.place},
        )
        for m in queries.coming_meetings(row.fund, decider.committee)
    ]
    today = dates.today()
    period = {"starts_on": max(row.starts_on or today, today), "ends_on": row.ends_on}
    return {
        "check": CheckForm(
            data, prefix="pruefung", initial={"answer_by": today + dt.timedelta(days=panels.ANSWER_DAYS)}
        ),
        "to_jury": JuryForm(data, prefix="jury", meetings=meetings),
        "issue": GrantForm(
            data, prefix="bescheid", rules=known, land=row.area.land, initial=notices.proposed(row, known) | period
        ),
        "alone": AloneForm(data, prefix="allein", initial={"cents": asked}),
        "outside": OutsideForm(
            data, prefix="gremium", initial={"cents": asked, "body": decider.name, "decided_on": today}
        ),
        "reject": ReasonForm(data, prefix="absage"),
        "submit": AnswerForm(data, prefix="antwort"),
        "withdraw": WithdrawForm(data, prefix="rueck"),
    }


def told(row: Application, done: str) -> str:
    """What was done, and whether the applicant hears of it by mail."""
    if emails.address(row):
        return f"{done} {_('Die antragstellende Person bekommt eine Mail.')}"
    return f"{done} {_('Ohne E-Mail-Adresse: Bitte sagen Sie es der antragstellenden Person selbst.')}"


def _done(request: HttpRequest, row: Application, do: str, data: dict[str, Any]) -> HttpResponse:
    """Do the verb and say what comes next."""
    user: Any = request.user
    said = ""
    if do == "check":
        actions.check(application=row, by=user, **data)
        said = told(row, _("Die Prüfung ist festgehalten."))
    elif do == "to_jury":
        meetings = queries.coming_meetings(row.fund, queries.decider_of(row).committee)
        meeting = get_object_or_404(meetings, pk=data["meeting"])
        actions.to_jury(application=row, meeting=meeting, by=user)
        said = _("Der Antrag steht auf der Tagesordnung.")
    elif do == "alone":
        actions.decide_alone(application=row, by=user, **data)
        said = _("Die Entscheidung ist festgehalten. Jetzt fehlt der Bescheid.")
    elif do == "outside":
        actions.note_outside_decision(application=row, by=user, **data | {
            "accepted": data["accepted"] == "yes", "cents": data["cents"] or 0,
        })  # fmt: skip
        said = _("Die Entscheidung ist festgehalten. Jetzt fehlt das Schreiben.")
    elif do == "issue":
        grant = actions.grant(application=row, by=user, **data)
        said = told(row, _("Bewilligt als %(number)s. Der Bescheid wird gleich erstellt.") % {"number": grant.number})
    elif do == "reject":
        actions.reject(application=row, reason=data["reason"], by=user)
        said = told(row, _("Die Absage ist geschrieben."))
    elif do == "withdraw":
        actions.withdraw(application=row, reason=data["reason"], by=user)
        said = _("Der Antrag ist zurückgezogen.")
    elif do == "submit":
        if not (row.entered_by_office or row.owner is None):
            raise Http404  # they hand in themselves
        actions.submit(application=row, by=user, **data)
        said = _("Der Antrag ist eingereicht.")
    elif do == "letter":
        actions.letter_again(grant=get_object_or_404(Grant, application=row), by=user)
        said = _("Der Bescheid wird noch einmal erstellt.")
    if said:
        messages.success(request, said)
    return redirect(links.to("funding:team_application", area=row.area.slug, number=row.number))


def _record(
    request: HttpRequest, area: Area, row: Application, bound: dict[str, Any], failed: Refused | None
) -> dict[str, Any]:
    manages = is_manager(request, area)
    internal = manages or area.scope_id in scopes(request.user, AUDITOR)
    known, asked, found = findings_of(row)
    verdict, decider = queries.verdict_of(row), queries.decider_of(row)
    lines = [(line, [f for f in found if f.line == line.pk]) for line in row.cost_lines.all()]
    entries = kit_panels.tell(story(row.thread, internal=internal), request)
    return {
        "application": row, "rules": known, "asked": asked, "lines": lines, "verdict": verdict, "decider": decider, "failed": failed,
        "sum_findings": [f for f in found if f.line is None and f.about in ("sum", "means", "flat")],
        "findings": [f for f in found if f.line is None and f.about == "whole"],
        "notice_findings": notices.findings(row, known) if manages and verdict and not hasattr(row, "grant") else [],
        "reply": queries.answer_of(row) if internal else None, "counts": rules.counted(found), "steps": panels.steps(row, verdict), "knots": entries,
        "grant": getattr(row, "grant", None), "letter": queries.letter_state(row), "manages": manages,
        "meets": area.scope_id in scopes(request.user, MANAGER, COORDINATOR, AUDITOR),
        "account": queries.account(row) if manages else "", "bound": bound, "next": panels.next_for_office(row, verdict),
        "forms": {**_forms(row), **bound} if manages else {},
        "pot": queries.year_of(row.fund, dates.today().year),
        "call": None if row.status in states.ENDED else queries.coming_calls(row.fund).first(),
        "panels": kit_panels.load_panels("funding.team_application", row, request),
    }  # fmt: skip


@team_page(MANAGER)
def write(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Write on an application that the office entered for somebody."""
    row = _entered(request, area, number)
    back = links.to("funding:team_application", area=area.slug, number=number)
    return write_page(request, row, page="funding/team_form.html", back=back)


@team_page(MANAGER)
def keep(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Keep what is being typed."""
    form = links.to("funding:team_form", area=area.slug, number=number)
    return keep_page(request, _entered(request, area, number), form=form)


def _entered(request: HttpRequest, area: Area, number: int) -> Application:
    """An application the office writes on; 404 for those that applicants write themselves."""
    row = _found(request, area, number)
    if not (row.entered_by_office or row.owner is None):
        raise Http404
    return row


@team_page(*READERS)
def letter(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """The notice as PDF: of a grant as it was kept, of a rejection as it is set now."""
    row = _found(request, area, number)
    grant, rejection = getattr(row, "grant", None), getattr(row, "rejection", None)
    if grant is not None and grant.letter is not None:
        return answer(grant.letter)  # type: ignore[return-value]
    if rejection is None or not is_manager(request, area):
        raise Http404
    return rejection_letter(request, row, back=links.to("funding:team_application", area=area.slug, number=number))
