import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.events.forms.facts import FactsForm
from quartier.events.models import Event, Offer
from quartier.kit import dates
from quartier.kit.forms import ClockField, DayField, HouseForm, moment


class EventForm(FactsForm):
    """A date, announced or changed."""

    FIRST = ("title", "day", "begins", "ends", "place")
    GROUPS = (
        *FactsForm.GROUPS,
        (_("Mehrere Tage, ganze Tage"), ("last_day", "all_day")),
        (_("Anmeldung"), ("registers", "capacity", "waiting_list", "until_day", "until_clock")),
        (_("Gehört zu"), ("part_of", "offer")),
    )

    day = DayField(label=_("Tag"))
    begins = ClockField(label=_("Beginn"))
    ends = ClockField(label=_("Ende"))
    last_day = DayField(
        label=_("Letzter Tag"), required=False, help_text=_("Nur wenn der Termin an einem anderen Tag endet.")
    )
    all_day = forms.BooleanField(label=_("Ganztägig, ohne Uhrzeit"), required=False)
    registers = forms.BooleanField(label=_("Mit Anmeldung"), required=False)
    capacity = forms.IntegerField(
        label=_("Plätze"), min_value=1, max_value=30_000, required=False, help_text=_("Leer lassen, wenn alle Platz finden.")
    )  # fmt: skip
    waiting_list = forms.BooleanField(label=_("Mit Warteliste"), required=False, initial=True)
    until_day = DayField(label=_("Anmeldung bis"), required=False)
    until_clock = ClockField(label=_("Uhrzeit"), required=False)
    part_of = forms.ModelChoiceField(
        label=_("Teil eines Festes"), queryset=Event.objects.none(), required=False, empty_label=_("nein")
    )
    offer = forms.ModelChoiceField(
        label=_("Termin eines Angebots"), queryset=Offer.objects.none(), required=False, empty_label=_("nein")
    )
    public = forms.BooleanField(label=_("Öffentlich zeigen"), required=False, initial=True)

    def __init__(self, *arguments: Any, event: Event | None = None, **options: Any) -> None:
        super().__init__(*arguments, row=event, **options)
        self.whole_days("begins", "ends")
        whole = Event.objects.filter(area=self.area, part_of__isnull=True, series__isnull=True)
        whole = whole.filter(ends_at__gt=dates.now() - dt.timedelta(days=31)).order_by("starts_at")
        if event is not None:
            whole = whole.exclude(pk=event.pk) | Event.objects.filter(pk=event.part_of_id or 0)
        self.fields["part_of"].queryset = whole  # type: ignore[attr-defined]
        self.fields["offer"].queryset = Offer.objects.filter(area=self.area).order_by("title")  # type: ignore[attr-defined]

    @classmethod
    def of(cls, event: Event) -> dict[str, Any]:
        """The event as the form's initial values."""
        start, end = dates.local(event.starts_at), dates.local(event.ends_at)
        last = end - dt.timedelta(days=1) if event.all_day else end
        until = dates.local(event.registration_until) if event.registration_until else None
        return cls.told(event) | {
            "day": start.date(), "begins": None if event.all_day else start.time(),
            "ends": None if event.all_day else end.time(), "last_day": last.date() if last.date() > start.date() else None,
            "all_day": event.all_day, "registers": event.registers, "capacity": event.capacity,
            "waiting_list": event.waiting_list, "until_day": until and until.date(), "until_clock": until and until.time(),
            "part_of": event.part_of_id, "offer": event.offer_id, "public": event.public,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        day, last = data.get("day"), data.get("last_day")
        if day and last and last < day:
            self.add_error("last_day", _("Der letzte Tag liegt vor dem ersten."))
        if self.errors or not day:
            return data
        start, end = self._times(data)
        if end <= start:
            self.add_error(
                "ends", _("Das Ende muss nach dem Beginn liegen. Geht es über Mitternacht, nennen Sie den letzten Tag.")
            )
        return data

    def _times(self, data: dict[str, Any]) -> tuple[dt.datetime, dt.datetime]:
        last = data.get("last_day") or data["day"]
        if data.get("all_day"):
            return dates.at(data["day"]), dates.at(last + dt.timedelta(days=1))
        return moment(data["day"], data["begins"]), moment(last, data["ends"])

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        start, end = self._times(data)
        names = ("all_day", "registers", "capacity", "waiting_list", "part_of", "offer", "public")
        until = moment(data["until_day"], data["until_clock"] or dt.time(23, 59)) if data["until_day"] else None
        return self.kept() | {name: data[name] for name in names} | {
            "starts_at": start, "ends_at": end, "registration_until": until
        }  # fmt: skip


class ReachForm(HouseForm):
    """Whether a change is meant for one date of a series or for more."""

    ONE, FOLLOWING, ALL = "one", "following", "all"
    reach = forms.ChoiceField(
        label=_("Was soll sich ändern?"), widget=forms.RadioSelect, initial=ONE,
        choices=(
            (ONE, _("nur dieser Termin")), (FOLLOWING, _("dieser und alle folgenden")),
            (ALL, _("alle Termine, die noch kommen")),
        ),
    )  # fmt: skip


class CancelForm(HouseForm):
    reason = forms.CharField(
        label=_("Warum fällt der Termin aus?"), max_length=200, help_text=_("Der Satz steht öffentlich beim Termin.")
    )


class CopyForm(HouseForm):
    to = DayField(label=_("Auf welchen Tag?"))
