"""Letters as tagged PDF: the notice of a grant by a task, and what the page says meanwhile."""

import pikepdf
import pytest

from quartier.funding import actions, queries, tasks
from quartier.funding.exports import notices
from quartier.funding.models import Application
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


@pytest.mark.parametrize("by_jury", [True, False])
def test_rejection_is_a_letter_too(desk, client_of, by_jury):
    application = desk.decided(yes=0, no=4) if by_jury else desk.submitted()
    actions.reject(application=application, reason="Das bezahlt schon der Bezirk.", by=desk.clara)
    answer = client_of(desk.clara).get(f"{PAGE}{application.number}/bescheid/")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
