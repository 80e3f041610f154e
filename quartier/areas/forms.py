import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import ACCENTS, LANDS, Area, StaffMember
from quartier.areas.rules import LANGUAGES
from quartier.kit.forms import DayField, HouseForm
from quartier.texts import rules as versions

TEXTS = (
    "name land lead responsible privacy_contact supervisory_authority arbitration accessibility_gaps"
    " accessibility_checked_on accessibility_checked_by arbitration_link accent domain languages"
)
DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


class AreaForm(HouseForm):
    name = forms.CharField(label=_("Name des Quartiers"), max_length=80)
    land = forms.ChoiceField(
        label=_("Bundesland"),
        required=False,
        choices=[("", _("keine Angabe")), *LANDS],
        help_text=_("Nach seinen Feiertagen verschieben sich Fristen, die auf einen freien Tag fallen."),
    )
    lead = forms.CharField(
        label=_("Begrüßung auf der Startseite"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    accent = forms.ChoiceField(label=_("Farbe"), choices=ACCENTS)
    spoken = forms.CharField(
        label=_("Sprachen im Büro"),
        required=False,
        help_text=_("Mit Komma getrennt, in der Sprache selbst: Deutsch, Türkçe, العربية"),
    )
    languages = forms.MultipleChoiceField(
        label=_("Sprachen der Texte, neben Deutsch"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "In diese Sprachen wollen Sie übersetzen. Bei jedem Text sehen Sie dann, welche Fassung noch fehlt."
        ),
    )
    domain = forms.CharField(
        label=_("Eigene Adresse im Netz"),
        required=False,
        max_length=120,
        help_text=_("Nur wenn das Quartier eine hat, zum Beispiel lindenhafen.example."),
    )
    responsible = forms.CharField(label=_("Verantwortlich für den Inhalt"), required=False, max_length=160)
    privacy_contact = forms.CharField(label=_("Kontakt zum Datenschutz"), required=False, max_length=200)
    supervisory_authority = forms.CharField(label=_("Aufsichtsbehörde"), required=False, max_length=200)
    arbitration = forms.CharField(label=_("Schlichtungsstelle für Barrierefreiheit"), required=False, max_length=200)
    arbitration_link = forms.URLField(
        label=_("Schlichtungsstelle im Netz"), required=False, max_length=200, assume_scheme="https"
    )
    accessibility_gaps = forms.CharField(
        label=_("Bekannte Hürden auf der Seite"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Was geht nicht, warum, und wie kommt man trotzdem zur Auskunft? Eine Zeile je Hürde."),
    )
    accessibility_checked_on = DayField(
        label=_("Barrierefreiheit zuletzt geprüft am"),
        required=False,
        help_text=_("Mindestens einmal im Jahr, und wenn sich viel geändert hat."),
    )
    accessibility_checked_by = forms.CharField(
        label=_("Geprüft von"), required=False, max_length=160, help_text=_("Leer heißt: vom Büro selbst.")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        mine = options.get("initial", {}).get("languages", ())
        codes = [code for code in dict.fromkeys((*LANGUAGES, *mine)) if code != versions.original()]
        self.fields["languages"].choices = language_choices(codes)  # type: ignore[attr-defined]

    @staticmethod
    def of(area: Area) -> dict[str, Any]:
        return {name: getattr(area, name) for name in TEXTS.split()} | {"spoken": ", ".join(area.spoken)}

    def facts(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["spoken"] = [name.strip() for name in data["spoken"].split(",") if name.strip()]
        data["domain"] = data["domain"].strip().lower() or None
        return data


def language_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with the name each language has for itself."""
    return [(code, versions.name(code)) for code in codes]


class OfficeForm(HouseForm):
    name = forms.CharField(label=_("Name des Büros"), max_length=80)
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120)
    town = forms.CharField(label=_("Postleitzahl und Ort"), max_length=120)
    phone = forms.CharField(label=_("Telefon"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    step_free = forms.BooleanField(label=_("Eingang ohne Stufen"), required=False)
    access_note = forms.CharField(label=_("Noch ein Satz zum Zugang"), required=False, max_length=160)
    hours = forms.CharField(
        label=_("Öffnungszeiten"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Eine Zeile je Zeit, so: Di 10:00-13:00"),
    )
    closures = forms.CharField(
        label=_("Schließtage"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Eine Zeile je Zeitraum, so: 24.12.2026-02.01.2027 Ferien"),
    )

    @staticmethod
    def of(area: Area) -> dict[str, Any]:
        office = getattr(area, "office", None)
        if office is None:
            return {"name": f"Quartiersbüro {area.name}"}
        names = ("name", "street", "town", "phone", "email", "step_free", "access_note")
        lines = [f"{DAYS[day]} {opens}-{closes}" for day, opens, closes in office.hours]
        closed = [f"{_german(first)}-{_german(last)} {why}" for first, last, why in office.closures]
        return {name: getattr(office, name) for name in names} | {
            "hours": "\n".join(lines),
            "closures": "\n".join(closed),
        }

    def clean_hours(self) -> list[list[Any]]:
        return [self._slot(line) for line in self.cleaned_data["hours"].splitlines() if line.strip()]

    def _slot(self, line: str) -> list[Any]:
        found = re.fullmatch(
            r"\s*(\w\w)\.?\s+(\d{1,2}(?:[:.]\d\d)?)\s*[-–]\s*(\d{1,2}(?:[:.]\d\d)?)\s*(?:Uhr)?\s*", line
        )
        if not found or found[1].capitalize() not in DAYS:
            raise forms.ValidationError(
                _("„%(line)s“ können wir nicht lesen. Bitte so: Di 10:00-13:00") % {"line": line.strip()}
            )
        opens, closes = (_clock(text) for text in found.groups()[1:])
        return [DAYS.index(found[1].capitalize()), opens, closes]

    def clean_closures(self) -> list[list[str]]:
        return [self._closure(line) for line in self.cleaned_data["closures"].splitlines() if line.strip()]

    def _closure(self, line: str) -> list[str]:
        found = re.fullmatch(r"\s*([\d.]+)\s*[-–]\s*([\d.]+)\s+(.+)", line)
        try:
            first, last = (dt.datetime.strptime(text, "%d.%m.%Y").date() for text in found.groups()[:2])  # type: ignore[union-attr]  # noqa: DTZ007
        except (AttributeError, ValueError) as error:
            raise forms.ValidationError(
                _("„%(line)s“ können wir nicht lesen. Bitte so: 24.12.2026-02.01.2027 Ferien") % {"line": line.strip()}
            ) from error
        return [first.isoformat(), last.isoformat(), found[3].strip()]  # type: ignore[index]

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _clock(text: str) -> str:
    """„9“, „9.30“ → „09:00“, „09:30“."""
    hour, _colon, minute = text.replace(".", ":").partition(":")
    return f"{hour.zfill(2)}:{minute or '00'}"


def _german(day: str) -> str:
    return dt.date.fromisoformat(day).strftime("%d.%m.%Y")


class CarrierForm(HouseForm):
    """What an imprint must say of who runs the quarter (§ 5 DDG)."""

    name = forms.CharField(label=_("Name des Trägers"), max_length=120)
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120)
    town = forms.CharField(label=_("Postleitzahl und Ort"), max_length=120)
    represented_by = forms.CharField(
        label=_("Vertreten durch"), required=False, max_length=120, help_text=_("Vorstand oder Geschäftsführung.")
    )
    register = forms.CharField(
        label=_("Register und Nummer"),
        required=False,
        max_length=120,
        help_text=_("Zum Beispiel: Amtsgericht Hohenwerder, VR 123."),
    )
    phone = forms.CharField(label=_("Telefon"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-Mail"), required=False)

    @classmethod
    def of(cls, area: Area) -> dict[str, Any]:
        return {name: getattr(area.carrier, name) for name in cls.base_fields}


class StaffForm(HouseForm):
    """Somebody of the office; shown with her consent only."""

    name = forms.CharField(label=_("Name"), max_length=120)
    task = forms.CharField(
        label=_("Wofür sie oder er da ist"), max_length=160, help_text=_("Zum Beispiel: Ideen und Anträge")
    )
    spoken = forms.MultipleChoiceField(
        label=_("Spricht"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=language_choices(("de", *LANGUAGES)),
    )
    phone = forms.CharField(label=_("Telefon"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    consent_on = DayField(
        label=_("Einverstanden, auf den Seiten zu stehen, am"),
        required=False,
        help_text=_(
            "Ohne diesen Tag bleibt alles im Büro. Die Einwilligung gilt bis zum Widerruf: Dann leeren Sie das Feld."
        ),
    )
    position = forms.IntegerField(label=_("Platz in der Reihe"), min_value=1, max_value=99, required=False)

    @staticmethod
    def of(member: StaffMember) -> dict[str, Any]:
        names = ("name", "task", "phone", "email", "consent_on")
        facts = {name: getattr(member, name) for name in names}
        return facts | {"spoken": member.spoken.split(), "position": member.position + 1}

    def facts(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        place = data.pop("position")
        return data | ({"position": place - 1} if place else {})


class EmblemForm(HouseForm):
    emblem = forms.FileField(
        label=_("Zeichen als JPG oder PNG"),
        help_text=_("Quadratisch, ohne Schrift: Es wird klein gezeigt, der Name steht daneben."),
    )


class SponsorForm(HouseForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Zum Beispiel „Städtebauförderung“."))
    logo = forms.FileField(label=_("Logo als JPG oder PNG"), required=False)

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        if logo and logo.read(5) == b"%PDF-":
            raise forms.ValidationError(_("Ein Logo ist ein Bild, kein PDF. Bitte speichern Sie es als PNG."))
        if logo:
            logo.seek(0)
        return logo
