"""Topics as addresses write them: one German word each."""

from quartier.events import states

SLUGS = {
    states.MEET: "treffen", states.FEAST: "feste", states.LEARN: "lernen", states.ADVICE: "rat", states.WORK: "arbeit",
    states.FAMILY: "familie", states.YOUNG: "jugend", states.SPORT: "sport", states.CULTURE: "kultur",
    states.GREEN: "garten", states.TAKE_PART: "mitreden", states.OTHER: "anderes",
}  # fmt: skip
CODES = {slug: code for code, slug in SLUGS.items()}


def topic_at(slug: str) -> str | None:
    """The topic of the address; None for a word that names none."""
    return CODES.get(slug)
