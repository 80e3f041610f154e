"""A session that ends while a form is open costs nobody their words."""

import datetime as dt

import pytest
from django.test import Client

from quartier.kit import access, dates
from quartier.kit.links import to

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(area, clara):
    return to("accounts:team", area=area.slug)


def signed_in(client, user):
    """Sign in within the browser's own session, as the pages do."""
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()


def test_a_form_sent_after_the_session_ended_is_sent_again(client, page, clara):
    typed = {"email": "lang@example.org", "name": "Lang <b>Getippt</b>", "kind": access.MEMBER, "passwort": "geheim"}
    answer = client.post(page, typed)
    assert answer.headers["Location"] == f"{to('account_login')}?next=%2Fkonto%2Fnicht-gesendet%2F"
    signed_in(client, clara)
    shown = client.get(to("accounts:unsent")).content.decode()
    assert "Lang &lt;b&gt;Getippt" in shown
    assert "geheim" not in shown
    again = client.post(to("accounts:unsent_send"), typed)
    assert (again.status_code, again.headers["Location"]) == (307, page)
    assert client.post(again.headers["Location"], typed).status_code == 302  # what the browser does
    assert "wartet kein Formular" in client.get(to("accounts:unsent")).content.decode()


def test_files_are_said_to_be_missing(client, page, clara):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.post(page, {"name": "Mit Datei", "beleg": SimpleUploadedFile("b.pdf", b"%PDF-1.4")})
    signed_in(client, clara)
    assert "Dateien konnten wir nicht aufheben" in client.get(to("accounts:unsent")).content.decode()


def test_a_kept_form_is_gone_after_an_hour(client, page, clara):
    client.post(page, {"name": "Von gestern"})
    signed_in(client, clara)
    with dates.clock_at(dates.now() + dt.timedelta(minutes=61)):
        assert "Von gestern" not in client.get(to("accounts:unsent")).content.decode()
        assert client.post(to("accounts:unsent_send")).headers["Location"] == to("accounts:unsent")


def test_a_very_long_form_is_not_kept(client, page):
    client.post(page, {"name": "x" * 400_000})
    assert "unsent" not in client.session


def test_a_kept_form_can_be_thrown_away(client, page, clara):
    client.post(page, {"name": "Weg damit"})
    signed_in(client, clara)
    client.post(to("accounts:unsent_drop"))
    assert "Weg damit" not in client.get(to("accounts:unsent")).content.decode()


def test_an_old_token_from_our_own_page_loses_nothing(page, clara):
    client = Client(enforce_csrf_checks=True)
    signed_in(client, clara)
    answer = client.post(page, {"name": "Altes Token"}, headers={"origin": "http://testserver"})
    assert answer.headers["Location"] == to("accounts:unsent")
    assert "Altes Token" in client.get(to("accounts:unsent")).content.decode()


def test_a_form_from_a_foreign_site_is_not_kept(page, clara):
    client = Client(enforce_csrf_checks=True)
    signed_in(client, clara)
    answer = client.post(page, {"name": "Untergeschoben"}, headers={"origin": "https://boese.example"})
    assert answer.status_code == 403
    assert "unsent" not in client.session
