"""Guides: taken over, checked, published, printed, and the way to an idea of one's own."""

import datetime as dt
import re

import pytest

from quartier.files import actions as files
from quartier.history.models import Scope
from quartier.kit import dates, panels
from quartier.kit.errors import Refused
from quartier.participation.models import Idea
from quartier.publishing import actions, imports
from quartier.publishing.models import Guide

LIST = "/lindenhafen/selber-machen/"
TEAM = "/team/lindenhafen/anleitungen/"


# What comes with the house ----------------------------------------------------------------------------------------
def test_six_guides_come_with_the_house():
    assert {one.key for one in imports.guides()} == {"hoffest", "flohmarkt", "baumscheibe", "nachbarschaftstreff", "spielstrasse", "sprachcafe"}  # fmt: skip


@pytest.mark.parametrize("model", imports.guides(), ids=lambda model: model.key)
def test_each_is_whole_fits_its_columns_and_sends_people_to_the_office(model):
    assert len(model.title) <= 120 and len(model.lead) <= 300 and model.as_of <= dates.today()
    assert len(model.steps.splitlines()) >= 6 and len(model.checklist.splitlines()) >= 6
    assert "Büro" in model.permits and "ragen" in model.permits and "haftpflicht" in model.insurance.lower()
    assert "!" not in model.title + model.lead + model.steps + model.permits + model.insurance


@pytest.mark.parametrize("model", imports.guides(), ids=lambda model: model.key)
def test_none_states_law_as_if_it_were_the_same_everywhere(model):
    """Paragraphs, fees and deadlines of one city are wrong in the next; what differs is a question."""
    assert not [word for word in ("§", "Euro", "€", "Bußgeld", "gesetzlich vorgeschrieben") if word in model.permits]


# Acts -------------------------------------------------------------------------------------------------------------
def test_one_click_takes_a_guide_over_as_a_draft_and_two_clicks_too(area, clara):
    first, second = (actions.take_guide(area=area, key="hoffest", by=clara) for _ in range(2))
    assert first.pk == second.pk and Guide.objects.count() == 1
    assert first.status == "draft" and first.checked_on is None and len(first.steps.splitlines()) >= 6


def test_an_unknown_guide_is_refused(area, clara):
    with pytest.raises(Refused, match="gibt es nicht"):
        actions.take_guide(area=area, key="feuerwerk", by=clara)


def test_nothing_unchecked_is_published(guide, clara):
    row = guide(publish=False, checked_on=None)
    with pytest.raises(Refused, match="Tag der Prüfung"):
        actions.publish_guide(guide=row, by=clara)


def test_a_check_of_tomorrow_is_refused(guide):
    with pytest.raises(Refused, match="Zukunft"):
        guide(checked_on=dates.today() + dt.timedelta(days=1))


def test_publishing_and_taking_down_change_the_pages(area, guide, clara, client):
    row = guide(publish=False)
    assert client.get(f"{LIST}{row.number}/").status_code == 404
    before = Scope.objects.get(pk=area.scope_id).version
    actions.publish_guide(guide=row, by=clara)
    assert Scope.objects.get(pk=area.scope_id).version > before
    assert "Hoffest" in client.get(LIST).content.decode()
    actions.archive_guide(guide=Guide.objects.get(), by=clara)
    assert client.get(f"{LIST}{row.number}/").status_code == 404 and "Hoffest" not in client.get(LIST).content.decode()


# Pages ------------------------------------------------------------------------------------------------------------
def test_a_guide_has_steps_boxes_and_the_way_to_an_idea(guide, client):
    row = guide(permits="Fragen Sie das Büro.\n\n- Straße: Amt", insurance="Haftpflicht")
    html = client.get(f"{LIST}{row.number}/").content.decode()
    assert (
        '<ol class="how"><li>Fragen</li><li>Bauen</li></ol>' in html
        and '<ul class="boxes"><li>Kuchen</li></ul>' in html
    )
    assert "<ul><li>Straße: Amt</li></ul>" in html and "Zuletzt geprüft am" in html
    assert f'href="/lindenhafen/ideen/neu/?anleitung={row.number}"' in html


def test_the_office_sees_from_which_guide_an_idea_came(guide, client, desk):
    row = guide()
    path = f"/lindenhafen/ideen/neu/?anleitung={row.number}"
    html = client.get(path).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    assert hidden["guide"] == str(row.number)
    form = hidden | {"text": "Wir möchten im Sommer im Hof feiern.", "place": "Kornweg"}
    with dates.clock_at(dates.now() + dt.timedelta(minutes=2)):
        client.post("/lindenhafen/ideen/neu/", form, headers={"Origin": "http://testserver"})
    idea = Idea.objects.get()
    assert idea.guide == row.number
    html = desk.get(f"/team/lindenhafen/ideen/{idea.number}/").content.decode()
    assert "Kam von einer Anleitung" in html and f"/team/lindenhafen/anleitungen/{row.number}/" in html


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999999999999", "٣", "<script>"])
def test_a_strange_number_counts_as_none(area, client, number):
    html = client.get(f"/lindenhafen/ideen/neu/?anleitung={number}").content.decode()
    assert "<script>" not in html
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    form = hidden | {"text": "Wir möchten im Sommer im Hof feiern.", "place": "Kornweg", "guide": number}
    with dates.clock_at(dates.now() + dt.timedelta(minutes=2)):
        client.post("/lindenhafen/ideen/neu/", form, headers={"Origin": "http://testserver"})
    assert Idea.objects.get().guide in (None, 3)


def test_html_in_a_guide_is_shown_not_obeyed(guide, keep, clara, client):
    evil = "<script>alert(1)</script>"
    row = guide(evil, lead=evil, steps=evil, permits=evil, insurance=evil, checklist=evil)
    files.put_picture(row=row, picture=keep(alt=evil), by=clara)
    for path in (LIST, f"{LIST}{row.number}/"):
        html = client.get(path).content.decode()
        assert "<script" not in html and "&lt;script&gt;" in html


# Office -----------------------------------------------------------------------------------------------------------
def test_the_office_takes_over_checks_looks_and_publishes(desk, client):
    assert "So machen Sie ein Hoffest" in desk.get(TEAM).content.decode()
    answer = desk.post(f"{TEAM}vorlage/hoffest/")
    row = Guide.objects.get()
    assert answer.url == f"{TEAM}{row.number}/" and "vorlage/hoffest" not in desk.get(TEAM).content.decode()
    assert "Vorschau: So wird die Seite aussehen" in desk.get(f"{TEAM}{row.number}/vorschau/").content.decode()
    assert "Tag der Prüfung" in desk.post(f"{TEAM}{row.number}/", {"verb": "publish"}, follow=True).content.decode()
    form = {name: getattr(row, name) for name in ("title", "lead", "steps", "permits", "insurance", "checklist")}
    assert "Zukunft" in desk.post(f"{TEAM}{row.number}/", form | {"checked_on": "2199-01-01"}).content.decode()
    desk.post(f"{TEAM}{row.number}/", form | {"checked_on": dates.today().isoformat()})
    desk.post(f"{TEAM}{row.number}/", {"verb": "publish"})
    assert client.get(f"{LIST}{row.number}/").status_code == 200


def test_the_office_writes_its_own(desk):
    form = {"title": "So machen Sie ein Picknick", "lead": "Decke raus.", "steps": "Decke", "permits": "", "insurance": "", "checklist": "", "checked_on": ""}  # fmt: skip
    desk.post(f"{TEAM}neu/", form)
    assert Guide.objects.get().title == "So machen Sie ein Picknick"


def test_a_guide_is_read_again_after_a_year(guide, area, clara, desk):
    row, fresh = guide(checked_on=dates.today() - dt.timedelta(days=365)), guide("So machen Sie ein Beet")
    guide("Entwurf", publish=False, checked_on=dates.today() - dt.timedelta(days=900))
    found = [due for due in panels.collect_due(area, clara) if due.group == "Anleitungen"]
    assert [(due.title, due.when) for due in found] == [(row.title, dates.today())]
    assert (
        fresh.title not in [due.title for due in found] and row.title in desk.get("/team/lindenhafen/").content.decode()
    )
