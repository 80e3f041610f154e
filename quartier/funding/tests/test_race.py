"""Two people press „Bewilligen“ in the same second, two write on one application: nothing is done twice or lost."""

import threading

import pytest
from django.db import connection

from quartier.funding import actions
from quartier.funding.models import Application, Grant
from quartier.kit.errors import Conflict
from quartier.ledger.models import Account, Transfer
from quartier.ledger.queries import wrong_balances
from tests.cast import area, ayse, boris_user, carla, city, clara, fund_year, jury, ruleset, seats

pytestmark = pytest.mark.django_db(transaction=True)  # begins with an empty database, not with the town of this folder


def at_once(*verbs):
    """Run the verbs in threads that start together; what they returned or raised, in order."""
    barrier, results = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(number, verb):
        barrier.wait()
        try:
            results[number] = verb()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_grant_when_two_managers_press_at_once(desk):
    pk = desk.decided().pk
    first, second = at_once(
        lambda: actions.grant(application=Application.objects.get(pk=pk), by=desk.clara),
        lambda: actions.grant(application=Application.objects.get(pk=pk), by=desk.carla),
    )
    assert first.pk == second.pk and Grant.objects.count() == 1
    assert Transfer.objects.filter(target=first.committed).count() == 1
    assert Account.objects.get(pk=desk.year.available_id).balance == 1_000_000 - first.cents
    assert not wrong_balances().exists()


def test_one_of_two_writers_meets_a_conflict(desk):
    pk = desk.draft().pk

    def write(by, text):
        return lambda: actions.save(
            application=Application.objects.get(pk=pk), version=2, by=by, summary=text
        ).summary  # fmt: skip

    found = at_once(write(desk.ayse, "Eins"), write(desk.clara, "Zwei"))
    assert sum(isinstance(result, Conflict) for result in found) == 1
    assert Application.objects.get(pk=pk).summary in found


def test_pot_is_not_overdrawn_when_two_grants_come_at_once(desk):
    from quartier.history.actions import action, record
    from quartier.ledger.actions import Posting, post

    @action
    def drain(*, cents):
        entry = record(scope=desk.area.scope_id, verb="test", row=desk.year)
        post(postings=[Posting(desk.year.available, desk.year.source, cents, "weniger")], entry=entry)

    one, two = desk.decided(title="Eins"), desk.decided(title="Zwei")
    drain(cents=1_000_000 - 60_000)  # enough for one of 455,95
    results = at_once(
        lambda: actions.grant(application=Application.objects.get(pk=one.pk), by=desk.clara),
        lambda: actions.grant(application=Application.objects.get(pk=two.pk), by=desk.carla),
    )
    assert sum(isinstance(result, Grant) for result in results) == 1 == Grant.objects.count()
    assert any("reicht das Geld nicht" in str(r) or "im Topf sind noch" in str(r) for r in results)
    assert Account.objects.get(pk=desk.year.available_id).balance == 60_000 - 45_595
