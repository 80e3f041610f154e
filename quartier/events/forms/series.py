import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from quartier.events import rules
from quartier.events.forms.facts import FactsForm
from quartier.events.models import EventSeries
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.forms import ClockField, DayField, HouseForm, moment

WEEKLY, MONTHLY_NTH, MONTHLY_DAY, DAILY, OTHER = "weekly", "nth", "day", "daily", "other"
NEVER, UNTIL, COUNT = "never", "until", "count"


class SeriesForm(FactsForm):
    """A series in plain words: every week on …, the first Tuesday of the month; until when; which days not."""

    FIRST = ("title", "day", "begins", "ends", "place")
    GROUPS = (*FactsForm.GROUPS, (_("Anmeldung"), ("registers", "capacity", "waiting_list")))

    day = DayField(label=_("Erster Tag"))
    begins = ClockField(label=_("Beginn"))
    ends = ClockField(label=_("Ende"), help_text=_("Vor dem Beginn heißt: am Tag darauf."))
    all_day = forms.BooleanField(label=_("Ganztägig, ohne Uhrzeit"), required=False)
    repeats = forms.ChoiceField(
        label=_("Wie oft?"), widget=forms.RadioSelect, initial=WEEKLY,
        choices=(
            (WEEKLY, _("an Wochentagen")), (MONTHLY_NTH, _("im Monat, am gleichen Wochentag: am ersten Dienstag")),
            (MONTHLY_DAY, _("im Monat, am gleichen Tag: am 15.")), (DAILY, _("täglich")),
        ),
    )  # fmt: skip
    every = forms.IntegerField(
        label=_("Alle wie viele Wochen, Monate, Tage?"), min_value=1, max_value=99, initial=1,
        help_text=_("1 heißt jede Woche, 2 jede zweite."),
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("An welchen Wochentagen?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leer lassen für den Wochentag des ersten Tages."),
    )  # fmt: skip
    last_of_month = forms.BooleanField(label=_("Immer der letzte des Monats"), required=False)
    stops = forms.ChoiceField(
        label=_("Wie lange?"), widget=forms.RadioSelect, initial=NEVER,
        choices=((NEVER, _("ohne Ende")), (UNTIL, _("bis zu einem Tag")), (COUNT, _("so viele Termine"))),
    )  # fmt: skip
    until = DayField(label=_("Bis einschließlich"), required=False)
    count = forms.IntegerField(label=_("Zahl der Termine"), min_value=1, required=False)
    registers = forms.BooleanField(label=_("Mit Anmeldung"), required=False)
    capacity = forms.IntegerField(label=_("Plätze je Termin"), min_value=1, max_value=30_000, required=False)
    waiting_list = forms.BooleanField(label=_("Mit Warteliste"), required=False, initial=True)
    public = forms.BooleanField(label=_("Öffentlich zeigen"), required=False, initial=True)

    WHEN = ("repeats", "every", "weekdays", "last_of_month")
    HOW_LONG = ("stops", "until", "count")

    def __init__(self, *arguments: Any, series: EventSeries | None = None, **options: Any) -> None:
        super().__init__(*arguments, row=series, **options)
        self.whole_days("begins", "ends")
        self.series = series
        self.fields["weekdays"].choices = [(str(n), WEEKDAYS[n]) for n in range(7)]  # type: ignore[attr-defined]
        if series is not None and "repeats" not in (initial := self.initial or {}):
            self.fields["repeats"].choices = [*self.fields["repeats"].choices, (OTHER, _("wie bisher"))]  # type: ignore[attr-defined]
            self.initial = {**initial, "repeats": OTHER}

    @property
    def when(self) -> list[Any]:
        return [self[name] for name in self.WHEN]

    @property
    def how_long(self) -> list[Any]:
        return [self[name] for name in self.HOW_LONG]

    @classmethod
    def of(cls, series: EventSeries, first: dt.datetime) -> dict[str, Any]:
        """The series from its date ``first`` on as initial values; a rule too clever for the form stays „as before“."""
        start, end = dates.local(first), dates.local(rules.end_of(series, first))
        names = ("all_day", "registers", "capacity", "waiting_list", "public")
        return cls.told(series) | {name: getattr(series, name) for name in names} | _asked(series.rule, start) | {
            "day": start.date(), "begins": None if series.all_day else start.time(),
            "ends": None if series.all_day else end.time(),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("stops") == UNTIL and not data.get("until") and "until" not in self.errors:
            self.add_error("until", self.fields["until"].error_messages["required"])
        if data.get("stops") == COUNT and not data.get("count") and "count" not in self.errors:
            self.add_error("count", _("Bitte geben Sie eine Zahl an, zum Beispiel 10."))
        if data.get("until") and data.get("day") and data["stops"] == UNTIL and data["until"] < data["day"]:
            self.add_error("until", _("Das Ende liegt vor dem ersten Tag."))
        if not self.errors:
            self._look_ahead(data)
        return data

    def _look_ahead(self, data: dict[str, Any]) -> None:
        """The dates as they will be: for the preview, and so that too many are refused here."""
        try:
            start, end = self.times()
            preview = EventSeries(
                rule=self.rule(), starts_at=start, ends_at=end, zone=self.zone, all_day=data["all_day"],
                left_out=[], added=[],
            )  # fmt: skip
            rules.not_too_long(preview)
            self.moments, self.until_moment = rules.due(preview)
        except Refused as refused:
            self.add_error(None, refused.message)

    @property
    def zone(self) -> str:
        return self.series.zone if self.series is not None else settings.TIME_ZONE

    def rule(self) -> str:
        """The answers as a rule of iCalendar."""
        data = self.cleaned_data
        if data["repeats"] == OTHER and self.series is not None:
            return self.series.rule
        day: dt.date = data["day"]
        parts = {WEEKLY: "WEEKLY", DAILY: "DAILY"}.get(data["repeats"], "MONTHLY")
        rule = {"FREQ": parts} | ({"INTERVAL": str(data["every"])} if data["every"] > 1 else {})
        if data["repeats"] == WEEKLY:
            chosen = sorted(int(number) for number in data["weekdays"]) or [day.weekday()]
            rule["BYDAY"] = ",".join(rules.DAYS[number] for number in chosen)
        elif data["repeats"] == MONTHLY_NTH:
            nth = -1 if data["last_of_month"] or day.day > 28 else (day.day - 1) // 7 + 1
            rule["BYDAY"] = f"{nth}{rules.DAYS[day.weekday()]}"
        elif data["repeats"] == MONTHLY_DAY:
            rule["BYMONTHDAY"] = "-1" if data["last_of_month"] else str(day.day)
        return rules.join(rule | self._end(day))

    def _end(self, day: dt.date) -> dict[str, str]:
        data = self.cleaned_data
        if data["stops"] == COUNT:
            return {"COUNT": str(data["count"])}
        if data["stops"] != UNTIL:
            return {}
        edge = rules.ended("FREQ=DAILY", dates.at(data["until"] + dt.timedelta(days=1)), all_day=data["all_day"])
        return {"UNTIL": rules.parse(edge)["UNTIL"]}

    def times(self) -> tuple[dt.datetime, dt.datetime]:
        """Beginning and end of the first date: the first day of the rule at or after the day that was given."""
        data = self.cleaned_data
        clock = dt.time(0) if data["all_day"] else data["begins"]
        start = rules.aligned(self.rule(), moment(data["day"], clock), zone=self.zone)
        day = dates.local(start).date()
        if data["all_day"]:
            return start, dates.at(day + dt.timedelta(days=1))
        later = dt.timedelta(days=int(data["ends"] <= data["begins"]))
        return start, moment(day + later, data["ends"])

    def facts(self) -> dict[str, Any]:
        """What the actions want, without rule and times."""
        names = ("all_day", "registers", "capacity", "waiting_list", "public")
        return self.kept() | {name: self.cleaned_data[name] for name in names}


def _asked(rule: str, first: dt.datetime) -> dict[str, Any]:
    """The answers that make this rule; without „repeats“ where none do."""
    parts = rules.parse(rule)
    found: dict[str, Any] = {"every": int(parts.get("INTERVAL", 1)), "stops": NEVER}
    if "COUNT" in parts:
        found |= {"stops": COUNT, "count": int(parts["COUNT"])}
    if until := rules.until_day(rule):
        found |= {"stops": UNTIL, "until": until}
    by = {name: value for name, value in parts.items() if name.startswith("BY")}
    words = by.get("BYDAY", "").split(",") if "BYDAY" in by else []
    if parts["FREQ"] == "WEEKLY" and by.keys() <= {"BYDAY"}:
        days = [str(rules.DAYS.index(word[-2:])) for word in words] or [str(first.weekday())]
        return found | {"repeats": WEEKLY, "weekdays": days}
    if parts["FREQ"] == "DAILY" and not by:
        return found | {"repeats": DAILY}
    if parts["FREQ"] == "MONTHLY" and by.keys() == {"BYDAY"} and len(words) == 1 and words[0][:-2]:
        return found | {"repeats": MONTHLY_NTH, "last_of_month": words[0].startswith("-1")}
    if parts["FREQ"] == "MONTHLY" and by.keys() <= {"BYMONTHDAY"} and "," not in by.get("BYMONTHDAY", ""):
        return found | {"repeats": MONTHLY_DAY, "last_of_month": by.get("BYMONTHDAY") == "-1"}
    return found


class EndForm(HouseForm):
    """Until when a series goes on."""

    last = DayField(label=_("Letzter Tag der Reihe"))
    reason = forms.CharField(
        label=_("Warum?"), max_length=200, required=False,
        help_text=_("Wer für einen späteren Termin angemeldet ist, bekommt diesen Satz."),
    )  # fmt: skip


class DayForm(HouseForm):
    """One date more."""

    day = DayField(label=_("Zusätzlicher Tag"))
    begins = ClockField(label=_("Beginn"))
