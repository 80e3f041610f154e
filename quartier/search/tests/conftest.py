import datetime as dt

import pytest

from quartier.history.models import Scope
from quartier.kit import dates
from quartier.search import actions, queries
from quartier.search.models import Document, Word
from tests.cast import without_action

NOON = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with dates.clock_at(NOON):
        yield


@pytest.fixture
def scope(area, other_area):
    """The quarter's scope, with an empty index: what the cast is found by is another test's matter."""
    with without_action():
        Document.objects.all().delete()
        Word.objects.all().delete()
    return area.scope


class Thing:
    """A row as the index sees it: kinds of the test are no models."""

    def __init__(self, pk, kind="events.event"):
        self.pk = pk
        self._meta = type("meta", (), {"label_lower": kind})


@pytest.fixture
def put(scope):
    """put(number, title, text, days=…, kind=…, language=…): a public row."""

    def write(pk, title, text="", *, days=None, kind="events.event", language="de", where=None):
        at = None if days is None else NOON + dt.timedelta(days=days)
        url = ("events:event", {"area": "lindenhafen", "number": pk})
        return actions.index(
            row=Thing(pk, kind), scope=where or scope, title=title, text=text, url=url, language=language, at=at
        )

    return write


@pytest.fixture
def ask(scope):
    """ask(question) -> numbers of the rows found, in order."""

    def find(text, *, language="de", where=scope, **more):
        literal = more.pop("literal", False)
        asked = queries.understand(text, queries.vocabulary(), language, literal=literal)
        found = queries.find(asked, language=language, scope=where.pk if isinstance(where, Scope) else None, **more)
        return [document.row for document in found.documents]

    return find
