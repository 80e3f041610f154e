"""The command line: where to, which column, back again."""

import pytest
from django.core.management import CommandError, call_command

from quartier.history.models import ImportRun
from quartier.network.models import Organisation


@pytest.fixture
def liste(tmp_path):
    path = tmp_path / "vereine.csv"
    path.write_text("Was;Wo\nVerein Süd;Hafenstr. 1\n;Weg 2\n")
    return str(path)


def test_a_column_is_named_by_the_person(liste, area, capsys):
    call_command("import_actors", liste, area="lindenhafen", columns=["Was=name", "Wo=street"])
    output = capsys.readouterr()
    assert Organisation.objects.get().street == "Hafenstr. 1"
    assert "nicht übernommen: Zeile 3, Spalte „Was“: Der Name fehlt." in output.err
    run = ImportRun.objects.get()
    assert f"--undo {run.pk}" in output.out and "1 neu" in output.out
    call_command("import_actors", undo=run.pk)
    assert "1 entfernt" in capsys.readouterr().out
    assert not Organisation.objects.exists()


def test_a_missing_column_says_how_to_name_one(liste, area):
    with pytest.raises(CommandError, match=r'Gefunden: „Was“, „Wo“. .* --map "Was=name"'):
        call_command("import_actors", liste, city="Hohenwerder")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "--city STADT oder --area QUARTIER"),
        ({"city": "Hohenwerder", "columns": ["Was"]}, "keine Zuordnung"),
        ({"city": "Hohenwerder", "columns": ["Was=nane"]}, "Möglich sind: name"),
        ({"city": "Hohenwerder", "columns": ["Wie=name"]}, "keine Spalte „Wie“"),
        ({"city": "Nirgends"}, "Vorhanden: „Hohenwerder“"),
    ],
)
def test_what_cannot_be_understood_is_a_sentence(liste, area, asked, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_actors", liste, **asked)
    assert not Organisation.objects.exists()


def test_a_file_that_is_not_there_is_a_sentence(area):
    with pytest.raises(CommandError, match="lässt sich nicht öffnen"):
        call_command("import_actors", "/gibt/es/nicht.csv", city="Hohenwerder")
    with pytest.raises(CommandError, match="Einen Import 7 von Einrichtungen gibt es nicht"):
        call_command("import_actors", undo=7)
