import datetime as dt

import pytest
from django.core import mail

from quartier.accounts import actions, states
from quartier.accounts.models import Invitation, Role, SignInLink, User
from quartier.history.models import Entry
from quartier.kit import access, dates
from quartier.kit.errors import Refused

pytestmark = pytest.mark.django_db


def test_create_user_twice_with_other_letters_is_refused():
    actions.create_user(email="Lina@Example.org", name="Lina")
    assert User.objects.get().email == "lina@example.org"
    with pytest.raises(Refused):
        actions.create_user(email="LINA@example.org")


def test_create_user_without_password_cannot_sign_in_by_one():
    assert not actions.create_user(email="lina@example.org").has_usable_password()


def test_open_resident_account_twice_is_one_account():
    first = actions.open_resident_account(email="nur@example.org")
    again = actions.open_resident_account(email=" NUR@example.org ", name="Nur")
    assert (first.pk, again.name) == (again.pk, "Nur")
    assert not again.kinds


def test_open_resident_account_refuses_what_is_no_address():
    with pytest.raises(Refused, match="E-Mail"):
        actions.open_resident_account(email="keine adresse")


def test_give_role_is_recorded_and_holds_at_once(area, ayse, clara):
    assert not ayse.kinds
    role = actions.give_role(user=ayse, kind=access.APPLICANT, scope=area.scope, by=clara)
    assert ayse.kinds == {access.APPLICANT}
    assert Entry.objects.get(kind="accounts.role", row=role.pk).actor == clara


def test_give_role_twice_is_one_row(area, ayse, clara):
    for _ in range(2):
        actions.give_role(user=ayse, kind=access.APPLICANT, scope=area.scope, by=clara)
    assert Role.objects.filter(user=ayse).count() == 1


@pytest.mark.parametrize("kind", [access.COORDINATOR, access.ADMINISTRATOR, access.RESIDENT, "king"])
def test_a_manager_gives_no_role_above_the_own(area, ayse, clara, kind):
    with pytest.raises(Refused):
        actions.give_role(user=ayse, kind=kind, scope=area.scope, by=clara)


def test_a_manager_gives_no_role_next_door(other_area, ayse, clara):
    with pytest.raises(Refused):
        actions.give_role(user=ayse, kind=access.MEMBER, scope=other_area.scope, by=clara)


def test_an_applicant_gives_no_role(area, ayse, dieter):
    with pytest.raises(Refused):
        actions.give_role(user=ayse, kind=access.MEMBER, scope=area.scope, by=dieter)


def test_end_role_ends_it_at_once_and_keeps_the_row(area, boris_user, clara):
    role = boris_user.roles.get()
    actions.end_role(role=role, by=clara)
    assert not User.objects.get(pk=boris_user.pk).kinds
    assert Role.objects.get(pk=role.pk).until == dates.today()


def test_end_role_of_the_last_manager_is_refused(area, clara, adam):
    with pytest.raises(Refused, match="letzte Person"):
        actions.end_role(role=clara.roles.get(), by=adam)


def test_end_role_of_the_second_manager_passes(area, clara, carla):
    actions.end_role(role=carla.roles.get(), by=clara)
    assert not Role.objects.running().filter(user=carla).exists()


def test_invitation_by_mail_is_accepted_once(area, clara, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row, secret = actions.invite(
            email="Jana@example.org", name="Jana Kurz", kind=access.MEMBER, scope=area.scope, by=clara
        )
    (letter,) = mail.outbox
    assert letter.to == ["jana@example.org"]
    assert f"/konto/einladung/{secret}/" in letter.body
    assert "Lindenhafen" in letter.subject
    assert secret not in row.secret_hash

    user = actions.accept_invitation(secret=secret, name="Jana Kurz")
    assert user.kinds == {access.MEMBER}
    assert Invitation.objects.get(pk=row.pk).status == states.ACCEPTED
    with pytest.raises(Refused, match="schon angenommen"):
        actions.accept_invitation(secret=secret, name="Jana Kurz")


def test_invitation_ends_after_fourteen_days(area, clara):
    _row, secret = actions.invite(email="j@example.org", name="", kind=access.MEMBER, scope=area.scope, by=clara)
    with dates.clock_at(dates.now() + dt.timedelta(days=15)), pytest.raises(Refused, match="abgelaufen"):
        actions.accept_invitation(secret=secret, name="J")
    assert not User.objects.filter(email="j@example.org").exists()


def test_inviting_again_makes_the_old_link_useless(area, clara):
    given = {"email": "j@example.org", "name": "", "kind": access.MEMBER, "scope": area.scope, "by": clara}
    _first, old = actions.invite(**given)
    _second, new = actions.invite(**given)
    with pytest.raises(Refused):
        actions.accept_invitation(secret=old, name="J")
    assert actions.accept_invitation(secret=new, name="J").kinds == {access.MEMBER}


def test_cancelled_invitation_is_refused(area, clara):
    row, secret = actions.invite(email="j@example.org", name="", kind=access.MEMBER, scope=area.scope, by=clara)
    actions.cancel_invitation(invitation=row, by=clara)
    with pytest.raises(Refused):
        actions.accept_invitation(secret=secret, name="J")


def test_an_invitation_does_not_change_a_known_password(area, clara):
    user = actions.create_user(email="j@example.org", name="J", password="erstes-passwort")
    _row, secret = actions.invite(email="j@example.org", name="", kind=access.MEMBER, scope=area.scope, by=clara)
    actions.accept_invitation(secret=secret, name="J", password="zweites-passwort")
    assert User.objects.get(pk=user.pk).check_password("erstes-passwort")


def test_sign_in_links_exist_in_a_demo_only(ayse, settings):
    settings.DEMO = False
    with pytest.raises(Refused):
        actions.make_sign_in_link(user=ayse)
    assert not SignInLink.objects.exists()
