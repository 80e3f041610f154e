"""The press list, releases by mail that are read first, leaving the list, what others wrote."""

import datetime as dt
import re

import pytest

from quartier.files import actions as files
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.publishing import actions, emails
from quartier.publishing.models import Mention, PressContact

PRESS = "/lindenhafen/presse/"
TEAM = "/team/lindenhafen/presse/"
FORM = {"medium": "Hafenblatt", "email": "lokales@hafenblatt.example", "name": "Ina Roth", "phone": ""}


@pytest.fixture
def newsrooms(area, clara):
    names = (("Hafenblatt", "Ina Roth"), ("Radio Welle", ""), ("Kiezanzeiger", ""))
    return [
        actions.add_contact(area=area, medium=medium, email=f"{n}@presse.example", name=name, by=clara)
        for n, (medium, name) in enumerate(names)
    ]


# Acts -------------------------------------------------------------------------------------------------------------
def test_an_address_stands_on_the_list_once(area, newsrooms, clara):
    with pytest.raises(Refused, match="schon im Presseverteiler"):
        actions.add_contact(area=area, medium="Noch eins", email="0@PRESSE.example", by=clara)
    with pytest.raises(Refused, match="schon im Presseverteiler"):
        actions.change_contact(contact=newsrooms[1], medium="Radio", email="0@presse.example", by=clara)
    assert PressContact.objects.count() == 3


def test_a_release_waits_until_somebody_read_it_then_goes_to_each_newsroom(write, newsrooms, clara):
    news = write("Der Hafenplatz wird umgebaut", kind="press", body="## Was kommt\n\n- Bäume & <Bänke>")
    assert actions.send_release(news=news, by=clara) == 3
    messages = list(Message.objects.order_by("to"))
    assert [(m.to, m.status) for m in messages] == [(f"{n}@presse.example", "held") for n in range(3)]
    body = messages[0].body
    assert "Guten Tag Ina Roth," in body and "Was kommt\n\n- Bäume & <Bänke>" in body and "Hafenstraße 31" in body
    assert re.search(r"http\S+/lindenhafen/presse/abbestellen/\S+/", body) and "Guten Tag,\n" in messages[1].body
    assert actions.release_all(news=news, by=clara) == 3
    assert set(Message.objects.values_list("status", flat=True)) == {"ready"}
    with pytest.raises(Refused, match="wartet keine"):
        actions.release_all(news=news, by=clara)


def test_nobody_gets_a_release_twice_and_new_ones_get_it_later(area, write, newsrooms, clara):
    news = write(kind="press")
    actions.send_release(news=news, by=clara)
    with pytest.raises(Refused, match="noch nicht hat"):
        actions.send_release(news=news, by=clara)
    actions.add_contact(area=area, medium="Blog", email="neu@presse.example", by=clara)
    assert actions.send_release(news=news, by=clara) == 1 and Message.objects.count() == 4


@pytest.mark.parametrize(("kind", "publish"), [("news", True), ("story", True), ("press", False)])
def test_only_a_published_release_goes_to_the_press(write, newsrooms, clara, kind, publish):
    with pytest.raises(Refused, match="Nur eine veröffentlichte"):
        actions.send_release(news=write(kind=kind, publish=publish), by=clara)
    assert not Message.objects.exists()


def test_mails_to_the_press_are_german_whatever_the_office_reads(write, newsrooms, clara, client_of):
    news = write(kind="press")
    client_of(clara).post(f"/en/team/lindenhafen/aktuelles/{news.number}/presse/")
    assert "Fragen beantworten wir gern" in Message.objects.first().body


def test_a_mention_of_tomorrow_or_of_another_quarters_release_is_refused(area, other_area, write, clara):
    facts = {"area": area, "title": "Hafenplatz", "medium": "Hafenblatt", "by": clara}
    with pytest.raises(Refused, match="Zukunft"):
        actions.add_mention(on=dates.today() + dt.timedelta(days=1), **facts)
    with pytest.raises(Refused, match="anderen Quartier"):
        actions.add_mention(on=dates.today(), news=write(where=other_area), **facts)


# Pages ------------------------------------------------------------------------------------------------------------
def test_the_press_page_has_contact_releases_pictures_and_echo(area, write, keep, clara, client):
    news = write("Umbau beginnt", kind="press")
    write("Nur eine Neuigkeit")
    picture = keep(licence="CC-BY-4.0", caption="Der Platz")
    files.put_picture(row=news, picture=picture, by=clara)
    actions.add_mention(area=area, title="Platz da", medium="Hafenblatt", on=dates.today(), link="https://hafenblatt.example/1", note="geheim", by=clara)  # fmt: skip
    actions.add_mention(area=area, title="Leise", medium="Radio", on=dates.today(), public=False, by=clara)
    html = client.get(PRESS).content.decode()
    assert "hallo@lindenhafen.example" in html and "Umbau beginnt" in html and "Nur eine Neuigkeit" not in html
    assert "CC BY 4.0" in html and "900 × 600" in html and f'href="/datei/{picture.file_id}/"' in html
    assert "https://hafenblatt.example/1" in html and "Leise" not in html and "geheim" not in html


def test_a_newsroom_leaves_by_the_link_and_only_by_saying_so(newsrooms, client):
    path = f"{PRESS}abbestellen/{emails.token(newsrooms[0])}/"
    assert "Hafenblatt" in client.get(path).content.decode() and PressContact.objects.count() == 3
    assert client.post(path, headers={"Origin": "https://evil.example"}).status_code == 403
    answer = client.post(path, headers={"Origin": "http://testserver"})
    assert "nicht mehr in der Liste" in answer.content.decode() and PressContact.objects.count() == 2
    assert "nicht mehr in der Liste" in client.get(path).content.decode(), "the second click is no error"


@pytest.mark.parametrize("token", ["x", "1:abc:def"])
def test_a_cut_link_tells_nothing_and_changes_nothing(newsrooms, client, token):
    assert client.post(f"{PRESS}abbestellen/{token}/", headers={"Origin": "http://testserver"}).status_code == 200
    assert PressContact.objects.count() == 3


def test_the_link_of_another_quarter_does_not_count(newsrooms, other_area, client):
    path = f"/werftviertel/presse/abbestellen/{emails.token(newsrooms[0])}/"
    client.post(path, headers={"Origin": "http://testserver"})
    assert PressContact.objects.count() == 3


# Office -----------------------------------------------------------------------------------------------------------
def test_the_office_keeps_the_list(desk):
    desk.post(f"{TEAM}verteiler/neu/", FORM)
    row = PressContact.objects.get()
    assert "Ina Roth" in desk.get(TEAM).content.decode()
    answer = desk.post(f"{TEAM}verteiler/neu/", FORM)
    assert "schon im Presseverteiler" in answer.content.decode()
    desk.post(f"{TEAM}verteiler/{row.pk}/", FORM | {"name": "Ida Roth"})
    assert PressContact.objects.get().name == "Ida Roth"
    desk.post(f"{TEAM}verteiler/{row.pk}/", {"remove": "1"})
    assert not PressContact.objects.exists()


def test_the_office_collects_what_others_wrote(desk, write):
    news = write("Umbau beginnt", kind="press")
    form = {"title": "Platz da", "medium": "Hafenblatt", "on": "2026-01-05", "link": "", "news": news.pk, "note": "", "public": "on"}  # fmt: skip
    desk.post(f"{TEAM}echo/neu/", form)
    row = Mention.objects.get()
    assert row.news == news and "zu „Umbau beginnt“" in desk.get(TEAM).content.decode()
    assert "Zukunft" in desk.post(f"{TEAM}echo/{row.pk}/", form | {"on": "2199-01-01"}).content.decode()
    desk.post(f"{TEAM}echo/{row.pk}/", form | {"title": "Platz gemacht"})
    assert Mention.objects.get().title == "Platz gemacht"
    desk.post(f"{TEAM}echo/{row.pk}/", {"remove": "1"})
    assert not Mention.objects.exists()


def test_the_office_sends_after_reading_one(desk, write, newsrooms):
    news = write(kind="press")
    path = f"/team/lindenhafen/aktuelles/{news.number}/presse/"
    assert "Für alle in die Post legen" in desk.get(path).content.decode()
    desk.post(path)
    html = desk.get(path).content.decode()
    assert "Bitte einmal lesen" in html and "Drei Meter Holz am Kanal." in html and "Für alle in die Post" not in html
    desk.post(path, {"release": "1"})
    assert Message.objects.filter(status="ready").count() == 3
    assert "Gelesen, alle senden" not in desk.get(path).content.decode()
