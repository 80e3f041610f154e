import datetime as dt
from types import SimpleNamespace

import pytest

from quartier.kit import panels
from quartier.kit.panels import Due, DueProvider, Knot, KnotProvider, Panel

TODAY = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """The registers of the house are set aside."""
    for register in ("DUE", "PANELS", "KNOTS"):
        monkeypatch.setattr(panels, register, {})


def entry(pk, kind="a.row", public=True):
    return SimpleNamespace(pk=pk, kind=kind, public=public, at=dt.datetime(2026, 11, pk, tzinfo=dt.UTC))


def due(title, days):
    return Due(TODAY + dt.timedelta(days=days), title, "weil", "/", "Tun", "Ideen")


class User(SimpleNamespace):
    def scopes(self, *kinds):
        return frozenset(scope for kind, scope in self.held if kind in kinds)


def test_what_is_due_comes_most_urgent_first_and_only_for_the_role():
    panels.due(DueProvider("later", "", lambda area, user: [due("b", 3), due("a", -1)], ("manager",), 1))
    panels.due(DueProvider("now", "", lambda area, user: [due("c", 0)], ("auditor", "manager"), 1))
    panels.due(DueProvider("other", "", lambda area, user: pytest.fail("not asked"), ("member",), 1))
    here, there = SimpleNamespace(scope_id=1), SimpleNamespace(scope_id=2)
    user = User(held=[("manager", 1)])
    assert [item.title for item in panels.collect_due(here, user)] == ["a", "c", "b"]
    assert panels.collect_due(there, user) == []


def test_a_provider_registered_twice_is_asked_once():
    for _ in range(2):
        panels.due(DueProvider("one", "", lambda area, user: [due("a", 0)], ("manager",), 1))
        panels.panel(Panel("p", "one.html", lambda row, request: {}, 0))
    assert len(panels.collect_due(SimpleNamespace(scope_id=1), User(held=[("manager", 1)]))) == 1
    assert len(panels.load_panels("p", None, None)) == 1


def test_panels_stand_in_order_and_empty_ones_do_not_stand():
    panels.panel(Panel("p", "second.html", lambda row, request: {"n": 2}, 0, order=20))
    panels.panel(Panel("p", "none.html", lambda row, request: None, 0, order=15))
    panels.panel(Panel("p", "first.html", lambda row, request: {"n": row}, 0, order=10))
    panels.panel(Panel("elsewhere", "x.html", lambda row, request: pytest.fail("not asked"), 0))
    assert panels.load_panels("p", 1, None) == [("first.html", {"n": 1}), ("second.html", {"n": 2})]


def test_a_story_is_told_in_order_with_one_call_a_kind():
    calls = []

    def load(kind):
        def loader(rows, request):
            calls.append((kind, len(rows)))
            return {row.pk: Knot(f"{kind}{row.pk}") for row in rows}

        return loader

    panels.knots(KnotProvider("a.row", load("a"), 1))
    panels.knots(KnotProvider("b.row", load("b"), 1))
    entries = [entry(1), entry(2, "b.row", public=False), entry(3), entry(4, "unknown.row")]
    told = panels.tell(iter(entries), SimpleNamespace())
    assert [knot.title for knot in told] == ["a1", "b2", "a3"] and sorted(calls) == [("a", 2), ("b", 1)]
    assert [knot.internal for knot in told] == [False, True, False]
    assert told[0].at == entries[0].at and told[0].date == "1. November 2026"


def test_a_knot_may_be_left_out_and_may_bring_its_own_time():
    own = dt.date(2026, 12, 24)
    panels.knots(KnotProvider("a.row", lambda rows, request: {1: None, 2: Knot("später", at=own)}, 0))
    assert [(knot.title, knot.at) for knot in panels.tell([entry(1), entry(2)], SimpleNamespace())] == [("später", own)]
