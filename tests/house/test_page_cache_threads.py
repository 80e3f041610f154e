"""The real cache, real actions, many threads: no page lacks what was there, or had begun, before its reader came."""

import datetime as dt
import random
import threading

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from quartier.history.actions import action, record
from quartier.history.models import Entry
from quartier.kit import dates, pagecache

WRITERS, READERS, WRITES, READS = 3, 3, 25, 120


@pytest.mark.django_db(transaction=True)
def test_no_reader_misses_what_was_committed_or_had_begun(area):
    committed: dict[str, dt.datetime] = {}  # verb -> the moment at which it begins
    misses: list[str] = []
    renders = []
    pagecache.store.clear()

    @action
    def write(*, verb):
        record(scope=area.scope, verb=verb, row=area, public=True)

    @pagecache.public_page("area")
    def view(request, area):
        renders.append(1)
        rows = list(Entry.objects.filter(scope=area.scope_id).values_list("verb", "at"))
        for _, at in rows:
            pagecache.changes_at(request, at)
        return HttpResponse(" ".join(verb for verb, at in rows if at <= request.now))

    served = pagecache.page_cache(lambda request: view(request, area="lindenhafen"))

    def writer(number):
        dice = random.Random(number)
        for turn in range(WRITES):
            begins = dates.now() + dt.timedelta(milliseconds=dice.choice([-5, 0, 20, 40]))
            with dates.clock_at(begins):
                write(verb=f"w{number}-{turn}")
            committed[f"w{number}-{turn}"] = begins
            threading.Event().wait(dice.random() / 100)
        connection.close()

    def reader(number):
        dice = random.Random(100 + number)
        for _ in range(READS):
            known, start = dict(committed), dates.now()
            shown = set(served(RequestFactory().get("/lindenhafen/")).content.decode().split())
            misses.extend(verb for verb, begins in known.items() if begins <= start and verb not in shown)
            threading.Event().wait(dice.random() / 250)
        connection.close()

    threads = [threading.Thread(target=writer, args=[n]) for n in range(WRITERS)]
    threads += [threading.Thread(target=reader, args=[n]) for n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(committed) == WRITERS * WRITES
    assert misses == []
    assert len(renders) < READERS * READS, "the cache was never asked"
