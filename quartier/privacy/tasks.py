"""The daily run of the retention plan."""

import datetime as dt
import logging

from django_tasks import task

from quartier.kit import dates
from quartier.privacy import actions, queries

log = logging.getLogger(__name__)
CHUNK = 500  # rows a transaction: nobody waits long for the write lock


def run(today: dt.date | None = None) -> dict[str, int]:
    """Erase all that is due and keep the counts; what broke off is due again tomorrow."""
    today = today or dates.today()
    counts: dict[str, int] = {}
    for due in queries.due(today):
        chunks = [due.pks[at : at + CHUNK] for at in range(0, len(due.pks), CHUNK)]
        done = sum(actions.erase(rule=due.rule, pks=chunk, today=today) for chunk in chunks)
        counts[due.rule.key] = done
    actions.note_run(counts=counts)
    log.info("Löschlauf: %s Zeilen", sum(counts.values()))
    return counts


@task()
def retain() -> dict[str, int]:
    """Once a day; a second run on the same day finds nothing."""
    return run()
