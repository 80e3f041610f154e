"""An office's own rules: copied, written, compared, in force from a day; a grant keeps for life what it named."""

import datetime as dt

import pytest

from quartier.funding import actions, queries
from quartier.funding.models import InForce, RuleDraft, RuleSet
from quartier.funding.rules import Value, load
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.ledger.actions import close

TOMORROW = dt.timedelta(days=1)


def draft_of(desk, **changed):
    draft = actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, by=desk.clara)
    for name, value in changed.items():
        draft = actions.put_value(draft=draft, name=name, value=value, by=desk.clara)
    return draft


def cap(cents):
    return Value(cents, "Richtlinie der Stadt, Nr. 4", True)


def test_grant_keeps_its_rules_when_new_ones_are_put_in_force(desk):
    old = desk.granted()
    made = actions.enact(
        draft=draft_of(desk, cap_per_action=cap(900_00)), fund=desk.fund, valid_from=dates.today(), by=desk.clara
    )
    new = desk.granted(title="Fest im Hof")
    old.refresh_from_db()
    assert old.ruleset_id == desk.year.ruleset_id and new.ruleset_id == made.ruleset_id
    assert load(old.ruleset.text).get("cap_per_action") == 1500_00
    assert queries.rules_of(old.application).get("cap_per_action") == 1500_00
    assert queries.rules_of(new.application).get("cap_per_action") == 900_00


def test_new_rules_hold_from_their_day_on_and_not_before(desk):
    day = dates.today() + dt.timedelta(days=30)
    made = actions.enact(
        draft=draft_of(desk, cap_per_action=cap(900_00)), fund=desk.fund, valid_from=day, by=desk.clara
    )
    assert queries.ruleset_for(desk.fund, dates.today()).pk == desk.year.ruleset_id
    assert queries.ruleset_for(desk.fund, day - TOMORROW).pk == desk.year.ruleset_id
    assert queries.ruleset_for(desk.fund, day).pk == made.ruleset_id
    asked = queries.rules_of(desk.draft()).get("cap_per_action")
    with dates.clock_at(dates.at(day, 9)):
        assert (asked, queries.rules_of(desk.draft(title="Später")).get("cap_per_action")) == (1500_00, 900_00)
        assert load(queries.ruling_year(desk.fund).rules_text).get("cap_per_action") == 900_00


def test_own_set_gets_key_version_and_day_when_it_is_enacted(desk):
    made = actions.enact(draft=draft_of(desk), fund=desk.fund, valid_from=dates.today(), by=desk.clara).ruleset
    assert made.key == "lindenhafen-berlin-aktionsfonds-2021" and made.version == "1"
    assert (made.scope_id, made.copy_of_id, made.by) == (desk.area.scope_id, desk.year.ruleset_id, desk.clara)
    assert load(made.text).valid_from == made.valid_from == dates.today()
    assert not RuleDraft.objects.exists()
    assert "eigenes, ab" in str(made) and "eigenes" not in str(desk.year.ruleset)
    again = actions.begin_draft(area=desk.area, copy_of=made, by=desk.clara)
    later = dates.today() + TOMORROW
    second = actions.enact(draft=again, fund=desk.fund, valid_from=later, by=desk.clara).ruleset
    assert (second.key, second.version) == (made.key, "2")


def test_two_quarters_make_their_own_of_the_same_set(desk, erna):
    actions.enact(draft=draft_of(desk), fund=desk.fund, valid_from=dates.today(), by=desk.clara)
    theirs = actions.begin_draft(area=desk.other_area, copy_of=desk.year.ruleset, by=erna)
    assert theirs.text == desk.year.ruleset.text
    own = RuleSet.objects.exclude(scope=None).get()
    assert own not in queries.rulesets_of(desk.other_area) and own in queries.rulesets_of(desk.area)
    with pytest.raises(Refused, match="anderen Quartier"):
        actions.begin_draft(area=desk.other_area, copy_of=own, by=erna)


def test_enacting_is_refused_when_something_holds_from_that_day(desk):
    actions.enact(draft=draft_of(desk), fund=desk.fund, valid_from=dates.today(), by=desk.clara)
    with pytest.raises(Refused, match=r"gilt ab dem .* schon ein Regelwerk"):
        actions.enact(draft=draft_of(desk), fund=desk.fund, valid_from=dates.today(), by=desk.clara)
    other = actions.found_fund(area=desk.area, name="Zweiter", slug="zweiter", committee=desk.jury, by=desk.clara)
    with pytest.raises(Refused, match="schon eine Fassung"):
        actions.enact(draft=draft_of(desk), fund=other, valid_from=dates.today(), by=desk.clara)
    assert InForce.objects.count() == 1 and RuleDraft.objects.count() == 1, "two copies in one click are one"


def test_enacting_is_refused_in_a_closed_year(desk):
    last = dt.date(dates.today().year - 1, 12, 31)
    close(scope=desk.area.scope, until=last, by=desk.clara)
    with pytest.raises(Refused, match="abgeschlossen"):
        actions.enact(draft=draft_of(desk), fund=desk.fund, valid_from=last, by=desk.clara)
    assert RuleDraft.objects.exists() and not InForce.objects.exists()


def test_faulty_text_is_kept_and_refused_only_in_force(desk):
    draft = draft_of(desk)
    wrong = draft.text.replace("[cap_per_action]", "[deckel]")
    draft = actions.write_draft(draft=draft, text=wrong, read_text=draft.text, by=desk.clara)
    assert RuleDraft.objects.get().text == wrong
    with pytest.raises(Refused, match=r"Zeile \d+: Den Schlüssel „deckel“ kennen wir nicht"):
        actions.enact(draft=draft, fund=desk.fund, valid_from=dates.today(), by=desk.clara)


def test_second_writer_of_a_draft_meets_a_conflict(desk):
    draft = draft_of(desk)
    read = draft.text
    actions.write_draft(draft=draft, text=read + "\n# von Clara\n", read_text=read, by=desk.clara)
    with pytest.raises(Conflict, match="inzwischen geändert"):
        actions.write_draft(
            draft=draft, text=read + "\n# von Carla\n", read_text=read.replace("\n", "\r\n"), by=desk.carla
        )
    assert "von Clara" in RuleDraft.objects.get().text


def test_uploaded_text_is_refused_with_its_line_when_a_key_is_unknown(desk):
    text = desk.year.ruleset.text + "\n[rabatt]\nvalue = 1\n"
    with pytest.raises(Refused, match=r"Zeile .* „rabatt“"):
        actions.begin_draft(area=desk.area, copy_of=desk.year.ruleset, text=text, by=desk.clara)
    assert not RuleDraft.objects.exists()


def test_known_set_is_put_in_force_not_before_it_begins(desk):
    bund = RuleSet.objects.filter(scope=None).exclude(pk=desk.year.ruleset_id).order_by("-valid_from").first()
    with pytest.raises(Refused, match="gilt erst ab"):
        actions.put_in_force(fund=desk.fund, ruleset=bund, valid_from=bund.valid_from - TOMORROW, by=desk.clara)
    actions.put_in_force(fund=desk.fund, ruleset=bund, valid_from=dates.today(), by=desk.clara)
    assert queries.ruleset_for(desk.fund, dates.today()) == bund


def test_year_is_opened_with_the_rules_that_are_in_force(desk):
    made = actions.enact(draft=draft_of(desk), fund=desk.fund, valid_from=dates.today(), by=desk.clara)
    following = desk.year.year + 1
    with pytest.raises(Refused, match="Für diesen Fonds gilt dann"):
        actions.open_year(fund=desk.fund, year=following, ruleset=desk.year.ruleset, pot_cents=1, by=desk.clara)
    assert actions.open_year(fund=desk.fund, year=following, ruleset=made.ruleset, pot_cents=1, by=desk.clara)


def test_dropped_draft_is_gone(desk):
    actions.drop_draft(draft=draft_of(desk), by=desk.clara)
    assert not RuleDraft.objects.exists()
