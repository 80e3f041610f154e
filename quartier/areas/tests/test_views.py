import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from quartier.areas import actions
from quartier.areas.models import Area, Sponsor
from quartier.kit import dates, panels
from quartier.kit.panels import Due, DueProvider

SETTINGS = "/team/lindenhafen/einstellungen/"
FACTS = {"name": "Lindenhafen", "accent": "green", "spoken": "Deutsch, Türkçe", "lead": "Willkommen"}
OFFICE = {"name": "Büro", "street": "Kai 3", "town": "38127 Hohenwerder", "hours": "Di 10:00-13:00\nDo. 15.00 – 19.00"}


@pytest.fixture
def desk_of(client_of, clara):
    return client_of(clara)


def page(client, path):
    return client.get(path).content.decode()


def test_the_office_page_turns_with_the_clock(area, client):
    day = dt.date(2026, 11, 24)
    for hour, words in [(9, "Öffnet um 10 Uhr"), (11, "Jetzt offen, bis 13"), (14, "Öffnet um 15 Uhr")]:
        with dates.clock_at(dates.at(day, hour)):
            assert words in page(client, "/lindenhafen/buero/")


def test_closed_days_that_are_over_are_not_shown(area, clara, client):
    closures = [["2020-01-01", "2020-01-02", "Altes"], ["2099-12-24", "2099-12-25", "Kommendes"]]
    actions.update_office(area=area, by=clara, closures=closures)
    text = page(client, "/lindenhafen/buero/")
    assert "Kommendes" in text and "Altes" not in text


@pytest.mark.parametrize("path", ["impressum", "datenschutz", "barrierefreiheit"])
def test_legal_pages_stand_in_both_languages(area, client, path):
    for before in ("", "/en"):
        answer = client.get(f"{before}/lindenhafen/{path}/")
        assert answer.status_code == 200 and "Träger Lindenhafen gGmbH" in answer.content.decode()


def test_what_the_office_saves_is_public_at_once(area, desk_of, client):
    page(client, "/lindenhafen/impressum/")
    answer = desk_of.post(SETTINGS, FACTS | {"responsible": "Clara Berg", "domain": "", "land": "SN"})
    assert answer.status_code == 302
    assert "Clara Berg" in page(client, "/lindenhafen/impressum/")
    saved = Area.objects.get(pk=area.pk)
    assert saved.spoken == ["Deutsch", "Türkçe"] and saved.land == "SN"


@pytest.mark.parametrize("domain", ["localhost:8000", "linde", "https://linde.example/pfad"])
def test_a_wrong_domain_is_told_beside_its_field_and_nothing_is_lost(area, desk_of, domain):
    answer = desk_of.post(SETTINGS, FACTS | {"domain": domain})
    assert answer.status_code == 200 and answer.context["form"].errors["domain"]
    assert "Willkommen" in answer.content.decode() and Area.objects.get(pk=area.pk).lead == ""


def test_hours_and_closed_days_are_typed_by_line(area, desk_of):
    answer = desk_of.post(f"{SETTINGS}buero/", OFFICE | {"closures": "24.12.2026-2.1.2027 Ferien"})
    office = Area.objects.get(pk=area.pk).office
    assert answer.status_code == 302 and office.hours == [[1, "10:00", "13:00"], [3, "15:00", "19:00"]]
    assert office.closures == [["2026-12-24", "2027-01-02", "Ferien"]]
    assert "Di 10:00-13:00" in page(desk_of, f"{SETTINGS}buero/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": "Dienstags"}, {"hours": "Xx 10:00-12:00"}, {"hours": "Di 13:00-10:00"}, {"hours": "Di 25:00-26:00"},
        {"closures": "Weihnachten"}, {"closures": "31.02.2026-02.03.2026 Ferien"}, {"closures": "02.01.2027-24.12.2026 Ferien"},
    ],
)  # fmt: skip
def test_lines_that_cannot_be_read_are_refused_in_german(area, desk_of, wrong):
    answer = desk_of.post(f"{SETTINGS}buero/", OFFICE | wrong)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert Area.objects.get(pk=area.pk).office.street == "Hafenstraße 31"


def test_a_funder_with_a_logo_is_named_on_every_page(area, desk_of, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(picture, "PNG")
    logo = SimpleUploadedFile("logo.png", picture.getvalue())
    assert desk_of.post(f"{SETTINGS}foerdergeber/", {"name": "Land", "logo": logo}).status_code == 302
    sponsor = Sponsor.objects.get(name="Land")
    assert sponsor.logo.public and f"/datei/{sponsor.logo_id}/" in page(client, "/lindenhafen/impressum/")


def test_a_logo_that_is_no_picture_is_refused(area, desk_of):
    answer = desk_of.post(f"{SETTINGS}foerdergeber/", {"name": "Land", "logo": SimpleUploadedFile("l.png", b"MZ\x90")})
    assert (
        answer.status_code == 200 and answer.context["form"].errors["logo"] and not Sponsor.objects.filter(name="Land")
    )


def test_the_workspace_groups_what_is_due_by_day(area, desk_of, monkeypatch):
    monday = dt.date(2026, 11, 23)
    days = {"alt": -1, "heute": 0, "morgen": 1, "bald": 4, "nächste": 9, "fern": 30}
    rows = [
        Due(monday + dt.timedelta(days=n), name, "weil", "/x/", "Tun", "Ideen" if n < 5 else "Geld")
        for name, n in days.items()
    ]
    monkeypatch.setattr(panels, "DUE", {"x": DueProvider("x", "x", lambda area, user: rows, ("manager",), 0)})
    with dates.clock_at(dates.at(monday, 12)):
        groups = desk_of.get("/team/lindenhafen/").context["groups"]
        assert [(label, [row.title for row in found]) for label, found in groups] == [
            ("Überfällig", ["alt"]), ("Heute", ["heute"]), ("Morgen", ["morgen"]), ("Diese Woche", ["bald"]),
            ("Nächste Woche", ["nächste"]), ("Später", ["fern"]),
        ]  # fmt: skip
        chosen = desk_of.get("/team/lindenhafen/?art=Geld").context
        assert sum(len(found) for _, found in chosen["groups"]) == 2
        assert [(chip["count"], chip["current"]) for chip in chosen["chips"]] == [(6, False), (4, False), (2, True)]


def test_a_hundred_due_things_stand_on_a_page_and_the_chips_count_them_all(area, desk_of, monkeypatch):
    rows = [Due(dates.today(), f"{n:03}", "weil", "/x/", "Tun", "Geld") for n in range(101)]
    monkeypatch.setattr(panels, "DUE", {"x": DueProvider("x", "x", lambda area, user: rows, ("manager",), 0)})
    first, second = (desk_of.get(f"/team/lindenhafen/?art=Geld&seite={n}") for n in (1, 2))
    shown = [[row.title for _, found in one.context["groups"] for row in found] for one in (first, second)]
    assert shown == [[f"{n:03}" for n in range(100)], ["100"]]
    assert [chip["count"] for chip in first.context["chips"]] == [101, 101]
    assert "?art=Geld&amp;seite=2" in first.content.decode() and "?art=Geld&amp;seite=1" in second.content.decode()


# A new office -----------------------------------------------------------------------------------------------------
def test_the_imprint_says_what_the_office_enters_of_its_carrier(area, desk_of, client):
    page(client, "/lindenhafen/impressum/")
    facts = {"name": "Hafen e. V.", "street": "Kai 9", "town": "38127 Hohenwerder", "register": "VR 77"}
    assert desk_of.post(f"{SETTINGS}traeger/", facts | {"represented_by": "Vera Vorstand"}).status_code == 302
    text = page(client, "/lindenhafen/impressum/")
    assert all(word in text for word in ("Hafen e. V.", "Kai 9", "VR 77", "Vera Vorstand"))


def test_a_sponsor_is_removed_and_another_quarters_is_not(area, other_area, desk_of):
    mine, theirs = area.sponsors.get(), other_area.sponsors.get()
    assert desk_of.post(f"{SETTINGS}foerdergeber/", {"remove": mine.pk}).status_code == 302
    for wrong in (theirs.pk, "x"):
        assert desk_of.post(f"{SETTINGS}foerdergeber/", {"remove": wrong}).status_code == 404
    assert list(Sponsor.objects.all()) == [theirs]


def test_a_logo_that_is_a_pdf_is_refused(area, desk_of):
    pdf = SimpleUploadedFile("logo.pdf", b"%PDF-1.7", "application/pdf")
    assert "kein PDF" in desk_of.post(f"{SETTINGS}foerdergeber/", {"name": "Land", "logo": pdf}).content.decode()


def test_hours_may_be_whole(area, desk_of):
    assert desk_of.post(f"{SETTINGS}buero/", OFFICE | {"hours": "Mo 9-12\nDi 10 – 13.30 Uhr"}).status_code == 302
    area.refresh_from_db()
    assert area.office.hours == [[0, "09:00", "12:00"], [1, "10:00", "13:30"]]


def test_a_new_office_is_told_its_first_steps_until_they_are_done(area, clara, desk_of):
    assert "Erste Schritte" not in page(desk_of, "/team/lindenhafen/")
    actions.update_office(area=area, by=clara, hours=[])
    actions.update_carrier(carrier=area.carrier, by=clara, street="")
    text = page(desk_of, "/team/lindenhafen/")
    assert "Öffnungszeiten eintragen" in text and "Impressum ergänzen" in text
