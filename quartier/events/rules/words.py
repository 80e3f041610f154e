"""A rule in the words people use: „jeden Dienstag“."""

import datetime as dt

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.events.rules.periods import DAYS, Rule
from quartier.events.rules.recurrence import parse


def in_words(rule: str, first: dt.datetime) -> str:
    """How often, as a sentence has it: „jeden Dienstag“, „alle 2 Wochen am Montag und Freitag“.

    ``first``: its first date, local. „regelmäßig“ for a rule too clever for words.
    """
    parts = parse(rule)
    every = int(parts.get("INTERVAL", 1))
    speaker = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[parts["FREQ"]]
    clever = {"BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND"}
    return speaker(parts, every, first) if clever.isdisjoint(parts) else _("regelmäßig")


def in_a_word(rule: str, first: dt.datetime) -> str:
    """The same where the weekday stands beside it: „jede Woche“, „jeden Monat“."""
    parts = parse(rule)
    every = int(parts.get("INTERVAL", 1))
    if parts["FREQ"] == "WEEKLY":
        return ngettext("jede Woche", "alle %(n)d Wochen", every) % {"n": every}
    if parts["FREQ"] == "MONTHLY":
        return ngettext("jeden Monat", "alle %(n)d Monate", every) % {"n": every}
    return in_words(rule, first)


def _daily(parts: Rule, every: int, first: dt.datetime) -> str:
    if any(name.startswith("BY") for name in parts):
        return _("jeden %(days)s") % {"days": _names(parts)} if parts.keys() <= WEEKDAYS_ONLY else _("regelmäßig")
    return _("jeden Tag") if every == 1 else _("alle %(n)d Tage") % {"n": every}


WEEKDAYS_ONLY = {"FREQ", "BYDAY", "WKST", "COUNT", "UNTIL"}


def _weekly(parts: Rule, every: int, first: dt.datetime) -> str:
    if {"BYMONTH", "BYMONTHDAY"} & parts.keys():
        return _("regelmäßig")
    days = _names(parts) if "BYDAY" in parts else str(WEEKDAYS[first.weekday()])
    if every == 1:
        return _("jeden %(days)s") % {"days": days}
    return _("alle %(n)d Wochen am %(days)s") % {"n": every, "days": days}


def _names(parts: Rule) -> str:
    chosen = [DAYS.index(word[-2:]) for word in parts["BYDAY"].split(",")]
    return listed([str(WEEKDAYS[day]) for day in sorted(set(chosen))])


def _monthly(parts: Rule, every: int, first: dt.datetime) -> str:
    if "BYMONTH" in parts or {"BYDAY", "BYMONTHDAY"} <= parts.keys():
        return _("regelmäßig")
    if "BYDAY" in parts:
        named = [_nth(word) for word in parts["BYDAY"].split(",")]
        if not all(named):
            return _("regelmäßig")
        when = listed(named)
    else:
        days = parts.get("BYMONTHDAY", str(first.day)).split(",")
        if any(day.startswith("-") for day in days):
            return _("am letzten Tag des Monats") if days == ["-1"] and every == 1 else _("regelmäßig")
        when = _("am %(days)s") % {"days": listed([f"{int(day)}." for day in days])}
    months = ngettext("jeden Monat", "alle %(n)d Monate", every) % {"n": every}
    return _("%(months)s %(when)s") % {"months": months, "when": when}


def _nth(word: str) -> str:
    """„2TU“: am zweiten Dienstag."""
    ordinals = {
        "1": _("am ersten %(day)s"), "2": _("am zweiten %(day)s"), "3": _("am dritten %(day)s"),
        "4": _("am vierten %(day)s"), "5": _("am fünften %(day)s"), "-1": _("am letzten %(day)s"),
    }  # fmt: skip
    found = ordinals.get(word[:-2].removeprefix("+"), "")
    return found % {"day": WEEKDAYS[DAYS.index(word[-2:])]} if found else ""


def _yearly(parts: Rule, every: int, first: dt.datetime) -> str:
    fixed = {"BYMONTH": str(first.month), "BYMONTHDAY": str(first.day)}
    by = {name: value for name, value in parts.items() if name.startswith("BY")}
    if not by.items() <= fixed.items():
        return _("regelmäßig")
    when = _("am %(day)d. %(month)s") % {"day": first.day, "month": MONTHS[first.month]}
    years = ngettext("jedes Jahr", "alle %(n)d Jahre", every) % {"n": every}
    return _("%(months)s %(when)s") % {"months": years, "when": when}


def listed(words: list[str]) -> str:
    """„Montag, Mittwoch und Freitag“"""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s und %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
