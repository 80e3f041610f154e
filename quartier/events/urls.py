from django.urls import path

from quartier.events.views import calendars, lists, offers, public, registrations, versions
from quartier.events.views.team import dates, festivals, imports, rooms, series
from quartier.events.views.team import offers as team_offers

app_name = "events"
urlpatterns = [
    path("termine.ics", calendars.city_calendar, name="city_calendar"),
    path("<slug:area>/termine.ics", calendars.area_calendar, name="calendar"),
    path("<slug:area>/termine.csv", calendars.event_table, {"form": "csv"}, name="csv"),
    path("<slug:area>/termine.xlsx", calendars.event_table, {"form": "xlsx"}, name="xlsx"),
    path("<slug:area>/termine/abonnieren/", calendars.subscribe, name="subscribe"),
    path("<slug:area>/termine/thema/<slug:topic>.ics", calendars.topic_calendar, name="topic_calendar"),
    path("<slug:area>/termine/<int:number>.ics", calendars.event_calendar, name="event_calendar"),
    path("<slug:area>/raeume/<int:number>.ics", calendars.room_calendar, name="room_calendar"),
    path("<slug:area>/termine/", public.event_list, name="list"),
    path("<slug:area>/termine/<int:number>/", public.event, name="event"),
    path("<slug:area>/termine/reihe/<int:pk>/", public.series, name="series"),
    path("<slug:area>/angebote/", offers.offer_list, name="offers"),
    path("<slug:area>/angebote/<int:number>/", offers.offer, name="offer"),
    path("<slug:area>/angebote/<int:number>/<version:version>/", versions.offer_version, name="offer_version"),
    path("<slug:area>/termine/reihe/<int:pk>/<version:version>/", versions.series_version, name="series_version"),
    path("<slug:area>/termine/<int:number>/anmelden/", registrations.register, name="register"),
    path("<slug:area>/termine/<int:number>/anmelden/danke/", registrations.registered, name="registered"),
    path("<slug:area>/termine/<int:number>/helfen/", registrations.help_out, name="help"),
    path("<slug:area>/anmeldung/<str:token>/", registrations.registration, name="registration"),
    path("<slug:area>/termine/<int:number>/<version:version>/", versions.event_version, name="event_version"),
    path("team/<slug:area>/termine/einlesen/", imports.imports, name="import"),
    path("team/<slug:area>/termine/einlesen/<int:pk>/", imports.import_run, name="import_run"),
    path("team/<slug:area>/termine/einlesen/<int:pk>/uebernehmen/", imports.carry_out_import, name="carry_out_import"),
    path(
        "team/<slug:area>/termine/einlesen/<int:pk>/zuruecknehmen/", imports.take_back_import, name="take_back_import"
    ),
    path("team/<slug:area>/termine/einlesen/<int:pk>/verwerfen/", imports.drop_import, name="drop_import"),
    path("team/<slug:area>/termine/", dates.event_list, name="team_list"),
    path("team/<slug:area>/termine/neu/", dates.new_event, name="team_new"),
    path("team/<slug:area>/termine/<int:number>/", dates.edit_event, name="team_event"),
    path("team/<slug:area>/termine/reihe/", series.new_series, name="team_series_new"),
    path("team/<slug:area>/termine/reihe/<int:pk>/", series.series, name="team_series"),
    path("team/<slug:area>/termine/reihe/<int:pk>/aendern/", series.change_series, name="team_series_change"),
    path("team/<slug:area>/termine/<int:number>/fest/", festivals.festival, name="team_festival"),
    path("team/<slug:area>/termine/<int:number>/fest/stand/<int:pk>/", festivals.stall, name="team_stall"),
    path("team/<slug:area>/termine/<int:number>/fest/schicht/<int:pk>/", festivals.shift, name="team_shift"),
    path(
        "team/<slug:area>/termine/<int:number>/fest/stand/<int:pk>/<slug:verb>/",
        festivals.stall_verb,
        name="team_stall_verb",
    ),
    path("team/<slug:area>/angebote/", team_offers.offer_list, name="team_offers"),
    path("team/<slug:area>/angebote/neu/", team_offers.new_offer, name="team_offer_new"),
    path("team/<slug:area>/angebote/<int:number>/", team_offers.edit_offer, name="team_offer"),
    path("team/<slug:area>/raeume/", rooms.room_list, name="team_rooms"),
    path("team/<slug:area>/raeume/neu/", rooms.new_room, name="team_room_new"),
    path("team/<slug:area>/raeume/<int:number>/", rooms.edit_room, name="team_room"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/", lists.registrations, name="team_registrations"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/neu/", lists.enter, name="team_enter"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/anwesend/", lists.presence, name="team_presence"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen/drucken/", lists.print_list, name="team_print_list"),
    path("team/<slug:area>/termine/<int:number>/anmeldungen.<slug:form>", lists.download, name="team_download"),
    path(
        "team/<slug:area>/termine/<int:number>/anmeldungen/<int:pk>/<slug:verb>/", lists.act, name="team_registration"
    ),
]
