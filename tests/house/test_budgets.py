"""What a public page may cost: queries cold and warm, the same for few rows and for many, and bytes on the way."""

import datetime as dt
import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from quartier.committees import actions as committees
from quartier.events import actions as events
from quartier.history import actions as history
from quartier.history.actions import action
from quartier.kit import dates, pagecache
from quartier.participation import actions as participation
from quartier.projects import actions as projects
from quartier.publishing import actions as publishing
from tests.house import access, tree

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
QUERIES = 8
BYTES = 60_000  # of a page and the one style sheet, as they go through the line
MANY = 30


def path_of(name, world):
    return reverse(name, kwargs=access.EXPECTED[name].where(world))


def is_public_page(name):
    rule = access.EXPECTED[name]
    return (
        access.ANONYMOUS in rule.to
        and 200 in rule.answers
        and name.split(":")[0] not in ("ready", "gallery", "files", "accounts")
    )


NAMES = sorted(name for name in access.EXPECTED if is_public_page(name))


@action
def start_project(*, area, number, by):
    source = history.begin_thread(scope=area.scope)
    return projects.start(area=area, title=f"Projekt {number}", summary="Text", thread=source, by=by)


def crowd(world):
    """Thirty of everything that stands in a list."""
    area, clara = world.area, world.clara
    for n in range(MANY):
        start = dates.now() + dt.timedelta(days=n + 1)
        end = start + dt.timedelta(hours=2)
        events.announce(area=area, title=f"Abend {n}", starts_at=start, ends_at=end, place="Hof", by=clara)
        idea = participation.hand_in(
            area=area, title=f"Idee {n}", text="Ein Satz dazu.", first_name="Ada", show_name=True
        )
        participation.publish(idea=idea, by=clara)
        if n % 2:
            participation.answer(idea=idea, text="Das prüfen wir.", field=area.fields.first(), by=clara)
        news = publishing.write_news(area=area, title=f"Neues {n}", lead="Kurz", body="Lang", by=clara)
        publishing.publish_news(news=news, by=clara)
        start_project(area=area, number=n, by=clara)
        meeting = committees.plan_meeting(
            committee=world.jury, starts_at=start, ends_at=end, place="Büro", public=True, by=clara
        )
        committees.invite(meeting=meeting, by=clara)
    for n in range(5):
        committees.found(area=area, name=f"Kreis {n}", slug=f"kreis-{n}", kind="jury", by=clara)


def ask(path, **headers):
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(path, headers=headers)
    return answer, [query["sql"] for query in queries]


def cold(path, **headers):
    pagecache.store.clear()
    return ask(path, **headers)


@pytest.fixture(scope="module")
def measured(world):
    """name -> (answer, queries with few rows, with many, from the cache)"""
    paths = {name: path_of(name, world) for name in NAMES}
    few = {name: cold(path)[1] for name, path in paths.items()}
    crowd(world)
    found = {}
    for name, path in paths.items():
        answer, many = cold(path, **{"Accept-Encoding": "gzip"})
        found[name] = answer, few[name], many, ask(path)[1]
    return found


def told(queries):
    return tree.listed([sql[:160] for sql in queries])


@pytest.mark.parametrize("name", NAMES)
def test_a_public_page_costs_few_queries(measured, name):
    answer, _, many, _ = measured[name]
    assert answer.status_code == 200
    assert len(many) <= QUERIES, f"{name}: {len(many)}{told(many)}"


@pytest.mark.parametrize("name", NAMES)
def test_a_list_costs_the_same_for_thirty_rows_as_for_one(measured, name):
    _, few, many, _ = measured[name]
    assert len(many) <= len(few) + 1, f"{name}: {len(few)} -> {len(many)}{told(many)}"  # one more: a pager, a first row


@pytest.mark.parametrize("name", NAMES)
def test_a_page_from_the_cache_costs_one_query(measured, name, world):
    _, _, _, warm = measured[name]
    if resolve(path_of(name, world)).func.__dict__.get("cached", True):
        assert len(warm) == 1 and "history_scope" in warm[0], f"{name}: {told(warm)}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_and_its_style_are_light(measured, name):
    css = len(gzip.compress((tree.PACKAGE / "kit/static/kit/quartier.css").read_bytes(), 6))
    answer = measured[name][0]
    size = len(answer.content if answer.has_header("Content-Encoding") else gzip.compress(answer.content))
    assert size + css <= BYTES, f"{name}: {size} bytes and {css} of style"
