"""Hours of voluntary work: how they are typed, taken back, and what they count as own share."""

import datetime as dt

import pytest

from quartier.funding.models import RuleSet
from quartier.funding.rules import load
from quartier.funding.rules.shares import volunteer_hours
from quartier.kit import dates, links
from quartier.kit.errors import Refused
from quartier.spending import actions, queries, rules
from quartier.spending.models import VolunteerHours


def note(office, minutes=90, **more):
    given = {"who": "Bilal Aslan", "day": dates.today(), "what": "Beete gebaut", "by": office.owner, **more}
    return actions.note_hours(grant=office.grant, minutes=minutes, **given)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1:30", 90), ("1,5", 90), ("1.5", 90), ("2", 120), (" 1,25 Stunden", 75), ("90 min", 90), ("0,33", 20), ("24:00", 1440)],
)  # fmt: skip
def test_a_length_is_read_as_people_write_it(text, minutes):
    assert rules.minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "lange", "1:75", "-1", "25", "24:01", "0", "1,234"])
def test_a_length_nobody_can_mean_is_refused(text):
    with pytest.raises(Refused):
        rules.minutes(text)


def test_hours_are_told_as_a_clock():
    assert [rules.clock(n) for n in (90, 5, 1440, -90)] == ["1:30", "0:05", "24:00", "\u22121:30"]


def test_a_line_taken_back_counts_no_more_and_stays(office):
    row = note(office)
    note(office, 30)
    assert queries.hours_sheet(office.grant).clock == "2:00"
    back = actions.reverse_hours(hours=row, by=office.clara)
    assert actions.reverse_hours(hours=row, by=office.clara) == back and back.minutes == -90
    assert queries.hours_sheet(office.grant).clock == "0:30" and VolunteerHours.objects.count() == 3


def test_a_double_click_is_one_line(office):
    assert note(office) == note(office)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"who": " "}, "wer geholfen"), ({"minutes": 0}, "24 Stunden"), ({"day": dt.date(2999, 1, 1)}, "Zukunft")],
)
def test_hours_with_wrong_facts_are_refused(office, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        note(office, **wrong)


def test_the_rules_of_the_fund_say_what_an_hour_counts(office):
    """The same function as the calculator's; example 20 of funding.md §4 is its own test."""
    note(office, 16 * 60)
    sheet, known = queries.hours_sheet(office.grant), load(RuleSet.objects.get(pk=office.grant.ruleset_id).text)
    assert sheet.eligible == 100_000
    assert sheet.value == volunteer_hours(known, minutes=960, eligible=100_000)


def test_hours_are_typed_on_the_phone_and_taken_back(office, client_of):
    client, page = client_of(office.owner), links.to("spending:my_hours", pk=office.grant.pk)
    facts = {"who": "Bilal Aslan", "day": dates.today().isoformat(), "minutes": "1,5", "what": "Beete gebaut"}
    html = client.post(page, facts, follow=True).content.decode()
    assert "1:30" in html and "Bilal Aslan" in html
    html = client.post(page, {"undo": VolunteerHours.objects.get().pk}, follow=True).content.decode()
    assert "Zurückgenommen, zählt nicht" in html and "0:00 Stunden" in html


def test_a_length_nobody_can_read_keeps_the_rest(office, client_of):
    page = links.to("spending:my_hours", pk=office.grant.pk)
    facts = {"who": "Bilal Aslan", "day": dates.today().isoformat(), "minutes": "lange", "what": "Beete gebaut"}
    answer = client_of(office.owner).post(page, facts)
    html = answer.content.decode()
    assert answer.status_code == 422 and "1:30 oder 1,5" in html and 'value="Beete gebaut"' in html


def test_the_sheet_to_sign_has_the_lines_and_room_for_more(office, client_of):
    note(office)
    html = client_of(office.owner).get(links.to("spending:my_hours", pk=office.grant.pk) + "?blatt=1").content.decode()
    assert "Unterschrift" in html and "Bilal Aslan" in html
    main = html[html.index("<main") : html.index("</main>")]
    assert "<form" not in main
