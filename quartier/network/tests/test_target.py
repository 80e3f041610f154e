"""A whole import is taken back; what others have done since stays and is named."""

import pytest

from quartier.accounts.actions import give_role
from quartier.history.actions import action, draft_import, take_back
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.network import actions
from quartier.network.imports import ActorTarget
from quartier.network.models import Organisation
from quartier.network.tests.conftest import INSIDE, OUTSIDE

HEAD = "id;name;lat;lon"


def organisation(name):
    return Organisation.objects.get(name=name)


def test_undo_of_two_lists_in_turn_leaves_what_was_there(read, area):
    before = read(HEAD, f"1;A;{INSIDE}", f"2;B;{INSIDE}").run
    facts = [ActorTarget(area.city).facts(row) for row in Organisation.objects.order_by("pk")]
    after = read(HEAD, f"1;A neu;{OUTSIDE}", f"3;C;{INSIDE}", name="kitas_2026-02.csv").run
    undone = take_back(run=after, target=ActorTarget(area.city))
    assert (undone.removed, undone.restored, undone.kept) == (1, 2, [])
    assert [ActorTarget(area.city).facts(row) for row in Organisation.objects.order_by("pk")] == facts
    assert take_back(run=before, target=ActorTarget(area.city)).removed == 2
    assert not Organisation.objects.exists()


def test_undo_keeps_what_was_changed_since_and_what_is_used(read, area, clara):
    run = read(HEAD, f"1;A;{INSIDE}", f"2;B;{INSIDE}", f"3;C;{INSIDE}").run
    actions.update_organisation(organisation=organisation("A"), phone="0531 1", by=clara)
    give_role(user=clara, kind="editor", scope=organisation("B").scope)
    undone = take_back(run=run, target=ActorTarget(area.city), by=clara)
    assert undone.removed == 1
    assert sorted(undone.kept) == [
        "„A“ wurde seither geändert und bleibt.", "„B“ wird inzwischen anderswo gebraucht und bleibt.",
    ]  # fmt: skip
    assert sorted(Organisation.objects.values_list("name", "unlisted_since")) == [
        ("A", dates.today()), ("B", dates.today()),
    ]  # fmt: skip


def test_undo_does_not_take_back_what_somebody_else_wrote(read, area, clara):
    read(HEAD, f"1;A;{INSIDE}", f"2;B;{INSIDE}")
    run = read(HEAD, f"1;A zwei;{INSIDE}", f"2;B zwei;{INSIDE}").run
    actions.update_organisation(organisation=organisation("A zwei"), phone="0531 1", by=clara)
    undone = take_back(run=run, target=ActorTarget(area.city))
    assert (undone.restored, undone.kept) == (1, ["„A zwei“ wurde seither geändert und bleibt, wie es ist."])
    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["A zwei", "B"]
    assert take_back(run=run, target=ActorTarget(area.city)) == undone, "twice is once"


def test_undo_of_a_draft_is_refused(area):
    run = draft_import(scope=area.scope, kind="network.organisation", name="x", content=b"x", options={})
    with pytest.raises(Refused, match="noch nicht übernommen"):
        take_back(run=run, target=ActorTarget(area.city))


def test_undo_after_the_former_state_was_erased_keeps_the_row(read, area):
    read(HEAD, f"1;A;{INSIDE}")
    run = read(HEAD, f"1;A zwei;{INSIDE}").run

    @action
    def erase():
        run.rows.update(before=None)

    erase()
    undone = take_back(run=run, target=ActorTarget(area.city))
    assert (undone.restored, undone.kept) == (0, ["„A zwei“ bleibt: Der frühere Stand ist nicht mehr gespeichert."])
