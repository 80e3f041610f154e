from django.urls import path

from quartier.search import views

app_name = "search"
urlpatterns = [
    path("suche/", views.city_search, name="city"),
    path("suche/vorschlaege/", views.city_suggestions, name="city_suggestions"),
    path("<slug:area>/suche/", views.search, name="search"),
    path("<slug:area>/suche/vorschlaege/", views.suggestions, name="suggestions"),
]
