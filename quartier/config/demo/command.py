"""`quartier demo`: set up on the first start, keep what was changed on the next, show addresses and sign-ins."""

import argparse
import gc
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

MARK = "demo"  # a file in the folder of data; the settings look for it
BUILT = "built"

ROLES = (
    ("selin", "Quartiersmanagement, stellt Bescheide aus"),
    ("taras", "Quartiersmanagement, bucht als zweite Person"),
    ("boris", "Mitglied der Jury"),
    ("sabine", "Antragstellerin (Kassenwartin von Vereinen)"),
    ("kora", "Koordination der Stadt"),
    ("dieter", "Fördergeber"),
    ("audrey", "Prüfung, liest nur"),
    ("adam", "Verwaltung der Zugänge"),
)


def run(words: list[str]) -> int:
    """Build or keep the demo, print how to get in, serve. Returns the exit code."""
    options = _parser().parse_args(words)
    folder = Path(options.data).expanduser().resolve()
    if (folder / "quartier.sqlite3").exists() and not (folder / MARK).exists():
        print(f"In {folder} liegen echte Daten. Die Vorführung rührt sie nicht an; bitte einen anderen Ordner: --data")
        return 1
    if options.fresh or _half_built(folder):
        shutil.rmtree(folder, ignore_errors=True)
    _prepare(folder, options.port)
    if (folder / MARK).read_text() == BUILT:
        _bring_up()
    elif (code := _build(folder, options)) != 0:
        return code
    _show(options.port)
    if options.no_serve:
        return 0
    from quartier.config.server import run as serve

    serve("127.0.0.1", options.port, 2)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("quartier demo", description="Ein erfundenes Quartier mit zwei Jahren Leben.")
    parser.add_argument("--port", type=int, default=8000, help="Port (8000)")
    parser.add_argument("--data", default="data/demo", metavar="ORDNER", help="wo die Vorführung liegt (data/demo)")
    parser.add_argument("--no-serve", action="store_true", help="nur einrichten, nicht zeigen")
    parser.add_argument("--fresh", action="store_true", help="von vorn beginnen, Geändertes verwerfen")
    parser.add_argument("--real", type=Path, metavar="ORDNER", help="dieselbe Geschichte in echten Quartieren")
    return parser


def _half_built(folder: Path) -> bool:
    """A first start that was broken off leaves a demo that is not whole."""
    mark = folder / MARK
    return mark.exists() and mark.read_text() != BUILT


def _prepare(folder: Path, port: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MARK).exists():
        (folder / MARK).write_text("building")
    os.environ |= {"QUARTIER_DATA": str(folder), "QUARTIER_URL": f"http://localhost:{port}", "QUARTIER_DATABASE": ""}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartier.config.settings")
    import django

    django.setup()


def _bring_up() -> None:
    """Tables, search and styles as this version of the program wants them, on the first start and on every later one."""
    from quartier.config.setup import build_tables
    from quartier.search.tasks import run as fill_search

    build_tables()
    fill_search()


def _build(folder: Path, options: argparse.Namespace) -> int:
    from quartier.config.demo.build import build
    from quartier.kit.errors import Refused
    from quartier.search.tasks import run as fill_search

    started = time.monotonic()
    gc.freeze()  # what is loaded stays; the rest is looked through seldom: rows are many, but letters leave rings behind
    gc.set_threshold(50_000, 5, 5)
    print("Die Vorführung wird eingerichtet, das dauert beim ersten Mal einige Sekunden.", flush=True)
    _bring_up()
    try:
        build(_progress, options.real)
    except Refused as refused:
        print(f"\n{refused.message}", file=sys.stderr)
        return 1
    fill_search()
    (folder / MARK).write_text(BUILT)
    print(f"\rFertig nach {time.monotonic() - started:.0f} Sekunden.{' ' * 40}", flush=True)
    return 0


def _progress(done: int, everything: int) -> None:
    if sys.stdout.isatty():
        print(f"\r{done} von {everything} Ereignissen aus zwei Jahren", end="", flush=True)


def _show(port: int) -> None:
    """Addresses, and for each role a link that signs in once, from this computer only."""
    from quartier.accounts.actions import make_sign_in_link
    from quartier.accounts.models import User
    from quartier.areas.models import Area

    base = f"http://localhost:{port}"
    area = Area.objects.running().order_by("pk").first()
    print(f"\nÖffentlich:  {base}/  und  {base}/{area.slug}/" if area else "")
    print("Anmelden (jeder Link gilt einmal und nur auf diesem Rechner; neue Links: noch einmal „quartier demo“):")
    for mailbox, what in ROLES:
        user: Any = User.objects.filter(email=f"{mailbox}@lindenhafen.example").first()
        if user:
            print(f"  {user.name:<18} {what:<46} {base}{make_sign_in_link(user=user)}")
    print(f"\nE-Mails der Vorführung liegen als Dateien in {os.environ['QUARTIER_DATA']}/mail.", flush=True)
