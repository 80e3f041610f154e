"""The words of the pages: who has read them in a language, and what changed since."""

import datetime as dt

import pytest

from quartier.kit import catalogues, dates, links, panels
from quartier.kit.errors import Refused
from quartier.texts import actions, exports, queries
from quartier.texts import panels as due
from quartier.texts.models import LanguageReview

pytestmark = pytest.mark.django_db
TODAY = dates.today()


@pytest.fixture(autouse=True)
def texts(monkeypatch):
    """Three texts that are there, in every language; a test may take one away."""
    rows = [
        catalogues.Message("", "Termin", places=["a.html"], answers=["Etkinlik"]),
        catalogues.Message("", "%(n)s Idee", "%(n)s Ideen", ["b.html"], ["%(n)s fikir", "%(n)s fikir"]),
        catalogues.Message("", "=1+1", places=["c.html"], answers=["=1+1"]),
    ]
    found = {row.key: row for row in rows}
    monkeypatch.setattr(queries.catalogues, "catalogue", lambda language: found)
    return found


def sign(area, user, **more):
    given = {"language": "tr", "reader": "Elif Şahin", "on": TODAY} | more
    return actions.sign_language(scope=area.city.scope, by=user, **given)


def turkish(area):
    return next(one for one in queries.interfaces(area.city.scope_id) if one.language == "tr")


def test_a_language_is_unread_until_somebody_signs(area, clara):
    assert (turkish(area).review, turkish(area).missing) == (None, 0)
    sign(area, clara)
    assert (turkish(area).review.reader, turkish(area).changed) == ("Elif Şahin", 0)


def test_a_text_that_changed_after_the_signature_is_counted(area, clara, texts):
    sign(area, clara)
    texts["", "Termin"] = catalogues.Message("", "Termin", answers=["Başka"])
    assert turkish(area).changed == 1


@pytest.mark.parametrize(
    "wrong", [{"reader": " "}, {"on": TODAY + dt.timedelta(days=1)}, {"language": "en"}, {"language": "../de"}]
)
def test_a_signature_is_refused_when_the_name_the_day_or_the_language_is_wrong(area, clara, wrong):
    with pytest.raises(Refused):
        sign(area, clara, **wrong)
    assert not LanguageReview.objects.exists()


def test_a_signature_is_refused_while_a_text_is_missing(area, clara, texts):
    texts["", "Neu"] = catalogues.Message("", "Neu")
    with pytest.raises(Refused, match="fehlen"):
        sign(area, clara)


def test_the_office_signs_on_the_page_and_hears_no_more_of_it(area, clara, client_of):
    assert [item.group for item in due.unread(area, clara)] == ["Sprachen"]
    page, browser = links.to("texts:team_interface", area=area.slug), client_of(clara)
    for code in ("tr", "ar", "uk"):
        refused = browser.post(page, {"language": code, f"{code}-reader": "", f"{code}-on": TODAY.isoformat()})
        assert refused.status_code == 200 and not LanguageReview.objects.filter(language=code).exists()
        assert browser.post(
            page, {"language": code, f"{code}-reader": "Elif Şahin", f"{code}-on": TODAY.isoformat()}
        ).status_code == 302  # fmt: skip
    assert "Gelesen von Elif Şahin" in browser.get(page).content.decode()
    assert list(due.unread(area, clara)) == []


def test_the_table_holds_every_form_of_every_text_and_no_formula(area):
    lines = exports.interface_csv("ar").decode("utf-8-sig").splitlines()
    assert lines == [
        "Deutsch;Übersetzung;Wo es steht",
        "Termin;Etkinlik;a.html",
        "%(n)s Idee / %(n)s Ideen;%(n)s fikir;b.html",
        "%(n)s Idee / %(n)s Ideen;%(n)s fikir;b.html",
        "'=1+1;'=1+1;c.html",
    ]


def test_the_delivered_catalogue_is_read_with_its_places():
    found = catalogues.catalogue("tr")
    assert found["", "Termine"].answers == ["Etkinlikler"] and found["", "Termine"].places
    assert catalogues.catalogue("xx") == {}


def test_the_line_in_the_due_list_is_registered():
    assert "texts.interface" in panels.DUE
