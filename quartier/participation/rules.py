"""What an idea may be, how fast the office answers, and how spam is kept out without asking anybody for a riddle."""

import datetime as dt
import re
from typing import TYPE_CHECKING

from quartier.kit import dates, spam
from quartier.participation import states

if TYPE_CHECKING:
    from quartier.participation.models import Idea

TITLE_MAX, TEXT_MIN, TEXT_MAX, PLACE_MAX, NAME_MAX, ANSWER_MAX = 100, 10, 3000, 120, 60, 5000
RELEASE_WITHIN = dt.timedelta(days=2)  # read and released by the office
ANSWER_WITHIN = dt.timedelta(days=7)  # promised on the form
SAME_WITHIN = dt.timedelta(minutes=10)  # the same words again are a double click or the Back button, not a second idea
# From one connection in one hour: a school class hands in 30 ideas in a lesson.
MOST_PER_HOUR = 40
AGAIN_WITHIN = dt.timedelta(days=30)  # the same text after that is no longer looked for
TELL_EVERY = dt.timedelta(hours=1)  # at most one mail to the office about what waits to be read

SENTENCE = re.compile(r"(?<=[.?!…])\s|\n")
HEADING_MAX = 60


def heading(text: str) -> str:
    """A title for an idea that came without one: its first sentence, cut between words."""
    first = SENTENCE.split(text.strip(), maxsplit=1)[0].strip().rstrip(".")
    if len(first) <= HEADING_MAX:
        return first
    return first[: HEADING_MAX - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def whom(text: str) -> str:
    """Who an idea was passed on to, without the „an“ that people write before it."""
    text = text.strip().rstrip(".")
    return text[3:].lstrip() if text[:3].lower() == "an " else text


def answer_owed_by(at: dt.datetime) -> dt.date:
    """The day until which the office has promised an answer to an idea that came at that moment."""
    return dates.local(at + ANSWER_WITHIN).date()


def release_owed_by(at: dt.datetime) -> dt.date:
    """The day until which somebody should have read it."""
    return dates.local(at + RELEASE_WITHIN).date()


def is_same(like: "Idea", title: str) -> bool:
    """Whether an idea with the same text is the very one that comes again, by a double click or the Back button."""
    return like.status == states.NEW and like.title == title and like.at >= dates.now() - SAME_WITHIN


def held(title: str, text: str, *short: str, again: bool) -> str:
    """Why a person should look at it before anybody hears of it: words of ``spam.SIGNS``, empty where nothing is odd.

    Two links in the text are nothing special; one in a place or a name is.
    """
    found = [*spam.signs(title, text), *spam.signs(*short, links=0), *([spam.AGAIN] if again else [])]
    return " ".join(dict.fromkeys(found))
