from django.urls import path

from quartier.events.views import lists, public, registrations, team, versions

app_name = "events"
urlpatterns = [
    path("<slug:area>/termine/", public.event_list, name="list"),
    path("<slug:area>/termine/<int:number>/", public.event, name="event"),
    path("<slug:area>/termine/<int:number>/anmelden/", registrations.register, name="register"),
    path("<slug:area>/termine/<int:number>/anmelden/danke/", registrations.registered, name="registered"),
    path("<slug:area>/termine/<int:number>/helfen/", registrations.help_out, name="help"),
    path("<slug:area>/anmeldung/<str:token>/", registrations.registration, name="registration"),
    path("<slug:area>/termine/<int:number>/<version:version>/", versions.event_version, name="event_version"),
    path("team/<slug:area>/termine/", team.event_list, name="team_list"),
    path("team/<slug:area>/termine/neu/", team.new_event, name="team_new"),
    path("team/<slug:area>/termine/<int:number>/", team.edit_event, name="team_event"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/", lists.registrations, name="team_registrations"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/neu/", lists.enter, name="team_enter"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/anwesend/", lists.presence, name="team_presence"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/drucken/", lists.print_list, name="team_print_list"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen.<slug:form>", lists.download, name="team_download"),
    path(
        "team/<slug:area>/termine/<int:number>/anmeldungen/<int:pk>/<slug:verb>/", lists.act, name="team_registration"
    ),
]
