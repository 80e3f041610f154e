"""All members of one session vote at once: real requests, one per member, sixteen under way at a time."""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from urllib.parse import urlencode

from bench.load import PORT, cpu_seconds, server

AT_ONCE = 16
TOKEN = "b" * 32  # a token of our own making: cookie and field agree


def vote_all(environment: dict[str, str], file: Path) -> str:
    """Returns a sentence with what was measured and what was counted."""
    voters = json.loads(file.read_text())
    with server(environment) as pid:
        before, started = cpu_seconds(pid), time.monotonic()
        took, answers = _send(voters)
        seconds, cpu = time.monotonic() - started, cpu_seconds(pid) - before
    good = sum(status == 302 for status in answers)
    took.sort()
    counted = _counted(environment, voters["motion"])
    return (
        f"{len(took)} members voting at once, {AT_ONCE} under way: {good} accepted in {seconds:.1f} s"
        f" ({good / seconds:.0f} votes/s), p50 {median(took) * 1000:.0f} ms, p99 {took[int(len(took) * 0.99) - 1] * 1000:.0f} ms,"
        f" {cpu / max(len(took), 1) * 1000:.1f} ms CPU a vote; counted in the database: {counted}"
    )


def _send(voters: dict) -> tuple[list[float], list[int]]:
    waiting: SimpleQueue[str] = SimpleQueue()
    for key in voters["keys"]:
        waiting.put(key)
    took: list[float] = []
    answers: list[int] = []

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while True:
            try:
                key = waiting.get_nowait()
            except Empty:
                return
            body = urlencode({"choice": "yes", "csrfmiddlewaretoken": TOKEN})
            headers = {
                "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{PORT}",
                "Cookie": f"sitzung={key}; csrftoken={TOKEN}",
            }  # fmt: skip
            start = time.monotonic()
            connection.request("POST", voters["path"], body, headers)
            response = connection.getresponse()
            response.read()
            took.append(time.monotonic() - start)
            answers.append(response.status)

    threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, answers


def _counted(environment: dict[str, str], motion: int) -> int:
    code = (
        "import django; django.setup()\n"
        "from quartier.committees.models import Vote\n"
        f"print(Vote.objects.filter(motion={motion}).values('seat').distinct().count())"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return int(out.stdout)
