"""Which topic of ours the categories of a file mean, as far as words tell."""

from collections.abc import Iterable

from quartier.events import states
from quartier.kit.columns import fold

WORDS = (
    (states.ADVICE, ("beratung", "sprechstunde", "hilfe", "sozial", "advice")),
    (states.WORK, ("arbeit", "beruf", "job", "ausbildung", "bewerbung", "karriere", "work")),
    (states.LEARN, ("kurs", "lernen", "bildung", "deutsch", "vortrag", "workshop", "seminar", "education")),
    (states.FEAST, ("fest", "markt", "feier", "flohmarkt", "feast", "festival")),
    (states.FAMILY, ("familie", "kinder", "eltern", "family", "baby")),
    (states.YOUNG, ("jugend", "young", "youth")),
    (states.SPORT, ("sport", "gesundheit", "bewegung", "yoga", "fussball", "health")),
    (
        states.CULTURE,
        ("kultur", "kunst", "musik", "konzert", "theater", "film", "ausstellung", "lesung", "culture", "music"),
    ),
    (states.GREEN, ("garten", "umwelt", "natur", "klima", "green")),
    (states.TAKE_PART, ("beteiligung", "mitreden", "rat", "gremium", "politik", "versammlung", "sitzung")),
    (states.MEET, ("treff", "begegnung", "nachbar", "cafe", "meet")),
)
WHOLE = ("rat", "job", "fest", "work")  # within other words they mean something else


def topic_of(categories: Iterable[str]) -> str:
    """The topic of the first category that tells one, by our own label too; empty where none does."""
    labels = {fold(str(label)): topic for topic, label in states.TOPICS}
    for category in categories:
        if topic := labels.get(fold(category)):
            return topic
        words = [fold(word) for word in category.replace("/", " ").replace("-", " ").split()]
        for topic, known in WORDS:
            if any(word == one or (one not in WHOLE and one in word) for word in words for one in known):
                return topic
    return ""
