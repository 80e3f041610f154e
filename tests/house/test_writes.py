"""A row of the house written outside an action is refused: it would change pages without their stamp."""

import pytest
from django.db import connection, transaction

from quartier.config.guard import Allowed, OutsideAction
from quartier.history.actions import action, begin_thread, move, record, touch
from quartier.history.models import Entry, Scope, Thread
from quartier.kit.errors import Refused

pytestmark = pytest.mark.django_db


def versions(*scopes):
    return [Scope.objects.get(pk=scope.pk).version for scope in scopes]


def test_create_save_update_and_delete_are_refused_outside_an_action(area):
    with pytest.raises(OutsideAction), transaction.atomic():
        Scope.objects.create()
    with pytest.raises(OutsideAction), transaction.atomic():
        area.save()
    with pytest.raises(OutsideAction), transaction.atomic():
        type(area).objects.filter(pk=area.pk).update(lead="anders")
    with pytest.raises(OutsideAction), transaction.atomic():
        area.fields.first().delete()


def test_raw_sql_is_refused_outside_an_action():
    with pytest.raises(OutsideAction), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE history_scope SET version = 1")


def test_a_public_entry_bumps_its_scope_once_and_no_other(area, other_area, clara):
    before = versions(area.scope, other_area.scope)

    @action
    def twice(*, public):
        for _ in range(2):
            record(scope=area.scope, verb="tried", row=area, by=clara, public=public)

    twice(public=False)
    assert versions(area.scope, other_area.scope) == before
    twice(public=True)
    after = versions(area.scope, other_area.scope)
    assert after[0] > before[0] and after[1] == before[1]


def test_a_version_is_never_used_twice(area):
    """Not even when the clock stands still or a backup brought an old number back."""

    @action
    def change():
        touch(area.scope.pk)

    with Allowed():
        Scope.objects.filter(pk=area.scope.pk).update(version=2**60)
    change()
    assert versions(area.scope) == [2**60 + 1]


def test_an_action_that_fails_leaves_nothing(area, clara):
    entries, version = Entry.objects.count(), versions(area.scope)

    @action
    def fails():
        record(scope=area.scope, verb="tried", row=area, by=clara, public=True)
        raise Refused("Nein.")

    with pytest.raises(Refused):
        fails()
    assert Entry.objects.count() == entries and versions(area.scope) == version
    assert connection.touched is None


def test_an_inner_action_that_fails_takes_only_its_own_rows_back(area):
    @action
    def inner():
        begin_thread(scope=area.scope)
        raise Refused("Nein.")

    @action
    def outer():
        begin_thread(scope=area.scope)
        with pytest.raises(Refused):
            inner()

    before = Thread.objects.count()
    outer()
    assert Thread.objects.count() == before + 1


def test_touch_outside_an_action_raises(area):
    with pytest.raises(RuntimeError):
        touch(area.scope.pk)


def test_an_action_enqueued_on_commit_bumps_again(area, other_area, django_capture_on_commit_callbacks):
    seen = []

    @action
    def later():
        touch(other_area.scope.pk)
        seen.append("later")

    @action
    def first():
        touch(area.scope.pk)
        transaction.on_commit(later)

    before = versions(area.scope, other_area.scope)
    with django_capture_on_commit_callbacks(execute=True):
        first()
    assert seen == ["later"]
    assert all(new > old for new, old in zip(versions(area.scope, other_area.scope), before, strict=True))


def test_move_refuses_what_the_table_does_not_allow(area, clara):
    from quartier.publishing.models import News

    with Allowed():
        news = News.objects.create(area=area, number=1, title="Neues", lead="kurz", body="lang")
    stale = News.objects.get(pk=news.pk)

    @action
    def go(*, row, to):
        return move(row, to, by=clara, scope=area.scope, public=True)

    target = next(iter(News.MOVES[news.status]))
    entry = go(row=news, to=target)
    assert (entry.kind, entry.row, entry.actor) == ("publishing.news", news.pk, clara)
    with pytest.raises(Refused):
        go(row=stale, to="gibt es nicht")
    assert News.objects.get(pk=news.pk).status == target
