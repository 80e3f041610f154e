"""Rows and their pictures: shown with the row, resting without it, refused without consent."""

import datetime as dt

import pytest

from quartier.events import actions as events
from quartier.files import actions as files
from quartier.files import queries
from quartier.files.models import File
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.errors import Refused

TODAY = dates.today()


def version(area):
    return Scope.objects.get(pk=area.scope_id).version


def an_event(area, clara, **facts):
    start = dates.now() + dt.timedelta(days=3)
    return events.announce(
        area=area, title="Abend", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Hof", by=clara, **facts
    )


def test_a_public_row_shows_its_picture_and_the_one_before_rests(area, clara, keep):
    first, second, event = keep(), keep(), an_event(area, clara)
    files.put_picture(row=event, picture=first, by=clara)
    assert File.objects.get(pk=first.file_id).public and queries.shown_by(first)
    before = version(area)
    files.put_picture(row=event, picture=second, by=clara)
    assert version(area) > before
    assert [File.objects.get(pk=one.file_id).public for one in (first, second)] == [False, True]
    assert [[row for _place, row in rows] for rows in queries.used_by([first, second]).values()] == [[], [event]]


def test_a_picture_that_another_row_shows_stays(area, clara, keep):
    picture, one, two = keep(), an_event(area, clara), an_event(area, clara)
    for event in (one, two):
        files.put_picture(row=event, picture=picture, by=clara)
    files.put_picture(row=one, picture=None, by=clara)
    assert File.objects.get(pk=picture.file_id).public
    with pytest.raises(Refused, match="noch gebraucht"):
        files.discard_picture(picture=picture)


def test_a_picture_of_a_hidden_row_is_shown_to_nobody(area, clara, keep):
    picture, event = keep(), an_event(area, clara, public=False)
    files.put_picture(row=event, picture=picture, by=clara)
    assert not File.objects.get(pk=picture.file_id).public


def test_a_public_row_takes_no_picture_without_consent_nor_from_next_door(area, other_area, clara, keep):
    event = an_event(area, clara)
    for picture, words in ((keep(recognisable=True), "Einverständnis"), (keep(where=other_area), "anderen Quartier")):  # fmt: skip
        with pytest.raises(Refused, match=words):
            files.put_picture(row=event, picture=picture, by=clara)
    assert type(event).objects.get(pk=event.pk).picture is None


def test_pages_that_waited_for_the_consent_show_the_picture_when_it_is_there(area, clara, keep):
    picture, event = keep(recognisable=True), an_event(area, clara, public=False)
    files.put_picture(row=event, picture=picture, by=clara)
    events.change(event=event, by=clara, public=True, title="Abend", starts_at=event.starts_at, ends_at=event.ends_at, place="Hof")  # fmt: skip
    facts = {"credit": "Ada", "licence": "own", "caption": "", "focus": (50, 50), "recognisable": True}
    files.describe_picture(picture=picture, alt="Bank", taken_consent_on=TODAY, shown_consent_on=TODAY, **facts)
    assert File.objects.get(pk=picture.file_id).public


def test_a_row_that_comes_and_goes_takes_its_picture_along(area, clara, keep):
    picture, event = keep(), an_event(area, clara, public=False)
    files.put_picture(row=event, picture=picture, by=clara)
    for public in (True, False):
        facts = {"title": "Abend", "starts_at": event.starts_at, "ends_at": event.ends_at, "place": "Hof"}
        event = events.change(event=event, by=clara, public=public, **facts)
        files.tend_picture(row=event)
        assert File.objects.get(pk=picture.file_id).public is public
    files.tend_picture(row=an_event(area, clara))  # nothing to do without a picture


def test_every_place_that_shows_pictures_can_be_asked(db):
    assert {"events.event", "publishing.news"} <= set(queries.PLACES)
    for place in queries.PLACES.values():
        assert place.rows().filter(place.public, picture__isnull=False, area__isnull=False).count() == 0
