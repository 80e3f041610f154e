"""What settings make of their surroundings; static files as `quartier serve` has them; the question for health."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import OperationalError, connection

from quartier.config import settings as written
from tests.house import tree


def test_a_database_address_is_read():
    found = written._database("postgres://quartier:p%40ss@db.example:5433/haus")
    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == ("db.example", "5433", "haus", "p@ss")
    assert written._database("postgres://quartier@/haus?host=/run/pg")["HOST"] == "/run/pg"
    assert written._database("")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_secret_is_made_once_though_many_start_at_once(tmp_path):
    code = "from quartier.config import settings; print(settings.SECRET_KEY)"
    env = {k: v for k, v in os.environ.items() if not k.startswith("QUARTIER_")} | {"QUARTIER_DATA": str(tmp_path)}
    run = [sys.executable, "-c", code]
    started = [subprocess.Popen(run, env=env, cwd=tree.ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    secrets = {process.communicate()[0].strip() for process in started}
    assert len(secrets) == 1 and len(secrets.pop()) > 50
    assert [p.name for p in tmp_path.iterdir()] == ["secret"] and (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_every_static_file_that_is_named_is_there_under_a_hashed_name(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": manifest}
    call_command("collectstatic", verbosity=0, interactive=False)
    named = {
        name
        for path in tree.templates()
        for name in tree.re.findall(r"{% static ['\"]([^'\"{]+)['\"]", path.read_text())
    }
    assert named
    for name in named:
        assert staticfiles_storage.url(name) != f"/static/{name}", name
    css = Path(tmp_path, staticfiles_storage.stored_name("kit/quartier.css"))
    assert css.with_suffix(".css.gz").exists()


@pytest.mark.django_db
def test_health_is_told_to_whoever_asks(client, monkeypatch):
    assert client.get("/bereit/").content == b"ok"

    def broken():
        raise OperationalError("gone")

    monkeypatch.setattr("quartier.kit.triggers.missing", broken)
    answer = client.get("/bereit/")
    assert answer.status_code == 503 and answer.content == b"OperationalError"


@pytest.mark.django_db
def test_health_names_a_missing_trigger(client):
    from quartier.kit import triggers

    name, (table, _) = next(iter(triggers.expected(connection).items()))
    with connection.cursor() as cursor:
        cursor.execute(triggers._drop(connection, name, table))
    answer = client.get("/bereit/")
    assert answer.status_code == 503 and name in answer.content.decode()
