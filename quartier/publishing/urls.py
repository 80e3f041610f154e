from django.urls import path, re_path

from quartier.publishing.views.public import front, money, news, screen
from quartier.publishing.views.team import news as team
from quartier.publishing.views.team import sheets

app_name = "publishing"
urlpatterns = [
    path("", front.city, name="city"),
    path("team/<slug:area>/aktuelles/", team.news_list, name="team_news"),
    path("team/<slug:area>/aktuelles/neu/", team.new_news, name="team_news_new"),
    path("team/<slug:area>/aktuelles/<int:number>/", team.edit_news, name="team_news_item"),
    path("team/<slug:area>/druck/", sheets.sheets, name="print"),
    path("team/<slug:area>/druck/termin/<int:number>/", sheets.event_sheets, name="print_event"),
    path("team/<slug:area>/druck/<int:pk>/datei/", sheets.sheet_file, name="print_file"),
    path("<slug:area>/schaufenster/", screen.screen, name="screen"),
    path("<slug:area>/aktuelles/", news.news_list, name="news"),
    path("<slug:area>/aktuelles/<int:number>/", news.news, name="news_item"),
    path("<slug:area>/geld/", money.money, name="money"),
    path("<slug:area>/geld/<int:year>/", money.money, name="money_year"),
    re_path(r"^(?P<area>[-\w]+)/geld/(?P<year>\d{4})\.(?P<form>csv|json)$", money.money_file, name="money_file"),
    path("<slug:area>/ueberblick/", front.overview, name="overview"),
    path("<slug:area>/", front.home, name="home"),
]
