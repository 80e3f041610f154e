from django.urls import path

from quartier.texts.views import interface

app_name = "texts"
urlpatterns = [
    path("team/<slug:area>/sprachen/", interface.languages, name="team_interface"),
    path("team/<slug:area>/sprachen/<slug:language>.csv", interface.language_file, name="team_interface_file"),
]
