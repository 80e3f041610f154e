"""The nightly look at the index."""

import logging

from django_tasks import task

from quartier.search import actions

log = logging.getLogger(__name__)


@task()
def rebuild() -> dict[str, int]:
    """Once a day everything is read anew; where the index is right, nothing is written. Documents by kind."""
    counts = actions.rebuild()
    log.info("Suche: %s Fundstellen", sum(counts.values()))
    return counts
