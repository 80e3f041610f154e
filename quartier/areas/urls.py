from django.urls import path

from quartier.areas.views import public, team

app_name = "areas"
urlpatterns = [
    path("<slug:area>/buero/", public.office, name="office"),
    path("<slug:area>/impressum/", public.imprint, name="imprint"),
    path("<slug:area>/datenschutz/", public.privacy, name="privacy"),
    path("<slug:area>/barrierefreiheit/", public.accessibility, name="accessibility"),
    path("team/<slug:area>/", team.workspace, name="workspace"),
    path("team/<slug:area>/einstellungen/", team.settings, name="settings"),
    path("team/<slug:area>/einstellungen/buero/", team.office, name="settings_office"),
    path("team/<slug:area>/einstellungen/traeger/", team.carrier, name="settings_carrier"),
    path("team/<slug:area>/einstellungen/foerdergeber/", team.sponsors, name="settings_sponsors"),
    path("team/<slug:area>/einstellungen/zeichen/", team.emblem, name="settings_emblem"),
    path("team/<slug:area>/einstellungen/team/", team.staff, name="settings_staff"),
    path("team/<slug:area>/einstellungen/team/neu/", team.new_person, name="settings_person_new"),
    path("team/<slug:area>/einstellungen/team/<int:pk>/", team.person, name="settings_person"),
]
