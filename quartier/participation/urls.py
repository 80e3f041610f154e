from django.urls import path

from quartier.participation.views import public, team

app_name = "participation"
urlpatterns = [
    path("<slug:area>/ideen/", public.ideas, name="ideas"),
    path("<slug:area>/ideen/neu/", public.new, name="new"),
    path("<slug:area>/ideen/danke/<int:number>/", public.thanks, name="thanks"),
    path("<slug:area>/ideen/zurueck/<str:token>/", public.withdraw, name="withdraw"),
    path("<slug:area>/ideen/<int:number>/", public.idea, name="idea"),
    path("team/<slug:area>/ideen/", team.ideas, name="team_ideas"),
    path("team/<slug:area>/ideen/neu/", team.new, name="team_new"),
    path("team/<slug:area>/ideen/aufruf/", team.call, name="team_call"),
    path("team/<slug:area>/ideen/<int:number>/", team.idea, name="team_idea"),
    path("team/<slug:area>/ideen/<int:number>/freigabe/", team.publish, name="team_publish"),
    path("team/<slug:area>/ideen/<int:number>/verbergen/", team.hide, name="team_hide"),
    path("team/<slug:area>/ideen/<int:number>/antwort/", team.answer, name="team_answer"),
    path("team/<slug:area>/ideen/<int:number>/weitergabe/", team.pass_on, name="team_pass_on"),
    path("team/<slug:area>/ideen/<int:number>/ruecknahme/", team.withdraw, name="team_withdraw"),
    path("team/<slug:area>/ideen/<int:number>/notiz/", team.note, name="team_note"),
]
