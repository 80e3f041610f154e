"""What goes wrong in real life: each time a clear German sentence, nothing lost, nothing done twice."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from quartier.accounts import actions as accounts
from quartier.accounts.models import User
from quartier.committees import actions as committees
from quartier.committees.models import Meeting, Motion, Vote
from quartier.files.models import File
from quartier.funding import actions as funding
from quartier.funding import states
from quartier.funding.actions import Cost, CostPlan
from quartier.funding.models import Application, Grant
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.network import actions as network
from quartier.participation.models import Idea
from quartier.projects.models import Project
from quartier.spending.models import Payment, Receipt
from quartier.spending.tests.conftest import make_grant
from tests.journeys import stage as post
from tests.journeys import steps, uploads
from tests.journeys.conftest import Town
from tests.journeys.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG_KIND = "Diese Datei ist weder ein Foto noch ein PDF, auch wenn ihr Name das vielleicht sagt."
RIGHT_KIND = "Bitte ein Foto (JPG, PNG, WebP, HEIC) oder ein PDF, höchstens 20 MB."
LONG = "Wir bauen drei Beete. " * 40


@pytest.fixture
def ayse(town: Town) -> User:
    return accounts.create_user(email="ayse@example.org", name="Ayşe Demir")


@pytest.fixture
def draft(town: Town, ayse: User) -> Application:
    person = network.add_person(area=town.area, name="Ayşe Demir", user=ayse, by=ayse, email=ayse.email)
    row = funding.apply(fund=town.fund_year.fund, person=person, title="Hochbeete am Kanal", owner=ayse, by=ayse)
    start = dates.today() + dt.timedelta(weeks=8)
    plan = CostPlan(costs=(Cost("Holz und Erde", 400_00),))
    return funding.save(
        application=row, version=row.version, by=ayse, plan=plan, summary="Drei Beete.", place="Kanalufer",
        starts_on=start, ends_on=start + dt.timedelta(weeks=8),
    )  # fmt: skip


@pytest.fixture
def motion(town: Town, draft: Application) -> Motion:
    """The application on the agenda of a meeting that runs; nobody is marked present yet."""
    funding.set_bank_account(application=draft, holder="Ayşe Demir", iban=steps.IBAN, by=draft.owner)
    funding.submit(application=draft, by=draft.owner)
    funding.check(application=draft, result=states.COMPLETE, by=town.clara)
    day = dates.now() + dt.timedelta(days=9)
    meeting = committees.plan_meeting(
        committee=town.fund_year.fund.committee, starts_at=day, ends_at=day + dt.timedelta(hours=2), place="Büro",
        public=True, by=town.clara,
    )  # fmt: skip
    made = funding.to_jury(application=draft, meeting=meeting, by=town.clara)
    committees.invite(meeting=meeting, by=town.clara)
    committees.begin(meeting=Meeting.objects.get(pk=meeting.pk), by=town.clara)
    return made


def arrive(motion: Motion, town: Town, *seats: Any) -> None:
    for seat in seats:
        committees.mark_present(meeting=motion.meeting, seat=seat, by=town.clara)


# Amounts and files ------------------------------------------------------------------------------------------------
def test_wrong_amounts_are_named_beside_the_field(stage: Stage, draft: Application, ayse: User) -> None:
    phone = stage.phone(ayse)
    phone.go(f"/meine/antraege/{draft.pk}/schreiben/")
    for typed, sentence in (
        ("vierhundert", "Diesen Betrag können wir nicht lesen. Bitte so: 1.500,00"),
        ("-5", "Bitte geben Sie einen Betrag über 0,00 € an."),
        ("99999999999999", "Dieser Betrag ist zu groß. Bitte prüfen Sie die Stellen."),
    ):
        phone.fill("Was haben Sie vor?", LONG)
        phone.fill("Betrag", typed, "Kosten, Zeile 1")
        phone.press("Speichern und ansehen")
        phone.sees("Bitte noch eine Stelle ansehen", sentence)
        assert phone.page.get_by_label("Was haben Sie vor?").input_value().strip() == LONG.strip()
    phone.fill("Betrag", "450,50", "Kosten, Zeile 1")
    phone.press("Speichern und ansehen")
    assert draft.cost_lines.get().cents == 450_50


def test_fifty_megabytes_and_mislabelled_files_are_refused(
    stage: Stage, town: Town, ayse: User, tmp_path: Path
) -> None:
    grant = make_grant(town.area, town.fund_year, ayse, town.clara)
    phone, before = stage.phone(ayse), File.objects.count()
    phone.go(f"/meine/bewilligungen/{grant.pk}/belege/neu/")
    large = tmp_path / "kamera.jpg"
    with large.open("wb") as film:
        film.write(uploads.jpeg_with_place()["buffer"])
        film.truncate(50_000_000)
    script = {"name": "beleg.jpg", "mimeType": "image/jpeg", "buffer": b"<html><script>alert(1)</script></html>"}
    archive = {"name": "beleg.pdf", "mimeType": "application/pdf", "buffer": b"PK\x03\x04" + b"\0" * 200}
    for file, sentence in (
        (str(large), "Die Datei ist zu groß."),
        (script, WRONG_KIND),
        (archive, "Texte, Tabellen und Archive nehmen wir hier nicht an."),
        ({"name": "leer.jpg", "mimeType": "image/jpeg", "buffer": b""}, "Die Datei ist leer."),
    ):
        phone.upload("Foto oder Datei", file)
        phone.press("Weiter zu den Angaben")
        phone.sees(sentence)
    phone.upload("Foto oder Datei", script)
    phone.press("Weiter zu den Angaben")
    phone.sees(RIGHT_KIND)
    assert (File.objects.count(), Receipt.objects.count()) == (before, 0)
    phone.upload("Foto oder Datei", uploads.pdf("scan.jpg"))  # a PDF with the wrong name is a PDF
    phone.press("Weiter zu den Angaben")
    phone.sees("Was steht auf dem Beleg?")
    assert File.objects.latest("pk").mime == "application/pdf"


# Twice, together, too late, back ----------------------------------------------------------------------------------
def test_a_double_click_grants_and_pays_once(stage: Stage, town: Town, motion: Motion, seats: Any) -> None:
    arrive(motion, town, *seats[:3])
    committees.type_tally(motion=motion, yes=3, no=0, abstain=0, by=town.clara)
    clara = stage.desk(town.clara)
    clara.go(f"/team/lindenhafen/sitzungen/{motion.meeting_id}/")
    clara.fill("Begründung", "Gut so.")
    clara.press_twice("Entscheidung festhalten")
    clara.sees("Angenommen")
    assert motion.decisions.count() == 1
    steps.grant(clara, twice=True)
    grant = Grant.objects.get()
    assert (grant.committed.balance, Project.objects.count()) == (440_00, 1)
    steps.open_grant(clara)
    clara.fill("Betrag in Euro", "200", "#auszahlungen")
    clara.press_twice("Auszahlung anweisen", "#auszahlungen")
    assert Payment.objects.get().cents == 200_00


def test_two_people_on_one_application_lose_nothing(stage: Stage, draft: Application, ayse: User) -> None:
    phone, laptop = stage.phone(ayse), stage.desk(ayse)
    address = f"/meine/antraege/{draft.pk}/schreiben/"
    phone.go(address)
    laptop.go(address)
    laptop.fill("Was haben Sie vor?", "Am Laptop geschrieben.")
    laptop.press("Speichern und ansehen")
    phone.fill("Was haben Sie vor?", "Am Telefon geschrieben.")
    phone.fill("Betrag", "333,33", "Kosten, Zeile 1")
    phone.press("Speichern und ansehen")
    phone.sees("Zwei Fassungen", "Jemand hat diesen Antrag inzwischen geändert. Beide Fassungen sind da.")
    phone.sees("Am Telefon geschrieben.", "333,33 €", within="#ihre")
    phone.sees("Am Laptop geschrieben.", "400,00 €", within="#andere")
    draft.refresh_from_db()
    assert draft.summary == "Am Laptop geschrieben."
    phone.press("Meine Fassung nehmen")
    phone.sees("Gespeichert", "Am Telefon geschrieben.")
    assert draft.cost_lines.get().cents == 333_33


def test_a_session_that_ends_in_a_long_form_keeps_the_text(stage: Stage, draft: Application, ayse: User) -> None:
    phone = stage.phone(ayse)
    phone.go(f"/meine/antraege/{draft.pk}/schreiben/")
    phone.fill("Was haben Sie vor?", LONG)
    phone.fill("Betrag", "410", "Kosten, Zeile 1")
    Session.objects.all().delete()
    phone.press("Speichern und ansehen")
    phone.sees("Anmelden")
    steps.sign_in_by_code(phone, ayse.email, button="Code anfordern")
    phone.sees("Ihre Eingaben sind noch da", "Es ist nichts verloren gegangen")
    phone.press("Jetzt senden")
    phone.sees("Gespeichert")
    draft.refresh_from_db()
    assert (draft.summary.strip(), draft.cost_lines.get().cents) == (LONG.strip(), 410_00)


def test_back_after_sending_an_idea_is_harmless(stage: Stage, town: Town) -> None:
    resident = stage.phone()
    steps.hand_in_an_idea(resident, "ayse@example.org")
    resident.page.go_back()
    resident.linger()
    resident.press("Idee abschicken")
    resident.sees("Sie hat die Nummer 1")
    assert Idea.objects.count() == 1
    assert len(post.mails("ayse@example.org")) == 1


def test_handing_in_from_an_old_tab_and_going_back_are_harmless(stage: Stage, draft: Application, ayse: User) -> None:
    phone, old_tab = stage.phone(ayse), stage.phone(ayse)
    for tab in (phone, old_tab):
        tab.go(f"/meine/antraege/{draft.pk}/")
    phone.press("Antrag einreichen")
    phone.page.go_back()
    phone.sees("Eingereicht")  # read anew: the page is not kept by the browser
    old_tab.press("Antrag einreichen")
    old_tab.sees("Eingereicht")
    assert Entry.objects.filter(verb="submitted").count() == 1
    assert len(post.mails(ayse.email)) == 1
    phone.go(f"/meine/antraege/{draft.pk}/schreiben/")
    phone.sees("Der Antrag ist eingereicht. Ändern können Sie ihn nach einer Rückfrage des Büros.")


def test_back_after_a_receipt_does_not_count_it_twice(stage: Stage, town: Town, ayse: User) -> None:
    grant = make_grant(town.area, town.fund_year, ayse, town.clara)
    phone = stage.phone(ayse)
    phone.go(f"/meine/bewilligungen/{grant.pk}/belege/neu/")
    steps.hand_in_receipt(phone, uploads.heic(), "Baumarkt Kai", "Bretter", "30,00", "Material")
    phone.page.go_back()
    phone.fill("Wo gekauft, wen bezahlt?", "Baumarkt Kai")
    phone.fill("Wofür?", "Bretter")
    phone.fill("Datum auf dem Beleg", dates.today().isoformat())
    phone.fill("Betrag in Euro", "30,00")
    phone.choose("Zu welcher Zeile im Kostenplan?", "Material")
    phone.press("Beleg einreichen")
    assert Receipt.objects.count() == 1


# Votes ------------------------------------------------------------------------------------------------------------
def test_without_a_quorum_nothing_is_put_to_the_vote(stage: Stage, town: Town, motion: Motion, seats: Any) -> None:
    arrive(motion, town, *seats[:2])
    clara = stage.desk(town.clara)
    clara.go(f"/team/lindenhafen/sitzungen/{motion.meeting_id}/")
    clara.sees("Nicht beschlussfähig", "Beschlussfähig ab 3")
    clara.press("Abstimmung eröffnen")
    clara.sees("Nicht beschlussfähig: Es sind 2 da, nötig sind 3. So kann nichts beschlossen werden.")
    steps.type_totals(clara, 2, 0, 0)
    clara.sees("Nicht beschlussfähig: Es sind 2 da, nötig sind 3.")
    motion.refresh_from_db()
    assert motion.status == "listed"


def test_a_biased_member_cannot_vote(stage: Stage, town: Town, motion: Motion, seats: Any) -> None:
    arrive(motion, town, *seats[:3])
    committees.open_vote(motion=motion, by=town.clara)
    boris = stage.phone(town.boris)
    boris.go(f"/mitglied/lindenhafen/vorlagen/{motion.pk}/")
    boris.tick("Dafür")  # the page is open while the chair notes that he is biased
    committees.recuse(motion=motion, seat=seats[0], reason="Wohnt daneben.", by=town.clara)
    boris.press("Stimme abgeben")
    boris.sees("Hier stimmen Sie nicht mit ab: Sie sind als befangen eingetragen. Mitreden dürfen Sie.")
    assert not Vote.objects.exists()
    assert boris.page.get_by_role("button", name="Stimme abgeben").count() == 0


# Addresses --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/nirgendwo/", "/nirgendwo/ideen/", "/lindenhafen/ideen/999/"])
def test_an_unknown_place_has_a_page_that_says_so(stage: Stage, town: Town, address: str) -> None:
    guest = stage.phone()
    answer = guest.page.goto(address)
    assert answer.status == 404
    guest.check()
    guest.sees("Diese Seite gibt es hier nicht")
    guest.follow("Zur Startseite")


def test_an_idea_for_an_unknown_quarter_is_not_taken(stage: Stage, town: Town) -> None:
    guest = stage.phone()
    guest.go("/lindenhafen/ideen/neu/")
    guest.fill("Was ist Ihre Idee?", steps.TEXT)
    guest.fill("Wo soll das sein?", "Kanal")
    guest.page.evaluate("document.querySelector('main form').action = '/nirgendwo/ideen/neu/'")
    guest.press("Idee abschicken")
    guest.sees("Diese Seite gibt es hier nicht")
    assert not Idea.objects.exists()
