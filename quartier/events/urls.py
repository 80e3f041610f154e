from django.urls import path

from quartier.events.views import public, team, versions

app_name = "events"
urlpatterns = [
    path("<slug:area>/termine/", public.event_list, name="list"),
    path("<slug:area>/termine/<int:number>/", public.event, name="event"),
    path("<slug:area>/termine/<int:number>/<version:version>/", versions.event_version, name="event_version"),
    path("team/<slug:area>/termine/", team.event_list, name="team_list"),
    path("team/<slug:area>/termine/neu/", team.new_event, name="team_new"),
    path("team/<slug:area>/termine/<int:number>/", team.edit_event, name="team_event"),
]
