from django.urls import path

from quartier.privacy import views

app_name = "privacy"
urlpatterns = [path("team/<slug:area>/datenschutz/", views.privacy, name="team")]
