"""Signing in as people do it: the mail is read, the code typed, the app's digits computed."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from quartier.accounts import actions
from quartier.accounts.models import Invitation, Role
from quartier.kit import access
from quartier.kit.links import to

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # what allauth does after the commit is part of the story


def code_from_mail() -> str:
    return re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[-1].body, re.M).group(1)


def sign_in(client: Client, email: str, after: str = "") -> object:
    """By a code from the mail; returns the last answer."""
    client.post(to("account_request_login_code"), {"email": email, "next": after})
    return client.post(to("account_confirm_login_code"), {"code": code_from_mail(), "next": after})


def digits(secret: str) -> str:
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))  # the one before could be too old by the time it is sent


def set_up_app(client: Client) -> str:
    """Connect an authenticator app; returns its key."""
    page = client.get(to("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page).group(1)
    answer = client.post(to("mfa_activate_totp"), {"code": digits(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


# ---------------------------------------------------------------- code by mail


def test_sign_in_by_code_end_to_end(client, ayse):
    page = client.get(to("account_login"))
    assert "Code anfordern" in page.content.decode()
    answer = sign_in(client, ayse.email)
    assert answer.headers["Location"] == to("accounts:start")
    assert mail.outbox[0].to == [ayse.email]
    assert "Ihr Code zum Anmelden" in mail.outbox[0].body
    assert client.get(to("accounts:account")).status_code == 200


def test_a_wrong_code_says_so_and_the_right_one_still_works(client, ayse):
    client.post(to("account_request_login_code"), {"email": ayse.email})
    wrong = client.post(to("account_confirm_login_code"), {"code": "AAAAAA"})
    assert "Dieser Code stimmt nicht" in wrong.content.decode()
    assert client.post(to("account_confirm_login_code"), {"code": code_from_mail()}).status_code == 302


def test_an_unknown_address_looks_the_same_and_gets_a_mail_without_code(client, ayse):
    known = Client().post(to("account_request_login_code"), {"email": ayse.email})
    unknown = client.post(to("account_request_login_code"), {"email": "fremd@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert "keinen Zugang" in mail.outbox[-1].body


def test_sign_in_goes_on_to_the_page_that_was_asked_for(client, ayse):
    answer = client.get(to("accounts:account"))
    assert answer.status_code == 302
    assert sign_in(client, ayse.email, to("accounts:account")).headers["Location"] == to("accounts:account")


def test_nobody_signs_up(client):
    assert client.get(to("account_signup")).status_code == 302
    assert client.post(to("account_signup"), {"email": "neu@example.org"}).status_code == 302
    assert not mail.outbox


def test_password_is_the_second_way(client):
    actions.create_user(email="paul@example.org", name="Paul", password="ein-langes-wort")
    answer = client.post(to("account_login"), {"login": "Paul@example.org", "password": "ein-langes-wort"})
    assert answer.status_code == 302
    wrong = Client().post(to("account_login"), {"login": "paul@example.org", "password": "falsch-falsch"})
    assert "passen nicht zusammen" in wrong.content.decode()


def test_forgotten_password_by_link_from_the_mail(client):
    user = actions.create_user(email="paul@example.org", name="Paul", password="ein-langes-wort")
    client.post(to("account_reset_password"), {"email": user.email})
    path = re.search(r"https?://[^/]+(/konto/passwort/neu/\S+)", mail.outbox[-1].body).group(1)
    page = client.get(path, follow=True)
    new = {"password1": "ganz-neues-wort", "password2": "ganz-neues-wort"}
    assert client.post(page.request["PATH_INFO"], new).status_code == 302
    user.refresh_from_db()
    assert user.check_password("ganz-neues-wort")


def test_sign_in_pages_speak_english(client):
    page = client.get("/en" + to("account_login")).content.decode()
    assert 'lang="en"' in page


# ---------------------------------------------------------------- second step


@committed
def test_the_team_needs_a_second_step(client, area, clara):
    sign_in(client, clara.email)
    page = to("accounts:team", area=area.slug)
    answer = client.get(page)
    assert answer.headers["Location"].startswith(to("accounts:second_factor"))
    assert "zweiter Schritt" in client.get(answer.headers["Location"]).content.decode()
    set_up_app(client)
    codes = client.get(to("mfa_view_recovery_codes"))
    assert codes.status_code == 200
    assert client.get(to("accounts:second_factor")).headers["Location"] == page
    assert client.get(page).status_code == 200


@committed
def test_next_sign_in_asks_for_the_app_before_anything_opens(client, area, clara):
    sign_in(client, clara.email)
    secret = set_up_app(client)
    client.post(to("account_logout"))
    answer = sign_in(client, clara.email)
    assert answer.headers["Location"] == to("mfa_authenticate")
    page = to("accounts:team", area=area.slug)
    assert client.get(page).status_code == 302
    wrong = client.post(to("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    cache.clear()  # a code is taken once in its half minute
    assert client.post(to("mfa_authenticate"), {"code": digits(secret)}).status_code == 302
    assert client.get(page).status_code == 200


@committed
def test_a_recovery_code_opens_once(client, area, clara):
    sign_in(client, clara.email)
    set_up_app(client)
    codes = re.findall(r"<code>(\d{8})</code>", client.get(to("mfa_view_recovery_codes")).content.decode())
    assert len(codes) == 10
    for expected in (302, 200):
        other = Client()
        sign_in(other, clara.email)
        assert other.post(to("mfa_authenticate"), {"code": codes[0]}).status_code == expected


@committed
def test_removing_the_app_closes_the_team_pages(client, area, clara):
    sign_in(client, clara.email)
    set_up_app(client)
    page = to("accounts:team", area=area.slug)
    assert client.get(page).status_code == 200
    assert client.post(to("mfa_deactivate_totp")).status_code == 302
    assert client.get(page).headers["Location"].startswith(to("accounts:second_factor"))


@committed
def test_app_set_up_elsewhere_is_asked_for_here(client, area, clara):
    sign_in(client, clara.email)
    elsewhere = Client()
    sign_in(elsewhere, clara.email)
    secret = set_up_app(elsewhere)
    answer = client.get(to("accounts:second_factor") + "?next=" + to("accounts:team", area=area.slug))
    assert answer.headers["Location"].startswith(to("mfa_reauthenticate"))
    cache.clear()
    target = {"code": digits(secret), "next": to("accounts:second_factor")}
    assert client.post(to("mfa_reauthenticate"), target).headers["Location"] == to("accounts:second_factor")
    assert client.get(to("accounts:second_factor")).headers["Location"] == to("accounts:team", area=area.slug)


@committed
def test_second_step_sends_nobody_to_a_foreign_site(client, clara):
    sign_in(client, clara.email)
    client.get(to("accounts:second_factor") + "?next=https://boese.example/")
    set_up_app(client)
    assert client.get(to("accounts:second_factor")).headers["Location"] == to("accounts:start")


# ---------------------------------------------------------------- invitations


def test_an_invited_person_arrives_in_the_role(client, area, clara):
    _row, secret = actions.invite(
        email="jana@example.org", name="Jana Kurz", kind=access.MEMBER, scope=area.scope, by=clara
    )
    page = to("accounts:invitation", secret=secret)
    assert "Mitglied eines Gremiums" in client.get(page).content.decode()
    assert client.post(page, {"name": "Jana Kurz", "password": ""}).status_code == 302
    assert Role.objects.get(user__email="jana@example.org").kind == access.MEMBER
    assert "Jana Kurz" in client.get(to("accounts:account")).content.decode()
    assert Client().get(page).status_code == 410
    assert Client().get(to("accounts:invitation", secret="x" * 32)).status_code == 404


@committed
def test_an_invitation_does_not_open_a_protected_account_without_its_app(client, area, clara, carla):
    sign_in(client, clara.email)
    set_up_app(client)
    _row, secret = actions.invite(email=clara.email, name="", kind=access.MEDIATOR, scope=area.scope, by=carla)
    stranger = Client()
    answer = stranger.post(to("accounts:invitation", secret=secret), {"name": "Clara", "password": ""})
    assert answer.headers["Location"] == to("mfa_authenticate")
    assert stranger.get(to("accounts:account")).status_code == 302


def test_a_manager_invites_and_withdraws_on_the_page(area, clara, client_of):
    client, page = client_of(clara), to("accounts:team", area=area.slug)
    answer = client.post(page, {"email": "neu@example.org", "name": "Neu", "kind": access.MEMBER})
    assert answer.status_code == 302
    row = Invitation.objects.get()
    assert "neu@example.org" in client.get(page).content.decode()
    client.post(to("accounts:team_invitation", area=area.slug, pk=row.pk), {})
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_a_manager_ends_a_role_on_the_page(area, clara, boris_user, client_of):
    client, role = client_of(clara), boris_user.roles.get()
    page = to("accounts:team_end_role", area=area.slug, pk=role.pk)
    assert "Die Rolle endet sofort" in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    assert boris_user.email not in [r.user.email for r in Role.objects.running()]


def test_the_page_of_roles_is_unknown_to_others(area, erna, boris_user, dieter, client_of):
    for stranger in (erna, boris_user, dieter):
        assert client_of(stranger).get(to("accounts:team", area=area.slug)).status_code == 404


def test_page_of_roles_costs_the_same_with_many(area, clara, client_of, django_assert_max_num_queries):
    client, page = client_of(clara), to("accounts:team", area=area.slug)
    for number in range(30):
        user = actions.create_user(email=f"m{number}@example.org", name=f"Mensch {number}")
        actions.give_role(user=user, kind=access.MEMBER, scope=area.scope, by=clara)
    client.get(page)
    with django_assert_max_num_queries(14):
        client.get(page)


# ---------------------------------------------------------------- start


def test_start_sends_somebody_with_one_place_there(area, clara, client_of):
    answer = client_of(clara).get(to("accounts:start"))
    assert answer.headers["Location"] == f"/team/{area.slug}/"


def test_start_lists_two_places(area, other_area, clara, carla, client_of):
    actions.give_role(user=clara, kind=access.MANAGER, scope=other_area.scope)
    page = client_of(clara).get(to("accounts:start")).content.decode()
    assert area.name in page
    assert other_area.name in page


# ---------------------------------------------------------------- the demo's links


def test_a_demo_link_opens_once(client, area, clara, settings):
    settings.DEMO = True
    path = actions.make_sign_in_link(user=clara)
    assert client.get(path).status_code == 302
    assert client.get(to("accounts:team", area=area.slug)).status_code == 200
    assert Client().get(path).status_code == 410


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_HOST": "demo.example.org"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_a_demo_link_is_unknown_from_elsewhere(clara, settings, where):
    settings.DEMO = True
    settings.QUARTIER_HOSTS = {"demo.example.org"}
    path = actions.make_sign_in_link(user=clara)
    assert Client().get(path, **where).status_code == 404
    assert Client().get(path).status_code == 302


def test_a_demo_link_is_unknown_outside_a_demo(client, clara, settings):
    settings.DEMO = True
    path = actions.make_sign_in_link(user=clara)
    settings.DEMO = False
    assert client.get(path).status_code == 404


def test_who_sets_a_password_with_the_invitation_connects_the_app_without_typing_it_again(area, clara, client):
    _row, secret = actions.invite(email="neu@example.org", name="Nele", kind=access.MANAGER, scope=area.scope, by=clara)
    form = {"name": "Nele", "password": "ein langes Kennwort 7"}
    assert client.post(f"/konto/einladung/{secret}/", form).status_code == 302
    assert client.get("/konto/zweiter-schritt/einrichten/").status_code == 200
