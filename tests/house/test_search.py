"""Whatever the index names, everybody may open: no description of a row stumbles, no address leads nowhere."""

from django.test import Client

from quartier.search import actions
from quartier.search.models import Document
from quartier.search.queries import SOURCES
from quartier.search.queries.results import address


def test_every_found_page_opens_for_everybody(world):
    actions.rebuild()
    documents = list(Document.objects.filter(language__in=("de", "tr", "leicht")))
    assert len({document.kind for document in documents}) >= 9
    faults = {(d.kind, d.row, url) for d in documents if Client().get(url := address(d)).status_code != 200}
    assert not faults


def test_every_kind_has_a_word_of_its_own():
    words = [source.word for source in SOURCES.values()]
    assert len(words) == len(set(words)) and all(word.isascii() and word.islower() for word in words)
