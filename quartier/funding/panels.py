"""What waits for the office, how funding reads in the thread, and what it shows on the pages of lower apps."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.committees import states as motions
from quartier.committees.models import Decision, Meeting, Motion
from quartier.funding import queries, rules, states
from quartier.funding.models import Application, Check, Fund, FundYear, Grant, Objection, Rejection
from quartier.funding.rules import load
from quartier.kit import access, dates, links, panels
from quartier.kit.money import euro, euro0
from quartier.kit.panels import Knot
from quartier.participation import states as idea_states
from quartier.participation.models import Idea
from quartier.search.actions import source

CHECK_DAYS, ANSWER_DAYS, NOTICE_DAYS = 7, 14, 3
OPEN_MOTIONS = (motions.DRAFT, motions.LISTED, motions.VOTING, motions.COUNTED)


# Due --------------------------------------------------------------------------------------------------------------
def due(area: Area, user: Any) -> Iterable[panels.Due]:
    """Applications to check, checked ones for the next meeting, questions without an answer, decisions without a notice."""
    rows = (
        queries.waiting(area)
        .select_related("person", "organisation", "motion", "fund")
        .prefetch_related("checks", "fund__steps", "office_decisions", "rejections")
    )
    decided = _decided(area)
    for row in rows.order_by("submitted_at")[:200]:
        office = row.office_decision
        found = _due(row, queries.by_office(office) if office else decided.get(row.motion_id))
        if found:
            when, why, verb = found
            yield panels.Due(
                when=when, title=_("Antrag „%s“") % row.title, why=why, verb=verb, group=_("Anträge"),
                url=links.to("funding:team_application", area=area.slug, number=row.number),
            )  # fmt: skip


def first_fund(area: Area, user: Any) -> Iterable[panels.Due]:
    """A quarter without a pot: until there is one nobody can apply for money. One query."""
    if not FundYear.objects.filter(fund__area=area).exists():
        yield panels.Due(
            when=dates.today(), title=_("Den ersten Fonds einrichten"), verb=_("Einrichten"), group=_("Geld"),
            why=_("Erst mit Fonds, Regelwerk und Topf kann jemand Geld beantragen"),
            url=links.to("funding:team_funds", area=area.slug),
        )  # fmt: skip


def objections(area: Area, user: Any) -> Iterable[panels.Due]:
    """Objections nobody has answered. One query."""
    rows = Objection.objects.filter(application__area=area, reply__isnull=True).select_related("application")
    for row in rows.order_by("received_on"):
        yield panels.Due(
            when=row.received_on + dt.timedelta(days=ANSWER_DAYS), title=_("Widerspruch „%s“") % row.application.title,
            why=_("Eingegangen am %(day)s, gegen: %(what)s")
            % {"day": dates.figures(row.received_on), "what": row.get_about_display()},
            verb=_("Antworten"), group=_("Anträge"),
            url=links.to("funding:team_objections", area=area.slug, number=row.application.number),
        )  # fmt: skip


def _decided(area: Area) -> dict[int | None, queries.Verdict]:
    rows = Decision.objects.select_related("motion__committee").filter(
        area=area, motion__status=motions.DECIDED, motion__funding_application__status=states.IN_JURY
    )
    return {row.motion_id: queries.by_body(row, row.motion.committee.name) for row in rows.order_by("pk")}


def _due(row: Application, verdict: queries.Verdict | None) -> tuple[dt.date, str, str] | None:
    if row.status == states.SUBMITTED and row.submitted_at:
        day = dates.local(row.submitted_at).date() + dt.timedelta(days=CHECK_DAYS)
        answered = any(check.result == states.QUESTION for check in row.checks.all())
        what = _("Antwort ist da, von %s") if answered else _("Vorprüfung, von %s")
        return day, what % row.applicant, _("Prüfen")
    if row.status == states.CHECKED and verdict is None:
        asked = [check.at for check in row.checks.all()]
        day = dates.local(max(asked)).date() if asked else dates.today()
        step = (_("Entscheidung steht aus"), _("Entscheiden")) if row.fund.steps.all() else None
        return (day + dt.timedelta(days=CHECK_DAYS), *(step or (_("Auf die Tagesordnung"), _("Einplanen"))))
    if row.status == states.RETURNED:
        questions = [check for check in row.checks.all() if check.result == states.QUESTION]
        last = max(questions, key=lambda check: check.pk) if questions else None
        day = dates.today()
        if last is not None:
            day = last.answer_by or dates.local(last.at).date() + dt.timedelta(days=ANSWER_DAYS)
        return (day, _("Antwort auf unsere Frage steht aus"), _("Nachfassen")) if day < dates.today() else None
    if verdict is not None:
        day = verdict.on + dt.timedelta(days=NOTICE_DAYS)
        if verdict.accepted:
            return day, _("Beschlossen, Bescheid fehlt: %s") % euro(verdict.cents), _("Bewilligen")
        return day, _("Abgelehnt, Absage fehlt"), _("Absagen")
    return None


# The thread -------------------------------------------------------------------------------------------------------
def applications(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """Public: that it was handed in and for how much, and what was promised. Internal: drafts and answers."""
    return {entry.pk: _application(entry) for entry in entries}


def _application(entry: Any) -> Knot | None:
    if entry.verb == "submitted":
        return Knot(_("Antrag gestellt"), text=_("Beantragt: %s.") % euro0(entry.facts["cents"]))
    if entry.verb == states.GRANTED:
        return Knot(_("Bewilligt"), text=_("Bis zu %s.") % euro0(entry.facts["cents"]))
    titles = {"drafted": _("Antrag begonnen"), "resubmitted": _("Antwort eingereicht")}
    titles |= {"account_changed": _("Konto geändert"), "account_confirmed": _("Neues Konto bestätigt")}
    return Knot(titles[entry.verb], quote=entry.because) if entry.verb in titles else None


def checks(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """Internal: that it is complete, or the question."""
    rows = Check.objects.select_related("by").in_bulk({entry.row for entry in entries})
    told: dict[int, Knot | None] = {}
    for entry in entries:
        if row := rows.get(entry.row):
            title = _("Geprüft: vollständig") if row.result == states.COMPLETE else _("Nachgefragt")
            told[entry.pk] = Knot(title, quote=row.note, by=str(row.by))
    return told


def rejections(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """That there is no money; the reason only inside, so that the public's page asks nothing."""
    inside = {entry.row for entry in entries if not entry.public}
    reasons = dict(Rejection.objects.filter(pk__in=inside).values_list("pk", "reason")) if inside else {}
    return {entry.pk: Knot(_("Nicht gefördert"), text=reasons.get(entry.row, ""), state="ended") for entry in entries}


def office_decisions(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """What the office or a body outside decided: a yes with its sum."""
    told: dict[int, Knot | None] = {}
    for entry in entries:
        yes = entry.verb == "decided"
        told[entry.pk] = Knot(
            _("Entschieden"), text=_("Bis zu %s.") % euro0(entry.facts["cents"]) if yes else _("Abgelehnt")
        )
    return told


def withdrawals(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """That it was taken back."""
    return {entry.pk: Knot(_("Antrag zurückgezogen"), state="ended") for entry in entries}


def amendments(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """Public: the sum and the end that hold since; the reason stands in the letter only. Other entries are inside."""
    return {entry.pk: _amendment(entry) for entry in entries}


def _amendment(entry: Any) -> Knot | None:
    if entry.verb != "amended":
        return None
    told = []
    if entry.facts["cents"] != entry.facts["before"]:
        told.append(_("Jetzt bis zu %(sum)s.") % {"sum": euro0(entry.facts["cents"])})
    if until := entry.facts.get("until"):
        told.append(_("Neues Ende: %(day)s.") % {"day": dates.figures(dt.date.fromordinal(until))})
    return Knot(_("Bescheid geändert"), text=" ".join(told) or _("Der Kostenplan ist neu aufgeteilt."))


def wishes(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """Inside: that a change of the notice was asked for, refused, taken back; the amendment tells itself."""
    titles = {
        "change_asked": _("Änderung gewünscht"), "change_refused": _("Änderungswunsch beantwortet: es bleibt dabei"),
        "change_withdrawn": _("Änderungswunsch zurückgezogen"),
    }  # fmt: skip
    return {entry.pk: Knot(titles[entry.verb]) if entry.verb in titles else None for entry in entries}


STEPS = (
    (gettext_lazy("Antrag"), (states.DRAFT,)),
    (gettext_lazy("Vorprüfung"), (states.SUBMITTED, states.RETURNED)),
    (gettext_lazy("Jury"), (states.CHECKED, states.IN_JURY)),
    (gettext_lazy("Bescheid"), (states.GRANTED,)),
    (gettext_lazy("Abrechnung"), ()),
)

DECIDED = 2  # the step at which somebody decides


def steps(application: Application, verdict: queries.Verdict | None) -> list[Knot]:
    """The way of an application in one line: what is behind it, where it stands, what follows."""
    ended = application.status in (states.REJECTED, states.WITHDRAWN)
    at = next(
        (i for i, (_label, here) in enumerate(STEPS) if application.status in here), 2 if application.motion_id else 1
    )
    if application.status in (states.CHECKED, states.IN_JURY) and verdict is not None:
        at = 3
    made = []
    for number, (label, _here) in enumerate(STEPS):
        state = "done" if number < at else "coming" if number > at else "ended" if ended else "now"
        if number == DECIDED and verdict is not None and not application.motion_id:
            label = gettext_lazy("Entscheidung")  # by the office alone or somebody outside: no jury saw it
        if not (ended and number > at):
            made.append(Knot(str(label), state=state))
    if application.status == states.GRANTED:
        made[3].state, made[4].state = "done", "now" if application.grant.status != states.SETTLED else "done"
    if application.submitted_at:
        made[0].at = application.submitted_at
    if ended:
        made.append(Knot(str(dict(states.APPLICATION)[application.status]), state="ended"))
    if application.status == states.GRANTED and application.grant.status == states.REVOKED:
        made[4] = Knot(str(application.grant.get_status_display()), state="ended")
    return made


def with_coming(knots: list[Knot], application: Application) -> list[Knot]:
    """The told knots, and the steps that are still to come for who asked."""
    decided = _("Es wird entschieden") if application.fund.steps.exists() else _("Die Jury entscheidet")
    later = {
        states.DRAFT: (_("Einreichen"), _("Das Büro prüft"), decided),
        states.SUBMITTED: (_("Das Büro prüft"), decided),
        states.RETURNED: (_("Ihre Antwort"), _("Das Büro prüft"), decided),
        states.CHECKED: (decided,),
        states.IN_JURY: (_("Bescheid"),),
        states.GRANTED: (_("Abrechnung"),),
    }.get(application.status, ())
    settled = application.status == states.GRANTED and application.grant.status == states.SETTLED
    return knots if settled else [*knots, *(Knot(title, state="coming") for title in later)]


# What is next -----------------------------------------------------------------------------------------------------
def next_for_applicant(application: Application) -> str:
    """One sentence: what happens now, and whose turn it is."""
    if application.status == states.GRANTED:
        return {
            states.PROOF_IN: _("Ihre Abrechnung ist beim Büro. Sie müssen nichts tun."),
            states.SETTLED: _("Abgerechnet. Das Ergebnis steht bei Geld und Belegen."),
            states.REVOKED: _("Die Bewilligung ist widerrufen. Das Büro erklärt Ihnen, was das heißt."),
        }.get(application.grant.status, _begin(application.grant))
    return {
        states.DRAFT: _("Noch nicht eingereicht. Das Büro hat den Entwurf aufgeschrieben.")
        if application.entered_by_office
        else _("Noch nicht eingereicht. Nur Sie sehen den Entwurf."),
        states.SUBMITTED: _("Das Büro sieht den Antrag an. Sie müssen nichts tun."),
        states.RETURNED: _("Das Büro hat eine Frage an Sie."),
        states.CHECKED: _("Vollständig. Als Nächstes wird über den Antrag entschieden."),
        states.IN_JURY: _("Die Jury entscheidet. Sie hören danach von uns."),
        states.REJECTED: _("Dafür gibt es diesmal kein Geld. Das Büro überlegt gern mit Ihnen weiter."),
        states.WITHDRAWN: _("Sie haben den Antrag zurückgezogen."),
    }[application.status]


def _begin(grant: Grant) -> str:
    if grant.starts_on > dates.today():
        return _("Bewilligt. Ausgaben zählen ab dem %(day)s.") % {"day": dates.figures(grant.starts_on)}
    return _("Bewilligt. Jetzt dürfen Sie beginnen und Belege einreichen.")


def next_for_office(application: Application, verdict: queries.Verdict | None) -> str:
    """Which of the forms is the next step: check, to_jury, alone, outside, wait, issue, reject, or nothing."""
    if application.status in (states.CHECKED, states.IN_JURY) and verdict is not None:
        return "issue" if verdict.accepted else "reject"
    if application.status == states.CHECKED:
        kind = queries.decider_of(application).kind
        return {states.BY_OFFICE: "alone", states.BY_OUTSIDE: "outside"}.get(kind, "to_jury")
    if application.status == states.IN_JURY:
        on_agenda = application.motion is not None and application.motion.meeting_id is not None
        return "wait" if on_agenda else "to_jury"
    return {
        states.DRAFT: "draft", states.SUBMITTED: "check", states.RETURNED: "answer",
    }.get(application.status, "done")  # fmt: skip


# Panels on the pages of lower apps --------------------------------------------------------------------------------
def on_motion(motion: Motion, request: Any) -> dict[str, Any] | None:
    """The plan, the sum and the rest of the pot; who asks, to those who decide on it. Neither account nor phone.

    It stands on the public page of a decision too: there a private person is not named.
    """
    found = Application.objects.filter(motion=motion).prefetch_related("cost_lines", "finance_lines")
    row = found.select_related("fund", "area", "organisation", "person").first()
    year = queries.ruling_year(row.fund) if row else None
    if row is None or year is None:
        return None
    asked = queries.request_of(row, load(year.rules_text))
    inside = row.area.scope_id in access.scopes(request.user, access.MEMBER, access.MANAGER)
    who = row.organisation.name if row.organisation else row.person.name if inside else ""
    left = year.available.balance
    return {
        "inside": inside, "who": who, "application": row, "lines": row.cost_lines.all(), "means": [one for one in row.finance_lines.all() if one.kind not in states.NOT_CASH], "asked": asked,
        "year": year, "left": left, "after": left - motion.amount_cents,
    }  # fmt: skip


def on_session(meeting: Meeting, request: Any) -> dict[str, Any] | None:
    """What a session still decides on beside what is in the pot, fund by fund: each item alone looks affordable."""
    undecided = Motion.objects.filter(meeting=meeting, funding_application__status=states.IN_JURY)
    rows = (
        undecided.exclude(status=motions.DECIDED)
        .values("funding_application__fund")
        .annotate(asked=Sum("amount_cents"))
    )
    asked = {row["funding_application__fund"]: row["asked"] for row in rows}
    pots = []
    for fund in Fund.objects.filter(pk__in=asked).order_by("name") if asked else ():
        if year := queries.ruling_year(fund):
            left = year.available.balance
            pots.append({"name": fund.name, "left": left, "asked": asked[fund.pk], "rest": left - asked[fund.pk]})
    return {"meeting": meeting, "pots": [{**pot, "missing": max(0, -pot["rest"])} for pot in pots]} if pots else None


def on_team_idea(idea: Idea, request: Any) -> dict[str, Any] | None:
    """„Antrag daraus machen“, and the applications that were made of it."""
    if not idea.is_public:
        return None
    made = Application.objects.visible_to(request.user).filter(thread__flows_in__source=idea.thread_id)
    rows = [(row, row.get_status_display()) for row in made.order_by("pk")]
    year = FundYear.objects.filter(fund__area_id=idea.area_id, year=dates.today().year).exists()
    return {"idea": idea, "rows": rows, "open": year} if year or rows else None


def on_idea(idea: Idea, request: Any) -> dict[str, Any] | None:
    """The public door: money for one's own idea, while none was asked for."""
    if idea.status not in (idea_states.PUBLISHED, idea_states.ANSWERED, idea_states.PASSED_ON):
        return None
    years = FundYear.objects.select_related("fund").filter(fund__area_id=idea.area_id, year=dates.today().year)
    year = queries.ruled(years).first()
    return {"idea": idea, "fund": year.fund, "rules": load(year.rules_text)} if year else None


def on_workspace(area: Area, request: Any) -> dict[str, Any] | None:
    """The pots of this year, and what the body is asked for. Three queries."""
    pots = queries.pots(FundYear.objects.filter(fund__area=area, year=dates.today().year).order_by("fund__name"))
    asked: Any = Application.objects.filter(area=area, status=states.IN_JURY, motion__status__in=OPEN_MOTIONS)
    asked = asked.order_by().values_list("fund").annotate(Count("pk"), Sum("motion__amount_cents"))
    sums = {fund: (number, cents) for fund, number, cents in asked}
    found = [_on_workspace(pot, *sums.get(pot.year.fund_id, (0, 0))) for pot in pots]
    return {"pots": found} if found else None


def _on_workspace(pot: queries.Pot, number: int, asked: int) -> dict[str, Any]:
    return {
        "year": pot.year, "total": pot.total, "used": pot.used, "paid": pot.paid, "committed": pot.committed,
        "available": pot.available, "number": number, "asked": asked, "missing": max(0, asked - pot.available),
    }  # fmt: skip


def on_project_list(projects: Sequence[Any], request: Any) -> dict[str, Any]:
    """Puts on every project of the list what was granted for it. One query."""
    rows = Grant.objects.filter(project__in=projects).order_by().values_list("project").annotate(Sum("cents"))
    granted = dict(rows)
    for project in projects:
        project.granted = granted.get(project.pk)
    return {}


# Papers -----------------------------------------------------------------------------------------------------------
def on_team_papers(application: Application, request: Any) -> dict[str, Any]:
    """Beside the application: what is there of what the fund asks for, its PDF, enclosures, objections. Five queries."""
    sees = application.area.scope_id in access.scopes(request.user, access.MANAGER, access.AUDITOR, access.FUNDER)
    signed = list(application.attachments.values_list("signed", flat=True))
    answered = list(application.objections.values_list("reply__id", flat=True))
    waits = application.status in states.UNFINISHED
    law = queries.rules_of(application) if waits else None
    return {
        "application": application, "sees_papers": sees, "papers": len(signed), "objections": len(answered),
        "waiting": None in answered, "about": rules.objectable(application),
        "checklist": rules.checklist(application, law, papers=len(signed), signed=True in signed) if waits else [],
    }  # fmt: skip


def on_my_papers(application: Application, request: Any) -> dict[str, Any]:
    """The same for those whose application it is. Four queries."""
    law = queries.rules_of(application) if application.status in states.UNFINISHED else None
    signed = list(application.attachments.values_list("signed", flat=True))
    return {
        "application": application, "papers": len(signed),
        "objection": application.objections.select_related("reply").order_by("-pk").first(),
        "about": rules.objectable(application),
        "sign": bool(law and law.get("signature", False) and True not in signed),
    }  # fmt: skip


def papers(entries: Sequence[Any], request: Any) -> dict[int, Knot | None]:
    """Inside: papers that came, objections and their answers, findings somebody settled."""
    titles = {
        "signed_paper": _("Unterschriebener Antrag da"), "attached": _("Anlage dazugelegt"),
        "objected": _("Widerspruch eingegangen"), "objection_upheld": _("Dem Widerspruch gefolgt"),
        "objection_refused": _("Widerspruch beantwortet: es bleibt dabei"), "finding_settled": _("Hinweis geklärt"),
    }  # fmt: skip
    return {entry.pk: Knot(titles[entry.verb]) if entry.verb in titles else None for entry in entries}


def register() -> None:
    """Called once, when the apps are ready."""
    panels.panel(panels.Panel("areas.workspace", "funding/panels/workspace.html", on_workspace, queries=3, order=10))
    panels.panel(panels.Panel("projects.list", "funding/panels/project_card.html", on_project_list, queries=1))
    label = gettext_lazy("Anträge")
    panels.due(panels.DueProvider("funding.applications", label, due, (access.MANAGER,), queries=6, order=30))
    panels.due(
        panels.DueProvider(
            "funding.first_fund", gettext_lazy("Geld"), first_fund, (access.MANAGER,), queries=1, order=6
        )
    )
    panels.due(panels.DueProvider("funding.objections", label, objections, (access.MANAGER,), queries=1, order=31))
    for kind, load_, number in (
        ("funding.application", applications, 0), ("funding.check", checks, 1),
        ("funding.rejection", rejections, 1), ("funding.withdrawal", withdrawals, 0), ("funding.officedecision", office_decisions, 0), ("funding.amendment", amendments, 0),
    ):  # fmt: skip
        panels.knots(panels.KnotProvider(kind, load_, number))
    panels.knots(panels.KnotProvider("funding.changerequest", wishes, 0))
    for name in ("attachment", "objection", "objectionreply", "settledfinding"):
        panels.knots(panels.KnotProvider(f"funding.{name}", papers, 0))
    panels.panel(
        panels.Panel("funding.team_application", "funding/panels/team_papers.html", on_team_papers, queries=5, order=5)
    )
    panels.panel(
        panels.Panel("funding.my_application", "funding/panels/my_papers.html", on_my_papers, queries=4, order=5)
    )
    panels.panel(panels.Panel("committees.motion", "funding/panels/motion.html", on_motion, queries=4, order=10))
    panels.panel(panels.Panel("committees.member_meeting", "funding/panels/session.html", on_session, queries=3))
    panels.panel(panels.Panel("participation.team_idea", "funding/panels/team_idea.html", on_team_idea, queries=2))
    panels.panel(panels.Panel("participation.idea", "funding/panels/idea.html", on_idea, queries=1, order=10))
    source(
        "funding.fund", word="fonds", label=gettext_lazy("Geld beantragen"), documents=queries.found_fund,
        rows=lambda: Fund.objects.select_related("area").defer("area__boundary", "area__outline"),
    )  # fmt: skip
    source(
        "funding.fundyear", word="geld", label=gettext_lazy("Geld"), documents=queries.found_year,
        rows=lambda: FundYear.objects.select_related("fund__area").defer("fund__area__boundary", "fund__area__outline"),
    )  # fmt: skip
