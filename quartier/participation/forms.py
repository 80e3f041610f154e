from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area, FieldOfAction
from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm
from quartier.kit.spam import SpamTrap
from quartier.participation import rules, states

LONG = _("Das ist länger, als wir hier zeigen können. Bitte kürzen Sie auf %(limit_value)d Zeichen.")


def area_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MailField(forms.EmailField):
    """An address; says what is missing where that is plain."""

    def clean(self, value: Any) -> Any:
        if value and "@" not in value:
            raise forms.ValidationError(_("In der Adresse fehlt das @. Bitte so: name@beispiel.de"))
        return super().clean(value)


class IdeaForm(SpamTrap):
    """The public form: three questions, more if somebody likes, no account."""

    PURPOSE = "idea"

    text = forms.CharField(
        label=_("Was ist Ihre Idee?"),
        help_text=_("Zwei, drei Sätze genügen. Was fehlt, und wem würde es helfen?"),
        widget=area_text(5),
        min_length=rules.TEXT_MIN,
        max_length=rules.TEXT_MAX,
        error_messages={
            "required": _("Schreiben Sie Ihre Idee in ein, zwei Sätzen."),
            "min_length": _("Bitte noch ein paar Worte mehr, damit alle verstehen, was Sie meinen."),
            "max_length": LONG,
        },
    )
    place = forms.CharField(
        label=_("Wo soll das sein?"),
        help_text=_("Straße, Platz oder „überall“. Bitte keine Hausnummer von anderen."),
        max_length=rules.PLACE_MAX,
        error_messages={"required": _("Schreiben Sie zum Beispiel „Kornweg“ oder „überall“."), "max_length": LONG},
    )
    email = MailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Um die Antwort zu hören. Nur das Büro sieht sie."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Das sieht nicht nach einer E-Mail-Adresse aus. Bitte so: name@beispiel.de")},
    )
    title = forms.CharField(
        label=_("Überschrift"),
        help_text=_("Ohne Überschrift nehmen wir Ihren ersten Satz."),
        required=False,
        max_length=rules.TITLE_MAX,
        error_messages={"max_length": LONG},
    )
    first_name = forms.CharField(
        label=_("Ihr Vorname"),
        required=False,
        max_length=rules.NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"max_length": LONG},
    )
    show_name = forms.BooleanField(label=_("Meinen Vornamen bei der Idee zeigen"), required=False)
    guide = forms.CharField(required=False, widget=forms.HiddenInput)  # whose page led here; nonsense counts as none
    MAIN, MORE = ("text", "place", "email"), ("title", "first_name", "show_name")

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        return {name: self.cleaned_data[name] for name in (*self.MAIN, *self.MORE, "guide")}

    def clean_guide(self) -> int | None:
        number = self.cleaned_data["guide"]
        return int(number) if number.isdecimal() and len(number) < 10 else None

    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MAIN]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def more_open(self) -> bool:
        """Whether „mehr sagen“ stands open: something in it was said or has to be looked at."""
        return self.is_bound and any(self[name].data or name in self.errors for name in self.MORE)


class DeskForm(IdeaForm):
    """The office writes down what somebody said at the desk, on the phone, in a letter."""

    source = forms.ChoiceField(label=_("Wie kam die Idee?"), choices=states.SOURCES[1:], widget=forms.RadioSelect)
    field_order = ("source", "text", "place", "title", "first_name", "show_name", "email")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        del self.fields["homepage"]
        self.fields["text"].label, self.fields["text"].help_text = _("Die Idee"), _("So, wie sie gesagt wurde.")
        self.fields["email"].label = _("E-Mail-Adresse")
        self.fields["email"].help_text = _("Um die Antwort zu hören, wenn die Person das möchte.")
        self.fields["first_name"].label = _("Vorname")
        self.fields["show_name"].label = _("Die Person möchte, dass ihr Vorname dabeisteht")
        self.fields["title"].help_text = _("Ohne Überschrift nehmen wir den ersten Satz.")

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"source": self.cleaned_data["source"]}


class PublishForm(HouseForm):
    title = forms.CharField(
        label=_("Überschrift"),
        max_length=rules.TITLE_MAX,
        help_text=_("Sie können die Überschrift ändern. Der Text bleibt, wie er gesagt wurde."),
    )


class AnswerForm(HouseForm):
    text = forms.CharField(
        label=_("Ihre Antwort"),
        widget=area_text(6),
        max_length=rules.ANSWER_MAX,
        help_text=_("Sie steht öffentlich bei der Idee. Wer eine Adresse dagelassen hat, bekommt sie auch per E-Mail."),
    )
    field = forms.ModelChoiceField(
        queryset=FieldOfAction.objects.none(), label=_("Handlungsfeld"), empty_label=_("Bitte auswählen"),
        error_messages={"required": _("Zu welchem Handlungsfeld gehört die Idee? Die Wahl lässt sich später ändern.")},
    )  # fmt: skip

    def __init__(self, *arguments: Any, area: Area, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["field"]
        field.queryset = area.fields.all()
        field.required = bool(field.queryset)
        if not field.required:
            del self.fields["field"]


class PassOnForm(HouseForm):
    to_whom = forms.CharField(
        label=_("An wen?"),
        max_length=120,
        help_text=_("Zum Beispiel „Straßenamt Hohenwerder“. Es steht so bei der Idee."),
    )
    because = forms.CharField(
        label=_("Warum?"),
        widget=area_text(3),
        max_length=rules.ANSWER_MAX,
        help_text=_("Der Satz steht öffentlich bei der Idee."),
    )


class ReasonForm(HouseForm):
    reason = forms.CharField(label=_("Grund"), widget=area_text(3), max_length=1000)


class NoteForm(HouseForm):
    text = forms.CharField(
        label=_("Notiz"), widget=area_text(2), max_length=2000, help_text=_("Nur das Team sieht sie, nie die Seite.")
    )


class CallForm(HouseForm):
    question = forms.CharField(
        label=_("Ihre Frage an das Quartier"), max_length=120, help_text=_("Zum Beispiel „Was fehlt Ihnen im Park?“")
    )
    lead = forms.CharField(label=_("Worum es geht"), widget=area_text(3), max_length=600, required=False)
    opens_on = DayField(label=_("Von"), initial=dates.today)
    closes_on = DayField(label=_("Bis"), help_text=_("Der letzte Tag, an dem Ideen dazugehören."))
