"""A club's treasurer on a phone, from the application to the refund; the office decides small sums alone."""

import datetime as dt
import hashlib
import zipfile
from io import BytesIO

import pytest

from quartier.funding import actions as funding
from quartier.funding import states as funding_states
from quartier.funding.models import Application, Grant
from quartier.kit import dates
from quartier.spending.models import Receipt
from tests.journeys import stage as post
from tests.journeys import steps, uploads
from tests.journeys.conftest import Town
from tests.journeys.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

TREASURER = "kasse@example.org"
TITLE = "Fahrradwerkstatt im Hof"
WRONG_IBAN = "DE03 1203 0000 0000 2020 51"


def test_a_treasurer_applies_settles_and_pays_back(stage: Stage, town: Town) -> None:
    funding.set_steps(
        fund=town.fund_year.fund,
        by=town.clara,
        steps=[
            funding.Step(0, funding_states.BY_OFFICE),
            funding.Step(800_00, funding_states.BY_COMMITTEE, town.fund_year.fund.committee),
        ],
    )
    treasurer, clara, carla = stage.phone(), stage.desk(town.clara), stage.desk(town.carla)

    # From the page of the fund; what it takes is told before anybody asks for an address.
    treasurer.go("/lindenhafen/geld/aktionsfonds/antrag/")
    treasurer.sees("Höchstens je Aktion", "1.500")
    steps.sign_in_by_code(treasurer, TREASURER)
    treasurer.fill("Wie heißt Ihr Vorhaben?", TITLE)
    treasurer.fill("Ihr Name", "Tülay Berg")
    treasurer.fill("Straße und Hausnummer", "Kornweg 9")
    treasurer.fill("Postleitzahl und Ort", "38127 Hohenwerder")
    treasurer.press("Antrag beginnen")

    # A digit of the IBAN is wrong and a sum has three decimals: both are said beside the field, the rest stays.
    treasurer.fill("Was haben Sie vor?", "Wir reparieren Räder, jeden zweiten Samstag.")
    treasurer.fill("Beginn", (dates.today() + dt.timedelta(weeks=8)).isoformat())
    treasurer.fill("Ende", (dates.today() + dt.timedelta(weeks=12)).isoformat())
    treasurer.fill("Wofür", "Werkzeug", "Kosten, Zeile 1")
    treasurer.fill("Betrag", "400,005", "Kosten, Zeile 1")
    treasurer.fill("Wofür", "Ersatzteile", "Kosten, Zeile 2")
    treasurer.fill("Betrag", "200", "Kosten, Zeile 2")
    treasurer.fill("Wem gehört das Konto?", "Radverein Lindenhafen e. V.")
    treasurer.fill("IBAN", WRONG_IBAN)
    treasurer.press("Speichern und ansehen")
    treasurer.sees("stimmt eine Ziffer nicht")
    assert treasurer.found(treasurer.part("main").get_by_label("IBAN")).input_value() == WRONG_IBAN
    assert treasurer.found(treasurer.part("Kosten, Zeile 1").get_by_label("Betrag")).input_value() == "400,005"
    treasurer.fill("Betrag", "400", "Kosten, Zeile 1")
    treasurer.fill("IBAN", steps.IBAN)
    treasurer.press("Speichern und ansehen")
    treasurer.sees("660,00 €")
    steps.submit(treasurer)

    # The office checks, decides by itself, as its fund says, and issues the notice.
    clara.go("/team/lindenhafen/")
    clara.follow(TITLE)
    steps.check_complete(clara)
    clara.sees("Über diese Summe entscheidet das Büro allein")
    clara.fill("Begründung", "Gut für alle, die Rad fahren.", "#schritt")
    clara.press("Zustimmen", "#schritt")
    clara.fill("Ausgaben zählen ab", dates.today().isoformat(), "#schritt")
    clara.press("Bewilligen", "#schritt")
    clara.sees("Bewilligt: AF-")
    grant = Grant.objects.get()
    assert (grant.cents, grant.decision, grant.office_decision.cents) == (660_00, None, 660_00)
    assert uploads.is_tagged_pdf(
        post.work() or clara.fetch(f"/team/lindenhafen/antraege/{grant.application.number}/bescheid/")
    )

    # She asks for the money; two people of the office send it.
    treasurer.go("/meine/")
    treasurer.follow(TITLE)
    treasurer.follow("Zu Geld und Belegen")
    treasurer.follow("Geld anfordern")
    treasurer.fill("Wie viel brauchen Sie?", "660")
    treasurer.fill("Ab wann?", dates.today().isoformat())
    treasurer.fill("Wofür?", "Werkzeug und Teile kaufen")
    treasurer.press("Geld anfordern")
    clara.go("/team/lindenhafen/")
    clara.follow("Anweisen")
    clara.press("Auszahlung anweisen")
    carla.go(f"/team/lindenhafen/bewilligungen/{grant.pk}/")
    steps.book(carla, "Auszahlung buchen", "#auszahlungen", "Überweisung 88")
    carla.sees("660,00 € sind gebucht")

    # Receipts on the phone: one whose tax does not add up, the same one twice, and one that is fine.
    treasurer.go(f"/meine/bewilligungen/{grant.pk}/")
    treasurer.follow("Beleg einreichen")
    treasurer.upload("Foto oder Datei", uploads.jpeg_with_place())
    treasurer.press("Weiter zu den Angaben")
    treasurer.open("Weitere Angaben")
    treasurer.fill("Netto in Euro", "300")
    treasurer.fill("Mehrwertsteuer in Euro", "50")
    treasurer.fill("Wo gekauft, wen bezahlt?", "Werkzeug Kai")
    treasurer.fill("Wofür?", "Schlüssel und Ständer")
    treasurer.fill("Datum auf dem Beleg", dates.today().isoformat())
    treasurer.fill("Betrag in Euro", "357")
    treasurer.choose("Zu welcher Zeile im Kostenplan?", "Werkzeug")
    treasurer.press("Beleg einreichen")
    treasurer.sees("ist angekommen")
    treasurer.follow("Nächsten Beleg fotografieren")
    steps.hand_in_receipt(
        treasurer,
        uploads.jpeg_with_place(words="noch einmal"),
        "Werkzeug Kai",
        "Schlüssel, noch einmal",
        "357,00",
        "Werkzeug",
    )
    treasurer.follow("Nächsten Beleg fotografieren")
    steps.hand_in_receipt(treasurer, uploads.heic(), "Radladen Ost", "Schläuche und Ketten", "180,00", "Ersatzteile")
    assert Receipt.objects.count() == 3

    # A donation comes in that nobody planned.
    treasurer.go(f"/meine/bewilligungen/{grant.pk}/")
    treasurer.follow("Einnahmen")
    treasurer.tick("Spende")
    treasurer.fill("Betrag in Euro", "37,00")
    treasurer.fill("Von wem?", "Spendendose im Hof")
    treasurer.fill("Eingegangen am", dates.today().isoformat())
    treasurer.press("Eintragen")
    treasurer.sees("37,00 €")

    # The office sees what is amiss, and decides.
    clara.go(f"/team/lindenhafen/bewilligungen/{grant.pk}/")
    clara.sees("Netto und Mehrwertsteuer ergeben 350,00 €", "Beleg 1")
    first, second, third = Receipt.objects.order_by("number")
    for receipt, word, reason in (
        (first, "Ganz anerkennen", ""), (second, "Nicht anerkennen", "Das ist derselbe Beleg."), (third, "Ganz anerkennen", ""),
    ):  # fmt: skip
        clara.go(f"/team/lindenhafen/belege/{receipt.pk}/")
        if reason:
            clara.fill("Grund der Kürzung", reason, "#pruefen")
        clara.press(word, "#pruefen")
    treasurer.go(f"/meine/bewilligungen/{grant.pk}/abrechnung/")
    treasurer.fill("Was haben Sie gemacht, und wie war es?", "Vier Samstage, 40 Räder fahren wieder.")
    treasurer.press("Abrechnung einreichen")

    # 537.00 of receipts, 53.70 flat rate, less 37.00 of donation: 553.70; 106.30 come back.
    clara.go(f"/team/lindenhafen/bewilligungen/{grant.pk}/abrechnung/")
    clara.sees("53,70 €", "553,70 €", "106,30 €")
    clara.press("Abrechnung entscheiden", "#entscheiden")
    clara.sees("Die Abrechnung ist entschieden")
    assert "106,30" in post.letter(TREASURER, "Abrechnung").body.replace("\xa0", " ")
    treasurer.refresh()
    treasurer.sees("Bitte zahlen Sie 106,30 €")
    carla.go(f"/team/lindenhafen/bewilligungen/{grant.pk}/")
    steps.book(carla, "Rückzahlung buchen", "#rueckzahlung", "Gutschrift 3")
    carla.sees("Die Rückzahlung ist gebucht")

    # The funder's clerk gets everything in one file, and every sum in it holds.
    bundle = clara.fetch(f"/team/lindenhafen/bewilligungen/{grant.pk}/unterlagen.zip")
    with zipfile.ZipFile(BytesIO(bundle)) as archive:
        sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS.txt").decode().splitlines())
        assert {"Verwendungsnachweis.pdf", "Abrechnung.xlsx", "Belege.pdf", "Beleg-001.jpg"} <= set(sums)
        for name, digest in sums.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest, name
    grant.refresh_from_db()
    town.fund_year.available.refresh_from_db()
    assert (grant.spent.balance, grant.paid.balance, grant.committed.balance) == (553_70, 0, 0)
    assert town.fund_year.available.balance == town.fund_year.pot_cents - 553_70
    assert Application.objects.get().status == funding_states.GRANTED
