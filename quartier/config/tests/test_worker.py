"""The worker: what is due comes once, what was lost comes back, what fails three times stays."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, connections
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from quartier.config import guard, jobs, worker
from quartier.kit import dates
from quartier.mail import actions

DAY = dt.timedelta(days=1)
done: list[int] = []


@task()
def count() -> int:
    done.append(1)
    return len(done)


@task()
def stumble() -> None:
    raise ValueError("nicht heute")


EVERY_MINUTE = (worker.Job(f"{__name__}.count", dt.timedelta(minutes=1)),)
NIGHTLY = (worker.Job(f"{__name__}.count", DAY),)


@pytest.mark.django_db
def test_what_is_due_is_enqueued_once_in_its_stretch_of_time():
    moment = dates.at(dt.date(2026, 3, 1), 12, 0)
    assert worker.enqueue_due(moment, EVERY_MINUTE) == 1
    assert worker.enqueue_due(moment + dt.timedelta(seconds=40), EVERY_MINUTE) == 0
    assert worker.enqueue_due(moment + dt.timedelta(seconds=61), EVERY_MINUTE) == 1
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_nightly_jobs_change_their_day_at_three():
    evening, early, morning = (dates.at(dt.date(2026, 3, 1 + d), h) for d, h in ((0, 22), (1, 2), (1, 4)))
    assert [worker.enqueue_due(moment, NIGHTLY) for moment in (evening, early, morning)] == [1, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_many_workers_enqueue_and_work_it_once():
    moment, errors = dates.now(), []
    barrier = threading.Barrier(6)
    done.clear()

    def look() -> None:
        try:
            barrier.wait()
            worker.enqueue_due(moment, EVERY_MINUTE)
            worker.new_worker().run()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert DBTaskResult.objects.count() == 1
    assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_a_turn_sends_the_mail_that_waits(area):
    actions.send(scope=area.scope, to="j@example.org", subject="A", body="B", about=area)
    worker.turn(worker.new_worker())
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_an_idle_turn_writes_nothing(django_assert_num_queries):
    worker.turn(worker.new_worker())  # the nightly jobs of today
    with django_assert_num_queries(6) as seen:
        worker.turn(worker.new_worker())
    assert not [q for q in seen.captured_queries if not q["sql"].lstrip().upper().startswith("SELECT")]


@pytest.mark.django_db
def test_a_job_whose_process_died_comes_back_after_the_lease():
    count.enqueue()
    job = DBTaskResult.objects.get()
    job.claim("gone:1")
    moment = dates.now()
    assert worker.requeue(moment) == 0
    assert worker.requeue(moment + worker.LEASE + dt.timedelta(minutes=1)) == 1
    job.refresh_from_db()
    assert job.status == "READY"


@pytest.mark.django_db(transaction=True)
def test_a_failing_job_runs_three_times_and_stays_failed():
    stumble.enqueue()
    for _ in range(6):
        worker.requeue(dates.now())
        DBTaskResult.objects.filter(status="READY").update(run_after=dates.now())
        worker.new_worker().run()
    job = DBTaskResult.objects.get()
    assert (job.status, len(job.worker_ids)) == ("FAILED", 3)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_kills_its_process_is_given_up_after_three():
    count.enqueue()
    job = DBTaskResult.objects.get()
    moment = dates.now()
    for _ in range(3):
        job.refresh_from_db()
        job.claim("gone:1")
        moment += worker.LEASE + dt.timedelta(minutes=10)
        worker.requeue(moment)
    job.refresh_from_db()
    assert job.status == "FAILED"


@pytest.mark.django_db
def test_the_worker_passes_the_guard_of_writes():
    assert DBTaskResult._meta.db_table not in guard.own_tables()


@pytest.mark.django_db
def test_every_job_of_the_timetable_is_a_task():
    for job in worker.TIMETABLE:
        assert worker._row(job.key(dates.now()), job).task.module_path == job.task


@pytest.mark.django_db
def test_sound_books_pass_the_nightly_proof(area):
    assert jobs.prove_ledger.call() == 0


@pytest.mark.django_db(transaction=True)
def test_tidying_removes_what_is_over_and_keeps_the_rest():
    cache.set("kept", 1, 3600)
    cache.set("over", 1, 3600)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = '2020-01-01 00:00:00' WHERE cache_key LIKE '%%over'", [])
    count.enqueue()
    worker.new_worker().run()
    DBTaskResult.objects.update(finished_at=dates.now() - 3 * DAY)
    count.enqueue()
    assert jobs.tidy.call() == 2
    assert cache.get("kept") == 1
    assert DBTaskResult.objects.count() == 1
