"""The commands as an operator types them; `init` and `serve` each in a process and a folder of their own."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from quartier.config import cli

ROOT = Path(__file__).resolve().parents[3]
PLACE = [
    "--city", "Musterstadt", "--quarter", "Am Alten Hafen", "--carrier", "Stadtteilarbeit e. V.",
    "--street", "Kaistraße 3", "--town", "38127 Musterstadt",
]  # fmt: skip
CLARA, CARL = "Clara Winter <clara@example.org>", "Carl Sommer <carl@example.org>"


def quartier(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("QUARTIER_")}
    env |= {"QUARTIER_DATA": str(folder), "QUARTIER_STATIC": "plain", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "quartier.config.cli", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which `init` has run, and what it said."""
    folder = tmp_path_factory.mktemp("office")
    done = quartier(folder, "init", *PLACE, "--manager", CLARA, "--manager", CARL, "--jury")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def letters(folder: Path) -> int:
    """Two mails of one second may share a file."""
    return sum(path.read_text().count("Subject: ") for path in (folder / "mail").iterdir())


def test_help_names_every_command(capsys):
    cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"quartier {word}" in shown for word in set(cli.COMMANDS) - {"messages"})


def test_an_unknown_word_gets_the_help_and_exit_code_2(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["sevre"])
    assert stop.value.code == 2
    assert "„sevre“ kennt quartier nicht" in capsys.readouterr().err


def test_import_without_a_kind_says_which(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["import", "cats"])
    assert stop.value.code == 2
    assert "import areas" in capsys.readouterr().out


def test_init_founds_a_quarter_and_prints_two_links(office):
    folder, said = office
    assert said.count("/konto/einladung/") == 2
    assert "Achtung" not in said
    assert letters(folder) == 2


def test_init_a_second_time_changes_nothing(office):
    again = quartier(office[0], "init", *PLACE, "--manager", CLARA)
    assert again.returncode == 1
    assert "gibt es hier schon" in again.stderr
    assert letters(office[0]) == 2


def test_init_with_one_manager_warns_that_payments_wait(office, tmp_path):
    """A second quarter in a copy of the office: its database has its tables already."""
    folder = shutil.copytree(office[0], tmp_path / "copy")
    place = [word.replace("Am Alten Hafen", "Neue Mitte") for word in PLACE]
    done = quartier(folder, "init", *place, "--manager", "Nina Neu <nina@example.org>", "--no-jury")
    assert done.returncode == 0, done.stderr
    assert "Zahlungen brauchen zwei Menschen" in done.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--city", "Musterstadt"], "Es fehlt --quarter"),
        ([*PLACE], "Quartiersmanagement"),
        ([*PLACE, "--manager", "Clara"], "verstehen wir nicht"),
        ([*PLACE, "--manager", CLARA, "--manager", "Clara <CLARA@example.org>"], "zwei verschiedene"),
        ([*PLACE, "--manager", CLARA, "--boundary", "/gibt/es/nicht.geojson"], ""),
    ],
)
def test_init_refuses_before_it_writes(tmp_path, words, reason):
    done = quartier(tmp_path, "init", *words)
    assert done.returncode == 1
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "quartier.sqlite3").exists()


@pytest.mark.parametrize(
    "content", ["{", '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}']
)
def test_init_refuses_a_broken_boundary(tmp_path, content):
    (tmp_path / "grenze.geojson").write_text(content)
    words = [*PLACE, "--manager", CLARA, "--boundary", str(tmp_path / "grenze.geojson")]
    done = quartier(tmp_path / "data", "init", *words)
    assert done.returncode == 1
    assert len(done.stderr) > 20
    assert "Traceback" not in done.stderr


def test_serve_refuses_an_empty_folder(tmp_path):
    done = quartier(tmp_path, "serve")
    assert done.returncode == 1
    assert "quartier init" in done.stderr
    assert not (tmp_path / "quartier.sqlite3").exists()


def test_serve_refuses_a_demo(tmp_path):
    (tmp_path / "demo").touch()
    done = quartier(tmp_path, "serve")
    assert done.returncode == 1
    assert "Vorführung" in done.stderr


def test_serve_refuses_a_database_without_its_guards(office, tmp_path):
    import sqlite3

    copy = tmp_path / "quartier.sqlite3"
    copy.write_bytes((office[0] / "quartier.sqlite3").read_bytes())
    with sqlite3.connect(copy) as database:
        (name,) = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1").fetchone()
        database.execute(f'DROP TRIGGER "{name}"')
    done = quartier(tmp_path, "serve")
    assert done.returncode == 1
    assert "quartier update" in done.stderr


def test_backup_holds_database_and_secret(office, tmp_path):
    done = quartier(office[0], "backup", str(tmp_path))
    assert done.returncode == 0, done.stderr
    (archive,) = tmp_path.iterdir()
    with tarfile.open(archive) as opened:
        assert {"quartier.sqlite3", "secret"} <= set(opened.getnames())


def test_init_broken_off_leaves_nothing(tmp_path):
    """The end of the input where a question stands is like Ctrl+C."""
    import pty

    _first, second = pty.openpty()
    os.write(_first, b"Musterstadt\n\x04")
    env = os.environ | {"QUARTIER_DATA": str(tmp_path), "QUARTIER_STATIC": "plain", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "quartier.config.cli", "init"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, stdin=second, timeout=120)
    assert done.returncode == 1
    assert "Abgebrochen" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "quartier.sqlite3").exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("QUARTIER_DATABASE", "mysql://somewhere/x", "QUARTIER_DATABASE sieht so aus"),
        ("QUARTIER_DATABASE", "postgres://nobody@127.0.0.1:1/x", "Die Datenbank antwortet nicht"),
        ("QUARTIER_DATA", "/proc/nirgends", "Ordner der Daten"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(tmp_path, name, value, sentence):
    env = os.environ | {"QUARTIER_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), name: value}
    command = [sys.executable, "-m", "quartier.config.cli", "init", *PLACE, "--manager", CLARA]
    done = subprocess.run(command, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_links_lead_to_the_port_that_is_served(monkeypatch):
    monkeypatch.delenv("QUARTIER_URL", raising=False)
    cli.use_port(["--workers", "1", "--port", "9000"])
    assert os.environ.pop("QUARTIER_URL") == "http://localhost:9000"


def test_an_import_before_init_says_what_comes_first(tmp_path):
    done = quartier(tmp_path, "import", "actors", str(tmp_path / "x.csv"), "--city", "Musterstadt")
    assert done.returncode == 1
    assert "quartier init" in done.stderr
    assert not (tmp_path / "quartier.sqlite3").exists()
