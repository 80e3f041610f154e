"""Interim reports: due after the budget year, sums by the plan, taken or returned by the office."""

import datetime as dt
from pathlib import Path

import pytest

from quartier.funding import actions as funding
from quartier.funding import states as funding_states
from quartier.funding.actions import Terms
from quartier.funding.models import RuleSet
from quartier.funding.rules import read
from quartier.kit import dates, links
from quartier.kit.documents import DocumentError
from quartier.kit.errors import Refused
from quartier.spending import actions, exports, queries, states, tasks
from quartier.spending.models import InterimReport
from quartier.spending.panels import interims
from quartier.spending.rules.interim import due_years
from quartier.spending.tests.conftest import Office, make_grant

FOLDER = Path(__file__).resolve().parents[2] / "funding" / "rulesets"
FEDERAL = read((FOLDER / "bund-anbest-p-2025-09.toml").read_text(encoding="utf-8")).rules
LAST_YEAR = dates.today().year - 1


def test_a_report_is_due_four_months_after_a_year_the_grant_outlives():
    """law.md 10 no. 6: not fulfilled by 2026-12-31 → 2027-04-30."""
    days = due_years(FEDERAL, dt.date(2026, 3, 1), dt.date(2027, 8, 31), dt.date(2027, 2, 1))
    assert days == [(2026, dt.date(2027, 4, 30))]
    assert due_years(FEDERAL, dt.date(2026, 3, 1), dt.date(2026, 12, 31), dt.date(2027, 2, 1)) == []
    assert due_years(FEDERAL, dt.date(2026, 3, 1), dt.date(2027, 8, 31), dt.date(2026, 12, 31)) == []


def test_rules_that_ask_for_none_get_none():
    berlin = read((FOLDER / "berlin-aktionsfonds-2021.toml").read_text(encoding="utf-8")).rules
    assert due_years(berlin, dt.date(2024, 1, 1), dt.date(2027, 1, 1), dt.date(2026, 6, 1)) == []


@pytest.fixture
def running(media, area, jury, seats, ayse, clara, carla):
    """A grant of last year by the Federation's rules that still goes on."""
    with dates.clock_at(dates.at(dt.date(LAST_YEAR, 9, 1), 12)):
        funding.load_rulesets()
        fund = funding.found_fund(area=area, name="Projektfonds", slug="projektfonds", committee=jury, by=clara)
        ruleset = RuleSet.objects.get(key="bund-anbest-p-2025-09")
        year = funding.open_year(fund=fund, year=LAST_YEAR, ruleset=ruleset, pot_cents=10_000_00, by=clara)
        grant = make_grant(
            area, year, ayse, clara, ends_on=dt.date(LAST_YEAR + 1, 12, 31), terms=Terms(financing=funding_states.FULL)
        )
        office = Office(area, grant, ayse, clara, carla)
        office.again()
        office.paid(50_000)
        office.accepted(30_000)
    office.accepted(20_000, line=1)
    office.again()
    return office


def test_receipts_count_in_the_year_they_were_paid(running):
    sums = queries.year_sums(running.grant, LAST_YEAR)
    assert [(row.year, row.all) for row in sums.lines] == [(30_000, 30_000), (0, 0)]
    assert (sums.spent, sums.came) == (30_000, 50_000)
    after = queries.year_sums(running.grant, LAST_YEAR + 1)
    assert (after.spent, after.spent_all, after.came, after.came_all) == (20_000, 50_000, 0, 50_000)


def test_the_report_goes_to_the_office_with_its_sums_and_is_taken(running, client_of):
    with pytest.raises(Refused, match="kein Zwischennachweis"):
        actions.save_interim(grant=running.grant, year=LAST_YEAR + 1, report="", by=running.owner)
    report = actions.save_interim(grant=running.grant, year=LAST_YEAR, report="", by=running.owner)
    with pytest.raises(Refused, match="ein paar Sätzen"):
        actions.submit_interim(report=report, by=running.owner)
    actions.save_interim(grant=running.grant, year=LAST_YEAR, report="Der Anfang ist gemacht.", by=running.owner)
    report = actions.submit_interim(report=report, by=running.owner)
    assert (report.status, report.spent_cents, report.income_cents) == (states.SUBMITTED, 30_000, 50_000)
    assert len(list(interims(running.area, running.clara))) == 1
    tasks.make_interim.call(report.pk)
    report.refresh_from_db()
    assert report.document.content.read(5) == b"%PDF-"
    page = links.to("spending:team_interim", area=running.area.slug, pk=report.pk)
    assert "Der Anfang ist gemacht." in client_of(running.clara).get(page).content.decode()
    client_of(running.clara).post(page, {"take": "1"})
    report.refresh_from_db()
    assert report.status == states.TAKEN and not list(interims(running.area, running.clara))
    with pytest.raises(Refused, match="schon eingereicht"):
        actions.save_interim(grant=running.grant, year=LAST_YEAR, report="Noch etwas.", by=running.owner)


def test_a_paper_that_fails_says_so_to_both_and_is_tried_again(running, client_of, monkeypatch):
    report = actions.save_interim(grant=running.grant, year=LAST_YEAR, report="Kurz.", by=running.owner)
    report = actions.submit_interim(report=report, by=running.owner)
    page = links.to("spending:team_interim", area=running.area.slug, pk=report.pk)
    mine = links.to("spending:my_interim", pk=running.grant.pk, year=LAST_YEAR)
    office, grantee = client_of(running.clara), client_of(running.owner)
    for client, address in ((office, page), (grantee, mine)):
        assert "Das PDF wird gerade erstellt" in client.get(address).content.decode()

    def broken(*_arguments):
        raise DocumentError("no paper")

    monkeypatch.setattr(exports, "interim_paper", broken)
    tasks.make_interim.call(report.pk)
    assert "Versuchen Sie es noch einmal" in office.get(page).content.decode()
    assert "Sie müssen nichts tun" in grantee.get(mine).content.decode()
    office.post(page, {"paper": "1"})
    assert InterimReport.objects.get().papers == states.MAKING


def test_a_report_is_not_handed_in_once_the_settlement_lies_with_the_office(running):
    report = actions.save_interim(grant=running.grant, year=LAST_YEAR, report="Kurz.", by=running.owner)
    running.submitted()
    with pytest.raises(Refused, match="Jetzt zählt die Abrechnung"):
        actions.submit_interim(report=report, by=running.owner)


def test_a_question_brings_it_back_to_the_grantee(running, client_of):
    report = actions.save_interim(grant=running.grant, year=LAST_YEAR, report="Kurz.", by=running.owner)
    actions.submit_interim(report=report, by=running.owner)
    page = links.to("spending:team_interim", area=running.area.slug, pk=report.pk)
    assert client_of(running.clara).post(page, {"answer": ""}).status_code == 422
    client_of(running.clara).post(page, {"answer": "Wie viele kamen?"})
    mine = links.to("spending:my_interim", pk=running.grant.pk, year=LAST_YEAR)
    html = client_of(running.owner).get(mine).content.decode()
    assert "Wie viele kamen?" in html
    client_of(running.owner).post(mine, {"report": "Dreißig kamen.", "submit": "1"})
    row = InterimReport.objects.get()
    assert (row.status, row.report, row.answer) == (states.SUBMITTED, "Dreißig kamen.", "")


def test_what_is_typed_is_kept_while_typing(running, client_of):
    keep = links.to("spending:my_interim_keep", pk=running.grant.pk, year=LAST_YEAR)
    answer = client_of(running.owner).post(keep, {"report": "Halb fertig"})
    assert "Gespeichert um" in answer.content.decode() and InterimReport.objects.get().report == "Halb fertig"


def test_the_grant_tells_of_it_and_other_years_are_not_found(running, client_of):
    client = client_of(running.owner)
    html = client.get(links.to("spending:my_grant", pk=running.grant.pk)).content.decode()
    assert links.to("spending:my_interim", pk=running.grant.pk, year=LAST_YEAR) in html
    assert client.get(links.to("spending:my_interim", pk=running.grant.pk, year=LAST_YEAR + 1)).status_code == 404
    assert client.get(links.to("spending:my_interim_paper", pk=running.grant.pk, year=LAST_YEAR)).status_code == 404


def test_readers_read_it_and_send_nothing(running, client_of, dieter, audrey, kora):
    report = actions.save_interim(grant=running.grant, year=LAST_YEAR, report="Kurz.", by=running.owner)
    actions.submit_interim(report=report, by=running.owner)
    page = links.to("spending:team_interim", area=running.area.slug, pk=report.pk)
    for who in (dieter, audrey):
        assert (
            client_of(who).get(page).status_code == 200 and client_of(who).post(page, {"take": "1"}).status_code == 404
        )
    assert client_of(kora).get(page).status_code == 404


# The chapters of a report ------------------------------------------------------------------------------------------
def test_the_report_has_the_chapters_the_rules_ask_for(running, client_of):
    titles = FEDERAL.get("report_chapters")
    assert titles
    client = client_of(running.owner)
    mine = links.to("spending:my_settlement", pk=running.grant.pk)
    html = client.get(mine).content.decode()
    assert all(title in html for title in titles) and 'name="report"' not in html
    answer = client.post(links.to("spending:my_settlement_keep", pk=running.grant.pk), {"chapter-0": "So war es."})
    assert "Gespeichert um" in answer.content.decode()
    assert "So war es." in client.get(mine).content.decode()
    assert client.post(mine, {"chapter-0": "", "submit": "1"}).status_code == 422
    client.post(mine, {"chapter-0": "So war es.", "chapter-1": "Viele kamen.", "submit": "1"})
    settlement = queries.books(running.again()).settlement
    assert settlement.status == states.SUBMITTED
    assert settlement.chapters[titles[0]] == "So war es." and settlement.chapters[titles[1]] == "Viele kamen."
    assert settlement.keep_until >= dt.date(dates.today().year + 10, 12, 31)
    missing = [finding.text for finding in queries.books(running.grant).findings if finding.code == "empty_chapters"]
    assert len(missing) == 1 and titles[2] in missing[0] and titles[0] not in missing[0]


def test_a_paper_that_is_made_stays_as_it_was_handed_in(running, client_of):
    report = actions.save_interim(grant=running.grant, year=LAST_YEAR, report="Kurz.", by=running.owner)
    report = actions.submit_interim(report=report, by=running.owner)
    tasks.make_interim.call(report.pk)
    page, client = links.to("spending:team_interim", area=running.area.slug, pk=report.pk), client_of(running.clara)
    assert 'name="paper"' not in client.get(page).content.decode()
    client.post(page, {"paper": "1"})
    assert InterimReport.objects.get().papers == states.MADE
