"""The office hands in a calendar in the browser."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.events.tests.test_imports import START, calendar, event
from quartier.history.models import ImportRun

pytestmark = pytest.mark.django_db
PAGE = "/team/lindenhafen/termine/einlesen/"


def hand_in(client: Any, content: bytes, **asked: str) -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile("feste.ics", content), **asked})


def test_a_calendar_is_looked_at_taken_in_and_given_back(client_of: Any, clara: User, area: Area) -> None:
    client = client_of(clara)
    preview = client.get(
        hand_in(client, calendar(*event("LOCATION:Hof"), *event(uid="zwei", start=""))).url
    ).content.decode()
    assert "1 Termin übernehmen" in preview and "hat keinen Beginn" in preview and not Event.objects.exists()
    run = ImportRun.objects.get()
    shown = preview.split('name="shown" value="')[1].split('"')[0]
    report = client.post(f"{PAGE}{run.pk}/uebernehmen/", {"shown": shown}, follow=True).content.decode()
    assert Event.objects.get().place == "Hof" and "Import zurücknehmen" in report
    client.post(f"{PAGE}{run.pk}/zuruecknehmen/")
    assert not Event.objects.exists()
    assert "zurückgenommen" in client.get(PAGE).content.decode()


def test_a_broken_calendar_says_where_and_can_be_read_anyway(client_of: Any, clara: User, area: Area) -> None:
    client = client_of(clara)
    content = calendar(*event(), "X")
    text = hand_in(client, content).content.decode()
    assert "„X“ ist keine Zeile eines Kalenders" in text and not ImportRun.objects.exists()
    assert hand_in(client, content, anyway="on").status_code == 302


def test_a_preview_of_yesterday_is_shown_anew(client_of: Any, clara: User, area: Area) -> None:
    client = client_of(clara)
    url = hand_in(client, calendar(*event())).url
    text = client.post(f"{url}uebernehmen/", {"shown": "alt"}, follow=True).content.decode()
    assert "Inzwischen hat sich etwas geändert" in text and not Event.objects.exists()


def test_a_draft_is_thrown_away(client_of: Any, clara: User, area: Area) -> None:
    client = client_of(clara)
    url = hand_in(client, calendar(*event(start=f"DTSTART:{START}Z"))).url
    client.post(f"{url}verwerfen/")
    assert not ImportRun.objects.exists() and client.get(url).status_code == 404


@pytest.mark.parametrize("content", [b"", b"Guten Tag", b"x" * 1_000_001])
def test_what_is_no_calendar_stays_outside(content: bytes, client_of: Any, clara: User, area: Area) -> None:
    assert hand_in(client_of(clara), content).status_code == 200 and not ImportRun.objects.exists()
