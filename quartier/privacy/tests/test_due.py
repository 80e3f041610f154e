import datetime as dt

import pytest

from quartier.accounts import actions as accounts
from quartier.files import actions as files
from quartier.funding import actions as funding
from quartier.funding.actions import Cost, CostPlan
from quartier.kit import dates, triggers
from quartier.mail import actions as mail
from quartier.mail.models import Message
from quartier.network import actions as network
from quartier.participation import actions as participation
from quartier.privacy import queries
from quartier.publishing import actions as publishing
from quartier.spending.models import Revocation, Settlement
from quartier.spending.states import RETURNED
from tests.cast import without_action

pytestmark = pytest.mark.django_db


def keys(today):
    return {due.rule.key: set(due.pks) for due in queries.due(today)}


def later(years=0, days=0):
    return dates.add_months(dates.today(), int(12 * years)) + dt.timedelta(days=days)


def old_mails():
    """The mails of the grant that the world has from the year before: they are over on the first day."""
    return {"mail.Message": set(Message.objects.filter(at__lt=dates.at(later(-0.5))).values_list("pk", flat=True))}


def test_nothing_is_due_on_the_first_day_but_mails_of_the_year_before(world):
    assert keys(dates.today()) == old_mails()


def test_an_address_under_an_idea_goes_two_years_after_its_last_step(world):
    name = "participation.Idea: first_name email"
    assert world.new_idea.pk not in keys(later(2)).get(name, set())
    assert world.new_idea.pk in keys(later(2, 1))[name]
    with dates.clock_at(dates.now() + dt.timedelta(days=300)):
        participation.publish(idea=world.new_idea, by=world.clara)
    assert world.new_idea.pk not in keys(later(2, 1))[name]
    assert world.new_idea.pk in keys(later(2, 301))[name]


def test_a_mail_loses_its_address_before_it_goes(world):
    message = mail.send(scope=world.area.scope, to="ayse@example.org", subject="Ja", body="Gern", about=world.idea)
    mail.claim(message=message)
    mail.delivered(message=message)
    assert keys(later(days=30)) == old_mails()
    due = keys(later(days=31))
    assert due["mail.Message: to"] == {message.pk}, "one that is still held keeps its address"
    assert message.pk not in due["mail.Message"]
    assert {message.pk, world.message.pk} <= keys(later(days=190))["mail.Message"]


def test_an_invitation_goes_a_month_after_it_ended(world):
    end = dates.local(world.invitation.until).date()
    assert "accounts.Invitation" not in keys(end + dt.timedelta(days=30))
    assert keys(end + dt.timedelta(days=31))["accounts.Invitation"] == {world.invitation.pk}


def test_a_grant_without_a_proof_holds_its_rows_for_ever(world):
    due = keys(later(40))
    assert world.grant.application_id not in due.get("funding.Application", set())
    assert world.receipt.pk not in due["spending.Receipt: payee purpose"]
    assert world.grant.application.bank_account.pk not in due["funding.BankAccount"]


def test_papers_of_a_grant_go_five_years_after_the_proof_and_not_before(world):
    settlement = Settlement.objects.filter(submitted_at__isnull=False).get()
    application = settlement.grant.application
    handed_in = dates.local(settlement.submitted_at).date()
    five_years = dates.add_months(handed_in, 60)
    assert application.pk not in keys(five_years).get("funding.Application", set())
    assert application.pk in keys(five_years + dt.timedelta(days=1))["funding.Application"]


def test_the_account_of_a_revoked_grant_goes_eight_years_after_the_year_of_the_revocation(world):
    application = world.revocation.grant.application
    account = funding.set_bank_account(
        application=application, holder="Ayşe Yıldız", iban="DE02120300000000202051", by=world.clara
    )
    over = dt.date(dates.local(world.revocation.at).year + 9, 1, 1)
    assert account.pk not in keys(over - dt.timedelta(days=1)).get("funding.BankAccount", set())
    assert account.pk in keys(over)["funding.BankAccount"]


def test_a_revocation_after_a_proof_that_was_given_back_begins_the_clock_anew(world):
    grant, day = world.revocation.grant, dates.local(world.revocation.at).date()
    with without_action(), triggers.lifted():
        Settlement.objects.create(grant=grant, status=RETURNED, submitted_at=dates.at(day))
        Revocation.objects.filter(pk=world.revocation.pk).update(at=dates.at(dates.add_months(day, 12)))
    name, one_more = "funding.Application", dt.timedelta(days=1)
    assert grant.application_id not in keys(dates.add_months(day, 60) + one_more).get(name, set())
    assert grant.application_id in keys(dates.add_months(day, 72) + one_more)[name]


def test_papers_of_a_revoked_grant_go_five_years_after_the_revocation(world):
    application, day = world.revocation.grant.application, dates.local(world.revocation.at).date()
    five_years = dates.add_months(day, 60)
    assert application.pk not in keys(five_years).get("funding.Application", set())
    assert application.pk in keys(five_years + dt.timedelta(days=1))["funding.Application"]


def test_vouchers_stay_for_eight_years_from_the_end_of_the_year(world):
    receipt = Settlement.objects.filter(submitted_at__isnull=False).get().grant.spending_receipts.get()
    name, year = "spending.Receipt: payee purpose", receipt.paid_on.year
    assert receipt.pk not in keys(dt.date(year + 8, 12, 31)).get(name, set())
    assert receipt.pk in keys(dt.date(year + 9, 1, 1))[name]
    assert receipt.file_id in keys(dt.date(year + 9, 1, 1))["files.File"]


def test_an_application_that_was_not_granted_goes_after_two_years(world):
    plan = CostPlan(costs=(Cost("Kuchen", 5_000),), means=())
    funding.save(application=world.draft, version=world.draft.version, by=world.clara, plan=plan, summary="Wir feiern.")
    assert world.draft.pk not in keys(later(2)).get("funding.Application", set())
    assert keys(later(2, 1))["funding.Application"] == {world.draft.pk}


@pytest.mark.parametrize("person", ["manager", "member", "applicant"])
def test_who_has_a_role_a_seat_or_a_grant_is_not_erased(world, person):
    assert world.people[person].pk not in keys(later(4)).get("accounts.User", set())


def test_who_lost_the_last_role_is_erased_a_year_later(world):
    user = world.people["auditor"]
    with dates.clock_at(dates.now() + dt.timedelta(days=400)):
        accounts.end_role(role=user.roles.get(), by=world.people["administrator"])
    assert user.pk not in keys(later(1, 400)).get("accounts.User", set())
    due = keys(later(1, 402))
    assert user.pk in due["accounts.User"] and user.roles.get().pk in due["accounts.Role"]


def test_a_contact_goes_three_years_after_the_last_word_unless_it_sits_or_applied(world):
    person = world.grant.application.person
    loose = network.add_person(area=world.area, name="Lena Lose", email="lena@example.org", by=world.clara)
    due = keys(later(3, 1))["network.Person"]
    assert loose.pk in due and person.pk not in due and world.person.pk not in due


def test_a_file_that_a_public_page_shows_is_needed(world):
    assert world.file.pk not in keys(later(30)).get("files.File", set())


def test_a_picture_goes_a_month_after_somebody_in_it_took_the_consent_back(world):
    files.withdraw_consent(picture=world.picture, by=world.clara)
    assert world.picture.file_id not in keys(later(days=30)).get("files.File", set())
    due = keys(later(days=31))
    assert world.picture.file_id in due["files.File"] and world.picture.pk in due["files.Picture"]


def test_a_newsroom_goes_three_years_after_the_last_release_that_was_sent_to_it(world):
    with dates.clock_at(dates.now() + dt.timedelta(days=200)):
        publishing.send_release(news=world.release, by=world.clara)
    name = "publishing.PressContact"
    assert world.press_contact.pk not in keys(later(3, 1)).get(name, set())
    assert world.press_contact.pk in keys(later(3, 201))[name]
