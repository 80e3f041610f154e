"""The office's pictures: uploaded, described, chosen for a row, taken back."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.events import actions as events
from quartier.files import actions as files
from quartier.files.models import File, Picture
from quartier.kit import dates
from quartier.publishing.models import News
from quartier.publishing.tests.conftest import photo

TEAM = "/team/lindenhafen/bilder/"
WORDS = {
    "alt": "Eine Bank am Kanal", "caption": "", "credit": "Selin Kaya", "licence": "own", "focus": "top-left",
    "recognisable": "nein", "taken_consent_on": "", "shown_consent_on": "",
}  # fmt: skip


def upload(**changes):
    return WORDS | {"upload": SimpleUploadedFile("bank.jpg", photo().read())} | changes


def test_the_office_uploads_and_describes(desk):
    answer = desk.post(f"{TEAM}neu/", upload())
    picture = Picture.objects.get()
    assert answer.url == f"{TEAM}{picture.pk}/" and (picture.focus_x, picture.focus_y) == (17, 17)
    assert "Eine Bank am Kanal" in desk.get(TEAM).content.decode() and not picture.file.public
    desk.post(f"{TEAM}{picture.pk}/", WORDS | {"alt": "Zwei Bänke", "focus": "bottom-right"})
    picture = Picture.objects.get()
    assert (picture.alt, picture.focus) == ("Zwei Bänke", "bottom-right")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"alt": ""}, "Bitte füllen Sie dieses Feld aus"),
        ({"recognisable": ""}, "ob Menschen zu erkennen sind"),
        ({"upload": SimpleUploadedFile("a.txt", b"Hallo")}, "weder ein Foto noch ein PDF"),
        ({"upload": ""}, "Bitte wählen Sie ein Bild aus"),
        ({"recognisable": "ja", "taken_consent_on": "2199-01-01"}, "Zukunft"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(desk, changes, words):
    answer = desk.post(f"{TEAM}neu/", upload(**changes))
    assert words in answer.content.decode() and not Picture.objects.exists()


def test_a_picture_is_chosen_for_a_message(desk, write, keep):
    news, picture = write(), keep()
    path = f"{TEAM}fuer/publishing.news/{news.pk}/"
    assert "Eine Bank am Kanal" in desk.get(path).content.decode()
    answer = desk.post(path, {"picture": picture.pk})
    assert answer.url == f"/team/lindenhafen/aktuelles/{news.number}/" and News.objects.get().picture == picture
    html = desk.get(f"{TEAM}{picture.pk}/").content.decode()
    assert "Neuigkeit:" in html and "Die Bank steht" in html and "Bild löschen" not in html
    desk.post(path, {"none": "1"})
    assert News.objects.get().picture is None and not File.objects.get(pk=picture.file_id).public


def test_a_picture_is_uploaded_for_a_date_at_once(desk, area, clara, client):
    start = dates.now() + dt.timedelta(days=3)
    event = events.announce(area=area, title="Fest", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Hof", by=clara)  # fmt: skip
    answer = desk.post(f"{TEAM}fuer/events.event/{event.pk}/", upload())
    assert answer.url == f"/team/lindenhafen/termine/{event.number}/"
    picture = Picture.objects.get()
    assert type(event).objects.get().picture == picture and client.get(f"/datei/{picture.file_id}/").status_code == 200


def test_without_consent_it_stays_in_the_office_and_the_page_without_it(desk, write):
    news = write()
    path = f"{TEAM}fuer/publishing.news/{news.pk}/"
    html = desk.post(path, upload(recognisable="ja"), follow=True).content.decode()
    assert "fehlt noch ein Einverständnis" in html and News.objects.get().picture is None
    assert Picture.objects.count() == 1, "the upload is not lost"
    assert "Einverständnis fehlt" in desk.get(f"{TEAM}?stand=offen").content.decode()


def test_consent_is_taken_back_with_one_click(desk, write, keep, clara, client):
    today = dates.today()
    news, picture = write(), keep(recognisable=True, taken_consent_on=today, shown_consent_on=today)
    files.put_picture(row=news, picture=picture, by=clara)
    html = desk.post(f"{TEAM}{picture.pk}/", {"verb": "withdraw"}, follow=True).content.decode()
    assert "von allen Seiten verschwunden" in html and 'name="verb"' not in html
    assert client.get(f"/datei/{picture.file_id}/").status_code == 404
    assert "Einwilligung zurückgenommen" in desk.get(f"{TEAM}?stand=zurueck").content.decode()
    assert desk.post(f"{TEAM}{picture.pk}/", WORDS).status_code == 200 and Picture.objects.get().withdrawn_on == today


def test_an_unused_picture_is_deleted_a_used_one_not(desk, write, keep, clara):
    used, unused = keep(), keep()
    files.put_picture(row=write(), picture=used, by=clara)
    assert "noch gebraucht" in desk.post(f"{TEAM}{used.pk}/", {"verb": "discard"}, follow=True).content.decode()
    desk.post(f"{TEAM}{unused.pk}/", {"verb": "discard"})
    assert list(Picture.objects.all()) == [used]


def test_the_file_is_shown_to_the_office_before_anybody_else(desk, keep, client):
    picture = keep()
    answer = desk.get(f"{TEAM}{picture.pk}/datei/?art=480")
    assert answer["Content-Type"] == "image/webp" and "no-store" in answer["Cache-Control"]
    assert client.get(f"{TEAM}{picture.pk}/datei/").status_code == 302


def test_pictures_and_rows_next_door_are_out_of_reach(desk, keep, other_area, write):
    foreign, news = keep(where=other_area), write()
    assert desk.get(f"{TEAM}{foreign.pk}/").status_code == desk.get(f"{TEAM}{foreign.pk}/datei/").status_code == 404
    assert desk.post(f"{TEAM}fuer/publishing.news/{news.pk}/", {"picture": foreign.pk}).status_code == 404
    other = write(where=other_area)
    assert desk.get(f"{TEAM}fuer/publishing.news/{other.pk}/").status_code == 404
    for kind in ("accounts.user", "publishing.sheet", "x", "events.event"):
        assert desk.get(f"{TEAM}fuer/{kind}/{news.pk}/").status_code == 404


def test_many_pictures_are_on_pages_and_cost_the_same(desk, keep, django_assert_max_num_queries, area, clara, write):
    for _ in range(26):
        keep()
    with django_assert_max_num_queries(24):
        html = desk.get(TEAM).content.decode()
    assert html.count("thumb-wide") == 24
    following = html.split('rel="next" href="')[1].split('"')[0]
    assert desk.get(TEAM + following).content.decode().count("thumb-wide") == 2
