import re
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from quartier.events import states
from quartier.events.forms.facts import FactsForm
from quartier.events.models import Offer
from quartier.kit.forms import DayField, HouseForm

SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
SLOT = re.compile(r"\s*(.+?)\s+(\d{1,2}(?:[:.]\d\d)?)\s*(?:[-–]|bis)\s*(\d{1,2}(?:[:.]\d\d)?)\s*(?:uhr)?\s*", re.I)
BETWEEN = re.compile(r"\s*(?:,|/|\+|&|\bund\b|\band\b)\s*", re.I)


class OfferForm(FactsForm):
    """An offer people can use again and again."""

    FIRST = ("title", "kind", "hours", "place")
    GROUPS = (
        *FactsForm.GROUPS,
        (_("Von wann bis wann"), ("times_note", "starts_on", "ends_on")),
    )

    kind = forms.ChoiceField(label=_("Art"), choices=states.OFFER_KINDS)
    hours = forms.CharField(
        label=_("Wochentage und Zeiten"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Eine Zeile je Zeit, so: Mo und Do 10:00-12:00"),
    )  # fmt: skip
    times_note = forms.CharField(
        label=_("Hinweis zu den Zeiten"), max_length=160, required=False, help_text=_("Zum Beispiel „nicht in den Ferien“.")
    )  # fmt: skip
    starts_on = DayField(label=_("Erster Tag"), required=False)
    ends_on = DayField(label=_("Letzter Tag"), required=False)

    def __init__(self, *arguments: Any, offer: Offer | None = None, **options: Any) -> None:
        super().__init__(*arguments, row=offer, **options)

    @classmethod
    def of(cls, offer: Offer) -> dict[str, Any]:
        """The offer as the form's initial values."""
        lines = [f"{WEEKDAYS_ABBR[day]} {begins}-{ends}" for day, begins, ends in offer.hours]
        names = ("kind", "times_note", "starts_on", "ends_on")
        return cls.told(offer) | {name: getattr(offer, name) for name in names} | {"hours": "\n".join(lines)}

    def clean_hours(self) -> list[list[Any]]:
        return [slot for line in self.cleaned_data["hours"].splitlines() if line.strip() for slot in _slots(line)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Das Angebot endet, bevor es beginnt."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        names = ("kind", "hours", "times_note", "starts_on", "ends_on")
        return self.kept() | {name: self.cleaned_data[name] for name in names}


def _slots(line: str) -> list[list[Any]]:
    """„Mo und Do 10-12“ as two slots."""
    found = SLOT.fullmatch(line)
    days = [_weekday(word) for word in BETWEEN.split(found[1])] if found else []
    if found and days and None not in days:
        begins, ends = _clock(found[2]), _clock(found[3])
        if begins < ends <= "24:00":
            return [[day, begins, ends] for day in days]
    raise forms.ValidationError(
        _("„%(line)s“ können wir nicht lesen. Bitte so: Mo und Do 10:00-12:00") % {"line": line.strip()}
    )


def _weekday(word: str) -> int | None:
    """By its name or its first letters, in German or the reader's language."""
    bare = word.strip(" .").lower()
    for number, short in enumerate(SHORT):
        names = {short, str(WEEKDAYS[number]).lower(), str(WEEKDAYS_ABBR[number]).lower().strip(".")}
        if bare in names or (len(bare) > 2 and str(WEEKDAYS[number]).lower().startswith(bare)):
            return number
    return None


def _clock(text: str) -> str:
    """„9“, „9.30“ → „09:00“, „09:30“; what is no time sorts behind every one."""
    hour, _colon, minute = text.replace(".", ":").partition(":")
    clock = f"{hour.zfill(2)}:{minute or '00'}"
    return clock if clock < "24:00" and (minute or "00") < "60" else "99:99"


class PauseForm(HouseForm):
    """That an offer ends, and what those are told who are registered for one of its dates."""

    reason = forms.CharField(
        label=_("Warum?"), max_length=200, required=False,
        help_text=_("Wer für einen Termin angemeldet ist, bekommt diesen Satz."),
    )  # fmt: skip
