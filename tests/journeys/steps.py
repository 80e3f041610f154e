"""The steps of the thread, each done by the person who does it. Both journeys are told with them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from quartier.kit import dates
from tests.journeys import stage
from tests.journeys.stage import Person

IBAN, PHONE = "DE02120300000000202051", "0531 770 88"
ACCOUNT = (IBAN, "DE02 1203", "DE021203")  # however it is written
TEXT = "Am Kanal fehlt ein Ort zum Sitzen. Wir bauen Hochbeete mit einer Bank, für Alt und Jung."


# Idea -------------------------------------------------------------------------------------------------------------
def hand_in_an_idea(resident: Person, email: str) -> None:
    """Without an account, from the front page on."""
    resident.go("/lindenhafen/")
    resident.follow("Ideen", "Hauptmenü")
    resident.follow("Idee einbringen")
    resident.fill("Was ist Ihre Idee?", TEXT)
    resident.fill("Wo soll das sein?", "Kanalufer")
    resident.fill("Ihre E-Mail-Adresse", email)
    resident.open("Mehr sagen")
    resident.fill("Überschrift", "Hochbeete am Kanal")
    resident.fill("Ihr Vorname", "Ayşe")
    resident.tick("Meinen Vornamen bei der Idee zeigen")
    resident.linger()
    resident.press("Idee abschicken")
    resident.sees("Danke für Ihre Idee", "Sie hat die Nummer 1")


def write_down_an_idea(office: Person) -> None:
    """What somebody said at the desk, with where it came from."""
    office.go("/team/lindenhafen/")
    office.follow("Ideen", "Bereiche")
    office.follow("Idee aufschreiben")
    office.tick("Im Büro gesagt")
    office.fill("Die Idee", TEXT)
    office.fill("Wo soll das sein?", "Kanalufer")
    office.fill("Überschrift", "Hochbeete am Kanal")
    office.press("Idee eintragen")
    office.sees("Hochbeete am Kanal")


def release(office: Person) -> None:
    office.fill("Überschrift", "Hochbeete am Kanal", "#freigeben")
    office.press("Veröffentlichen", "#freigeben")
    office.sees("Die Idee steht jetzt auf der Seite")


def answer(office: Person) -> None:
    office.fill("Ihre Antwort", "Eine schöne Idee. Dafür gibt es Geld aus dem Aktionsfonds.", "#antworten")
    office.choose("Handlungsfeld", "Öffentlicher Raum", "#antworten")
    office.press("Antwort veröffentlichen", "#antworten")
    office.sees("Die Antwort steht jetzt bei der Idee", "Das Büro hat geantwortet")


# Sign-in ----------------------------------------------------------------------------------------------------------
def sign_in_by_code(person: Person, email: str, button: str = "Code schicken") -> None:
    """On a page that asks for the address: the code comes by mail."""
    person.fill("Ihre E-Mail-Adresse", email)
    person.press(button)
    person.fill("Code aus der Mail", stage.code(email))
    person.press("Anmelden")


def accept_invitation(person: Person, email: str) -> None:
    person.go(stage.link(stage.letter(email, "Ihr Zugang"), "/konto/einladung/"))
    person.press("Einladung annehmen")


# Application ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Plan:
    costs: tuple[tuple[str, str], ...] = (("Holz und Erde", "400"), ("Pflanzen", "200,00"))
    own: str = "50"
    holder: str = "Ayşe Demir"


def write_application(person: Person, plan: Plan) -> None:
    """Words, days, cost plan, finance plan, account; the same form for applicants and the office."""
    begin, end = dates.today() + dt.timedelta(weeks=8), dates.today() + dt.timedelta(weeks=16)
    person.fill("Was haben Sie vor?", f"{TEXT} Vier Nachmittage, zu denen alle kommen können.")
    person.fill("Was hat die Nachbarschaft davon?", "Einen Ort, an dem man sich trifft.")
    person.fill("Wer hilft ehrenamtlich mit?", "Sechs Personen, zusammen 60 Stunden.")
    person.fill("Wo findet es statt?", "Kanalufer")
    person.fill("Beginn", begin.isoformat())
    person.fill("Ende", end.isoformat())
    for number, (what, sum_) in enumerate(plan.costs, 1):
        person.fill("Wofür", what, f"Kosten, Zeile {number}")
        person.fill("Betrag", sum_, f"Kosten, Zeile {number}")
    person.choose("Art", "Eigenes Geld", "Anderes Geld, Zeile 1")
    person.fill("Woher", "Spendendose", "Anderes Geld, Zeile 1")
    person.fill("Betrag", plan.own, "Anderes Geld, Zeile 1")
    person.press("Noch eine Zeile")  # what was typed stays
    person.part(f"Kosten, Zeile {len(plan.costs) + 2}").wait_for()
    person.fill("Wem gehört das Konto?", plan.holder)
    person.fill("IBAN", IBAN)
    person.press("Speichern und ansehen")


def submit(person: Person) -> None:
    person.press("Antrag einreichen")
    person.sees("Der Antrag ist eingereicht")


def check_complete(office: Person) -> None:
    office.tick("Vollständig", "#schritt")
    office.fill("Nachricht", "Alles da, danke.", "#schritt")
    office.press("Prüfung festhalten", "#schritt")
    office.sees("Die Prüfung ist festgehalten")


# Jury -------------------------------------------------------------------------------------------------------------
def plan_meeting(office: Person) -> None:
    office.go("/team/lindenhafen/")
    office.follow("Gremien", "Bereiche")
    office.follow("Aktionsfonds-Jury")
    office.follow("Sitzung planen")
    office.fill("Tag", (dates.today() + dt.timedelta(days=1)).isoformat())
    office.fill("Beginn", "18:00")
    office.fill("Ende", "20:00")
    office.fill("Ort", "Quartiersbüro, Hafenstraße 31")
    office.press("Sitzung planen")
    office.sees("Eingeladen ist noch niemand")


def open_application(office: Person, title: str = "Hochbeete am Kanal") -> None:
    office.go("/team/lindenhafen/antraege/?stand=checked")
    office.follow(title)


def put_on_agenda(office: Person) -> None:
    office.page.get_by_label("Sitzung").last.select_option(index=0)
    office.press("Auf die Tagesordnung", "#schritt")
    office.sees("Der Antrag steht auf der Tagesordnung")
    office.follow("Zur Sitzung", "#schritt")


def invite(office: Person) -> None:
    office.sees("Die Einladungsfrist ist vorbei")  # the meeting is tomorrow: said, not forbidden
    office.press("Einladen")
    office.sees("Eingeladen.", "Mails sind unterwegs")


def begin(office: Person, *names: str, seats: int = 5) -> None:
    office.press("Sitzung beginnen")
    for name in names:
        office.press(f"{name} kommt")
    office.sees("Beschlussfähig", f"Anwesend: {len(names)} von {seats}")


def add_motion(office: Person, title: str, wording: str) -> None:
    office.follow("Punkt ergänzen")
    office.fill("Worum geht es?", title)
    office.fill("Beschlusstext", wording)
    office.press("Punkt ergänzen")


def type_totals(office: Person, yes: int, no: int, abstain: int) -> None:
    office.open("Stimmen eintippen")
    for label, number in (("Dafür", yes), ("Dagegen", no), ("Enthaltungen", abstain)):
        office.fill(label, str(number))
    office.press("Stimmen eintragen")


def decide(office: Person, reason: str, condition: str = "") -> None:
    office.fill("Begründung", reason)
    if condition:
        office.fill("Auflage", condition)
    office.press("Entscheidung festhalten")
    office.sees("Angenommen", reason)


def close_meeting(office: Person) -> None:
    office.fill("Protokoll", "Alle Punkte sind beraten und entschieden.", "#beenden")
    office.press("Sitzung beenden", "#beenden")
    office.sees("Die Sitzung ist beendet")


# Grant and money --------------------------------------------------------------------------------------------------
def grant(office: Person, *, twice: bool = False) -> None:
    office.go("/team/lindenhafen/antraege/")
    office.follow("Hochbeete am Kanal")
    office.fill("Ausgaben zählen ab", dates.today().isoformat(), "#schritt")
    (office.press_twice if twice else office.press)("Bewilligen", "#schritt")
    office.sees("Bewilligt: AF-")


def open_grant(office: Person) -> None:
    office.go("/team/lindenhafen/")
    office.follow("Bewilligungen", "Bereiche")
    office.follow("Hochbeete am Kanal")


def open_settled(office: Person) -> None:
    office.go("/team/lindenhafen/bewilligungen/?stand=fertig")
    office.follow("Hochbeete am Kanal")


def order(office: Person, sum_: str) -> None:
    office.fill("Betrag in Euro", sum_, "#auszahlungen")
    office.press("Auszahlung anweisen", "#auszahlungen")
    office.sees("Wartet auf eine zweite Person", within="#auszahlungen")


def book(office: Person, button: str, within: str, reference: str) -> None:
    """By another person than the one who ordered or decided, with the bank's date and sign."""
    office.fill("Wertstellung", dates.today().isoformat(), within)
    office.fill("Verwendungszweck", reference, within)
    office.press(button, within)


# Receipts and settlement ------------------------------------------------------------------------------------------
def hand_in_receipt(person: Person, file: dict[str, Any], payee: str, purpose: str, sum_: str, line: str) -> None:
    """Photo first, then what stands on it. The person is on the page of the grant or of the last receipt."""
    person.upload("Foto oder Datei", file)
    person.press("Weiter zu den Angaben")
    person.fill("Wo gekauft, wen bezahlt?", payee)
    person.fill("Wofür?", purpose)
    person.fill("Datum auf dem Beleg", dates.today().isoformat())
    person.fill("Betrag in Euro", sum_)
    person.choose("Zu welcher Zeile im Kostenplan?", line)
    person.press("Beleg einreichen")
    person.sees("ist angekommen", sum_)


def review(office: Person, payee: str, word: str, *, sum_: str = "", reason: str = "") -> None:
    """The office's word on the receipt of ``payee``; the button says which."""
    office.follow(payee)
    if sum_:
        office.fill("Anerkannt in Euro", sum_, "#pruefen")
    if reason:
        office.fill("Grund der Kürzung", reason, "#pruefen")
    office.press(word, "#pruefen")


def settle(person: Person, report: str, photo: dict[str, Any]) -> None:
    person.open("Foto hinzufügen")
    person.fill("Was ist zu sehen?", "Drei Hochbeete am Ufer, davor eine Bank.")
    person.upload("Foto", photo)
    person.press("Foto speichern")
    person.sees("Das Foto ist gespeichert")
    person.fill("Was haben Sie gemacht, und wie war es?", report)
    person.press("Abrechnung einreichen")
    person.sees("Ihre Abrechnung ist beim Büro")


def open_settlement(office: Person) -> None:
    """From what is due."""
    office.go("/team/lindenhafen/")
    office.follow("Hochbeete am Kanal")
    office.sees("Vorschlag, nichts ist entschieden")


def decide_settlement(office: Person, *, sum_: str = "", reason: str = "") -> None:
    if sum_:
        office.fill("Förderung in Euro", sum_, "#entscheiden")
        office.fill("Begründung", reason, "#entscheiden")
    office.press("Abrechnung entscheiden", "#entscheiden")
    office.sees("Die Abrechnung ist entschieden")
