"""The pages: who sees what, nothing lost on the way, and queries that do not grow with the rows."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.accounts.models import User
from quartier.funding import actions, states
from quartier.funding.models import Application, FundYear, Grant
from quartier.kit import dates
from quartier.participation import actions as participation

TEAM = "/team/lindenhafen/antraege/"
IBAN = "DE02 1203 0000 0000 2020 51"


def rows(prefix, *lines):
    data = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        data |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return data


def typed(version=2, **more):
    costs = more.pop("costs", [{"title": "Stoffe", "cents": "120,50"}, {"title": "", "cents": ""}])
    means = more.pop("means", [{"kind": "own", "title": "", "cents": ""}])
    words = {"version": version, "title": "Nähwerkstatt", "summary": "Wir nähen.", "starts_on": "2027-03-01",
             "ends_on": "2027-03-31", "do": "save"}  # fmt: skip
    return words | rows("kosten", *costs) | rows("mittel", *means) | more


# The applicant ----------------------------------------------------------------------------------------------------
def test_draft_is_written_and_handed_in_by_its_owner(desk, client_of):
    client, application = client_of(desk.ayse), desk.draft()
    form, page = f"/meine/antraege/{application.pk}/schreiben/", f"/meine/antraege/{application.pk}/"
    assert client.get(form).status_code == 200
    answer = client.post(form, typed(holder="Ayşe Demir", iban=IBAN))
    assert answer.status_code == 302 and answer["Location"] == page
    assert "132,55" in client.get(page).content.decode()  # with the flat rate
    client.post(page, {"do": "submit"})
    application.refresh_from_db()
    assert application.status == states.SUBMITTED and application.bank_account.iban == "DE02120300000000202051"


def test_one_more_row_keeps_what_was_typed_even_when_it_is_wrong(desk, client_of):
    application = desk.draft()
    data = typed(do="more_costs", costs=[{"title": "Stoffe", "cents": "viel"}], iban="falsch", summary="Mitten im Satz")
    html = client_of(desk.ayse).post(f"/meine/antraege/{application.pk}/schreiben/", data).content.decode()
    assert 'name="kosten-TOTAL_FORMS" value="2"' in html
    assert re.findall(r'name="([^"]+)"[^>]*autofocus', html) == ["kosten-1-title"], "goes on where the row is"
    assert 'value="viel"' in html and 'value="falsch"' in html and "Mitten im Satz" in html
    assert application.cost_lines.count() == 2, "nothing was saved"


def test_wrong_amount_and_iban_are_named_and_nothing_is_lost(desk, client_of):
    application = desk.draft()
    data = typed(costs=[{"title": "Stoffe", "cents": "12,345,6"}], holder="Ayşe", iban="DE03 1203 0000 0000 2020 51")
    html = client_of(desk.ayse).post(f"/meine/antraege/{application.pk}/schreiben/", data).content.decode()
    assert "Bitte so: 1.500,00" in html and "stimmt eine Ziffer nicht" in html
    assert "Es ist nichts verloren gegangen" in html and 'value="12,345,6"' in html
    assert not hasattr(Application.objects.get(pk=application.pk), "bank_account")


def test_draft_may_have_gaps(desk, client_of):
    application = desk.draft()
    data = typed(summary="", starts_on="", ends_on="", costs=[])
    assert client_of(desk.ayse).post(f"/meine/antraege/{application.pk}/schreiben/", data).status_code == 302
    html = client_of(desk.ayse).post(f"/meine/antraege/{application.pk}/", {"do": "submit"}).content.decode()
    assert "Es fehlt noch: was Sie vorhaben, Beginn und Ende" in html


def test_two_people_keep_both_texts(desk, client_of):
    application = desk.draft()
    actions.save(application=application, version=2, by=desk.clara, summary="Die Fassung des Büros")
    form = f"/meine/antraege/{application.pk}/schreiben/"
    answer = client_of(desk.ayse).post(form, typed(version=2, summary="Meine eigene Fassung"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Die Fassung des Büros" in html and "Meine eigene Fassung" in html and 'name="version" value="3"' in html
    client_of(desk.ayse).post(form, typed(version=3, summary="Meine eigene Fassung"))
    application.refresh_from_db()
    assert application.summary == "Meine eigene Fassung"


def test_handed_in_application_is_not_written_on(desk, client_of):
    application = desk.submitted()
    answer = client_of(desk.ayse).get(f"/meine/antraege/{application.pk}/schreiben/")
    assert answer.status_code == 302


def test_question_of_the_office_is_shown_to_the_applicant(desk, client_of):
    application = desk.submitted()
    actions.check(application=application, result=states.QUESTION, note="Wer baut auf?", by=desk.clara)
    client = client_of(desk.ayse)
    assert "Frage ansehen" in client.get("/meine/").content.decode()
    assert "Wer baut auf?" in client.get(f"/meine/antraege/{application.pk}/").content.decode()


def test_account_is_masked_on_the_applicants_page(desk, client_of):
    html = client_of(desk.ayse).get(f"/meine/antraege/{desk.submitted().pk}/").content.decode()
    assert "… 2051" in html and "1203" not in html


@pytest.mark.parametrize("who", ["boris_user", "carla", "erna"])
def test_applicants_pages_are_not_found_by_others(desk, client_of, request, who):
    application = desk.submitted()
    client = client_of(request.getfixturevalue(who))
    for path in ("", "schreiben/", "bescheid/"):
        assert client.get(f"/meine/antraege/{application.pk}/{path}").status_code == 404


# The way in -------------------------------------------------------------------------------------------------------
@pytest.fixture
def idea(desk):
    made = participation.hand_in(
        area=desk.area,
        title="Bank am Wasser",
        text="Am Kai fehlt eine Bank.",
        email="neu@example.org",
        first_name="Nele",
    )
    participation.publish(idea=made, by=desk.clara)
    return made


HERE = {"origin": "http://testserver"}  # the form has no token


def test_reading_how_to_get_money_leaves_no_cookie_and_a_form_from_elsewhere_is_refused(idea, client):
    path = f"/lindenhafen/ideen/{idea.number}/antrag/"
    assert not client.get(path).cookies and not client.get("/lindenhafen/geld/aktionsfonds/antrag/").cookies
    answer = client.post(path, {"email": "neu@example.org"}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403 and not mail.outbox


def test_author_begins_an_application_by_a_code_from_the_mail(idea, client):
    path = f"/lindenhafen/ideen/{idea.number}/antrag/"
    assert "1.500" in client.get(path).content.decode()
    answer = client.post(path, {"email": "Neu@example.org"}, headers=HERE)
    assert answer.status_code == 302 and "next=" in answer["Location"]
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.M)
    assert mail.outbox[-1].to == ["neu@example.org"] and code
    answer = client.post(
        answer["Location"], {"code": code[1], "next": f"/meine/antraege/neu/lindenhafen/?idee={idea.number}"}
    )
    html = client.get(answer["Location"]).content.decode()
    assert "Bank am Wasser" in html and "Ihr Text ist schon da" in html
    answer = client.post(answer["Location"], {"title": "Bank am Wasser", "name": "Nele Beispiel", "fund": _fund().pk})
    made = Application.objects.get()
    assert answer["Location"] == f"/meine/antraege/{made.pk}/schreiben/"
    assert (made.summary, made.owner.email, made.person.name) == (idea.text, "neu@example.org", "Nele Beispiel")
    again = client.get(f"/meine/antraege/neu/lindenhafen/?idee={idea.number}")
    assert again["Location"] == f"/meine/antraege/{made.pk}/", "the same idea is not begun twice"


def _fund():
    return FundYear.objects.get().fund


def test_other_address_gets_the_same_answer_and_no_account(idea, client_of):
    path = f"/lindenhafen/ideen/{idea.number}/antrag/"
    right = client_of().post(path, {"email": "neu@example.org"}, headers=HERE)
    wrong = client_of().post(path, {"email": "fremd@example.org"}, headers=HERE)
    assert (wrong.status_code, wrong["Location"]) == (right.status_code, right["Location"])
    assert not User.objects.filter(email="fremd@example.org").exists()


def test_mistyped_address_can_be_typed_again(idea, client):
    path = f"/lindenhafen/ideen/{idea.number}/antrag/"
    client.post(path, {"email": "nue@example.org"}, headers=HERE)
    answer = client.post(path, {"email": "neu@example.org"}, headers=HERE)
    assert "next=" in answer["Location"] and mail.outbox[-1].to == ["neu@example.org"]


def test_foreign_idea_is_not_taken_over_by_another_signed_in_person(idea, desk, client_of):
    html = client_of(desk.ayse).get(f"/meine/antraege/neu/lindenhafen/?idee={idea.number}").content.decode()
    assert "Bank am Wasser" not in html


@pytest.mark.parametrize("number", ["²", "9" * 30, "drei", ""])
def test_an_address_that_names_no_idea_begins_without_one(desk, client_of, number):
    assert client_of(desk.ayse).get("/meine/antraege/neu/lindenhafen/", {"idee": number}).status_code == 200
    assert client_of(desk.clara).get(f"{TEAM}neu/", {"idee": number}).status_code == 200


def test_page_of_the_fund_names_rules_from_the_rule_set(desk, client):
    html = client.get("/lindenhafen/geld/aktionsfonds/antrag/").content.decode()
    assert "1.500" in html and "6 Wochen" in html and "eigenes Honorar" in html


def test_idea_page_shows_the_door_to_money_while_none_was_asked_for(idea, client):
    door = f"/lindenhafen/ideen/{idea.number}/antrag/"
    assert door in client.get(f"/lindenhafen/ideen/{idea.number}/").content.decode()


# The office -------------------------------------------------------------------------------------------------------
def test_record_shows_plan_findings_and_the_next_step(desk, client_of):
    application = desk.submitted()
    html = client_of(desk.clara).get(f"{TEAM}{application.number}/").content.decode()
    assert "Stoffe und Garn" in html and "in Ordnung" in html and "Prüfung festhalten" in html and IBAN in html


def test_office_goes_the_whole_way(desk, client_of):
    application, client = desk.submitted(), client_of(desk.clara)
    page = f"{TEAM}{application.number}/"
    client.post(page, {"do": "check", "pruefung-result": "complete"})
    meeting = desk.meeting()
    client.post(page, {"do": "to_jury", "jury-meeting": meeting.pk})
    application.refresh_from_db()
    assert application.status == states.IN_JURY and application.motion.meeting_id == meeting.pk
    assert f"/sitzungen/{meeting.pk}/" in client.get(page).content.decode()


def test_double_click_on_grant_ends_on_the_same_grant(desk, client_of):
    application, client = desk.decided(), client_of(desk.clara)
    data = {"do": "issue", "bescheid-starts_on": application.starts_on, "bescheid-ends_on": application.ends_on}
    for _click in (1, 2):
        assert client.post(f"{TEAM}{application.number}/", data).status_code == 302
    assert Grant.objects.count() == 1
    assert "AF-" in client.get(f"{TEAM}{application.number}/").content.decode()


def test_question_without_words_is_refused_on_the_page(desk, client_of):
    application = desk.submitted()
    answer = client_of(desk.clara).post(f"{TEAM}{application.number}/", {"do": "check", "pruefung-result": "question"})
    assert answer.status_code == 200 and "was Sie wissen möchten" in answer.content.decode()


def test_what_is_wrong_in_a_form_of_the_office_stands_above_the_page_with_a_link(desk, client_of):
    application = desk.decided()
    data = {"do": "issue", "bescheid-starts_on": "morgen", "bescheid-ends_on": application.ends_on}
    html = client_of(desk.clara).post(f"{TEAM}{application.number}/", data).content.decode()
    above = html[: html.index('id="kurz"')]
    assert 'href="#id_bescheid-starts_on"' in above and 'id="id_bescheid-starts_on_error"' in html


def test_office_writes_an_application_for_a_named_person(desk, client_of):
    client = client_of(desk.clara)
    data = {"fund": desk.fund.pk, "title": "Fest im Hof", "name": "Otto Ohnenetz", "phone": "0531 22"}
    answer = client.post(f"{TEAM}neu/", data)
    made = Application.objects.get(title="Fest im Hof")
    assert answer["Location"] == f"{TEAM}{made.number}/schreiben/"
    assert (made.owner, made.person.name, made.entered_by_office) == (None, "Otto Ohnenetz", True)
    client.post(answer["Location"], typed(version=1, title="Fest im Hof"))
    client.post(f"{TEAM}{made.number}/", {"do": "submit"})
    made.refresh_from_db()
    assert made.status == states.SUBMITTED


def test_what_is_typed_of_a_known_person_is_kept_or_told(desk, client_of):
    data = {"fund": desk.fund.pk, "title": "Fest im Hof", "person": desk.person.pk, "town": "38100 Hohenwerder"}
    page = client_of(desk.clara).post(f"{TEAM}neu/", data | {"phone": "0531 99"}, follow=True).content.decode()
    desk.person.refresh_from_db()
    assert (desk.person.town, desk.person.phone) == ("38100 Hohenwerder", "0531 815")
    assert "schon etwas anderes: Telefon" in page


def test_draft_of_a_resident_is_not_seen_by_the_office(desk, client_of):
    application, client = desk.draft(), client_of(desk.clara)
    assert client.get(f"{TEAM}{application.number}/").status_code == 404
    assert application.title not in client.get(f"{TEAM}?stand=draft").content.decode()


def test_managers_of_other_quarters_find_nothing(desk, client_of, erna):
    application = desk.submitted()
    for path in ("", f"{application.number}/", "neu/", f"{application.number}/bescheid/"):
        assert client_of(erna).get(f"{TEAM}{path}").status_code == 404
    assert client_of(erna).get("/team/lindenhafen/fonds/aktionsfonds/").status_code == 404


@pytest.mark.parametrize("who", ["kora", "audrey", "dieter"])
def test_readers_see_no_account_and_have_no_buttons(desk, client_of, request, who):
    application, client = desk.submitted(), client_of(request.getfixturevalue(who))
    html = client.get(f"{TEAM}{application.number}/").content.decode()
    assert "Stoffe und Garn" in html
    assert IBAN not in html and "2051" not in html and "0531 815" not in html and "<form" not in html
    assert (
        client.post(f"{TEAM}{application.number}/", {"do": "check", "pruefung-result": "complete"}).status_code == 404
    )


def test_jurors_never_see_the_pages(desk, client_of, boris):
    application = desk.submitted()
    for path in (TEAM, f"{TEAM}{application.number}/", "/team/lindenhafen/fonds/"):
        assert client_of(boris).get(path).status_code == 404


def test_pot_sums_up_and_opens_its_rows(desk, client_of):
    grant = desk.granted()
    html = client_of(desk.clara).get("/team/lindenhafen/fonds/aktionsfonds/").content.decode()
    assert "Probe: Summe stimmt" in html and grant.number in html and f"Bewilligung {grant.number}" in html
    assert "9.544,05" in html and "455,95" in html and "nicht bestätigt" in html


def test_year_is_opened_by_the_office(desk, client_of):
    year = dates.today().year + 1
    path = "/team/lindenhafen/fonds/aktionsfonds/"
    answer = client_of(desk.clara).post(path, {"year": year, "ruleset": desk.year.ruleset_id, "pot": "12.000,00"})
    assert answer["Location"] == f"{path}?jahr={year}"
    assert FundYear.objects.get(year=year).available.balance == 1_200_000


def test_queries_do_not_grow_with_the_rows(desk, client_of):
    office, pages = client_of(desk.clara), ("/team/lindenhafen/fonds/", "/team/lindenhafen/fonds/aktionsfonds/")
    asked = [(client_of(desk.ayse), "/meine/"), *((office, path) for path in (TEAM, *pages, "/team/lindenhafen/"))]
    desk.granted()
    desk.submitted()
    for client, path in asked:
        client.get(path)
    few = {path: _queries(client, path) for client, path in asked}
    for number in range(29):
        desk.submitted(title=f"Antrag {number}")
    assert {path: _queries(client, path) for client, path in asked} == few


def _queries(client, path):
    client.get(path)  # the frame is read once per stamp
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)
