"""People of the office are shown while they agree and are there; nobody else's."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from quartier.areas import actions
from quartier.areas.models import StaffMember
from quartier.files import actions as files
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Refused

STAFF = "/team/lindenhafen/einstellungen/team/"
OFFICE = "/lindenhafen/buero/"


@pytest.fixture
def desk_of(client_of, clara):
    return client_of(clara)


@pytest.fixture
def ada(area, clara):
    today = dates.today()
    return actions.add_staff(
        area=area, name="Ada Blau", task="Ideen und Anträge", spoken=["de", "ar"], consent_on=today, by=clara
    )


def face(area, clara, **consents):
    content = io.BytesIO()
    Image.new("RGB", (640, 640), "teal").save(content, "JPEG")
    return files.keep_picture(
        upload=ContentFile(content.getvalue()), name="ada.jpg", scope=area.scope, alt="Ada Blau lacht", credit="Clara", by=clara,
        **consents,
    )  # fmt: skip


def text(client, path=OFFICE):
    return client.get(path).content.decode()


def test_who_agreed_is_named_on_the_office_page_and_on_the_front_page(ada, client):
    page = text(client)
    assert "Ada Blau" in page and "Ideen und Anträge" in page and 'lang="ar" dir="rtl">العربي' in page
    assert "Ada Blau" in text(client, "/lindenhafen/")


def test_who_did_not_agree_is_named_nowhere(area, clara, client):
    actions.add_staff(area=area, name="Ben Grau", task="Feste", by=clara)
    assert "Ben Grau" not in text(client) + text(client, "/lindenhafen/")


def test_who_withdraws_consent_is_gone_at_once_with_the_picture(area, ada, clara, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    today = dates.today()
    picture = face(area, clara, taken_consent_on=today, shown_consent_on=today)
    files.put_picture(row=ada, picture=picture, by=clara)
    assert f"/datei/{picture.file_id}/" in text(client)
    actions.update_staff(member=ada, consent_on=None, by=clara)
    assert "Ada Blau" not in text(client)
    assert client.get(f"/datei/{picture.file_id}/").status_code == 404


def test_a_face_without_consent_is_not_shown_though_the_name_is(area, ada, clara, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = face(area, clara)
    with pytest.raises(Refused):
        files.put_picture(row=ada, picture=picture, by=clara)
    assert "Ada Blau" in text(client) and '<img class="picture' not in text(client)


def test_who_left_is_gone_at_once_and_the_picture_is_given_up(area, ada, clara, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    today = dates.today()
    files.put_picture(row=ada, picture=face(area, clara, taken_consent_on=today, shown_consent_on=today), by=clara)
    picture = ada.picture
    actions.leave_office(member=ada, by=clara)
    picture.refresh_from_db()
    assert "Ada Blau" not in text(client) + text(client, "/lindenhafen/")
    assert picture.withdrawn_on == today and StaffMember.objects.get().picture is None
    for act in (actions.leave_office, actions.update_staff):
        with pytest.raises(Refused):
            act(member=ada, by=clara)


def test_a_consent_in_the_future_is_refused(area, clara):
    with pytest.raises(Refused):
        actions.add_staff(
            area=area, name="Ben", task="Feste", consent_on=dates.today() + dt.timedelta(days=1), by=clara
        )


def test_history_tells_what_was_done_with_whom(ada, clara):
    actions.update_staff(member=ada, task="Feste", by=clara)
    entries = Entry.objects.filter(kind="areas.staffmember", row=ada.pk).order_by("pk")
    assert [(e.verb, e.public, e.actor_id) for e in entries] == [("added", True, clara.pk), ("updated", True, clara.pk)]


def test_an_unknown_column_is_a_mistake_of_the_program(ada):
    with pytest.raises(TypeError):
        actions.update_staff(member=ada, left_on=None)


def test_the_office_enters_changes_and_ends_by_forms(area, desk_of, client):
    answer = desk_of.post(f"{STAFF}neu/", {"name": "Ada Blau", "task": "Ideen", "spoken": ["de", "tr"]})
    ada = StaffMember.objects.get()
    assert answer["Location"] == f"{STAFF}{ada.pk}/" and ada.spoken == "de tr" and not ada.is_shown
    assert "Bild wählen oder hochladen" in text(desk_of, f"{STAFF}{ada.pk}/")
    facts = {"name": "Ada Blau", "task": "Ideen", "consent_on": dates.today().isoformat(), "position": "1"}
    assert desk_of.post(f"{STAFF}{ada.pk}/", facts)["Location"] == STAFF
    assert "Ada Blau" in text(client) and "Öffentlich" in text(desk_of, STAFF)
    desk_of.post(f"{STAFF}{ada.pk}/", {"leave": "1"})
    assert "Ada Blau" not in text(client) and "Nach dreißig Tagen" in text(desk_of, STAFF)


def test_a_future_consent_is_told_beside_its_field(area, desk_of):
    day = (dates.today() + dt.timedelta(days=2)).isoformat()
    answer = desk_of.post(f"{STAFF}neu/", {"name": "Ada", "task": "Ideen", "consent_on": day})
    assert answer.status_code == 200 and "liegt in der Zukunft" in answer.content.decode()
    assert not StaffMember.objects.exists()


def test_another_quarters_people_are_not_found(other_area, area, desk_of, clara):
    theirs = actions.add_staff(area=other_area, name="Erna", task="Alles", consent_on=dates.today())
    assert desk_of.get(f"{STAFF}{theirs.pk}/").status_code == 404
    assert "Erna" not in text(desk_of, STAFF)


# Emblem and languages ---------------------------------------------------------------------------------------------
def png():
    content = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 90, 90, 128)).save(content, "PNG")
    return ContentFile(content.getvalue(), name="zeichen.png")


def test_an_emblem_takes_the_leafs_place_and_gives_it_back(area, desk_of, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    leaf = 'class="emblem-leaf"'
    assert leaf in text(client)
    path = "/team/lindenhafen/einstellungen/zeichen/"
    assert desk_of.post(path, {"emblem": png()}).status_code == 302
    area.refresh_from_db()
    page = text(client)
    assert leaf not in page and f'<img class="emblem" src="/datei/{area.emblem.file_id}/' in page
    assert client.get(f"/datei/{area.emblem.file_id}/").status_code == 200
    file = area.emblem.file_id
    desk_of.post(path, {"remove": "1"})
    assert leaf in text(client) and client.get(f"/datei/{file}/").status_code == 404


def test_an_emblem_that_is_no_picture_is_refused(area, desk_of):
    answer = desk_of.post("/team/lindenhafen/einstellungen/zeichen/", {"emblem": ContentFile(b"MZ", name="z.png")})
    assert answer.status_code == 200 and answer.context["form"].errors["emblem"]


def test_german_is_always_the_first_language_of_texts(area, clara):
    found = actions.update_area(area=area, languages=["tr", "de", "TR", "fa"], by=clara)
    assert found.languages == ["de", "tr", "fa"]


@pytest.mark.parametrize("code", ["xx", "leicht", ""])
def test_a_language_that_nobody_knows_is_refused(area, code):
    with pytest.raises(Refused):
        actions.update_area(area=area, languages=[code])


def test_the_office_ticks_the_languages_of_its_texts(area, desk_of):
    facts = {"name": "Lindenhafen", "accent": "green", "languages": ["pl", "ar"]}
    assert desk_of.post("/team/lindenhafen/einstellungen/", facts).status_code == 302
    area.refresh_from_db()
    assert area.languages == ["de", "pl", "ar"]
    assert "Polski" in text(desk_of, "/team/lindenhafen/einstellungen/")
