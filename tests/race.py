"""Many people at once: threads that start together, each with its own connection."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connections


def race(number: int, work: Callable[[int], Any]) -> list[Any]:
    """What ``work(0)`` … ``work(number - 1)`` returned or raised, all begun in the same moment."""
    start, found = threading.Barrier(number), [None] * number

    def run(index: int) -> None:
        start.wait()
        try:
            found[index] = work(index)
        except Exception as error:  # a test looks at it
            found[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[index]) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def kinds(found: list[Any]) -> Counter[str]:
    """How often each kind of answer came: „Refused“, „Payment“ …"""
    return Counter(type(answer).__name__ for answer in found)
