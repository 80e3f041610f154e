"""Letters as tagged PDF: the notice of a grant by a task, and what the page says meanwhile."""

import dataclasses

import pikepdf
import pypdfium2
import pytest

from quartier.funding import actions, exports, queries, tasks
from quartier.funding.actions import Cost, CostPlan, Means
from quartier.funding.exports import notices
from quartier.funding.models import Application
from quartier.funding.rules import Value, load
from quartier.kit import dates
from quartier.kit.documents import DocumentError

PAGE = "/team/lindenhafen/antraege/"


def test_letter_is_made_by_a_task_and_the_page_says_so(desk, client_of):
    grant = desk.granted()
    client, page = client_of(desk.clara), f"{PAGE}{grant.application.number}/"
    assert "wird gerade erstellt" in client.get(page).content.decode()
    tasks.make_letter.call(grant.pk)
    grant.refresh_from_db()
    assert "Bescheid ansehen (PDF)" in client.get(page).content.decode()
    answer = client.get(f"{page}bescheid/")
    assert answer["Content-Type"] == "application/pdf" and not grant.letter.public
    with grant.letter.content.open("rb") as file, pikepdf.open(file) as pdf:
        assert pdf.Root.MarkInfo.Marked and grant.number in str(pdf.docinfo["/Title"])
    assert client_of(desk.ayse).get(f"/meine/antraege/{grant.application.pk}/bescheid/").status_code == 200
    assert client_of().get(f"/datei/{grant.letter_id}/").status_code == 404


def test_letter_is_made_once_when_the_task_runs_again(desk):
    grant = desk.granted()
    tasks.make_letter.call(grant.pk)
    grant.refresh_from_db()
    first = grant.letter_id
    tasks.make_letter.call(grant.pk)
    grant.refresh_from_db()
    assert grant.letter_id == first


def test_failure_is_shown_and_can_be_tried_again(desk, client_of, monkeypatch):
    grant = desk.granted()

    def broken(*_args, **_more):
        raise DocumentError("Das Logo lässt sich nicht lesen.")

    with monkeypatch.context() as patch:
        patch.setattr(notices, "render", broken)
        tasks.make_letter.call(grant.pk)
    client, page = client_of(desk.clara), f"{PAGE}{grant.application.number}/"
    html = client.get(page).content.decode()
    assert "Das Logo lässt sich nicht lesen." in html and "Noch einmal erstellen" in html
    client.post(page, {"do": "letter"})
    assert queries.letter_state(Application.objects.get(pk=grant.application_id))[0] == "waiting"


def test_letter_that_breaks_in_an_unknown_way_is_told_on_the_page_too(desk, client_of, monkeypatch):
    grant = desk.granted()

    def broken(*_args, **_more):
        raise OSError("no room on the disk")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="no room"):
        patch.setattr(notices, "render", broken)
        tasks.make_letter.call(grant.pk)
    html = client_of(desk.clara).get(f"{PAGE}{grant.application.number}/").content.decode()
    assert "ließ sich nicht erstellen" in html and "Noch einmal erstellen" in html


@pytest.mark.parametrize("by_jury", [True, False])
def test_rejection_is_a_letter_too(desk, client_of, by_jury):
    application = desk.decided(yes=0, no=4) if by_jury else desk.submitted()
    actions.reject(application=application, reason="Das bezahlt schon der Bezirk.", by=desk.clara)
    answer = client_of(desk.clara).get(f"{PAGE}{application.number}/bescheid/")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def words_of(content: bytes) -> str:
    """The text of a PDF in one line, as somebody reads it."""
    pages = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_notice_says_everything_a_notice_has_to_say(desk):
    """Nr. 4.2 of the VV zu § 44: who, kind, financing and sum, purpose, costs that count, period, proof, conditions,
    rules, when it can be taken back, and what to do who does not agree."""
    means = (Means("own", "Vereinskasse", 40_00),)
    application = desk.decided(
        plan=CostPlan(costs=(Cost("Stoffe", 260_00), Cost("Miete", 150_00)), means=means), amount=300_00
    )
    grant = actions.grant(application=application, by=desk.clara)
    text = words_of(exports.grant_letter(exports.with_letter_rows(grant.pk)))
    day = f"{dates.local(application.submitted_at):%d.%m.%Y}"
    for said in (
        desk.ayse.name, grant.number, "Projektförderung", "finanzierung", "300,00 €", "An sechs Abenden nähen wir.",
        f"Antrag Nr. {application.number} vom {day}", "Stoffe", "Vereinskasse", "Nur Ausgaben in diesem Zeitraum zählen",
        "Abrechnen bis", "Bitte lädt auch die Schule ein.", grant.ruleset.title, f"Fassung {grant.ruleset.version}",
        "Preise vergleichen: über 500,00", "Inventar ab: 250,00", "widerrufen und Geld zurückverlangen", "Wenn Sie nicht einverstanden sind",
    ):  # fmt: skip
        assert said in text, said
    # 410,00 costs with 41,00 flat rate, less 40,00 own money and 300,00 granted: 111,00 nobody pays yet
    assert "Noch nicht gedeckt" in text and "111,00 €" in text


def test_a_refusal_says_what_to_do_who_does_not_agree(desk):
    application = desk.submitted()
    made = actions.reject(application=application, reason="Das bezahlt schon der Bezirk.", by=desk.clara)
    text = words_of(exports.rejection_letter(made))
    assert "Wenn Sie nicht einverstanden sind" in text and exports.remedy_of(application)[:30] in text


def test_a_notice_says_from_when_receipts_are_kept_as_the_rules_say(desk):
    grant = desk.granted()
    submitted, checked = (
        notices._kept(dataclasses.replace(load(grant.ruleset.text), retention_from=Value(word, "Nr. 6.5", True)))
        for word in ("submission", "check")
    )
    assert "von der Abgabe der Abrechnung" in submitted and "vom Ende unserer Prüfung" in checked
