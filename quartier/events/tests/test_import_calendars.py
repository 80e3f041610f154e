"""Real and broken calendars of others (../shared/data/calendar): read, written again, and both seen by two parsers."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from quartier.areas.models import Area
from quartier.events.exports import Feed, written
from quartier.events.imports import Broken, CalendarFile, CalendarTarget
from quartier.events.models import Event, EventSeries
from quartier.events.queries import calendars
from quartier.history import actions as history
from tests import parsers
from tests.cast import areas, make_area

FOLDER = Path(__file__).resolve().parents[4] / "shared/data/calendar"
FILES = sorted(FOLDER.rglob("*.ics"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="the calendars of ../shared/data are not here"),
]

# What the library icalendar refuses as a whole (SOURCES.md): so do we, unless somebody says „anyway“.
BROKEN = {"twinkle.ics", "twinkle_orig.ics", "issue_104_broken_calendar.ics"}
# Files with faults in which a parser sees less than there is; what it sees, it sees in both.
LESS = {
    parsers.by_icalendar: {
        "smallcluster.ics": "passes over the date, whose rule it cannot read",
        "invalid_duration.ics": "passes over the date, whose duration it cannot read",
    },
    parsers.by_vobject: {
        "smallcluster.ics": "does not look into a calendar in a calendar",
        "calconnect4.ics": "knows no RDATE with periods", "calconnect8.ics": "knows no RDATE with periods",
        "calconnect9.ics": "knows no RDATE with periods", "issue_1426.ics": "knows no RDATE with periods",
        "issue_156_RDATE_with_PERIOD.ics": "knows no RDATE with periods",
        "issue_156_RDATE_with_PERIOD_list.ics": "knows no RDATE with periods",
        "issue_184_broken_representation_of_period.ics": "knows no RDATE with periods",
        "multiple_timezones.ics": "stumbles over RDATE;VALUE=TIME",
    },
}  # fmt: skip
# Files a parser cannot read at all.
NOTHING = {
    parsers.by_icalendar: {"multiple_timezones.ics": TypeError},
    parsers.by_vobject: {
        "invalid_duration.ics": Exception, "issue_1081_empty_rdate.ics": IndexError,
        "issue_157_removes_trailing_semicolon.ics": ValueError, "issue_218_bad_tzid.ics": Exception,
    },
}  # fmt: skip
FEW = 12  # an import of so many dates is taken back; of longer files that says nothing new and takes long
# One date in several versions, as mails of an invitation bring them: the last one counts, the parsers show all.
VERSIONS = {"incoming.ics"}
# Zones that the file defines under a name of its own, in quotation marks: vobject takes their times as of nowhere.
NOWHERE = {"tmeher.ics", "2207678.ics"}


@pytest.fixture(scope="module")
def quarter(django_db_setup: None, django_db_blocker: Any) -> Any:
    """One quarter for all files, rolled back at the end."""
    with django_db_blocker.unblock(), rolled_back():
        yield make_area(areas.found_city(name="Hohenwerder"), "Lindenhafen")


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # actions are durable, and this is none of theirs
    with block:
        try:
            yield
        finally:
            transaction.set_rollback(True)


def plan(path: Path, area: Area, *, anyway: bool = False) -> CalendarFile:
    return CalendarFile(path.read_bytes(), path.name, area, anyway=anyway)


def exported(area: Area) -> str:
    return written(calendars.of_areas([area]), Feed("Alle", ""), lambda row: True).decode()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_calendar_goes_in_and_out_and_two_parsers_see_the_same(path: Path, quarter: Area) -> None:
    if path.name in BROKEN:
        with pytest.raises(Broken, match="Zeile"):
            plan(path, quarter).preview()
    file, target = plan(path, quarter, anyway=path.name in BROKEN), CalendarTarget(quarter)
    with rolled_back():
        report = history.carry_out(scope=quarter.scope, read=file.preview, target=target, options=file.options())
        assert not file.preview().steps, "the same file again changes something"
        text, ours = path.read_bytes().decode("utf-8-sig"), exported(quarter)
        if report.run is not None and Event.objects.count() <= FEW:
            assert not history.take_back(run=report.run, target=target).kept
            assert not Event.objects.exists() and not EventSeries.objects.exists()
    if path.name not in BROKEN and (span := parsers.span(text)):
        for parser in (parsers.by_icalendar, parsers.by_vobject):
            compare(path.name, parser, parser_sees(parser, path.name, text, span), parser(ours, *span))


def parser_sees(parser: Any, name: str, text: str, span: Any) -> Counter[Any] | None:
    if wrong := NOTHING[parser].get(name):
        with pytest.raises(wrong):
            parser(text, *span)
        return None
    return parser(text, *span)


def compare(name: str, parser: Any, original: Counter[Any] | None, ours: Counter[Any]) -> None:
    if original is None or (name in NOWHERE and parser is parsers.by_vobject):
        assert ours
    elif name in VERSIONS:
        assert ours.total() == 1 and not ours - original
    elif name in LESS[parser]:
        assert not original - ours and ours.total() > original.total(), LESS[parser][name]
    else:
        assert ours == original


def test_files_without_an_event_give_none(quarter: Area) -> None:
    empty = [path for path in FILES if path.name not in BROKEN and b"BEGIN:VEVENT" not in path.read_bytes()]
    assert len(empty) > 5
    for path in empty:
        preview = plan(path, quarter).preview()
        assert (preview.steps, preview.refused) == ([], []), path.name


def test_every_fault_is_told_with_its_line(quarter: Area) -> None:
    names = {"invalid_duration.ics", "issue_526_calendar_with_event_subset.ics", "example.ics", "multiple_timezones.ics",
             "friday13-NOT.ics"}  # fmt: skip
    told = {
        path.name: [str(note) for note in plan(path, quarter).preview().notes] for path in FILES if path.name in names
    }
    assert any(note.startswith("Zeile 8: DURATION") for note in told["invalid_duration.ics"])
    assert any("Europe" in note and "unbekannt" in note for note in told["issue_526_calendar_with_event_subset.ics"])
    assert any(note.startswith("Zeile 11: Das Ende") for note in told["example.ics"])
    assert len([note for note in told["multiple_timezones.ics"] if "RDATE" in note]) == 3
    assert any("EXRULE" in note for note in told["friday13-NOT.ics"])
