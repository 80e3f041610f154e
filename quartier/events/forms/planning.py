"""Rooms, stalls and shifts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events.models import Event, Room, Shift, Stall
from quartier.kit import dates
from quartier.kit.forms import ClockField, DayField, HouseForm, moment
from quartier.network.models import Organisation


class RoomForm(HouseForm):
    """A room of the quarter."""

    name = forms.CharField(label=_("Name"), max_length=120)
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    town = forms.CharField(label=_("Postleitzahl und Ort"), max_length=120, required=False)
    seats = forms.IntegerField(label=_("Plätze"), min_value=1, max_value=30_000, required=False)
    step_free = forms.BooleanField(label=_("Ohne Stufen"), required=False)
    access_note = forms.CharField(label=_("Noch ein Satz zum Zugang"), max_length=160, required=False)
    public = forms.BooleanField(
        label=_("Öffentlich zeigen"), required=False, initial=True,
        help_text=_("Dann können alle sehen, wann der Raum belegt ist. Was dort ist, steht nur bei öffentlichen Terminen."),
    )  # fmt: skip

    @classmethod
    def of(cls, room: Room) -> dict[str, Any]:
        """The room as the form's initial values."""
        return {name: getattr(room, name) for name in cls.base_fields}


class StallForm(HouseForm):
    """A stall or a table at a festival."""

    title = forms.CharField(label=_("Was gibt es dort?"), max_length=120)
    organisation = forms.ModelChoiceField(
        label=_("Einrichtung"), queryset=Organisation.objects.none(), required=False, empty_label=_("keine aus dem Netzwerk")
    )  # fmt: skip
    run_by = forms.CharField(
        label=_("Oder von wem"), max_length=120, required=False, help_text=_("Eine Gruppe oder ein Verein.")
    )
    spot = forms.CharField(label=_("Platz"), max_length=60, required=False)
    needs = forms.CharField(
        label=_("Braucht"), max_length=160, required=False, help_text=_("Zum Beispiel Strom, Wasser, ein Zelt.")
    )

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = Organisation.objects.listed().filter(area=area).order_by("name")
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]

    @classmethod
    def of(cls, stall: Stall) -> dict[str, Any]:
        """The stall as the form's initial values."""
        names = ("title", "run_by", "spot", "needs")
        return {name: getattr(stall, name) for name in names} | {"organisation": stall.organisation_id}


class ShiftForm(HouseForm):
    """Helpers are needed."""

    title = forms.CharField(label=_("Aufgabe"), max_length=120, help_text=_("Zum Beispiel „Aufbau“."))
    day = DayField(label=_("Tag"))
    begins = ClockField(label=_("Beginn"))
    ends = ClockField(label=_("Ende"))
    needed = forms.IntegerField(label=_("Gebraucht werden"), min_value=1, max_value=999, initial=2)

    def __init__(self, *arguments: Any, event: Event | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if event is not None and not self.initial:
            self.initial = {"day": dates.local(event.starts_at).date(), "needed": 2}

    @classmethod
    def of(cls, shift: Shift) -> dict[str, Any]:
        """The shift as the form's initial values."""
        start, end = dates.local(shift.starts_at), dates.local(shift.ends_at)
        return {
            "title": shift.title, "needed": shift.needed, "day": start.date(), "begins": start.time(), "ends": end.time(),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("Das Ende muss nach dem Beginn liegen."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        return {
            "title": data["title"], "needed": data["needed"], "starts_at": moment(data["day"], data["begins"]),
            "ends_at": moment(data["day"], data["ends"]),
        }  # fmt: skip
