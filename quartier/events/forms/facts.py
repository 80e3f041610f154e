from typing import Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events import states
from quartier.events.models import Room
from quartier.events.models.facts import Facts
from quartier.events.queries import choices
from quartier.kit.forms import HouseForm
from quartier.network.models import Organisation
from quartier.texts import rules as languages
from quartier.texts.queries import languages as languages_of_area

TEXT = 10_000  # letters of a description


class FactsForm(HouseForm):
    """What dates, series and offers have in common. The first questions stand open, the others are folded."""

    FIRST: tuple[str, ...] = ()
    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Was und für wen"), ("summary", "topic", "age_from", "age_to", "organiser")),
        (_("Sprachen"), ("spoken", "languages")),
        (_("Wo und wie man hinkommt"), ("room", "step_free", "access_note")),
        (_("Kosten, Kinder, Fragen"), ("cost", "childcare", "contact", "link")),
    )

    title = forms.CharField(label=_("Titel"), max_length=120)
    place = forms.CharField(
        label=_("Ort"), max_length=160, help_text=_("Leer lassen, wenn unten ein Raum gewählt ist."),
        error_messages={"required": _("Bitte nennen Sie einen Ort, oder wählen Sie einen Raum.")},
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Beschreibung"), max_length=TEXT, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Der erste Absatz steht groß darüber. Eine leere Zeile beginnt einen neuen."),
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("Thema"), choices=states.TOPICS, required=False, initial=states.OTHER)
    age_from = forms.IntegerField(label=_("Alter von"), min_value=0, max_value=120, required=False)
    age_to = forms.IntegerField(label=_("Alter bis"), min_value=0, max_value=120, required=False)
    organiser = forms.ModelChoiceField(
        label=_("Wer lädt ein"), queryset=Organisation.objects.none(), required=False, empty_label=_("das Büro")
    )
    spoken = forms.MultipleChoiceField(
        label=_("Welche Sprachen werden gesprochen?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.CharField(
        label=_("Sprachen in Worten"), max_length=120, required=False,
        help_text=_("Nur wenn mehr zu sagen ist, zum Beispiel „Übersetzung ins Türkische ab 17 Uhr“."),
    )  # fmt: skip
    room = forms.ModelChoiceField(
        label=_("Raum"), queryset=Room.objects.none(), required=False, empty_label=_("keiner von unseren")
    )
    step_free = forms.BooleanField(label=_("Ohne Stufen"), required=False)
    access_note = forms.CharField(label=_("Noch ein Satz zum Zugang"), max_length=160, required=False)
    cost = forms.CharField(
        label=_("Kosten"), max_length=60, required=False, help_text=_("Leer lassen, wenn es nichts kostet.")
    )
    childcare = forms.BooleanField(label=_("Mit Spielecke"), required=False)
    contact = forms.CharField(
        label=_("Fragen beantwortet"), max_length=200, required=False,
        help_text=_("Telefon oder E-Mail des Büros oder eines Vereins, nicht einer einzelnen Person."),
    )  # fmt: skip
    link = forms.URLField(label=_("Internet"), max_length=300, required=False, assume_scheme="https")

    def __init__(self, *arguments: Any, area: Area, row: Facts | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.area = area
        if self.is_bound and self.data.get(self.add_prefix("room")):
            self.fields["place"].required = False
        own = Q(area=area, unlisted_since__isnull=True)
        if row is not None and row.organiser_id:
            own |= Q(pk=row.organiser_id)
        self.fields["organiser"].queryset = Organisation.objects.filter(own).order_by("name")  # type: ignore[attr-defined]
        self.fields["room"].queryset = Room.objects.filter(area=area)  # type: ignore[attr-defined]
        self.fields["spoken"].choices = self._languages(row)  # type: ignore[attr-defined]

    def _languages(self, row: Facts | None) -> list[tuple[str, str]]:
        codes = [code for code in languages_of_area(self.area) if code != languages.EASY]
        codes += [code for code in (row.codes if row is not None else ()) if code not in codes]
        codes += [code for code in (choices.SIGNED, choices.ANY_LANGUAGE) if code not in codes]
        return [(code, choices.language(code)) for code in codes]

    def whole_days(self, *clocks: str) -> None:
        """No time of day is asked for where the whole day was ticked."""
        if self.is_bound and self.data.get(self.add_prefix("all_day")):
            for name in clocks:
                self.fields[name].required = False

    @classmethod
    def told(cls, row: Facts) -> dict[str, Any]:
        """The facts of a row as initial values."""
        names = ("title", "place", "summary", "topic", "age_from", "age_to", "languages", "step_free", "access_note")
        found = {name: getattr(row, name) for name in (*names, "cost", "childcare", "contact", "link")}
        return found | {"spoken": row.codes, "room": row.room_id, "organiser": row.organiser_id}

    @property
    def first(self) -> list[BoundField]:
        """What is asked openly."""
        return [self[name] for name in self.FIRST]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The folded questions; open where something is wrong in them."""
        found = []
        for legend, names in self.GROUPS:
            fields = [self[name] for name in names if name in self.fields]
            wrong = any(field.errors for field in fields) if self.is_bound else False
            found.append({"legend": legend, "fields": fields, "open": wrong})
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("age_from"), data.get("age_to")
        if low is not None and high is not None and high < low:
            self.add_error("age_to", _("Das höchste Alter liegt unter dem niedrigsten."))
        return data

    def kept(self) -> dict[str, Any]:
        """The common facts as the actions want them."""
        data = {name: self.cleaned_data[name] for name in FactsForm.base_fields if name in self.cleaned_data}
        return data | {"topic": data.get("topic") or states.OTHER}
