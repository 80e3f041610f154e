"""`python -m bench.pages [--runs 3]`: how the public pages feel on a cheap phone, by Lighthouse (Node from 18, npm).

Starts the demo as `quartier demo` does, opens every page type in Debian's chromium on a simulated slow 4G line with
a processor slowed four times (Lighthouse's own defaults for phones), prints the middle run of each page.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

LIGHTHOUSE = "lighthouse@12.8.2"
PORT = 8396
PAGES = {
    "city": "/",
    "quarter": "/lindenhafen/",
    "dates": "/lindenhafen/termine/",
    "date": "/lindenhafen/termine/40/",
    "offers": "/lindenhafen/angebote/",
    "ideas": "/lindenhafen/ideen/",
    "idea": "/lindenhafen/ideen/1/",
    "idea form": "/lindenhafen/ideen/neu/",
    "project": "/lindenhafen/projekte/1/",
    "money": "/lindenhafen/geld/",
    "decisions": "/lindenhafen/gremien/",
    "news": "/lindenhafen/aktuelles/",
    "easy language": "/lindenhafen/leicht/",
    "Arabic": "/ar/lindenhafen/",
    "search": "/lindenhafen/suche/?frage=Deutschkurs",
}
CHROME = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    " --disable-sync --no-first-run"
)
SCORES = ("performance", "accessibility", "best-practices", "seo")
GOALS = {"interactive": 1000, "score": 95}


@dataclass
class Seen:
    scores: dict[str, float]  # 0 to 100
    interactive: float  # ms
    first: float  # ms until something is painted
    kilobytes: float  # all that was loaded, as transferred


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=list(PAGES), default=list(PAGES))
    options = parser.parse_args()
    for program in ("node", "npm", "chromium"):
        if shutil.which(program) is None:
            sys.exit(f"bench.pages needs {program}")
    with tempfile.TemporaryDirectory(prefix="quartier-pages-") as name:
        folder = Path(name)
        subprocess.run(["npm", "install", "--silent", "--prefix", name, LIGHTHOUSE], check=True)
        demo = start(folder / "demo")
        try:
            rows = {page: middle([look(folder, PAGES[page]) for _ in range(options.runs)]) for page in options.only}
        finally:
            demo.terminate()
            demo.wait(20)
    print_table(rows)


def start(data: Path) -> "subprocess.Popen[bytes]":
    """The demo, told anew, once it answers."""
    command = [sys.executable, "-m", "quartier.config.cli", "demo", "--data", str(data), "--port", str(PORT)]
    demo = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/lindenhafen/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return demo
    demo.terminate()
    sys.exit("the demo did not start")


def look(folder: Path, path: str) -> Seen:
    """One visit with an empty cache; the page was asked for once before, as by an earlier reader."""
    url = f"http://127.0.0.1:{PORT}{path}"
    urllib.request.urlopen(url, timeout=20).close()
    command = [
        str(folder / "node_modules" / ".bin" / "lighthouse"), url, "--quiet", "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(SCORES)}", f"--chrome-flags={CHROME}",
    ]  # fmt: skip
    chrome = {"CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, env=os.environ | chrome, check=True, capture_output=True)
    report = json.loads(done.stdout)
    audits = report["audits"]
    return Seen(
        scores={name: 100 * report["categories"][name]["score"] for name in SCORES},
        interactive=audits["interactive"]["numericValue"],
        first=audits["first-contentful-paint"]["numericValue"],
        kilobytes=audits["total-byte-weight"]["numericValue"] / 1000,
    )


def middle(seen: list[Seen]) -> Seen:
    """The median of each figure over the runs."""
    return Seen(
        scores={name: statistics.median(one.scores[name] for one in seen) for name in SCORES},
        interactive=statistics.median(one.interactive for one in seen),
        first=statistics.median(one.first for one in seen),
        kilobytes=statistics.median(one.kilobytes for one in seen),
    )


def print_table(rows: dict[str, Seen]) -> None:
    print(
        f"\n| page (goals: {GOALS['score']} in all four, interactive {GOALS['interactive']} ms) | "
        + " | ".join(SCORES),
        end="",
    )
    print(" | first paint ms | interactive ms | kB |\n|---|" + "---:|" * (len(SCORES) + 3))
    for page, seen in rows.items():
        scores = " | ".join(f"{seen.scores[name]:.0f}" for name in SCORES)
        print(f"| {page} | {scores} | {seen.first:,.0f} | {seen.interactive:,.0f} | {seen.kilobytes:,.0f} |")


if __name__ == "__main__":
    main()
