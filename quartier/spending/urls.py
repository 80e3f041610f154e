from django.urls import path, re_path

from quartier.spending.views import applicant, team

app_name = "spending"
TEAM = "team/<slug:area>"
MINE = "meine/bewilligungen/<int:pk>"
urlpatterns = [
    path(f"{MINE}/", applicant.grants.my_grant, name="my_grant"),
    path(f"{MINE}/belege/", applicant.receipts.my_receipts, name="my_receipts"),
    path(f"{MINE}/belege/neu/", applicant.receipts.new_receipt, name="my_receipt_new"),
    path(f"{MINE}/belege/neu/<str:token>/", applicant.receipts.receipt_details, name="my_receipt_details"),
    path(f"{MINE}/belege/neu/<str:token>/datei", applicant.receipts.receipt_preview, name="my_receipt_preview"),
    path("meine/belege/<int:pk>/", applicant.receipts.my_receipt, name="my_receipt"),
    path("meine/belege/<int:pk>/datei", applicant.receipts.my_receipt_file, name="my_receipt_file"),
    path(f"{MINE}/abrechnung/", applicant.settlements.my_settlement, name="my_settlement"),
    path("meine/abrechnungsbilder/<int:pk>/", applicant.settlements.my_photo, name="my_photo"),
    re_path(
        r"^meine/bewilligungen/(?P<pk>\d+)/(?P<kind>bescheid|abrechnung|ergebnis)\.pdf$",
        applicant.settlements.my_document, name="my_document",
    ),
    path(f"{TEAM}/bewilligungen/", team.grants.grants, name="team_grants"),
    path(f"{TEAM}/bewilligungen/<int:pk>/", team.grants.grant, name="team_grant"),
    path(f"{TEAM}/bewilligungen/<int:pk>/auszahlung/", team.payments.order, name="team_order"),
    path(f"{TEAM}/bewilligungen/<int:pk>/abrechnung/", team.settlements.settle, name="team_settle"),
    path(f"{TEAM}/bewilligungen/<int:pk>/unterlagen/", team.settlements.papers, name="team_papers"),
    re_path(
        r"^team/(?P<area>[-\w]+)/bewilligungen/(?P<pk>\d+)/(?P<kind>belege|buchungen)\.(?P<form>csv|xlsx)$",
        team.grants.table, name="team_table",
    ),
    re_path(
        r"^team/(?P<area>[-\w]+)/bewilligungen/(?P<pk>\d+)/(?P<kind>abrechnung|ergebnis)\.pdf$",
        team.settlements.document, name="team_document",
    ),
    path(f"{TEAM}/auszahlungen/<int:pk>/buchen/", team.payments.book, name="team_book"),
    path(f"{TEAM}/auszahlungen/<int:pk>/zuruecknehmen/", team.payments.cancel, name="team_cancel"),
    path(f"{TEAM}/belege/<int:pk>/", team.receipts.review, name="team_review"),
    path(f"{TEAM}/belege/<int:pk>/datei", team.receipts.receipt_file, name="team_receipt_file"),
    path(f"{TEAM}/rueckforderungen/<int:pk>/buchen/", team.payments.book_reclaim, name="team_book_reclaim"),
    path(f"{TEAM}/abrechnungsbilder/<int:pk>/datei", team.settlements.photo_file, name="team_photo_file"),
    path(f"{TEAM}/abrechnungsbilder/<int:pk>/zeigen/", team.settlements.show_photo, name="team_show_photo"),
    path(f"{TEAM}/konten/<int:pk>/", team.grants.account, name="team_account"),
]  # fmt: skip
