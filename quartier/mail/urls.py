from django.urls import path

from quartier.mail.views import team

app_name = "mail"
urlpatterns = [
    path("team/<slug:area>/post/", team.outbox, name="outbox"),
    path("team/<slug:area>/post/<int:pk>/", team.message, name="message"),
]
