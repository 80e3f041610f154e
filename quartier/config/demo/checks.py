"""A second fund, whose funder checks every settlement: a long project with its interim report, one that waits."""

import datetime as dt
from typing import Any

from quartier.config.demo import pictures
from quartier.funding import actions as funding
from quartier.funding import states
from quartier.funding.actions import Cost, CostPlan, Means, Step, Terms
from quartier.funding.models import Application, Fund, FundYear, Grant, RuleSet
from quartier.kit.dates import today
from quartier.kit.money import field as written
from quartier.spending import actions as spending
from quartier.spending import states as spending_states

NAME, SLUG, POT = "Projektfonds", "projektfonds", 30_000_00
LONG, WAITING = "Werkstatt für alle Generationen", "Lichtpfad am Kanal"


def put_down(story: Any) -> None:
    """Told after the projects; the fund opens in the autumn of last year."""
    line, last = story.line, story.line.today.year - 1
    opened = (dt.date(last, 9, 10) - line.today).days
    line.at(opened, lambda: _open(story))
    line.at(opened + 2, lambda: _granted(story, LONG, 4_000_00, dt.date(last + 1, 12, 31)))
    line.at(opened + 40, lambda: _receipt(story, LONG, 900_00))
    line.at((dt.date(last + 1, 1, 2) - line.today).days, lambda: _open_year(story))
    line.at((dt.date(last + 1, 3, 20) - line.today).days, lambda: _interim(story, last))
    line.at((dt.date(last + 1, 3, 27) - line.today).days, lambda: _taken(story))
    line.at(-70, lambda: _granted(story, WAITING, 2_500_00, today() + dt.timedelta(days=62)))
    line.at(-15, lambda: _receipt(story, WAITING, 1_450_00))
    line.at(-14, lambda: _receipt(story, WAITING, 820_00))
    line.at(-6, lambda: _settled(story))


def _open(story: Any) -> None:
    fund = funding.found_fund(
        area=story.area, name=NAME, slug=SLUG, committee=story.cast.jury, by=story.by,
        lead="Für größere Vorhaben, die länger dauern. Die Stadt prüft jede Abrechnung.",
    )  # fmt: skip
    funding.change_fund(
        fund=fund, name=NAME, lead=fund.lead, committee=story.cast.jury, funder_checks=True, by=story.by,
        receipt_columns=[("number", "Lfd. Nr."), ("paid_on", "Zahlungstag"), ("payee", "Empfänger"), ("purpose", "Grund der Zahlung"),
                         ("amount", "Betrag"), ("accepted", "zuwendungsfähig")],
    )  # fmt: skip
    funding.set_steps(fund=fund, steps=[Step(0, states.BY_OFFICE)], by=story.by)
    _open_year(story)


def _open_year(story: Any) -> None:
    fund = Fund.objects.get(area=story.area, slug=SLUG)
    rules = RuleSet.objects.get(key="bund-anbest-p-2025-09")
    funding.open_year(fund=fund, year=today().year, ruleset=rules, pot_cents=POT, by=story.by)


def _granted(story: Any, title: str, cents: int, ends_on: dt.date) -> None:
    by, applicant = story.by, story.cast.applicant
    year = FundYear.objects.select_related("fund").filter(fund__slug=SLUG, fund__area=story.area).latest("year")
    row = funding.apply(
        fund=year.fund, person=story.cast.persons["Sabine Albrecht"], title=title, owner=applicant, by=applicant
    )
    plan = CostPlan(
        costs=(Cost("Material", cents * 6 // 10), Cost("Honorare", cents * 4 // 10)),
        means=(Means(states.OWN, "Vereinskasse", cents // 10),),
    )
    funding.save(
        application=row, version=row.version, by=applicant, plan=plan, starts_on=today(), ends_on=ends_on,
        summary="Ein Vorhaben, das über das Jahr hinausgeht.", benefit="Viele können mitmachen.", place="Lindenhafen",
    )  # fmt: skip
    row = funding.submit(application=Application.objects.get(pk=row.pk), by=applicant)
    funding.check(application=row, result=states.COMPLETE, note="", by=by)
    funding.decide_alone(
        application=row, cents=cents - cents // 10, reason="Das Vorhaben passt zum Handlungskonzept.", by=by
    )
    funding.grant(
        application=Application.objects.get(pk=row.pk), by=by, starts_on=today(), ends_on=ends_on,
        terms=Terms(financing=states.DEFICIT),
    )  # fmt: skip


def _grant(title: str) -> Grant:
    return Grant.objects.get(application__title=title)


def _receipt(story: Any, title: str, cents: int) -> None:
    grant, payee = _grant(title), "Holzhandel am Kai"
    line = grant.application.cost_lines.all()[0]
    picture = pictures.receipt(payee, line.title, f"{today():%d.%m.%Y}", written(cents))
    receipt = spending.hand_in_receipt(
        grant=grant, line=line, payee=payee, purpose=line.title, paid_on=today(), cents=cents, upload=picture,
        by=story.cast.applicant,
    )  # fmt: skip
    spending.review(receipt=receipt, result=spending_states.ACCEPTED, by=story.by)


def _interim(story: Any, year: int) -> None:
    text = "Die Werkstatt ist eingerichtet, zwölf Leute kommen regelmäßig. Die Kurse beginnen im Frühjahr."
    report = spending.save_interim(grant=_grant(LONG), year=year, report=text, by=story.cast.applicant)
    spending.submit_interim(report=report, by=story.cast.applicant)


def _taken(story: Any) -> None:
    spending.answer_interim(report=_grant(LONG).spending_interim_reports.get(), take=True, by=story.by)


def _settled(story: Any) -> None:
    """Handed in; it waits for the funder, whom the office has to wait for."""
    grant, by = _grant(WAITING), story.cast.applicant
    spending.note_income(grant=grant, kind="own", received_on=today(), cents=250_00, by=by)
    titles = ("Was haben Sie gemacht", "Was sollte erreicht werden, was wurde erreicht")
    texts = (
        "Zwölf Laternen sind gebaut und hängen am Kanal.",
        "Der Weg sollte heller werden. Abends gehen ihn jetzt viele.",
    )
    spending.save_settlement(grant=grant, chapters=dict(zip(titles, texts, strict=True)), by=by)
    spending.submit_settlement(grant=grant, by=by)
