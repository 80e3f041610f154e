"""The nightly look at the index; the same at once by `quartier search rebuild` and with every update."""

import logging

from django_tasks import task

from quartier.search import actions
from quartier.search.models import Document
from quartier.search.queries import SOURCES, Words, words_of

log = logging.getLogger(__name__)
BATCH = 200  # rows a transaction: nobody waits long for the write lock


def run() -> dict[str, int]:
    """Read every public row of every source anew and leave nothing else in the index; documents by kind.

    In many short transactions. What is right already is not written again.
    """
    counts: dict[str, int] = {}
    for kind, source in SOURCES.items():
        ids = list(source.rows().order_by("pk").values_list("pk", flat=True))
        step = BATCH // 10 if source.parts else BATCH
        for start in range(0, len(ids), step):
            counts[kind] = counts.get(kind, 0) + actions.renew_all(kind=kind, pks=ids[start : start + step])
        actions.drop_others(kind=kind)
    actions.drop_others()
    learn()
    return counts


def learn() -> int:
    """Every word of the documents there are into the vocabulary, and out of it what stands nowhere. How many words.

    Read without a lock, for that takes its time; what changed meanwhile is looked up again.
    """
    words: Words = {}
    for document in Document.objects.only("title", "text", "language").iterator(chunk_size=BATCH):
        for key, word in words_of(document).items():
            words.setdefault(key, word)
    actions.mend(words=words)
    return len(words)


@task()
def rebuild() -> dict[str, int]:
    """Once a day; a second time finds nothing to write."""
    counts = run()
    log.info("Suche: %s Fundstellen", sum(counts.values()))
    return counts
