"""The role matrix: every URL × every kind of person × own and foreign quarter. An unknown URL fails."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.house import access, tree


def patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every URL pattern with its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner)
        else:
            yield f"{namespace}{entry.name}", entry


pytestmark = pytest.mark.django_db

NAMES = sorted({name for name, _ in patterns() if not name.startswith(access.ALLAUTH)})
KNOWN = [name for name in NAMES if name in access.EXPECTED]


def test_every_url_has_a_name_and_a_rule():
    faults = [f"{name} ({pattern.pattern})" for name, pattern in patterns() if name.endswith("None")]
    faults += [f"{name}: tests/house/access.py does not know it" for name in NAMES if name not in access.EXPECTED]
    faults += [f"{name}: no such URL" for name in access.EXPECTED if name not in NAMES]
    assert not faults, tree.listed(faults)


def test_every_view_says_who_may_see_it():
    """By a decorator of kit: public_page, team_page, signed_in; or it is named here."""
    plain = {"ready", "gallery"}
    faults = [
        name
        for name, pattern in patterns()
        if not name.startswith(access.ALLAUTH) and name not in plain and not hasattr(pattern.callback, "access")
    ]
    assert not faults, f"no access decorator: {tree.listed(faults)}"


@pytest.mark.parametrize("name", KNOWN)
def test_who_gets_the_page(name, world):
    rule = access.EXPECTED[name]
    with translation.override("de"):
        path = reverse(name, kwargs=rule.where(world))
    faults = []
    for person in access.EVERYBODY:
        answer = world.client(person).get(path)
        wanted = expected(rule, person)
        if answer.status_code not in wanted or (person == access.ANONYMOUS and rule.signs_in and not asks(answer)):
            faults.append(f"{person}: {answer.status_code}, expected {wanted} {answer.headers.get('Location', '')}")
    assert not faults, f"{path}{tree.listed(faults)}"


def expected(rule, person):
    if person == access.ANONYMOUS and rule.signs_in:
        return (302,)
    return rule.answers if person in rule.to else rule.others


def asks(answer):
    return reverse("account_login") in answer.headers.get("Location", "")


@pytest.mark.parametrize("name", KNOWN)
def test_a_quarter_that_is_not_there_is_not_found(name, world):
    where = access.EXPECTED[name].where(world)
    if "area" not in where:
        return
    path = reverse(name, kwargs=where | {"area": "gibt-es-nicht"})
    assert world.client("manager").get(path).status_code == 404


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "accounts:second_factor"])
def test_the_team_gives_a_second_factor(name, world):
    rule = access.EXPECTED[name]
    if "manager" in rule.to and rule.signs_in and rule.answers != access.POST:
        answer = world.client("manager", second_factor=False).get(reverse(name, kwargs=rule.where(world)))
        assert answer.status_code == 302 and reverse("accounts:second_factor") in answer["Location"]
