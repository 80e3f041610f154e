from django.urls import path

from quartier.funding.views import applicant, funds, journal, public, team

app_name = "funding"
urlpatterns = [
    path("<slug:area>/geld/<slug:fund>/antrag/", public.how, name="how"),
    path("<slug:area>/ideen/<int:number>/antrag/", public.from_idea, name="from_idea"),
    path("meine/", applicant.applications, name="my_applications"),
    path("meine/antraege/neu/<slug:area>/", applicant.start, name="my_start"),
    path("meine/antraege/<int:pk>/", applicant.application, name="my_application"),
    path("meine/antraege/<int:pk>/schreiben/", applicant.write, name="my_form"),
    path("meine/antraege/<int:pk>/bescheid/", applicant.letter, name="my_letter"),
    path("team/<slug:area>/antraege/", team.applications, name="team_applications"),
    path("team/<slug:area>/antraege/neu/", team.start, name="team_start"),
    path("team/<slug:area>/antraege/<int:number>/", team.application, name="team_application"),
    path("team/<slug:area>/antraege/<int:number>/schreiben/", team.write, name="team_form"),
    path("team/<slug:area>/antraege/<int:number>/bescheid/", team.letter, name="team_letter"),
    path("team/<slug:area>/kassenbuch.journal", journal.journal, name="team_journal"),
    path("team/<slug:area>/fonds/", funds.funds, name="team_funds"),
    path("team/<slug:area>/fonds/<slug:fund>/", funds.fund, name="team_fund"),
]
