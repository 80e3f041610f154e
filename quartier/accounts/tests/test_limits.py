"""Rate limits that hold for all workers together, and whose address counts."""

import threading

import pytest
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.core.cache import caches
from django.db import connections
from django.test import Client, RequestFactory

from quartier.kit.links import to


def ask(email: str = "fremd@example.org") -> object:
    return Client().post(to("account_request_login_code"), {"email": email})


@pytest.mark.django_db
def test_codes_for_one_address_end_after_three():
    answers = [ask() for _ in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200, 200]
    assert "viele Versuche" in answers[-1].content.decode()
    assert ask("andere@example.org").status_code == 302


@pytest.mark.django_db
def test_wrong_passwords_end_after_five(ayse):
    wrong = {"login": ayse.email, "password": "falsch-falsch"}
    pages = [Client().post(to("account_login"), wrong).content.decode() for _ in range(7)]
    assert "viele Versuche" not in pages[4]
    assert "viele Versuche" in pages[6]


@pytest.mark.django_db
def test_a_reached_limit_says_so_in_german(area, clara, client_of, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invite": "1/h/user"}
    client, page = client_of(clara), to("accounts:team", area=area.slug)
    given = {"email": "a@example.org", "name": "A", "kind": "member"}
    assert client.post(page, given).status_code == 302
    answer = client.post(page, given)
    assert answer.status_code == 429
    assert "Geduld" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_limit_holds_for_many_workers_at_once(settings):
    """Each thread has its own cache object and its own connection, as each process has."""
    settings.ACCOUNT_RATE_LIMITS = {"hand_in": "5/h/ip"}
    passed, seen, errors = [], set(), []
    barrier = threading.Barrier(8)

    def worker() -> None:
        try:
            seen.add(id(caches["default"]))
            request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
            barrier.wait()
            for _ in range(2):
                if ratelimit.consume(request, action="hand_in"):
                    passed.append(1)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(seen) == 8
    assert len(passed) == 5


def address(**meta: str) -> str:
    return get_ip(RequestFactory().get("/", **meta))


def test_a_forwarded_address_is_not_believed_without_a_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert address(REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="203.0.113.9") == "192.0.2.7"


def test_behind_a_proxy_the_address_it_saw_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    invented_and_seen = "203.0.113.9, 198.51.100.4"
    assert address(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=invented_and_seen) == "198.51.100.4"


def test_one_household_of_ipv6_is_one_address():
    assert address(REMOTE_ADDR="2001:db8:1:2::3") == address(REMOTE_ADDR="2001:db8:1:2:ffff::9")
