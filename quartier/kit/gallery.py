"""The gallery: every component in every state, in both faces, with invented content. It is the components' documentation."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from quartier.kit.gallery_samples import SAMPLES, link

LAYOUTS = {"oeffentlich": "kit/public.html", "arbeit": "kit/office.html", "telefon": "kit/roomy.html"}


class SampleForm(forms.Form):
    """One field of every kind; bound with mistakes it shows every error."""

    idea = forms.CharField(
        label="Was ist Ihre Idee?", widget=forms.Textarea(attrs={"rows": 3}), help_text="Zwei, drei Sätze genügen."
    )
    place = forms.CharField(
        label="Wo soll das sein?", error_messages={"required": "Schreiben Sie zum Beispiel „Kornweg“ oder „überall“."}
    )
    mail = forms.EmailField(
        label="Ihre E-Mail-Adresse", required=False, help_text="Nur für die Antwort, nie öffentlich."
    )
    cost = forms.CharField(
        label="Was könnte es kosten?", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    field = forms.ChoiceField(
        label="Handlungsfeld", choices=[("", "Bitte wählen"), ("1", "Nachbarschaft"), ("2", "Bildung")]
    )
    day = forms.DateField(label="Ab wann?", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    who = forms.ChoiceField(
        label="Wer macht mit?", choices=[("a", "Ich allein"), ("g", "Meine Gruppe")], widget=forms.RadioSelect
    )
    help = forms.MultipleChoiceField(
        label="Womit können Sie helfen?",
        required=False,
        choices=[("t", "Zeit"), ("w", "Werkzeug")],
        widget=forms.CheckboxSelectMultiple,
    )
    photo = forms.FileField(label="Foto", required=False)
    name_shown = forms.BooleanField(
        label="Mein Vorname darf dabeistehen", required=False, help_text="Sonst steht dort „aus dem Quartier“."
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components; ``?ansicht=arbeit`` and ``?ansicht=telefon`` show them in the other faces."""
    view = request.GET.get("ansicht", "oeffentlich")
    view = view if view in LAYOUTS else "oeffentlich"
    return render(
        request, "kit/gallery.html", {"layout": LAYOUTS[view], "view": view, "page": sample_page(view), **samples()}
    )


def sample_page(view: str) -> dict[str, Any]:
    """What the context processor gives to a real page."""
    return {
        "area": SimpleNamespace(name="Lindenhafen", accent="turquois", slug="lindenhafen"),
        "home_url": "#",
        "city_name": "Hohenwerder",
        "city_url": "#",
        "demo": True,
        "new_url": "#neu",
        "nav": [
            link("Termine"),
            link("Ideen", current=True),
            link("Projekte"),
            link("Geld"),
            link("Gremien"),
            link("Aktuelles"),
            link("Büro"),
        ],
        "languages": [
            {"code": "de", "name": "Deutsch", "dir": "ltr", "url": "#", "current": True},
            {"code": "en", "name": "English", "dir": "ltr", "url": "#"},
            {"code": "ar", "name": "العربية", "dir": "rtl", "url": "#"},
        ],
        "office": {
            "name": "Quartiersbüro Lindenhafen",
            "address_lines": ["Hafenstraße 31", "38127 Hohenwerder"],
            "phone": "0531 000 00",
            "email": "hallo@lindenhafen.example",
            "step_free": True,
            "hours_lines": ["Dienstag 10–13 und 15–18 Uhr", "Donnerstag 15–19 Uhr", "Jeden 1. Samstag 10–13 Uhr"],
        },
        "legal": [link("Impressum"), link("Datenschutz"), link("Erklärung zur Barrierefreiheit")],
        "funders": [{"name": "Bund"}, {"name": "Land"}, {"name": "Stadt Hohenwerder"}],
        "nav_groups": [
            [link("Was ansteht", count=4, current=True)],
            [link("Netzwerk", count=4), link("Beteiligung", count=5), link("Gremien", count=1), link("Projekte")],
            [link("Förderung", count=6), link("Öffentlichkeit")],
            [link("Einstellungen"), link("Hilfe")],
        ],
        "user": {"name": "Clara Behrens", "initials": "CB", "email": "clara@lindenhafen.example"},
        "account_links": [link("Mein Zugang"), link("Abmelden")],
        "switch": [link("Nordacker"), link("Ziegelwiese")] if view == "arbeit" else [],
    }


def samples() -> dict[str, Any]:
    """Invented content for every component, and a form that is empty and one full of mistakes."""
    wrong = {
        "idea": "Eine Wasserstelle.",
        "place": "",
        "mail": "hatice-post.example",
        "cost": "1.5000",
        "day": "gestern",
    }
    return {
        "form": SampleForm(auto_id="leer-%s"),
        "wrong": SampleForm(wrong, auto_id="id_%s"),
        "pictures": pictures(),
        "photo": photo(),
        "upload": SampleForm(auto_id="hoch-%s"),
        **SAMPLES,
    }


def photo() -> SimpleNamespace:
    """A picture with whose it is, as pages have it."""
    url = static("kit/samples/after.svg")
    return SimpleNamespace(
        is_shown=True, url=url, srcset=url, focus="top-right", alt="Ein Hof mit Beeten", caption="Der Hof im April.",
        credit="Selin Kaya", deed="https://creativecommons.org/licenses/by/4.0/deed.de", get_licence_display="CC BY 4.0",
        file=SimpleNamespace(width=800, height=600),
    )  # fmt: skip


def pictures() -> list[dict[str, str]]:
    """Two drawings, as pictures of one place before and after."""
    return [
        {
            "url": static("kit/samples/before.svg"),
            "alt": "Ein grauer Hof mit Mülltonnen",
            "caption": "Vorher, März 2025",
        },
        {"url": static("kit/samples/after.svg"), "alt": "Derselbe Hof mit Beeten", "caption": "Nachher, April 2026"},
    ]
