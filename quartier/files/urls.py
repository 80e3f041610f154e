from django.urls import path

from quartier.files import views

app_name = "files"
urlpatterns = [path("<int:pk>/", views.public_file, name="public")]
