from django.urls import path

from quartier.texts.rules import CODE
from quartier.texts.views import interface


class Version:
    """The last part of a version's address: a language code, or „leicht“."""

    regex = CODE.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


app_name = "texts"
urlpatterns = [
    path("team/<slug:area>/sprachen/", interface.languages, name="team_interface"),
    path("team/<slug:area>/sprachen/<slug:language>.csv", interface.language_file, name="team_interface_file"),
]
