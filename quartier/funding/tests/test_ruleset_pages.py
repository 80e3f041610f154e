"""The pages of rule sets: every value with its source, copies, differences, files, in force."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.funding import actions, queries
from quartier.funding.actions import Cost, CostPlan
from quartier.funding.models import Fund, InForce, RuleDraft, RuleSet
from quartier.funding.rules import Value, load
from quartier.kit import dates
from quartier.kit.templatetags import page as written

PAGE = "/team/lindenhafen/fonds/regelwerke/"


@pytest.fixture
def client(clara, client_of):
    return client_of(clara)


def draft_page():
    return f"{PAGE}entwuerfe/{RuleDraft.objects.latest('pk').pk}/"


def force(client, page, desk, day=None):
    """Look at what it touches, then press the button of that page."""
    typed = {"do": "force", "fund": desk.fund.pk, "valid_from": (day or dates.today()).isoformat()}
    html = client.post(page, typed).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', html).group(1)
    return client.post(page, typed | {"seen": seen})


def test_every_set_stands_in_the_list_with_what_is_open(desk, client):
    text = client.get(PAGE).content.decode()
    for row in RuleSet.objects.all():
        assert row.title in text
    assert "mitgeliefert" in text


def test_unconfirmed_value_is_an_open_finding(desk, client):
    ruleset = next(row for row in RuleSet.objects.all() if not load(row.text).rounding.confirmed)
    text = client.get(f"{PAGE}{ruleset.pk}/").content.decode()
    assert "Wert nicht bestätigt" in text and load(ruleset.text).rounding.source in text


def test_set_is_copied_changed_by_form_compared_and_put_in_force(desk, client):
    client.post(f"{PAGE}{desk.year.ruleset_id}/", {"do": "copy"})
    page = draft_page()
    assert "Kein Unterschied" in client.get(page).content.decode()
    typed = {"value": "1.200,555", "source": "Richtlinie, Nr. 4", "confirmed": "on"}
    text = client.post(f"{page}cap_per_action/", typed).content.decode()
    assert "1.200,555" in text and "Richtlinie, Nr. 4" in text, "nothing typed is lost"
    client.post(f"{page}cap_per_action/", typed | {"value": "1.200"})
    client.post(f"{page}line_overrun/", {"value": "20", "source": "Nr. 1.2", "confirmed": "on"})
    client.post(f"{page}flat_covers/", {"do": "drop"})
    rules = load(RuleDraft.objects.get().text)
    assert (rules.get("cap_per_action"), str(rules.get("line_overrun")), rules.flat_covers) == (1_200_00, "0.2", None)
    text = client.get(page).content.decode().replace("\u00a0", " ")
    assert "1.500,00 €" in text and "1.200,00 €" in text and "nichts geregelt" in text
    force(client, page, desk)
    made = InForce.objects.get()
    assert made.ruleset.scope_id == desk.area.scope_id and not RuleDraft.objects.exists()
    assert "In Kraft für Aktionsfonds" in client.get(f"{PAGE}{made.ruleset_id}/").content.decode()


def test_confirmed_value_needs_a_value_and_an_unknown_one_may_stay_empty(desk, client):
    actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    page = f"{draft_page()}refund_floor/"
    text = client.get(page).content.decode()
    assert ">Quelle" in text and ">Bestätigt" in text
    assert "Ein bestätigter Wert" in client.post(page, {"source": "Anruf", "confirmed": "on"}).content.decode()
    client.post(page, {"source": "Anruf"})
    assert load(RuleDraft.objects.get().text).refund_floor == Value(None, "Anruf", False)


def test_copy_gets_a_name_of_its_own_that_notices_will_carry(desk, client):
    client.post(f"{PAGE}{desk.year.ruleset_id}/", {"do": "copy", "title": 'Fonds „Ufer“ "2026"'})
    force(client, draft_page(), desk)
    assert InForce.objects.get().ruleset.title == 'Fonds „Ufer“ "2026"'


def test_small_refunds_by_the_size_of_the_grant_are_typed_and_read_as_euros(desk, client):
    actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    page = f"{draft_page()}refund_steps/"
    typed = {
        "value": "bis 20.000,00 €: 5 %, höchstens 500\r\ndarüber: höchstens 2.500,00",
        "source": "Bescheid, Seite 3",
    }
    client.post(page, typed)
    first, last = load(RuleDraft.objects.get().text).get("refund_steps")
    assert (first.up_to, first.limit(20_000_00), last.up_to, last.most) == (20_000_00, 500_00, None, 2_500_00)
    assert "bis 20.000,00: 5 %, höchstens 500,00" in client.get(page).content.decode()
    assert (
        "Förderung bis 20.000,00\u00a0€: 5\u00a0%, höchstens 500,00\u00a0€" in client.get(draft_page()).content.decode()
    )
    wrong = client.post(page, typed | {"value": "bis 100: wenig"}).content.decode()
    assert "Bitte so, von der kleinsten" in wrong and "bis 100: wenig" in wrong


def test_faulty_text_is_kept_and_told_beside_its_line(desk, client):
    draft = actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    wrong = draft.text + '\n[refund_floor]\nvalue = 5\nsource = "a"\nconfirmed = true\n[rabatt]\nvalue = 1\n'
    client.post(draft_page(), {"do": "text", "text": wrong, "read_text": draft.text})
    text = client.get(draft_page()).content.decode()
    assert "rabatt" in text and "<code>value = 5</code>" in text and "<code>[rabatt]</code>" in text
    assert RuleDraft.objects.get().text.strip() == wrong.strip()
    answer = client.post(draft_page(), {"do": "force", "fund": desk.fund.pk, "valid_from": dates.today().isoformat()})
    assert "Zeile" in answer.content.decode() and not InForce.objects.exists()


def test_file_comes_in_as_a_draft_or_is_refused_with_its_line(desk, client):
    def upload(text):
        file = SimpleUploadedFile("eigene.toml", text.encode())
        return client.post(PAGE, {"file": file, "copy_of": desk.year.ruleset_id})

    original = client.get(f"{PAGE}{desk.year.ruleset_id}.toml")
    assert original["Content-Type"].startswith("application/toml")
    text = original.content.decode()
    assert "Zeile" in upload(text + "\n[rabatt]\nvalue = 1\n").content.decode() and not RuleDraft.objects.exists()
    assert upload(text).status_code == 302 and RuleDraft.objects.get().text == text
    assert "kein Text in UTF-8" in client.post(
        PAGE, {"file": SimpleUploadedFile("x.toml", b"\xff\xfe"), "copy_of": desk.year.ruleset_id}
    ).content.decode()  # fmt: skip


def test_foreign_office_finds_neither_draft_nor_own_set(desk, erna, client_of):
    draft = actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    made = actions.enact(draft=draft, fund=desk.fund, valid_from=dates.today(), by=desk.clara).ruleset
    again = actions.begin_draft(area=desk.area, copy_of=made, by=desk.clara)
    theirs = client_of(erna)
    for path in (f"{made.pk}/", f"{made.pk}.toml", f"entwuerfe/{again.pk}/"):
        assert theirs.get(f"/team/werftviertel/fonds/regelwerke/{path}").status_code == 404


def test_funder_reads_and_changes_nothing(desk, dieter, client_of):
    client = client_of(dieter)
    assert client.get(f"{PAGE}{desk.year.ruleset_id}/").status_code == 200
    assert client.post(f"{PAGE}{desk.year.ruleset_id}/", {"do": "copy"}).status_code == 404
    assert not RuleDraft.objects.exists()


def test_what_it_touches_is_shown_before_rules_are_put_in_force(desk, client):
    desk.granted()
    big = CostPlan(costs=(Cost("Bühne", 1_400_00),))
    open_, writing = desk.checked(title="Fest im Hof", plan=big), desk.draft(title="Geheimer Entwurf")
    draft = actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    actions.put_value(draft=draft, name="cap_per_action", value=Value(900_00, "Richtlinie, Nr. 4", True), by=desk.clara)
    typed = {"do": "force", "fund": desk.fund.pk, "valid_from": dates.today().isoformat()}
    html = client.post(draft_page(), typed).content.decode().replace("\u00a0", " ")
    assert not InForce.objects.exists() and "Noch ist nichts geändert" in html
    assert f"Ab {written.day(dates.today())} in Kraft" in html
    assert "1.500,00 €" in html and "900,00 €" in html, "old and new value"
    assert "2 Anträge ohne Bescheid" in html and f"antraege/{open_.number}/" in html and "1 Entwurf" in html
    assert writing.title not in html and "1 Bewilligung behält" in html
    assert force(client, draft_page(), desk).status_code == 302
    assert InForce.objects.get().valid_from == dates.today()


def test_rules_that_changed_since_they_were_looked_at_are_shown_anew(desk, client):
    draft = actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    page = draft_page()
    typed = {"do": "force", "fund": desk.fund.pk, "valid_from": dates.today().isoformat()}
    seen = re.search(r'name="seen" value="(\w+)"', client.post(page, typed).content.decode()).group(1)
    actions.put_value(draft=draft, name="cap_per_action", value=Value(900_00, "Nr. 4", True), by=desk.carla)
    answer = client.post(page, typed | {"seen": seen})
    html = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 409 and "Inzwischen hat sich etwas geändert" in html and "900,00 €" in html
    assert not InForce.objects.exists()


def test_a_click_twice_puts_in_force_once(desk, client):
    actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    page = draft_page()
    assert force(client, page, desk).status_code == 302
    typed = {"do": "force", "fund": desk.fund.pk, "valid_from": dates.today().isoformat(), "seen": "x"}
    again = client.post(page, typed)
    assert again.status_code == 302 and again["Location"].endswith("/regelwerke/")
    assert client.get(page).status_code == 404
    day = dates.today() + dt.timedelta(days=40)
    shared = RuleSet.objects.get(pk=desk.year.ruleset_id)
    page = f"{PAGE}{shared.pk}/"
    assert force(client, page, desk, day).status_code == 302
    first = InForce.objects.get(valid_from=day)
    assert actions.put_in_force(fund=desk.fund, ruleset=shared, valid_from=day, by=desk.clara) == first


def test_a_look_at_what_is_touched_costs_the_same_for_any_number(desk, django_assert_max_num_queries):
    for number in range(3):
        desk.submitted(title=f"Antrag {number}")
    fund = Fund.objects.select_related("area__scope").get(pk=desk.fund.pk)
    text = desk.year.ruleset.text
    with django_assert_max_num_queries(8):  # one for the roles of who looks
        found = queries.touched(fund, text, dates.today(), desk.clara)
    assert (found.unnoticed, found.drafts, len(found.shown), found.more) == (3, 0, 3, 0)
