"""Who gets which page: every URL by its name, every kind of person, the own quarter and a foreign one.

A new URL has to be entered here, or ``test_urls`` fails. ``world`` is what the addresses need: see ``tests/world.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ANONYMOUS = "anonymous"
PEOPLE = (
    "nobody",  # signed in, without a role
    "applicant",  # whose application, grant and receipts the world holds
    "stranger",  # applicant of another application
    "member",  # of the jury
    "manager",
    "foreign",  # manager of the quarter next door
    "mediator",
    "coordinator",
    "funder",
    "auditor",
    "administrator",
)
EVERYBODY = (ANONYMOUS, *PEOPLE)


@dataclass(frozen=True)
class Rule:
    """``to`` get one of ``answers``; other signed-in people get ``others``; who is not signed in is asked to sign in."""

    to: tuple[str, ...]
    where: Callable[[Any], dict[str, Any]]
    answers: tuple[int, ...] = (200,)
    others: tuple[int, ...] = (404,)
    signs_in: bool = True


def nothing(world: Any) -> dict[str, Any]:
    return {}


def quarter(world: Any) -> dict[str, Any]:
    return {"area": world.area.slug}


def of(**names: str) -> Callable[[Any], dict[str, Any]]:
    """``of(number="idea.number")``: the quarter's slug and what the world holds under those names."""

    def where(world: Any) -> dict[str, Any]:
        found = quarter(world)
        for argument, path in names.items():
            value: Any = world
            for part in path.split("."):
                value = getattr(value, part)
            found[argument] = value
        return found

    return where


def public(where: Callable[[Any], dict[str, Any]] = quarter, answers: tuple[int, ...] = (200,)) -> Rule:
    return Rule(EVERYBODY, where, answers, signs_in=False)


def team(*people: str, where: Callable[[Any], dict[str, Any]] = quarter, answers: tuple[int, ...] = (200,)) -> Rule:
    return Rule(people, where, answers)


def signed_in(where: Callable[[Any], dict[str, Any]] = nothing, answers: tuple[int, ...] = (200,)) -> Rule:
    return Rule(PEOPLE, where, answers)


OFFICE = ("manager", "coordinator", "auditor", "funder")

EXPECTED: dict[str, Rule] = {
    "ready": public(nothing),
    "gallery": public(nothing),
}

# Pages of allauth: it owns their rules; ours are only that they stand and ask for a sign-in where they must.
ALLAUTH = ("account_", "mfa_")
