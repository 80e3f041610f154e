from django.urls import path

from quartier.network.views import team

app_name = "network"
urlpatterns = [
    path("team/<slug:area>/netzwerk/", team.organisations, name="organisations"),
    path("team/<slug:area>/netzwerk/neu/", team.new_organisation, name="new_organisation"),
    path("team/<slug:area>/netzwerk/<int:pk>/", team.organisation, name="organisation"),
    path("team/<slug:area>/netzwerk/<int:pk>/holen/", team.take_in, name="take_in"),
    path("team/<slug:area>/netzwerk/personen/", team.persons, name="persons"),
    path("team/<slug:area>/netzwerk/personen/neu/", team.new_person, name="new_person"),
    path("team/<slug:area>/netzwerk/personen/<int:pk>/", team.person, name="person"),
    path("team/<slug:area>/import/", team.imports, name="import"),
    path("team/<slug:area>/import/<int:pk>/", team.import_run, name="import_run"),
    path("team/<slug:area>/import/<int:pk>/uebernehmen/", team.carry_out_import, name="carry_out_import"),
    path("team/<slug:area>/import/<int:pk>/zuruecknehmen/", team.take_back_import, name="take_back_import"),
    path("team/<slug:area>/import/<int:pk>/verwerfen/", team.drop_import, name="drop_import"),
]
