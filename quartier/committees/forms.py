from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.committees import states
from quartier.kit import dates
from quartier.kit.forms import ClockField, DayField, HouseForm, MoneyField, moment
from quartier.network.models import Organisation, Person


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BodyForm(HouseForm):
    """A new body."""

    kind = forms.ChoiceField(
        label=_("Was für ein Gremium ist es?"), choices=states.COMMITTEE_KINDS, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"), max_length=80)
    about = forms.CharField(
        label=_("Worüber entscheidet es?"),
        help_text=_("Ein, zwei Sätze für alle. Sie stehen öffentlich auf der Seite des Gremiums."),
        widget=lines(3),
        required=False,
    )


class ConstitutionForm(HouseForm):
    """Rules of procedure from a day on."""

    valid_from = DayField(label=_("Gilt ab"))
    quorum_top = forms.IntegerField(
        label=_("Beschlussfähig: Zähler"),
        help_text=_("Bei „zwei Drittel der Sitze“ eine 2."),
        min_value=1,
        max_value=100,
        initial=1,
    )
    quorum_bottom = forms.IntegerField(
        label=_("Beschlussfähig: Nenner"),
        help_text=_("Bei „zwei Drittel der Sitze“ eine 3."),
        min_value=1,
        max_value=100,
        initial=2,
    )
    majority = forms.ChoiceField(
        label=_("Wann ist etwas angenommen?"),
        help_text=_("Enthaltungen zählen nicht mit. Bei Gleichstand ist es abgelehnt."),
        choices=states.MAJORITIES,
        widget=forms.RadioSelect,
        initial=states.SIMPLE,
    )
    notice_days = forms.IntegerField(label=_("Einladungsfrist in Tagen"), min_value=0, max_value=60, initial=7)
    text = forms.CharField(label=_("Wortlaut"), widget=lines(8), required=False)


class SeatForm(HouseForm):
    """Somebody takes a seat."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), empty_label=_("Bitte wählen"), required=False
    )
    name = forms.CharField(label=_("Oder jemand Neues: Vorname und Name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-Mail der neuen Person"), required=False, help_text=_("Für Einladungen und zum Abstimmen.")
    )
    kind = forms.ChoiceField(label=_("Für"), choices=states.SEAT_KINDS, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Einrichtung"),
        help_text=_("Nur bei einem Sitz für eine Einrichtung."),
        queryset=Organisation.objects.none(),
        empty_label=_("Keine"),
        required=False,
    )
    since = DayField(label=_("Seit"))
    speaker = forms.BooleanField(label=_("Spricht für das Gremium"), required=False)
    show_name = forms.BooleanField(
        label=_("Der Name darf öffentlich stehen"),
        help_text=_("Nur mit Einwilligung. Sonst steht dort nur, wie viele Sitze es gibt."),
        required=False,
    )

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        options.setdefault("initial", {"since": dates.today()})
        super().__init__(*arguments, **options)
        self.fields["person"].queryset = Person.objects.filter(area=area).order_by("name")  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.filter(area=area).listed().order_by("name")
        )
        if not self.fields["person"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["person"]  # a new office knows nobody yet
            self.fields["name"].label = _("Vorname und Name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person") and not data.get("name"):
            self.add_error("person" if "person" in self.fields else "name", _("Wer bekommt den Sitz?"))
        if data.get("person") and data.get("name"):
            self.add_error("name", _("Bitte entweder jemanden auswählen oder einen neuen Namen eintragen."))
        return data


class LeaveForm(HouseForm):
    """A seat ends."""

    until = DayField(label=_("Letzter Tag"))


class MeetingForm(HouseForm):
    """A meeting is planned."""

    day = DayField(label=_("Tag"))
    begins = ClockField(label=_("Beginn"))
    ends = ClockField(label=_("Ende"))
    place = forms.CharField(label=_("Ort"), max_length=160)
    public = forms.BooleanField(
        label=_("Öffentliche Sitzung"),
        help_text=_("Mit der Einladung steht sie im Kalender des Quartiers."),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("Das Ende muss nach dem Beginn liegen."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        starts_at, ends_at = moment(data["day"], data["begins"]), moment(data["day"], data["ends"])
        return {"starts_at": starts_at, "ends_at": ends_at, "place": data["place"], "public": data["public"]}


class MotionForm(HouseForm):
    """Something to decide that is no application for money."""

    title = forms.CharField(label=_("Worum geht es?"), max_length=120)
    wording = forms.CharField(
        label=_("Beschlusstext"), help_text=_("So, dass alle mit Ja oder Nein stimmen können."), widget=lines(3)
    )


class ReasonForm(HouseForm):
    """Why: of a recusal, a postponement, a new vote, a cancellation."""

    reason = forms.CharField(label=_("Warum?"), max_length=200, widget=lines(2))


class RecusalForm(HouseForm):
    """Declared by the member; the reason is for the chair and may stay empty."""

    reason = forms.CharField(
        label=_("Was verbindet Sie mit dem Antrag?"),
        help_text=_("Zum Beispiel: Ich bin im Vorstand des Vereins. Nur die Sitzungsleitung liest das."),
        max_length=200,
        widget=lines(2),
        required=False,
    )


class VoteForm(HouseForm):
    """Choose, then cast; nothing is chosen beforehand."""

    choice = forms.ChoiceField(
        label=_("Ihre Stimme"),
        choices=states.CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie zuerst: dafür, dagegen oder Enthaltung.")},
    )


class TallyForm(HouseForm):
    """Totals of a show of hands."""

    yes = forms.IntegerField(label=_("Dafür"), min_value=0, max_value=32000)
    no = forms.IntegerField(label=_("Dagegen"), min_value=0, max_value=32000)
    abstain = forms.IntegerField(label=_("Enthaltungen"), min_value=0, max_value=32000, initial=0)


class DecisionForm(HouseForm):
    """What is recorded of a decision; the result itself follows from the votes."""

    amount = MoneyField(label=_("Beschlossene Summe"), positive=False)
    reason = forms.CharField(
        label=_("Begründung"), help_text=_("Steht öffentlich beim Beschluss. Bitte ohne Namen."), widget=lines(3)
    )
    condition = forms.CharField(
        label=_("Auflage"), help_text=_("Was bei der Umsetzung zu beachten ist."), widget=lines(2), required=False
    )

    def __init__(self, *arguments: Any, money: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not money:
            del self.fields["amount"]


class MinutesForm(HouseForm):
    """The meeting is closed with its minutes."""

    minutes = forms.CharField(
        label=_("Protokoll"),
        help_text=_("Nach dem Beenden öffentlich, wenn die Sitzung öffentlich war. Namen bitte nur mit Einwilligung."),
        widget=lines(8),
        required=False,
    )
