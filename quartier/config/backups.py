"""`quartier backup`: one archive of database and files, taken while the pages run."""

import argparse
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings

from quartier.kit import dates

LEFT_OUT = ("static", "mail")  # made anew; and mails are in the database


def run(words: list[str]) -> int:
    """Write the archive named on the command line."""
    parser = argparse.ArgumentParser("quartier backup", description="Sichert Datenbank und Dateien in eine Datei.")
    parser.add_argument("file", metavar="DATEI", help="z. B. sicherung.tar.gz; ein Ordner bekommt eine Datei mit Datum")
    target = Path(parser.parse_args(words).file).expanduser()
    if target.is_dir():
        target = target / f"quartier-{dates.local(dates.now()):%Y-%m-%d-%H%M}.tar.gz"
    try:
        write(target)
    except (OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
        print(f"Die Sicherung ist nicht gelungen: {error}", file=sys.stderr)
        return 1
    print(f"Gesichert: {target} ({target.stat().st_size // 1024} kB). Darin stehen personenbezogene Daten.")
    return 0


def write(target: Path) -> None:
    """Database first, files after: a file that came in between is one too many, never one too few."""
    with tempfile.TemporaryDirectory() as folder:
        dump = _dump(Path(folder))
        part = target.with_name(target.name + ".part")
        part.touch(mode=0o600)
        with tarfile.open(part, "w:gz") as archive:
            archive.add(dump, dump.name)
            for path in sorted(settings.DATA.iterdir()):
                if path.name not in LEFT_OUT and not path.name.startswith("quartier.sqlite3"):
                    archive.add(path, path.name)
        part.replace(target)


def _dump(folder: Path) -> Path:
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        copy = folder / "quartier.sqlite3"
        with closing(sqlite3.connect(database["NAME"])) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy
    dump = folder / "quartier.pgdump"
    words = ["pg_dump", "--format=custom", f"--file={dump}", f"--dbname={database['NAME']}"]
    words += [f"--{key.lower()}={database[key]}" for key in ("HOST", "PORT") if database[key]]
    words += [f"--username={database['USER']}"] if database["USER"] else []
    subprocess.run(words, check=True, env={**os.environ, "PGPASSWORD": database["PASSWORD"]})  # noqa: S603
    return dump
