from django.urls import path, re_path

from quartier.publishing.views import personal
from quartier.publishing.views.public import (
    barriers, city, feeds, front, guides, money, news, press, previews, screen, sitemaps, versions,
)  # fmt: skip
from quartier.publishing.views.team import barriers as team_barriers
from quartier.publishing.views.team import guides as team_guides
from quartier.publishing.views.team import news as team
from quartier.publishing.views.team import pictures, sheets
from quartier.publishing.views.team import press as team_press

FEEDS = "termine|aktuelles|beschluesse|ideen"
app_name = "publishing"
urlpatterns = [
    path("", city.city, name="city"),
    re_path(rf"^(?P<subject>{FEEDS})\.(?P<form>atom|json)$", feeds.city_feed, name="city_feed"),
    re_path(rf"^(?P<area>[-\w]+)/(?P<subject>{FEEDS})\.(?P<form>atom|json)$", feeds.feed, name="feed"),
    path("kalender/<str:secret>.ics", personal.own_calendar, name="own_calendar"),
    path("konto/kalender/", personal.my_calendar, name="my_calendar"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-stadt.xml", sitemaps.of_city, name="sitemap_city"),
    path("<slug:area>/sitemap.xml", sitemaps.of_area, name="sitemap"),
    path("vorschau.png", previews.city_preview, name="city_preview"),
    path("<slug:area>/vorschau.png", previews.area_preview, name="preview"),
    path("<slug:area>/termine/<int:number>/vorschau.png", previews.event_preview, name="event_preview"),
    path("<slug:area>/aktuelles/<int:number>/vorschau.png", previews.news_preview, name="news_preview"),
    path("wo/", city.where, name="where"),
    path("wo/karte.svg", city.drawing, name="city_map"),
    path("wo/punkt/", city.where_point, name="where_point"),
    path("wo/in/<slug:quarter>/", city.where_in, name="where_in"),
    path("wo/bei/<slug:quarter>/", city.where_near, name="where_near"),
    path("team/<slug:area>/aktuelles/", team.news_list, name="team_news"),
    path("team/<slug:area>/aktuelles/neu/", team.new_news, name="team_news_new"),
    path("team/<slug:area>/aktuelles/<int:number>/", team.edit_news, name="team_news_item"),
    path("team/<slug:area>/aktuelles/<int:number>/vorschau/", team.preview_news, name="team_news_preview"),
    path("team/<slug:area>/aktuelles/<int:number>/presse/", team.to_press, name="team_to_press"),
    path("team/<slug:area>/presse/", team_press.press, name="team_press"),
    path("team/<slug:area>/presse/verteiler/neu/", team_press.contact, name="team_press_contact_new"),
    path("team/<slug:area>/presse/verteiler/<int:pk>/", team_press.contact, name="team_press_contact"),
    path("team/<slug:area>/presse/echo/neu/", team_press.mention, name="team_mention_new"),
    path("team/<slug:area>/presse/echo/<int:pk>/", team_press.mention, name="team_mention"),
    path("team/<slug:area>/anleitungen/", team_guides.guides, name="team_guides"),
    path("team/<slug:area>/anleitungen/neu/", team_guides.new_guide, name="team_guide_new"),
    path("team/<slug:area>/anleitungen/<int:number>/", team_guides.edit_guide, name="team_guide"),
    path("team/<slug:area>/anleitungen/<int:number>/vorschau/", team_guides.preview_guide, name="team_guide_preview"),
    path("team/<slug:area>/anleitungen/vorlage/<slug:key>/", team_guides.take_guide, name="team_guide_take"),
    path("team/<slug:area>/bilder/", pictures.pictures, name="team_pictures"),
    path("team/<slug:area>/bilder/neu/", pictures.new_picture, name="team_picture_new"),
    path("team/<slug:area>/bilder/<int:pk>/", pictures.picture, name="team_picture"),
    path("team/<slug:area>/bilder/<int:pk>/datei/", pictures.picture_file, name="team_picture_file"),
    path("team/<slug:area>/bilder/fuer/<str:kind>/<int:pk>/", pictures.picture_for, name="team_picture_for"),
    path("team/<slug:area>/druck/", sheets.sheets, name="print"),
    path("team/<slug:area>/druck/termin/<int:number>/", sheets.event_sheets, name="print_event"),
    path("team/<slug:area>/druck/<int:pk>/datei/", sheets.sheet_file, name="print_file"),
    path("<slug:area>/schaufenster/", screen.screen, name="screen"),
    path("<slug:area>/aktuelles/", news.news_list, name="news"),
    path("<slug:area>/aktuelles/<int:number>/", news.news, name="news_item"),
    path("<slug:area>/aktuelles/<int:number>/<version:version>/", versions.news_version, name="news_version"),
    path("<slug:area>/presse/", press.press, name="press"),
    path("<slug:area>/presse/abbestellen/<str:token>/", press.leave, name="press_leave"),
    path("<slug:area>/selber-machen/", guides.guides, name="guides"),
    path("<slug:area>/selber-machen/<int:number>/", guides.guide, name="guide"),
    path("<slug:area>/selber-machen/<int:number>/<version:version>/", guides.guide_version, name="guide_version"),
    path("<slug:area>/leicht/", versions.easy, name="easy"),
    path("<slug:area>/geld/", money.money, name="money"),
    path("<slug:area>/geld/<int:year>/", money.money, name="money_year"),
    re_path(r"^(?P<area>[-\w]+)/geld/(?P<year>\d{4})\.(?P<form>csv|json)$", money.money_file, name="money_file"),
    path("team/<slug:area>/barrieren/", team_barriers.barriers, name="team_barriers"),
    path("team/<slug:area>/barrieren/<int:pk>/", team_barriers.barrier, name="team_barrier"),
    path("<slug:area>/barrierefreiheit/melden/", barriers.report, name="barrier"),
    path("<slug:area>/barrierefreiheit/danke/", barriers.thanks, name="barrier_thanks"),
    path("<slug:area>/ueberblick/", front.overview, name="overview"),
    path("<slug:area>/", front.home, name="home"),
]
