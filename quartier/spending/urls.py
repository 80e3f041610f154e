from django.urls import path, re_path

from quartier.spending.views import applicant, team

app_name = "spending"
TEAM = "team/<slug:area>"
MINE = "meine/bewilligungen/<int:pk>"
urlpatterns = [
    path(f"{MINE}/", applicant.my_grant, name="my_grant"),
    path(f"{MINE}/belege/", applicant.my_receipts, name="my_receipts"),
    path(f"{MINE}/belege/neu/", applicant.new_receipt, name="my_receipt_new"),
    path(f"{MINE}/belege/neu/<str:token>/", applicant.receipt_details, name="my_receipt_details"),
    path(f"{MINE}/belege/neu/<str:token>/datei", applicant.receipt_preview, name="my_receipt_preview"),
    path("meine/belege/<int:pk>/", applicant.my_receipt, name="my_receipt"),
    path("meine/belege/<int:pk>/datei", applicant.my_receipt_file, name="my_receipt_file"),
    path(f"{MINE}/abrechnung/", applicant.my_settlement, name="my_settlement"),
    path("meine/abrechnungsbilder/<int:pk>/", applicant.my_photo, name="my_photo"),
    re_path(
        r"^meine/bewilligungen/(?P<pk>\d+)/(?P<kind>bescheid|abrechnung|ergebnis)\.pdf$",
        applicant.my_document, name="my_document",
    ),
    path(f"{TEAM}/bewilligungen/", team.grants, name="team_grants"),
    path(f"{TEAM}/bewilligungen/<int:pk>/", team.grant, name="team_grant"),
    path(f"{TEAM}/bewilligungen/<int:pk>/auszahlung/", team.order, name="team_order"),
    path(f"{TEAM}/bewilligungen/<int:pk>/abrechnung/", team.settle, name="team_settle"),
    path(f"{TEAM}/bewilligungen/<int:pk>/unterlagen/", team.papers, name="team_papers"),
    re_path(
        r"^team/(?P<area>[-\w]+)/bewilligungen/(?P<pk>\d+)/(?P<kind>belege|buchungen)\.(?P<form>csv|xlsx)$",
        team.table, name="team_table",
    ),
    re_path(
        r"^team/(?P<area>[-\w]+)/bewilligungen/(?P<pk>\d+)/(?P<kind>abrechnung|ergebnis)\.pdf$",
        team.document, name="team_document",
    ),
    path(f"{TEAM}/auszahlungen/<int:pk>/buchen/", team.book, name="team_book"),
    path(f"{TEAM}/auszahlungen/<int:pk>/zuruecknehmen/", team.cancel, name="team_cancel"),
    path(f"{TEAM}/belege/<int:pk>/", team.review, name="team_review"),
    path(f"{TEAM}/belege/<int:pk>/datei", team.receipt_file, name="team_receipt_file"),
    path(f"{TEAM}/rueckforderungen/<int:pk>/buchen/", team.book_reclaim, name="team_book_reclaim"),
    path(f"{TEAM}/abrechnungsbilder/<int:pk>/datei", team.photo_file, name="team_photo_file"),
    path(f"{TEAM}/abrechnungsbilder/<int:pk>/zeigen/", team.show_photo, name="team_show_photo"),
    path(f"{TEAM}/konten/<int:pk>/", team.account, name="team_account"),
]  # fmt: skip
