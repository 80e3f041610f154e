"""A server under load: started, warmed, measured by wrk, with the CPU time it took."""

import contextlib
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PORT = 8397
BASE = f"http://127.0.0.1:{PORT}"
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    name: str
    rate: float  # requests a second
    p50: float  # ms
    p99: float  # ms
    cpu: float  # ms of the server's CPU a request, the database's own not counted
    errors: int


@contextlib.contextmanager
def server(environment: dict[str, str]) -> Iterator[int]:
    """The product behind granian as `quartier serve` runs it: two workers, two blocking threads; its process id."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT),
        "--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "error", "quartier.config.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        _wait()
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait() -> None:
    for _ in range(200):
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{BASE}/bare/constant/", timeout=2)
            return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def cpu_seconds(pid: int) -> float:
    """CPU time of the process and its children so far."""
    pids = [pid, *_children(pid)]
    ticks = 0
    for one in pids:
        with contextlib.suppress(FileNotFoundError):
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found + [grandchild for child in found for grandchild in _children(child)]


def get(name: str, path: str, pid: int, *, seconds: int = 4, connections: int = 8) -> Measured:
    """GET as fast as it goes."""
    return _wrk(name, path, pid, seconds, connections, [])


def post(name: str, path: str, script: Path, pid: int, *, seconds: int = 4, connections: int = 8) -> Measured:
    """POST with bodies made by a lua script."""
    return _wrk(name, path, pid, seconds, connections, ["-s", str(script)])


def _wrk(name: str, path: str, pid: int, seconds: int, connections: int, more: list[str]) -> Measured:
    run = ["wrk", "-t1", f"-c{connections}", "--latency", "-H", "Accept-Encoding: gzip", *more]
    subprocess.run([*run, "-d1s", BASE + path], capture_output=True, check=True)
    before = cpu_seconds(pid)
    out = subprocess.run([*run, f"-d{seconds}s", BASE + path], capture_output=True, check=True, text=True).stdout
    used = cpu_seconds(pid) - before
    count = int(re.search(r"(\d+) requests in", out)[1])
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    p50, p99 = (_ms(re.search(rf"{p}%\s+([\d.]+\w+)", out)[1]) for p in (50, 99))
    return Measured(name, rate, p50, p99, used / max(count, 1) * 1000, int(bad[1]) if bad else 0)


def _ms(text: str) -> float:
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
