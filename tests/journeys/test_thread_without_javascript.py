"""The same way without JavaScript, for a club: the office writes the idea and the application down, the jury raises its
hands, and at the end a remaining payment is due. Right to left is tried in Arabic."""

from typing import Any

import pytest

from quartier.accounts import actions as accounts
from quartier.accounts.models import User
from quartier.committees import actions as committees
from quartier.funding.models import Grant
from quartier.kit import access, dates
from quartier.network import actions as network
from tests.journeys import stage as post
from tests.journeys import steps, uploads
from tests.journeys.conftest import Town
from tests.journeys.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

SABINE = "sabine@example.org"
REASON = "Die Nähstube kennt hier alle, das Beet wird gepflegt."


@pytest.fixture
def sabine(town: Town, jury: Any) -> User:
    """She keeps the books of the Nähstube; Beate sits in the jury for it."""
    user = accounts.create_user(email=SABINE, name="Sabine Albrecht")
    club = network.add_organisation(city=town.area.city, area=town.area, name="Nähstube e. V.", by=town.clara)
    accounts.give_role(user=user, kind=access.APPLICANT, scope=club.scope)
    network.add_person(
        area=town.area, name="Sabine Albrecht", user=user, by=town.clara, email=SABINE, phone=steps.PHONE
    )
    gerda = network.add_person(area=town.area, name="Gerda Holm", by=town.clara)
    committees.seat(
        committee=jury, person=gerda, kind="institution", organisation=club, since=dates.today(), by=town.clara
    )
    return user


def test_a_club_comes_to_the_desk(stage_without_javascript: Stage, town: Town, sabine: User) -> None:
    stage = stage_without_javascript
    clara, carla, neighbour = stage.desk(town.clara), stage.desk(town.carla), stage.phone()

    # Somebody says an idea at the desk; Clara writes it down, releases it and answers.
    steps.write_down_an_idea(clara)
    steps.release(clara)
    steps.answer(clara)
    neighbour.go("/lindenhafen/ideen/1/")
    neighbour.sees("Im Büro gesagt", "Eine schöne Idee")

    # The club wants to do it: Clara writes the application for Sabine.
    clara.follow("Antrag für jemanden beginnen")
    clara.choose("Wer stellt den Antrag?", "Sabine Albrecht")
    clara.choose("Für eine Organisation", "Nähstube e. V.")
    clara.press("Antrag beginnen")
    steps.write_application(clara, steps.Plan(holder="Nähstube e. V."))
    clara.sees("Nähstube e. V.", "610,00 €")
    steps.submit(clara)
    steps.check_complete(clara)

    # The jury meets; Gerda, who sits there for the club, is biased; hands are counted, the totals typed in.
    steps.plan_meeting(clara)
    steps.open_application(clara)
    steps.put_on_agenda(clara)
    steps.invite(clara)
    steps.begin(clara, "Boris Blum", "Birgit Kern", "Bilal Aslan", "Gerda Holm", seats=6)
    clara.sees("Vielleicht befangen: Gerda Holm")
    clara.press("Als befangen eintragen")
    steps.type_totals(clara, 3, 0, 0)
    steps.decide(clara, REASON)
    steps.close_meeting(clara)
    boris = stage.phone(town.boris)
    boris.go(post.link(post.letter("b0@example.org", "Einladung"), "/mitglied/"))
    boris.follow("Hochbeete am Kanal")
    boris.sees("Angenommen", REASON, "Nähstube e. V.")
    boris.sees_not(*steps.ACCOUNT, steps.PHONE)

    # Grant, letter, project page; half of the money goes out, by two people.
    steps.grant(clara)
    assert Grant.objects.get().cents == 610_00
    post.letter(SABINE, "bewilligt")
    clara.refresh()
    assert uploads.is_tagged_pdf(clara.load("Bescheid ansehen", "#schritt"))
    neighbour.go("/lindenhafen/projekte/1/")
    neighbour.sees("Macht: Nähstube e. V.", REASON)
    steps.open_grant(clara)
    steps.order(clara, "300")
    steps.open_grant(carla)
    steps.book(carla, "Auszahlung buchen", "#auszahlungen", "Rate 1")
    carla.sees("300,00 € sind gebucht")

    # Sabine signs in by code on her phone, hands in three receipts and settles.
    phone = stage.phone()
    phone.go("/konto/anmelden/")
    steps.sign_in_by_code(phone, SABINE, button="Code anfordern")
    phone.go("/meine/")
    phone.follow("Hochbeete am Kanal")
    phone.follow("Zu Geld und Belegen")
    phone.follow("Beleg einreichen")
    for file, payee, sum_ in (
        (uploads.heic(), "Baumarkt Kai", "400,00"),
        (uploads.jpeg_with_place(), "Gärtnerei Grün", "300,00"),
        (uploads.pdf(), "Druckerei Ebbe", "50,00"),
    ):
        steps.hand_in_receipt(phone, file, payee, "Für die Beete", sum_, "Holz und Erde")
        phone.follow("Nächsten Beleg fotografieren")
    phone.follow("Alle ansehen")
    steps.open_grant(clara)
    steps.review(clara, "Baumarkt Kai", "Ganz anerkennen")
    steps.review(clara, "Gärtnerei Grün", "Mit Kürzung anerkennen", sum_="290", reason="Ohne den Blumenstrauß.")
    steps.review(clara, "Druckerei Ebbe", "Nicht anerkennen", reason="Der Beleg ist nicht lesbar.")
    phone.refresh()
    phone.sees("290,00 € anerkannt", "Ohne den Blumenstrauß.", "Der Beleg ist nicht lesbar.")
    phone.go(f"/meine/bewilligungen/{Grant.objects.get().pk}/abrechnung/")
    steps.settle(phone, "Die Beete stehen, die Bank auch.", uploads.jpeg_with_place("IMG_7.jpg", "Beet"))

    # The proposal is taken as it is; Carla books the remaining payment; the costs above the grant are the club's.
    steps.open_settlement(clara)
    steps.decide_settlement(clara)
    post.letter(SABINE, "Abrechnung")
    clara.refresh()
    assert uploads.is_tagged_pdf(clara.load("Verwendungsnachweis"))
    steps.open_settled(carla)
    steps.book(carla, "Auszahlung buchen", "#auszahlungen", "Restzahlung")
    carla.sees("310,00 € sind gebucht")
    phone.go(f"/meine/bewilligungen/{Grant.objects.get().pk}/abrechnung/")
    phone.sees("Alles ist abgerechnet", "30,00 € tragen Sie selbst")

    neighbour.go("/lindenhafen/geld/")
    neighbour.sees("9.390,00 €", "610,00 €", "3 Belege")
    neighbour.follow("610,00")
    neighbour.follow("Hochbeete am Kanal")
    neighbour.sees("Abgerechnet", "Holz und Erde")
    neighbour.sees_not(*steps.ACCOUNT, steps.PHONE, SABINE, "Gärtnerei Grün", "Baumarkt Kai", "Sabine")
