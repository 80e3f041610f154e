from django.urls import path

from quartier.projects.views import public, team

app_name = "projects"
urlpatterns = [
    path("<slug:area>/projekte/", public.projects, name="list"),
    path("<slug:area>/projekte/<int:number>/", public.project, name="project"),
    path("team/<slug:area>/projekte/", team.projects, name="team_list"),
    path("team/<slug:area>/projekte/<int:number>/", team.project, name="team_project"),
    path("team/<slug:area>/projekte/<int:number>/beginn/", team.begin, name="team_begin"),
    path("team/<slug:area>/projekte/<int:number>/abschluss/", team.finish, name="team_finish"),
    path("team/<slug:area>/projekte/<int:number>/ende/", team.stop, name="team_stop"),
    path("team/<slug:area>/projekte/<int:number>/bilder/", team.add_photo, name="team_photo"),
    path("team/<slug:area>/projekte/<int:number>/bilder/<int:pk>/weg/", team.remove_photo, name="team_photo_away"),
]
