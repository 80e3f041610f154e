"""From an idea on a phone to a settled, published project: one story, each step by the person who does it."""

import pytest

from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.projects.models import Project
from quartier.spending.models import Receipt
from tests.journeys import stage as post
from tests.journeys import steps, uploads
from tests.journeys.conftest import Town
from tests.journeys.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

AYSE, BIRGIT = "ayse@example.org", "b1@example.org"
REASON = "Viele machen mit, und der Platz gehört allen."
PRIVATE = (*steps.ACCOUNT, steps.PHONE, AYSE, "Gärtnerei Grün", "Baumarkt Kai", "Druckerei Ebbe")


def test_an_idea_becomes_a_settled_project(stage: Stage, town: Town) -> None:
    ayse, clara, carla = stage.phone(), stage.desk(town.clara), stage.desk(town.carla)

    # Ayşe has an idea and leaves her address to hear the answer.
    steps.hand_in_an_idea(ayse, AYSE)
    assert "Ihre Idee Nr. 1" in post.letter(AYSE, "ist bei uns").subject

    # The office finds it under what is due, reads it, releases it and answers.
    clara.go("/team/lindenhafen/")
    clara.follow("Hochbeete am Kanal")
    steps.release(clara)
    steps.answer(clara)

    # Ayşe reads the answer in her mail, follows the link, signs in by code and asks for money.
    answer = post.letter(AYSE, "Antwort auf Ihre Idee")
    assert "Eine schöne Idee" in answer.body
    ayse.go(post.link(answer, "#antrag"))
    ayse.sees("Ayşe, Kanalufer", "Eine schöne Idee", "Öffentlicher Raum")
    ayse.follow("Antrag stellen", "#antrag")
    steps.sign_in_by_code(ayse, AYSE)
    ayse.sees("Aus Ihrer Idee 1")
    ayse.fill("Ihr Name", "Ayşe Demir")
    ayse.fill("Straße und Hausnummer", "Kornweg 5")
    ayse.fill("Postleitzahl und Ort", "38127 Hohenwerder")
    ayse.fill("Telefon", steps.PHONE)
    ayse.press("Antrag beginnen")
    steps.write_application(ayse, steps.Plan())
    ayse.sees("610,00 €", "Pauschale")
    steps.submit(ayse)
    assert "ist" in post.letter(AYSE, "Antrag").body

    # The office checks it and puts it on the agenda of the next meeting; Birgit gets her access to the jury's papers.
    clara.go("/team/lindenhafen/")
    clara.follow("Hochbeete am Kanal")
    clara.sees("Vorprüfung", "610,00 €", steps.PHONE)
    steps.check_complete(clara)
    steps.plan_meeting(clara)
    clara.go("/team/lindenhafen/gremien/jury/")
    clara.press("Zugang geben: Birgit Kern")
    birgit = stage.phone()
    steps.accept_invitation(birgit, BIRGIT)
    steps.open_application(clara)
    steps.put_on_agenda(clara)
    steps.add_motion(clara, "Die Jury besucht die Projekte", "Die Jury besucht im Frühjahr alle Projekte.")
    steps.invite(clara)

    # The jury meets. Bilal is biased and says so on his phone; Boris and Birgit vote on theirs.
    boris, bilal = stage.phone(town.boris), stage.phone(town.bilal)
    papers = post.link(post.letter("b0@example.org", "Einladung"), "/mitglied/")
    boris.go(papers)
    boris.follow("Hochbeete am Kanal")
    boris.sees("Ayşe Demir", "610,00 €")
    boris.sees_not(*steps.ACCOUNT, steps.PHONE)
    steps.begin(clara, "Boris Blum", "Birgit Kern", "Bilal Aslan")
    bilal.go("/mitglied/lindenhafen/")
    bilal.follow("Zur Sitzung")
    bilal.follow("Hochbeete am Kanal")
    bilal.follow("Ich bin befangen")
    bilal.fill("Was verbindet Sie mit dem Antrag?", "Ayşe ist meine Schwester.")
    bilal.press("Befangenheit erklären")
    bilal.sees("Hier stimmen Sie nicht mit ab")
    clara.follow("Hochbeete am Kanal")
    clara.sees("Befangen: Bilal Aslan")
    clara.press("Abstimmung eröffnen")
    birgit.go(post.link(post.letter(BIRGIT, "Einladung: "), "/mitglied/"))
    birgit.follow("Jetzt abstimmen")
    for member, choice in ((boris, "Dafür"), (birgit, "Enthaltung")):
        member.refresh()
        member.tick(choice)
        member.press("Stimme abgeben")
        member.sees("Ihre Stimme ist abgegeben")
    birgit.tick("Dafür")
    birgit.press("Stimme ändern")
    clara.follow("Neu laden")
    clara.sees("2 von 2 Stimmen abgegeben")
    clara.press("Abstimmung schließen")
    steps.decide(clara, REASON, "Am Beet steht, wer das Geld gab.")
    clara.follow("Die Jury besucht die Projekte")
    steps.type_totals(clara, 2, 0, 1)
    steps.decide(clara, "Wer entscheidet, soll sehen, was daraus wird.")
    steps.close_meeting(clara)
    boris.refresh()
    boris.sees("Angenommen", REASON)

    # A double click on „Bewilligen“ makes one grant. The letter can be read aloud.
    steps.grant(clara, twice=True)
    grant = Grant.objects.get()
    assert (grant.cents, Project.objects.count()) == (610_00, 1)
    assert "610,00" in post.letter(AYSE, "bewilligt").body.replace("\xa0", " ")
    clara.refresh()
    assert uploads.is_tagged_pdf(clara.load("Bescheid ansehen", "#schritt"))

    # The project has its page, with the thread from the idea on.
    neighbour = stage.phone()
    neighbour.go("/lindenhafen/projekte/")
    neighbour.follow("Hochbeete am Kanal")
    neighbour.sees("Der Faden", "Eine schöne Idee", REASON, "610,00 €")
    neighbour.sees_not(*PRIVATE)

    # Clara orders the payment, Carla books it: nobody does both.
    steps.open_grant(clara)
    steps.order(clara, "610")
    steps.open_grant(carla)
    steps.book(carla, "Auszahlung buchen", "#auszahlungen", "Überweisung 4711")
    carla.sees("610,00 € sind gebucht", "gebucht von Carla Dorn", "Überweisung 4711")
    carla.follow("610,00")  # from the figure to the rows behind it
    carla.sees("1 Buchung, Stand 610,00 €", "Carla Dorn")

    # Ayşe photographs her receipts: one photo knows where it was taken, one is HEIC, one is a PDF.
    ayse.go("/meine/")
    ayse.follow("Hochbeete am Kanal")
    ayse.follow("Zu Geld und Belegen")
    assert uploads.is_tagged_pdf(ayse.load("Bescheid, PDF"))
    ayse.follow("Beleg einreichen")
    steps.hand_in_receipt(
        ayse, uploads.jpeg_with_place(), "Gärtnerei Grün", "Erde und Stauden", "420,00", "Holz und Erde"
    )
    ayse.follow("Nächsten Beleg fotografieren")
    steps.hand_in_receipt(ayse, uploads.heic(), "Baumarkt Kai", "Bretter, Pfand", "300,00", "Holz und Erde")
    ayse.follow("Nächsten Beleg fotografieren")
    steps.hand_in_receipt(ayse, uploads.pdf(), "Druckerei Ebbe", "Plakate", "90,00", "Pflanzen")
    for file in File.objects.filter(mime__startswith="image/"):
        with file.content.open() as kept:
            assert not uploads.carries_a_place(kept.read())

    # The office accepts one, cuts one, refuses one; the reasons reach Ayşe as they were written.
    steps.open_grant(clara)
    steps.review(clara, "Gärtnerei Grün", "Ganz anerkennen")
    steps.review(clara, "Baumarkt Kai", "Mit Kürzung anerkennen", sum_="280", reason="Das Pfand kommt zurück.")
    steps.review(clara, "Druckerei Ebbe", "Nicht anerkennen", reason="Das Plakat wirbt für ein Geschäft.")
    clara.sees("110,00 € mehr, als bewilligt ist", "Mehr gibt es nur mit einem neuen Bescheid")
    assert any("Das Pfand kommt zurück." in one.body for one in post.mails(AYSE))
    ayse.follow("Zur Übersicht")
    ayse.follow("Alle ansehen")
    ayse.sees("280,00 € anerkannt", "Das Pfand kommt zurück.", "Nicht anerkannt", "wirbt für ein Geschäft")

    # Ayşe settles: report and photo. The office sees a proposal and decides otherwise, with a reason.
    ayse.page.go_back()
    ayse.follow("Abrechnen")
    steps.settle(ayse, "Vier Nachmittage, 30 Menschen, drei Beete.", uploads.jpeg_with_place("IMG_3001.jpg", "Beet"))
    steps.open_settlement(clara)
    clara.sees("Vier Nachmittage, 30 Menschen")
    clara.press("Auf die Projektseite übernehmen")
    steps.decide_settlement(clara, sum_="560", reason="Das Schild mit den Geldgebern fehlte.")
    clara.sees("Wartet auf eine zweite Person", "50,00 €")
    result = post.letter(AYSE, "Abrechnung")
    assert "50,00" in result.body
    clara.refresh()
    assert uploads.is_tagged_pdf(clara.load("Verwendungsnachweis"))
    assert uploads.is_tagged_pdf(clara.load("Brief mit dem Ergebnis"))
    ayse.go("/meine/")
    ayse.follow("Hochbeete am Kanal")
    ayse.follow("Zu Geld und Belegen")
    ayse.follow("Ergebnis ansehen")
    ayse.sees("Bitte zahlen Sie 50,00 €", "Weitere Kosten von 90,00 € tragen Sie selbst", "Das Schild")

    # Carla books the refund.
    steps.open_settled(carla)
    steps.book(carla, "Rückzahlung buchen", "#rueckzahlung", "Gutschrift 12")
    carla.sees("Die Rückzahlung ist gebucht")

    # Everybody can follow the money, and nothing private is public.
    neighbour.go("/lindenhafen/geld/")
    neighbour.sees("560,00 €", "9.440,00 €", "50,00 €", "3 Belege")
    neighbour.follow("560,00", "main")
    neighbour.follow("Hochbeete am Kanal")
    neighbour.sees("Abgerechnet", "Holz und Erde", "Drei Hochbeete am Ufer")
    for address in ("", "ideen/", "ideen/1/", "projekte/", "projekte/1/", "geld/", "gremien/", "beschluesse/"):
        neighbour.go(f"/lindenhafen/{address}")
        neighbour.sees_not(*PRIVATE)
    boris.go(papers)
    boris.follow("Hochbeete am Kanal")
    boris.sees_not(*steps.ACCOUNT, steps.PHONE)
    for receipt in Receipt.objects.all():
        for address in (f"/datei/{receipt.file_id}/", f"/team/lindenhafen/belege/{receipt.pk}/datei"):
            for stranger in (neighbour, boris):
                answer = stranger.page.request.get(address, max_redirects=0)
                assert answer.status in (302, 404), address  # to the sign-in page, or unknown
