"""Whatever the index names, everybody may open; and what a search costs."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from quartier.search import tasks
from quartier.search.models import Document
from quartier.search.queries import SOURCES
from quartier.search.queries.results import address
from tests.house import tree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reader", ["de", "tr"])
def test_every_found_page_opens_for_everybody(world, reader):
    tasks.run()
    documents = list(Document.objects.filter(language__in=("de", "tr", "leicht")))
    assert len({document.kind for document in documents}) >= 9
    with translation.override(reader):
        pages = [(document.kind, document.row, address(document)) for document in documents]
    assert not [page for page in pages if Client().get(page[2]).status_code != 200]


def test_every_kind_has_a_word_of_its_own():
    words = [source.word for source in SOURCES.values()]
    assert len(words) == len(set(words)) and all(word.isascii() and word.islower() for word in words)


@pytest.mark.parametrize("path", ["/{}/suche/", "/suche/", "/{}/suche/vorschlaege/", "/suche/vorschlaege/"])
def test_a_question_costs_few_queries_however_much_is_found(world, path):
    """At most eight with a typing error, a word that stands nowhere and hits of many kinds: all that can happen."""
    tasks.run()
    path = path.format(world.area.slug)
    asked = []
    for question in ("Bank", "Bannk Xylophon Nachbar Projekt Aktionsfonds", "Impressum"):
        Client().get(path, {"frage": question})  # compiles templates
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(path, {"frage": question})
        assert answer.status_code == 200
        asked.append([query["sql"][:150] for query in queries])
    assert max(map(len, asked)) <= 8, tree.listed(asked[1])
    assert len(set(map(len, asked))) == 1


def test_a_page_with_hits_is_light(world):
    """HTML, style and script together, as they go through the line (issue 3: 60 kB)."""
    tasks.run()
    answer = Client().get(f"/{world.area.slug}/suche/", {"frage": "Lindenhafen"})
    assert answer.content.count(b"<h3>") > 1
    files = [tree.PACKAGE / "kit/static/kit" / name for name in ("quartier.css", "htmx.js")]
    assert sum(len(gzip.compress(text, 6)) for text in (answer.content, *(f.read_bytes() for f in files))) <= 60_000
