from django.urls import path, re_path

from quartier.publishing.views import public, team

app_name = "publishing"
urlpatterns = [
    path("", public.city, name="city"),
    path("team/<slug:area>/aktuelles/", team.news_list, name="team_news"),
    path("team/<slug:area>/aktuelles/neu/", team.new_news, name="team_news_new"),
    path("team/<slug:area>/aktuelles/<int:number>/", team.edit_news, name="team_news_item"),
    path("<slug:area>/aktuelles/", public.news_list, name="news"),
    path("<slug:area>/aktuelles/<int:number>/", public.news, name="news_item"),
    path("<slug:area>/geld/", public.money, name="money"),
    path("<slug:area>/geld/<int:year>/", public.money, name="money_year"),
    re_path(r"^(?P<area>[-\w]+)/geld/(?P<year>\d{4})\.(?P<form>csv|json)$", public.money_file, name="money_file"),
    path("<slug:area>/", public.home, name="home"),
]
