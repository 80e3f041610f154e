"""`quartier import events` and `quartier export events`."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.history.models import ImportRun

pytestmark = pytest.mark.django_db
DATE = b"BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20310310T100000Z\r\nDTEND:20310310T110000Z\r\nSUMMARY:Fest\r\nEND:VEVENT\r\n"
HEAD, FOOT = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n", b"END:VCALENDAR\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(content: bytes, name: str = "feste.ics") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def test_a_calendar_is_read_and_taken_back(file: Any, area: Area, capsys: Any) -> None:
    path = file(HEAD + DATE + b"BEGIN:VEVENT\r\nSUMMARY:Ohne Tag\r\nEND:VEVENT\r\n" + FOOT)
    call_command("import_events", path, area="lindenhafen", dry_run=True)
    assert "Vorschau" in capsys.readouterr().out and not Event.objects.exists()
    call_command("import_events", path, area="lindenhafen")
    told = capsys.readouterr()
    run = ImportRun.objects.get()
    assert "1 neu" in told.out and f"quartier import events --undo {run.pk}" in told.out
    assert "nicht übernommen: Zeile 10: „Ohne Tag“ hat keinen Beginn." in told.err
    assert Event.objects.get().public
    call_command("import_events", undo=run.pk)
    assert "1 entfernt" in capsys.readouterr().out and not Event.objects.exists()


def test_dates_are_kept_from_the_public_when_asked(file: Any, area: Area) -> None:
    call_command("import_events", file(HEAD + DATE + FOOT), area="lindenhafen", internal=True)
    assert not Event.objects.get().public


def test_a_broken_calendar_is_refused_and_read_anyway(file: Any, area: Area) -> None:
    path = file(HEAD + DATE + b"X\r\n" + FOOT)
    with pytest.raises(
        CommandError, match=r"Zeile 10: „X“ ist keine Zeile eines Kalenders .* Mit --anyway wird gelesen"
    ):
        call_command("import_events", path, area="lindenhafen")
    call_command("import_events", path, area="lindenhafen", anyway=True)
    assert Event.objects.count() == 1


def test_a_calendar_without_dates_says_so(file: Any, area: Area, capsys: Any) -> None:
    call_command("import_events", file(HEAD + FOOT), area="lindenhafen")
    assert "In der Datei steht kein Termin." in capsys.readouterr().out and not ImportRun.objects.exists()


@pytest.mark.parametrize(("asked", "said"), [({}, "--area QUARTIER"), ({"area": "gibtsnicht"}, "gibt es hier nicht")])
def test_it_has_to_be_said_where_to(asked: dict[str, str], said: str, file: Any, area: Area) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("import_events", file(HEAD + DATE + FOOT), **asked)


def test_another_import_is_not_undone(area: Area) -> None:
    with pytest.raises(CommandError, match="Einen Import 99 von Terminen gibt es nicht"):
        call_command("import_events", undo=99)


def test_dates_go_out_as_a_file(file: Any, area: Area, tmp_path: Path) -> None:
    call_command("import_events", file(HEAD + DATE + FOOT), area="lindenhafen", internal=True)
    out = tmp_path / "alle.ics"
    call_command("export_events", str(out), area="lindenhafen")
    assert b"BEGIN:VEVENT" not in out.read_bytes()
    call_command("export_events", str(out), area="lindenhafen", all=True)
    assert b"SUMMARY:Fest\r\n" in out.read_bytes()
