"""`python -m bench.search [--database sqlite|postgres|both] [--documents 10000]`: CPU time of a question by its kind.

The texts are made of German parts of words, so that the vocabulary grows as it does with real texts (about 30,000 words
in 10,000 documents). Measured is everything between a question and the finished pieces of text, in one process.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUESTIONS = {
    "a frequent word": "Kurs",
    "two words": "Deutschkurs Kinder",
    "eight words": "Garten Spiel Fest Kinder Deutsch Rad Musik Haus",
    "a part of compounds": "Baum",
    "the beginning of a word": "Nachb",
    "a typing error": "Gartenspeil",
    "nothing like it": "Xylophonquartett",
}
PARTS: list[str] = [
    "Garten",
    "Spiel",
    "Fest",
    "Kinder",
    "Deutsch",
    "Rad",
    "Musik",
    "Haus",
    "Baum",
    "Hof",
    "Platz",
    "Werk",
    "Nachbar",
    "Schul",
    "Sport",
    "Tanz",
    "Koch",
    "Lese",
    "Frauen",
    "Väter",
    "Müll",
    "Straßen",
    "Brücken",
    "Wasser",
    "Sommer",
    "Winter",
    "Herbst",
    "Stadt",
    "Teil",
    "Laden",
    "Büro",
    "Rat",
    "Jury",
    "Fonds",
    "Förder",
    "Antrags",
    "Ideen",
    "Bürger",
    "Senioren",
    "Jugend",
    "Mädchen",
    "Jungen",
    "Bewegungs",
    "Gesundheits",
    "Sprach",
    "Lern",
    "Bildungs",
    "Kultur",
    "Kunst",
    "Mal",
    "Theater",
    "Film",
    "Foto",
    "Näh",
]
ENDS = [
    "kurs",
    "treff",
    "fest",
    "werkstatt",
    "gruppe",
    "beratung",
    "platz",
    "garten",
    "runde",
    "nachmittag",
    "abend",
    "café",
    "stunde",
    "tag",
    "markt",
    "raum",
    "baum",
    "haus",
    "weg",
    "hof",
    "projekt",
    "plan",
    "rat",
    "verein",
    "initiative",
    "ausstellung",
    "führung",
    "spaziergang",
    "frühstück",
    "essen",
    "angebot",
    "hilfe",
    "pflege",
]
SMALL = [
    "wir",
    "treffen",
    "uns",
    "jeden",
    "im",
    "der",
    "die",
    "das",
    "und",
    "mit",
    "für",
    "alle",
    "kostenlos",
    "offen",
    "neu",
    "gemeinsam",
    "am",
    "bei",
    "ohne",
    "von",
    "zu",
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.search", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    for database in ["sqlite", "postgres"] if options.database == "both" else [options.database]:
        with tempfile.TemporaryDirectory(prefix="quartier-bench-") as folder:
            run(database, Path(folder), options.documents)


def run(database: str, folder: Path, documents: int) -> None:
    from tests import postgres

    home, url = folder / "server", ""
    if database == "postgres":
        folder.chmod(0o711)
        home.mkdir()
        url = postgres.start(home)
    environment = {
        "DJANGO_SETTINGS_MODULE": "bench.settings", "QUARTIER_DATA": str(folder / "data"), "QUARTIER_DATABASE": url,
        "QUARTIER_STATIC": "plain",
    }  # fmt: skip
    measure = (
        "import sys, django; django.setup(); from bench.search import measure; measure(sys.argv[1], int(sys.argv[2]))"
    )
    try:
        words = [sys.executable, "-c", measure, database, str(documents)]
        subprocess.run(words, env=os.environ | environment, check=True)
    finally:
        if url:
            postgres.stop(home)


def measure(database: str, documents: int) -> None:
    """In the child process: fill, ask, print."""
    from django.core.management import call_command
    from django.db import connection

    from quartier.history.actions import action
    from quartier.history.models import Scope
    from quartier.search.models import Word

    call_command("migrate", verbosity=0)
    scope = action(lambda: Scope.objects.create())()
    started = time.process_time()
    action(fill)(scope=scope, count=documents)
    each = (time.process_time() - started) / documents * 1000
    if database == "postgres":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"\n## {database}: {documents} documents, {Word.objects.count()} words, {each:.1f} ms CPU to index one\n")
    print("| question | hits | ms CPU | ms | the first after a restart |\n|---|---|---|---|---|")
    for name, text in QUESTIONS.items():
        print(_row(name, text, scope.pk))


def fill(*, scope, count: int) -> None:
    from quartier.search import actions

    chance = random.Random(7)
    for number in range(count):
        title = f"{_compound(chance)} {chance.choice(SMALL)} {_compound(chance)}"
        text = " ".join(_compound(chance) if n % 3 == 0 else chance.choice(SMALL) for n in range(100))
        row = type("Row", (), {"pk": number, "_meta": type("Meta", (), {"label_lower": "events.event"})})()
        url = ("events:event", {"area": "lindenhafen", "number": number})
        actions.index(row=row, scope=scope, title=title, text=text, url=url)


def _compound(chance: random.Random) -> str:
    parts = [chance.choice(PARTS) for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    return "".join(parts + [chance.choice(ENDS)]).capitalize()


def _row(name: str, text: str, scope: int) -> str:
    from quartier.search.queries.vocabulary import forget

    forget()
    first, _wall, hits = _ask(text, scope)
    runs = [_ask(text, scope) for _ in range(9)]
    cpu = sorted(run[0] for run in runs)[4]
    wall = sorted(run[1] for run in runs)[4]
    return f"| {name}: {text} | {hits} | {cpu:.1f} | {wall:.1f} | {first:.1f} |"


def _ask(text: str, scope: int) -> tuple[float, float, int]:
    from quartier.search import queries

    cpu, wall = time.process_time(), time.perf_counter()
    question = queries.understand(text, queries.vocabulary(), "de")
    found = queries.find(question, language="de", scope=scope)
    wanted = queries.tokens(question)
    for document in found.documents:
        queries.marked(document.title, wanted, "de")
        queries.snippet(document.text, wanted, "de")
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000, found.total


if __name__ == "__main__":
    main()
