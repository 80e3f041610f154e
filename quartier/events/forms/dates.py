from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.events.models import Event
from quartier.kit import dates
from quartier.kit.forms import ClockField, DayField, HouseForm, moment


class EventForm(HouseForm):
    """A date, announced or changed."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    day = DayField(label=_("Tag"))
    begins = ClockField(label=_("Beginn"))
    ends = ClockField(label=_("Ende"))
    place = forms.CharField(label=_("Ort"), max_length=160)
    summary = forms.CharField(label=_("Beschreibung"), widget=forms.Textarea(attrs={"rows": 5}), required=False)
    cost = forms.CharField(label=_("Kosten"), max_length=60, required=False, help_text=_("Zum Beispiel „kostenlos“."))
    languages = forms.CharField(label=_("Sprachen"), max_length=120, required=False)
    step_free = forms.BooleanField(label=_("Ohne Stufen"), required=False)
    childcare = forms.BooleanField(label=_("Mit Spielecke"), required=False)
    public = forms.BooleanField(label=_("Öffentlich zeigen"), required=False, initial=True)

    @staticmethod
    def of(event: Event) -> dict[str, Any]:
        """The event as the form's initial values."""
        start, end = dates.local(event.starts_at), dates.local(event.ends_at)
        facts = ("title", "place", "summary", "cost", "languages", "step_free", "childcare", "public")
        return {"day": start.date(), "begins": start.time(), "ends": end.time()} | {
            name: getattr(event, name) for name in facts
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("Das Ende muss nach dem Beginn liegen."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = dict(self.cleaned_data)
        day, begins, ends = data.pop("day"), data.pop("begins"), data.pop("ends")
        return data | {"starts_at": moment(day, begins), "ends_at": moment(day, ends)}


class CancelForm(HouseForm):
    reason = forms.CharField(
        label=_("Warum fällt der Termin aus?"), max_length=200, help_text=_("Der Satz steht öffentlich beim Termin.")
    )
