from django.urls import path

from quartier.funding.views import applicant, calculator, earlier, funds, journal, public, team

app_name = "funding"
urlpatterns = [
    path("<slug:area>/geld/<slug:fund>/antrag/", public.how, name="how"),
    path("<slug:area>/ideen/<int:number>/antrag/", public.from_idea, name="from_idea"),
    path("meine/", applicant.applications, name="my_applications"),
    path("meine/rechner/", calculator.my_calculator, name="my_calculator"),
    path("meine/antraege/neu/<slug:area>/", applicant.start, name="my_start"),
    path("meine/antraege/<int:pk>/", applicant.application, name="my_application"),
    path("meine/antraege/<int:pk>/schreiben/", applicant.write, name="my_form"),
    path("meine/antraege/<int:pk>/bescheid/", applicant.letter, name="my_letter"),
    path("team/<slug:area>/antraege/", team.applications, name="team_applications"),
    path("team/<slug:area>/antraege/neu/", team.start, name="team_start"),
    path("team/<slug:area>/antraege/<int:number>/", team.application, name="team_application"),
    path("team/<slug:area>/antraege/<int:number>/schreiben/", team.write, name="team_form"),
    path("team/<slug:area>/antraege/<int:number>/bescheid/", team.letter, name="team_letter"),
    path("team/<slug:area>/rechner/", calculator.team_calculator, name="team_calculator"),
    path("team/<slug:area>/kassenbuch.journal", journal.journal, name="team_journal"),
    path("team/<slug:area>/altfaelle/", earlier.cases, name="cases"),
    path("team/<slug:area>/altfaelle.<slug:form>", earlier.case_table, name="case_table"),
    path("team/<slug:area>/altfaelle/import/", earlier.case_import, name="case_import"),
    path("team/<slug:area>/altfaelle/import/<int:pk>/", earlier.case_import_run, name="case_import_run"),
    path(
        "team/<slug:area>/altfaelle/import/<int:pk>/uebernehmen/", earlier.carry_out_case_import,
        name="carry_out_case_import",
    ),
    path(
        "team/<slug:area>/altfaelle/import/<int:pk>/zuruecknehmen/", earlier.take_back_case_import,
        name="take_back_case_import",
    ),
    path("team/<slug:area>/altfaelle/import/<int:pk>/verwerfen/", earlier.drop_case_import, name="drop_case_import"),
    path("team/<slug:area>/fonds/", funds.funds, name="team_funds"),
    path("team/<slug:area>/fonds/<slug:fund>/", funds.fund, name="team_fund"),
]
