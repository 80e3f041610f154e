"""Work beside the pages: a thread in each web process works the queue empty, repeats lost jobs and keeps the timetable.

At least once: a job may run twice when a process dies or outlives its lease, so each calls one repeatable action.
The timetable is code: what is due in a stretch of time has a key made of its name and the stretch, so that all
processes may look at once and one row comes of it. No process is chosen, none has to be.
"""

import datetime as dt
import logging
import os
import platform
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from quartier.kit import dates
from quartier.mail.models import Message

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=15)  # longer than the longest job
TRIES = 3
PAUSE = 1.0  # seconds between two looks
NIGHT = 3  # o'clock: daily jobs
KEYS = uuid.UUID("6f8e4d0c-0d5c-4f7e-9a57-5b8f0a3f7c11")
READY, RUNNING, FAILED = "READY", "RUNNING", "FAILED"


@dataclass(frozen=True)
class Job:
    """A task that is due once in each stretch of time; ``when``: only if there is something to do."""

    task: str
    every: dt.timedelta
    when: Callable[[], bool] = lambda: True

    def key(self, moment: dt.datetime) -> uuid.UUID:
        """The same for everybody who looks within the stretch; days begin at night, in local time."""
        if self.every >= dt.timedelta(days=1):
            stretch = str((dates.local(moment) - dt.timedelta(hours=NIGHT)).date().toordinal() // self.every.days)
        else:
            stretch = str(int(moment.timestamp() // self.every.total_seconds()))
        return uuid.uuid5(KEYS, f"{self.task} {stretch}")


def mail_waits() -> bool:
    return Message.objects.waiting().exists() or Message.objects.lost().exists()


DAY = dt.timedelta(days=1)
TIMETABLE = (
    Job("quartier.mail.tasks.deliver_waiting", dt.timedelta(seconds=10), when=mail_waits),
    Job("quartier.participation.tasks.tell_office", dt.timedelta(minutes=10)),
    Job("quartier.events.tasks.expire_registrations", dt.timedelta(hours=1)),
    Job("quartier.events.tasks.remind_registered", dt.timedelta(hours=1)),
    Job("quartier.events.tasks.anonymise_registrations", DAY),
    Job("quartier.events.tasks.carry_series_on", DAY),
    Job("quartier.config.jobs.prove_ledger", DAY),
    Job("quartier.config.jobs.tidy", DAY),
    Job("quartier.privacy.tasks.retain", DAY),
    Job("quartier.search.tasks.rebuild", DAY),
)


def enqueue_due(moment: dt.datetime, timetable: tuple[Job, ...] = TIMETABLE) -> int:
    """Put into the queue what is due and not there yet; the key lets only one of many in. Returns how many."""
    keys = {job.key(moment): job for job in timetable}
    known = set(DBTaskResult.objects.filter(pk__in=keys).values_list("pk", flat=True))
    rows = [_row(key, job) for key, job in keys.items() if key not in known and job.when()]
    if rows:
        DBTaskResult.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _row(key: uuid.UUID, job: Job) -> DBTaskResult:
    task: Any = import_string(job.task)
    return DBTaskResult(
        id=key, args_kwargs={"args": [], "kwargs": {}}, priority=task.priority, task_path=job.task,
        queue_name=task.queue_name, run_after=get_date_max(), backend_name="default",
    )  # fmt: skip


def requeue(moment: dt.datetime) -> int:
    """Jobs whose process died, and jobs that failed: again, three times in all, after 1 and 4 minutes."""
    lost = DBTaskResult.objects.filter(status=RUNNING, started_at__lt=moment - LEASE)
    failed = DBTaskResult.objects.filter(status=FAILED, finished_at__gt=moment - DAY)
    again = 0
    for job in [*lost, *failed]:
        same = DBTaskResult.objects.filter(pk=job.pk, status=job.status, started_at=job.started_at)
        tried = len(job.worker_ids)
        if tried < TRIES:
            again += same.update(status=READY, run_after=moment + dt.timedelta(minutes=4 ** max(tried - 1, 0)))
        elif job.status == RUNNING:
            same.update(status=FAILED, finished_at=moment, traceback="Der Prozess endete mehrmals während der Arbeit.")
            log.error("Aufgabe %s (%s) endgültig liegen geblieben", job.task_path, job.pk)
    return again


def new_worker() -> Worker:
    return Worker(
        queue_names=["*"], excluded_queue_names=[], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=f"{platform.node()[:40]}:{os.getpid()}",
    )  # fmt: skip


def turn(worker: Worker) -> None:
    """One look: repeat, enqueue, work the queue empty. Without work it only reads."""
    moment = dates.now()
    requeue(moment)
    enqueue_due(moment)
    if DBTaskResult.objects.ready().exists():
        worker.run()


def loop(stop: threading.Event | None = None) -> None:
    """For ever, or until ``stop``. A broken connection or a locked database is survived."""
    worker = new_worker()
    while not (stop and stop.is_set()):
        try:
            turn(worker)
        except Exception:
            log.exception("Die Aufgaben stocken; in wenigen Sekunden geht es weiter")
            connections.close_all()
            time.sleep(4 * PAUSE)
        time.sleep(PAUSE)


def start() -> threading.Thread:
    """Start the thread in this web process."""
    thread = threading.Thread(target=loop, name="quartier-worker", daemon=True)
    thread.start()
    return thread
