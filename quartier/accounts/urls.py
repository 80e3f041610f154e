from django.urls import path

from quartier.accounts.views import member, public, team

app_name = "accounts"
urlpatterns = [
    path("konto/", member.start, name="start"),
    path("konto/zugang/", member.account, name="account"),
    path("konto/zweiter-schritt/", member.second_factor, name="second_factor"),
    path("konto/nicht-gesendet/", member.unsent, name="unsent"),
    path("konto/nicht-gesendet/senden/", member.unsent_send, name="unsent_send"),
    path("konto/nicht-gesendet/verwerfen/", member.unsent_drop, name="unsent_drop"),
    path("konto/einladung/<str:secret>/", public.invitation, name="invitation"),
    path("konto/vorfuehrung/<str:secret>/", public.demo, name="demo"),
    path("team/<slug:area>/zugaenge/", team.people, name="team"),
    path("team/<slug:area>/zugaenge/rolle/<int:pk>/beenden/", team.end_role, name="team_end_role"),
    path("team/<slug:area>/zugaenge/einladung/<int:pk>/", team.invitation_act, name="team_invitation"),
]
