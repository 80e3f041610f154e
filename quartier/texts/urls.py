from django.urls import path

from quartier.texts.views import interface, team

app_name = "texts"
urlpatterns = [
    path("team/<slug:area>/fassungen/", team.overview, name="overview"),
    path("team/<slug:area>/fassungen/<str:kind>/<int:row>/pruefen/", team.check, name="check"),
    path("team/<slug:area>/fassungen/<str:kind>/<int:row>/<version:language>/", team.write, name="write"),
    path("team/<slug:area>/sprachen/", interface.languages, name="team_interface"),
    path("team/<slug:area>/sprachen/<slug:language>.csv", interface.language_file, name="team_interface_file"),
]
