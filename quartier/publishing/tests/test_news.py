"""News, stories and press releases: written, seen before, published, found, taken down."""

import datetime as dt
import re

import pytest

from quartier.events import actions as events
from quartier.files import actions as files
from quartier.files.models import File
from quartier.history.models import Entry, Scope
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.publishing import actions, states
from quartier.publishing.models import News

LIST = "/lindenhafen/aktuelles/"
TEAM = "/team/lindenhafen/aktuelles/"
FORM = {"kind": "story", "title": "Hanna erzählt", "lead": "Vierzig Jahre Werft.", "body": "Es war laut.", "event": "", "project": ""}  # fmt: skip


def version(area):
    return Scope.objects.get(pk=area.scope_id).version


def an_event(area, clara, **facts):
    start = dates.now() + dt.timedelta(days=3)
    facts = {
        "title": "Sommerfest",
        "starts_at": start,
        "ends_at": start + dt.timedelta(hours=2),
        "place": "Hof",
    } | facts
    return events.announce(area=area, by=clara, **facts)


# Acts -------------------------------------------------------------------------------------------------------------
def test_a_draft_is_nobodys_business_and_publishing_changes_the_pages(area, write, clara, client):
    before = version(area)
    news = write(publish=False)
    assert version(area) == before and client.get(f"{LIST}{news.number}/").status_code == 404
    actions.publish_news(news=news, by=clara)
    assert version(area) > before and client.get(f"{LIST}{news.number}/").status_code == 200
    assert News.objects.get().published_at and Entry.objects.get(verb="published").actor == clara


def test_the_day_of_the_first_publication_stays(write, clara):
    news = write()
    first = news.published_at
    actions.archive_news(news=news, by=clara)
    with dates.clock_at(dates.now() + dt.timedelta(days=9)):
        actions.publish_news(news=news, by=clara)
    assert News.objects.get().published_at == first


def test_what_was_taken_down_is_gone_with_its_picture(write, keep, clara, client, area):
    picture, news = keep(), write(publish=False)
    files.put_picture(row=news, picture=picture, by=clara)
    assert not File.objects.get(pk=picture.file_id).public, "a draft shows nothing to anybody"
    actions.publish_news(news=News.objects.get(), by=clara)
    assert f"/datei/{picture.file_id}/" in client.get(f"{LIST}{news.number}/").content.decode()
    actions.archive_news(news=News.objects.get(), by=clara)
    assert (
        client.get(f"{LIST}{news.number}/").status_code == client.get(f"/datei/{picture.file_id}/").status_code == 404
    )


def test_people_in_the_picture_must_have_agreed_before_it_is_published(write, keep, clara):
    news = write(publish=False)
    files.put_picture(row=news, picture=keep(recognisable=True), by=clara)
    with pytest.raises(Refused, match="Einverständnis"):
        actions.publish_news(news=News.objects.get(), by=clara)
    assert News.objects.get().status == states.DRAFT


def test_consent_taken_back_leaves_the_page_without_a_picture(write, keep, clara, client):
    today = dates.today()
    picture = keep(recognisable=True, taken_consent_on=today, shown_consent_on=today, alt="Hanna am Kran")
    news = write()
    files.put_picture(row=news, picture=picture, by=clara)
    assert "Hanna am Kran" in client.get(f"{LIST}{news.number}/").content.decode()
    files.withdraw_consent(picture=picture, by=clara)
    for path in (LIST, f"{LIST}{news.number}/"):
        answer = client.get(path)
        assert (
            answer.status_code == 200 and "<img" not in answer.content.decode().split("<main", 1)[1].split("</main")[0]
        )


def test_a_date_of_another_quarter_does_not_belong(write, other_area, clara):
    with pytest.raises(Refused, match="anderen Quartier"):
        write(event=an_event(other_area, clara))


# Pages ------------------------------------------------------------------------------------------------------------
def test_the_list_keeps_one_kind_and_unknown_words_keep_all(write, client):
    write("Neu"), write("Erzählt", kind="story"), write("Gesagt", kind="press")
    shown = {
        word: client.get(f"{LIST}?art={word}").content.decode() for word in ("", "geschichten", "presse", "quatsch")
    }
    assert all(title in shown[word] for word in ("", "quatsch") for title in ("Neu", "Erzählt", "Gesagt"))
    assert "Erzählt" in shown["geschichten"] and "Gesagt" not in shown["geschichten"]
    assert "Gesagt" in shown["presse"] and ">Neu<" not in shown["presse"]


def test_the_list_goes_on_by_key_to_the_very_first(write, client):
    moment = dates.now()
    for n in range(60):
        with dates.clock_at(moment + dt.timedelta(minutes=n // 2)):  # two of each minute: the key must be exact
            write(f"Meldung {n:02}")
    seen, path = [], LIST
    for _page in range(4):
        html = client.get(path).content.decode()
        seen += [n for n in range(60) if f"Meldung {n:02}<" in html]
        if 'rel="next"' not in html:
            break
        path = LIST + html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert sorted(seen) == list(range(60)), "each once"


@pytest.mark.parametrize("key", ["0", "999999999999999999", "x", "-1", "٣"])
def test_a_strange_key_shows_the_beginning(write, client, key):
    write("Neu")
    assert "Neu" in client.get(f"{LIST}?nach={key}").content.decode()


def test_a_message_names_its_date_and_project(write, area, clara, client):
    event = an_event(area, clara)
    news = write(event=event)
    assert f"/lindenhafen/termine/{event.number}/" in client.get(f"{LIST}{news.number}/").content.decode()
    events.change(event=event, by=clara, public=False, title="Sommerfest", starts_at=event.starts_at, ends_at=event.ends_at, place="Hof")  # fmt: skip
    assert "Der Termin dazu" not in client.get(f"{LIST}{news.number}/").content.decode()


def test_html_in_every_field_is_shown_not_obeyed(write, keep, clara, client):
    evil = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    picture = keep(alt=evil, credit=evil, caption=evil)
    news = write(evil, lead=evil, body=f"{evil}\n\n- {evil}\n\n## {evil}")
    files.put_picture(row=news, picture=picture, by=clara)
    for path in (LIST, f"{LIST}{news.number}/"):
        html = client.get(path).content.decode()
        html = re.sub(r'<script type="application/ld\+json">.*?</script>', "", html, flags=re.DOTALL)  # data, never run
        assert "<script" not in html and "<img src=x" not in html and "onerror=alert" in html


def test_the_text_has_paragraphs_and_lists(write, client):
    html = client.get(f"{LIST}{write().number}/").content.decode()
    assert "<ul><li>blau</li><li>lang</li></ul>" in html


# Office -----------------------------------------------------------------------------------------------------------
def test_the_office_writes_looks_and_publishes(desk, area, client):
    answer = desk.post(f"{TEAM}neu/", FORM)
    news = News.objects.get()
    assert answer.url == f"{TEAM}{news.number}/" and news.kind == "story"
    preview = desk.get(f"{TEAM}{news.number}/vorschau/").content.decode()
    assert "Vorschau: So wird die Seite aussehen" in preview and "Vierzig Jahre Werft." in preview
    desk.post(f"{TEAM}{news.number}/", {"verb": "publish"})
    assert "Vierzig Jahre Werft." in client.get(f"{LIST}{news.number}/").content.decode()
    desk.post(f"{TEAM}{news.number}/", FORM | {"lead": "Fünfzig Jahre."})
    assert "Fünfzig Jahre." in client.get(f"{LIST}{news.number}/").content.decode()
    desk.post(f"{TEAM}{news.number}/", {"verb": "archive"})
    assert client.get(f"{LIST}{news.number}/").status_code == 404


def test_the_preview_shows_the_picture_from_the_office_and_says_when_it_must_not(desk, write, keep, clara):
    news = write(publish=False)
    files.put_picture(row=news, picture=keep(), by=clara)
    html = desk.get(f"{TEAM}{news.number}/vorschau/").content.decode()
    assert f"/team/lindenhafen/bilder/{News.objects.get().picture_id}/datei/?art=klein" in html
    files.put_picture(row=news, picture=keep(recognisable=True), by=clara)
    assert "weil noch ein Einverständnis fehlt" in desk.get(f"{TEAM}{news.number}/vorschau/").content.decode()


def test_the_form_offers_only_the_quarters_own(desk, area, other_area, clara, write):
    own, other = an_event(area, clara), an_event(other_area, clara, title="Nebenan")
    html = desk.get(f"{TEAM}neu/").content.decode()
    assert "Sommerfest" in html and "Nebenan" not in html
    answer = desk.post(f"{TEAM}neu/", FORM | {"event": other.pk})
    assert answer.status_code == 200 and not News.objects.exists()
    desk.post(f"{TEAM}neu/", FORM | {"event": own.pk})
    assert News.objects.get().event == own


def test_a_second_click_on_publish_says_so_and_breaks_nothing(desk, write):
    news = write()
    answer = desk.post(f"{TEAM}{news.number}/", {"verb": "publish"}, follow=True)
    assert "Das geht nicht mehr" in answer.content.decode()
