"""One finding: a fact with its figure, the rule, its source and the ways out. It never blocks; a person decides."""

from dataclasses import dataclass

BAD, WARN, INFO, OPEN, OK = "bad", "warn", "info", "open", "ok"
ORDER = (BAD, WARN, OPEN, INFO, OK)


@dataclass(frozen=True)
class Way:
    """A way out of a finding: the verb on its button and what it does („ask“ leads to the question form)."""

    label: str
    does: str


@dataclass(frozen=True)
class Finding:
    """One finding. ``line`` is the id of the cost line it stands beside, None for the sum or the whole application."""

    kind: str
    code: str
    line: int | None
    title: str
    text: str
    source: str = ""
    ways: tuple[Way, ...] = ()
    about: str = "whole"  # line, sum, means, flat, whole
    own: str = ""  # the same said to the applicant, where it reads differently
    settled: str = ""  # why somebody holds it settled, who and when; then its kind is OK

    @property
    def to_applicant(self) -> str:
        return self.own or self.text
