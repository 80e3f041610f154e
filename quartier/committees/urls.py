from django.urls import path

from quartier.committees.views import lead, member, public, team

app_name = "committees"
TEAM = "team/<slug:area>/gremien"
LEAD = "team/<slug:area>/sitzungen/<int:meeting>"
MEMBER = "mitglied/<slug:area>"

urlpatterns = [
    path(f"{TEAM}/", team.bodies, name="team_list"),
    path(f"{TEAM}/neu/", team.new_body, name="team_new"),
    path(f"{TEAM}/<slug:slug>/", team.body, name="team_committee"),
    path(f"{TEAM}/<slug:slug>/geschaeftsordnung/", team.new_constitution, name="team_constitution"),
    path(f"{TEAM}/<slug:slug>/sitze/neu/", team.new_seat, name="team_seat"),
    path(f"{TEAM}/<slug:slug>/sitze/<int:seat>/ende/", team.end_seat, name="team_leave"),
    path(f"{TEAM}/<slug:slug>/sitze/<int:seat>/zugang/", team.invite_member, name="team_access"),
    path(f"{TEAM}/<slug:slug>/sitzungen/neu/", team.new_meeting, name="team_plan"),
    path(f"{LEAD}/", lead.meeting, name="team_meeting"),
    path(f"{LEAD}/vorlagen/neu/", lead.new_motion, name="team_propose"),
    path(f"{LEAD}/vorlagen/<int:motion>/", lead.meeting, name="team_motion"),
    path(f"{LEAD}/vorlagen/<int:motion>/<slug:verb>/", lead.motion_act, name="team_motion_act"),
    path(f"{LEAD}/sitze/<int:seat>/<slug:verb>/", lead.seat_act, name="team_seat_act"),
    path(f"{LEAD}/<slug:verb>/", lead.meeting_act, name="team_meeting_act"),
    path("team/<slug:area>/beschluesse/<int:year>/<int:number>/ruecknahme/", lead.take_back, name="team_take_back"),
    path(f"{MEMBER}/", member.meetings, name="member_meetings"),
    path(f"{MEMBER}/sitzungen/<int:meeting>/", member.meeting, name="member_meeting"),
    path(f"{MEMBER}/vorlagen/<int:motion>/", member.vote, name="member_vote"),
    path(f"{MEMBER}/vorlagen/<int:motion>/befangen/", member.recuse, name="member_recuse"),
    path("<slug:area>/gremien/", public.bodies, name="list"),
    path("<slug:area>/gremien/<slug:slug>/", public.body, name="committee"),
    path("<slug:area>/gremien/<slug:slug>/sitzungen/<int:number>/", public.meeting, name="meeting"),
    path("<slug:area>/beschluesse/", public.decisions, name="decisions"),
    path("<slug:area>/beschluesse/<int:year>/<int:number>/", public.decision, name="decision"),
]
