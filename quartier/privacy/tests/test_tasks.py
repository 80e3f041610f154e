import datetime as dt
import io

import pytest
from django.core.management import call_command

from quartier.accounts import actions as accounts
from quartier.accounts.models import User
from quartier.areas.queries import area_stamp
from quartier.files.models import File
from quartier.kit import dates, triggers
from quartier.network.models import Person
from quartier.participation.models import Idea
from quartier.privacy import actions, queries, tasks
from quartier.privacy.models import RetentionRun
from quartier.spending.models import Receipt, Settlement
from tests.house.tree import own_models

pytestmark = pytest.mark.django_db

FAR = dt.timedelta(days=366 * 30)


def frozen():
    return [model for model in own_models() if triggers.erasable(model) is not None]


def snapshot(model):
    """Every row without the columns that may be blanked."""
    names = [f.attname for f in model._meta.concrete_fields if f.name not in triggers.erasable(model)]
    return list(model._base_manager.order_by("pk").values_list(*names))


def test_a_run_does_what_the_dry_run_tells(world):
    with dates.clock_at(dates.now() + FAR):
        told = {due.rule.key: len(due.pks) for due in queries.due(dates.today())}
        assert len(told) > 8
        assert tasks.run() == told
        assert tasks.run() == {}, "what is erased is not due again"
    assert [sum(run.counts.values()) for run in RetentionRun.objects.order_by("pk")] == [sum(told.values()), 0]


def test_frozen_tables_are_only_blanked(world):
    models = frozen()
    before = {model: snapshot(model) for model in models}
    with dates.clock_at(dates.now() + FAR):
        tasks.run()
    assert {model: snapshot(model) for model in models} == before
    settled = Receipt.objects.filter(grant__in=Settlement.objects.filter(submitted_at__isnull=False).values("grant"))
    assert {(r.payee, r.purpose) for r in settled} == {("", "")}
    assert Receipt.objects.get(pk=world.receipt.pk).payee, "a running grant keeps its receipts"


def test_rows_under_retention_stay_as_they_are(world):
    with dates.clock_at(dates.now() + dt.timedelta(days=365 * 4)):
        tasks.run()
    world.receipt.refresh_from_db()
    world.application.refresh_from_db()
    person = Person.objects.get(pk=world.application.person_id)
    assert world.receipt.payee and world.application.summary and person.name == "Ayşe Demir"
    assert world.application.bank_account.iban
    assert File.objects.get(pk=world.receipt.file_id).content


def test_the_address_goes_and_the_idea_stays(world):
    with dates.clock_at(dates.now() + dt.timedelta(days=800)):
        tasks.run()
    idea = Idea.objects.get(pk=world.idea.pk)
    assert (idea.email, idea.first_name) == ("", "") and idea.title == "Eine Bank am Kanal"


def test_a_person_becomes_a_number_and_no_mail_reaches_them(world):
    user, pk = world.people["nobody"], world.people["nobody"].pk
    with dates.clock_at(dates.now() + dt.timedelta(days=400)):
        tasks.run()
    user = User.objects.get(pk=pk)
    assert (user.name, user.is_active, user.last_login) == ("", False, None)
    assert user.email == f"{pk}@geloescht.invalid" and not user.has_usable_password()


def test_the_content_of_a_receipt_leaves_the_disk(world, django_capture_on_commit_callbacks):
    receipt = Settlement.objects.filter(submitted_at__isnull=False).get().grant.spending_receipts.get()
    storage, name = receipt.file.content.storage, receipt.file.content.name
    assert storage.exists(name)
    with dates.clock_at(dates.now() + FAR), django_capture_on_commit_callbacks(execute=True):
        tasks.run()
    file = File.objects.get(pk=receipt.file_id)
    assert not storage.exists(name) and not file.content and not file.name


def test_a_role_given_meanwhile_saves_the_account(world):
    user = world.people["nobody"]
    with dates.clock_at(dates.now() + dt.timedelta(days=400)):
        due = next(
            due for due in queries.due(dates.today()) if due.rule.label == "accounts.User" and user.pk in due.pks
        )
        accounts.give_role(user=user, kind="member", scope=world.area.scope)
        actions.erase(rule=due.rule, pks=due.pks, today=dates.today())
    assert User.objects.get(pk=user.pk).name == "Nora Kurz"


def test_public_pages_are_made_anew(world):
    before = area_stamp("lindenhafen")
    with dates.clock_at(dates.now() + dt.timedelta(days=800)):
        tasks.run()
    assert area_stamp("lindenhafen") != before


def test_the_command_shows_first_and_erases_then(world):
    with dates.clock_at(dates.now() + dt.timedelta(days=800)):
        shown, done = io.StringIO(), io.StringIO()
        call_command("retention", "--dry-run", stdout=shown)
        assert Idea.objects.exclude(email="").exists() and not RetentionRun.objects.exists()
        call_command("retention", stdout=done)
    assert shown.getvalue().splitlines()[:-1] == done.getvalue().splitlines()[:-1]
    assert "participation.Idea: first_name email – die genannten Spalten werden geleert" in done.getvalue()


def test_after_a_generation_no_idea_holds_an_address(world):
    with dates.clock_at(dates.now() + FAR):
        tasks.run()
    texts = [
        field.name for field in Idea._meta.concrete_fields if field.get_internal_type() in ("CharField", "EmailField")
    ]
    assert not any(Idea.objects.filter(**{f"{name}__icontains": "@example.org"}).exists() for name in texts)
