"""What a file says of one date or one series, put together from its events (RFC 5545 3.8.4.4) as JSON values."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from quartier.events import rules
from quartier.events.imports.dates import Found
from quartier.events.models import EventSeries
from quartier.events.queries.data import exception_facts, facts_of_series, utc
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.tables import Problem

FAR = dt.timedelta(days=366 * 50)
YEAR = dt.timedelta(days=366)
MOST_LOOKED_AT = 12_000  # dates of an old rule, to see how many are left: thirty years of every day
ONCE = "FREQ=DAILY;COUNT=1"  # the rule of a series that only names its days
PLAIN = ("title", "summary", "place", "link", "status", "public")


@dataclass
class Said:
    """``values``: what is to be written. ``of_series``: an exception to a series the file does not have."""

    uid: str
    line: int
    sequence: int
    values: dict[str, Any]
    of_series: Found | None = None

    @property
    def names(self) -> set[str]:
        """Under which the date, or the series it belongs to, may be known here."""
        return {self.uid} | ({self.of_series.uid} if self.of_series else set())

    def shown(self, public: bool) -> dict[str, Any]:
        """The values, nothing of it public where the whole file is not to be."""
        if public:
            return self.values
        exceptions = {moment: one | {"public": False} for moment, one in self.values.get("exceptions", {}).items()}
        return self.values | {"public": False} | ({"exceptions": exceptions} if "rule" in self.values else {})

    def within(self, series: EventSeries, public: bool) -> dict[str, Any]:
        """The series that is there, with this exception."""
        assert self.of_series is not None and self.of_series.instead_of is not None
        now, own = facts_of_series(series), _exception(self.of_series)
        moment = utc(self.of_series.instead_of.at)
        return now | {"exceptions": now["exceptions"] | {moment: own | {"public": own["public"] and public}}}


def put_together(found: Sequence[Found], problems: list[Problem]) -> list[Said]:
    """One for every name: dates, and series with their exceptions, in the order of the file."""
    whole: dict[str, Found] = {}
    exceptions: dict[str, list[Found]] = {}
    for one in found:
        if one.instead_of is not None:
            exceptions.setdefault(one.uid, []).append(one)
        elif one.uid not in whole:
            whole[one.uid] = one
        else:
            _twice(whole, one, problems)
    said = []
    for one in whole.values():
        for part, own in _split(one, exceptions.pop(one.uid, []), problems):
            said.append(_one(part, own, problems))
    return said + [one for uid, rows in exceptions.items() for one in _alone(uid, rows, problems)]


def _twice(whole: dict[str, Found], one: Found, problems: list[Problem]) -> None:
    """Two events of one name are two versions of one date: the later counts (3.8.7.4)."""
    known = whole[one.uid]
    told = _("Dieser Termin steht schon in Zeile %(n)d (gleiche UID); es gilt die jüngste Fassung.")
    problems.append(Problem(told % {"n": known.line}, one.line))
    if one.age > known.age:
        whole[one.uid] = one


def _one(found: Found, exceptions: list[Found], problems: list[Problem]) -> Said:
    if not found.repeats:
        for one in exceptions:
            problems.append(
                Problem(_("Eine Ausnahme von einem Termin, der sich nicht wiederholt, bleibt weg."), one.line)
            )
        return Said(found.uid, found.line, found.sequence, _values(found))
    sequence = max([found.sequence, *(one.sequence for one in exceptions)])
    return Said(found.uid, found.line, sequence, _series(found, exceptions, problems))


def _split(found: Found, exceptions: list[Found], problems: list[Problem]) -> Iterator[tuple[Found, list[Found]]]:
    """A series that changes from one date on (RANGE=THISANDFUTURE, 3.2.13) is two: the old one ends before it, the new
    one has a name of its own. Both as ours are split, so that every calendar understands them."""
    turns = sorted((one for one in exceptions if one.and_later and found.rule), key=lambda one: _at(one, found))
    if not turns or _at(turns[0], found) <= found.start.at:
        yield found, exceptions
        return
    turn, moment = turns[0], _at(turns[0], found)
    try:
        later = _later(found, turn, moment)
    except Refused as refusal:
        told = _("Die Änderung gilt laut Datei auch für alle späteren Termine; übernommen wird sie für diesen. %(why)s")
        problems.append(Problem(told % {"why": refusal.message}, turn.line))
        yield found, [replace(one, and_later=False) for one in exceptions]
        return
    shift = turn.start.at - moment
    yield (
        replace(
            found, rule=rules.ended(found.rule, moment, all_day=found.start.whole),
            left_out=[at for at in found.left_out if at < moment], added=[pair for pair in found.added if pair[0] < moment],
        ),
        [one for one in exceptions if _at(one, found) < moment],
    )  # fmt: skip
    rest = [
        replace(one, instead_of=replace(one.instead_of, at=_at(one, found) + shift, floating=False))
        for one in exceptions
        if one is not turn and one.instead_of and _at(one, found) > moment
    ]
    yield from _split(later, rest, problems)


def _later(found: Found, turn: Found, moment: dt.datetime) -> Found:
    """The series from the turn on: its rule with what is left of it, on the days it moved to. Refused where no rule says that."""
    zone, shift = found.start.zone, turn.start.at - moment
    done = len(rules.occurrences(found.rule, found.start.at, moment - rules.SECOND, zone=zone.key))
    days = (turn.start.at.astimezone(zone).date() - moment.astimezone(zone).date()).days
    return replace(
        turn, uid=f"{found.uid}/{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}", instead_of=None, and_later=False,
        rule=rules.moved(rules.rest(found.rule, done), days), start=replace(turn.start, zone=zone),
        left_out=[at + shift for at in found.left_out if at >= moment],
        added=[(at + shift, end + shift if end else None) for at, end in found.added if at >= moment],
    )  # fmt: skip


def _values(found: Found) -> dict[str, Any]:
    return found.facts | {
        "uid": found.uid, "sequence": found.sequence, "starts_at": utc(found.start.at), "ends_at": utc(found.end),
        "all_day": found.start.whole,
    }  # fmt: skip


def _series(found: Found, exceptions: list[Found], problems: list[Problem]) -> dict[str, Any]:
    zone = found.start.zone.key
    added = sorted({at for at, _end in found.added if at != found.start.at})
    rule = _shortened(found, added, problems)
    values = _values(found) | {
        "rule": rule, "zone": zone, "left_out": [rules.text_of(at, zone) for at in sorted(set(found.left_out))],
        "added": [rules.text_of(at, zone) for at in added],
    }  # fmt: skip
    said = {utc(at): _exception(found) | {"starts_at": utc(at), "ends_at": utc(end)} for at, end in found.added if end}
    last = max((_at(one, found) for one in exceptions), default=None)
    ruled = set(rules.occurrences(rule, found.start.at, last, zone=zone, added=values["added"])) if last else set()
    for one in exceptions:
        said |= _instead(one, found, values, ruled, problems)
    plain = {name: values[name] for name in (*PLAIN, "all_day")}
    values["exceptions"] = {
        moment: facts
        for moment, facts in sorted(said.items())
        if facts != exception_facts(plain, moment, found.start.at, found.end, zone)
    }
    return values


def _shortened(found: Found, added: Sequence[dt.datetime], problems: list[Problem]) -> str:
    """The rule, ended after 400 dates where it has an end further off."""
    rule = found.rule or ONCE
    if not rules.ends(rule):
        return rule
    start = found.start
    old = start.at < dates.now() - YEAR
    most = MOST_LOOKED_AT if old else rules.LONGEST + 1
    every = rules.occurrences(rule, start.at, start.at + FAR, zone=start.zone.key, most=most)
    if old and len(every) > rules.LONGEST:  # only what is not long over counts
        every = [moment for moment in every if moment > dates.now() - YEAR]
    if len(every) <= rules.LONGEST:
        return rule
    told = _("Die Reihe hat mehr als %(n)d Termine; sie endet mit dem %(n)d. am %(day)s.")
    problems.append(Problem(told % {"n": rules.LONGEST, "day": f"{every[rules.LONGEST - 1]:%d.%m.%Y}"}, found.line))
    return rules.ended(rule, every[rules.LONGEST], all_day=start.whole)


def _exception(found: Found) -> dict[str, Any]:
    return {name: found.facts[name] for name in PLAIN} | {
        "starts_at": utc(found.start.at), "ends_at": utc(found.end), "all_day": found.start.whole,
    }  # fmt: skip


def _at(one: Found, of: Found) -> dt.datetime:
    """Which moment of the series an exception means."""
    assert one.instead_of is not None
    zone, moment = of.start.zone, one.instead_of.at
    if one.instead_of.whole and not of.start.whole:
        return dt.datetime.combine(moment.date(), of.start.at.astimezone(zone).time()).replace(tzinfo=zone)
    return moment.replace(tzinfo=zone) if one.instead_of.floating else moment


def _instead(
    one: Found, of: Found, values: dict[str, Any], ruled: set[dt.datetime], problems: list[Problem]
) -> dict[str, Any]:
    """An exception by the moment the rule has; a moment it does not have becomes a day more."""
    zone, moment = of.start.zone, _at(one, of)
    if one.repeats:
        problems.append(Problem(_("Eine Ausnahme, die sich selbst wiederholt, gilt nur einmal."), one.line))
    if moment not in ruled:
        problems.append(
            Problem(_("Die Reihe hat zu dieser Zeit keinen Termin; er kommt als zusätzlicher dazu."), one.line)
        )
        values["added"] = sorted({*values["added"], rules.text_of(moment, zone.key)}, key=rules.moment_of)
    text = rules.text_of(moment, zone.key)
    if text in values["left_out"]:
        values["left_out"] = [day for day in values["left_out"] if day != text]
    return {utc(moment): _exception(one)}


def _alone(uid: str, rows: Sequence[Found], problems: list[Problem]) -> list[Said]:
    """Exceptions to a series that is not in the file: dates of their own, or changes of the series that is here."""
    found = []
    for one in rows:
        assert one.instead_of is not None
        problems.append(Problem(_("Die Reihe zu diesem Termin steht nicht in der Datei."), one.line))
        if one.and_later:
            told = _("Die Änderung gilt laut Datei auch für alle späteren Termine; übernommen wird sie für diesen.")
            problems.append(Problem(told, one.line))
        values = _values(one) | {"uid": f"{uid}/{one.instead_of.at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"}
        found.append(Said(values["uid"], one.line, one.sequence, values, of_series=one))
    return found
