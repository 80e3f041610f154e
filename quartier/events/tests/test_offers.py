import datetime as dt

import pytest

from quartier.areas.queries import area_stamp
from quartier.events import actions, states
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.tests.conftest import sign_up
from quartier.events.tests.test_series import days
from quartier.kit import dates
from quartier.kit.errors import Refused

pytestmark = pytest.mark.usefixtures("that_monday")
TWICE = [[3, "10:00", "12:00"], [0, "10:00", "12:00"], [3, "10:00", "12:00"]]


@pytest.fixture
def offer(area, clara):
    def make(**facts):
        facts = {"kind": states.COURSE, "title": "Deutsch für den Anfang", "hours": TWICE} | facts
        return actions.write_offer(area=area, by=clara, **facts)

    return make


def test_an_offer_is_a_draft_until_it_is_published(offer, clara):
    before = area_stamp("lindenhafen")
    row = offer()
    assert (row.number, row.status) == (1, states.OFFER_DRAFT) and area_stamp("lindenhafen") == before
    assert not Offer.objects.visible_to(None).exists()
    actions.publish_offer(offer=row, by=clara)
    assert Offer.objects.visible_to(None).get() == row and area_stamp("lindenhafen") != before


def test_hours_are_kept_in_order_once_each_with_their_weekdays(offer):
    row = offer()
    assert row.hours == [[0, "10:00", "12:00"], [3, "10:00", "12:00"]] and row.weekdays == " 0 3 "


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hours": [[0, "12:00", "10:00"]]}, "nach dem Beginn"),
        ({"hours": [[7, "10:00", "12:00"]]}, "nach dem Beginn"),
        ({"starts_on": dt.date(2027, 2, 1), "ends_on": dt.date(2027, 1, 1)}, "bevor es beginnt"),
        ({"title": ""}, "Titel"),
        ({"age_from": 9, "age_to": 3}, "Alter"),
    ],
)
def test_what_is_no_offer_is_refused(offer, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        offer(**wrong)
    with pytest.raises(Refused, match=sentence):
        actions.change_offer(offer=offer(), **wrong)


def test_an_offer_pauses_ends_and_begins_again(offer, clara):
    row = actions.publish_offer(offer=offer(), by=clara)
    actions.pause_offer(offer=row, by=clara)
    assert Offer.objects.visible_to(None).get().status == states.PAUSED
    actions.publish_offer(offer=row, by=clara)
    actions.end_offer(offer=row, by=clara)
    assert not Offer.objects.visible_to(None).exists()
    with pytest.raises(Refused, match="Beendet"):
        actions.pause_offer(offer=row, by=clara)


def test_hours_become_dates_one_series_for_each_time_of_day(offer, clara):
    hours = [[0, "10:00", "12:00"], [3, "10:00", "12:00"], [1, "18:00", "19:30"]]
    row = actions.publish_offer(offer=offer(hours=hours, ends_on=dt.date(2026, 12, 17), childcare=True), by=clara)
    morning, evening = actions.enter_dates(offer=row, by=clara)
    assert days(morning) == ["07.12.2026 10:00", "10.12.2026 10:00", "14.12.2026 10:00", "17.12.2026 10:00"]
    assert days(evening) == ["08.12.2026 18:00", "15.12.2026 18:00"]
    assert Event.objects.filter(offer=row, childcare=True, public=True).count() == 6
    assert Offer.objects.get().series == morning
    with pytest.raises(Refused, match="schon im Kalender"):
        actions.enter_dates(offer=row, by=clara)


def test_an_offer_without_hours_has_no_dates(offer, clara):
    with pytest.raises(Refused, match="Wochentagen"):
        actions.enter_dates(offer=offer(hours=[]), by=clara)


def test_dates_of_a_draft_are_not_public(offer, clara):
    actions.enter_dates(offer=offer(), by=clara)
    assert Event.objects.exists() and not Event.objects.filter(public=True).exists()


def test_an_offer_that_ends_takes_its_dates_along_and_tells_who_relies_on_one(offer, clara):
    row = actions.publish_offer(offer=offer(), by=clara)
    (series,) = actions.enter_dates(offer=row, by=clara)
    sign_up(event=series.events.order_by("starts_at")[4])
    actions.end_offer(offer=row, reason="Die Lehrerin geht in Rente.", by=clara)
    assert days(EventSeries.objects.get()) == ["07.12.2026 10:00", "21.12.2026 10:00"]
    assert Event.objects.get(status=states.CANCELLED).cancellation.reason == "Die Lehrerin geht in Rente."


def test_a_change_is_seen_where_the_offer_is(offer, clara):
    row = offer()
    before = area_stamp("lindenhafen")
    actions.change_offer(offer=row, title="Anders", by=clara)
    assert area_stamp("lindenhafen") == before
    actions.publish_offer(offer=row, by=clara)
    shown = area_stamp("lindenhafen")
    actions.change_offer(offer=row, hours=[[5, "09:00", "11:00"]], by=clara)
    assert area_stamp("lindenhafen") != shown and Offer.objects.get().weekdays == " 5 "
    with pytest.raises(TypeError, match="status"):
        actions.change_offer(offer=row, status=states.ENDED, by=clara)


def test_dates_begin_with_the_offer(offer, clara):
    row = offer(starts_on=dt.date(2027, 1, 5), hours=[[1, "10:00", "11:00"]], ends_on=dt.date(2027, 1, 12))
    (series,) = actions.enter_dates(offer=row, by=clara)
    assert days(series) == ["05.01.2027 10:00", "12.01.2027 10:00"]
    assert dates.local(series.events.first().ends_at).hour == 11
