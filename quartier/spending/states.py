from django.utils.translation import gettext_lazy as _

# Payments ---------------------------------------------------------------------------------------------------------
ORDERED, BOOKED, CANCELLED = "ordered", "booked", "cancelled"
PAYMENT = ((ORDERED, _("Angewiesen")), (BOOKED, _("Gebucht")), (CANCELLED, _("Zurückgenommen")))
PAYMENT_MOVES = {ORDERED: (BOOKED, CANCELLED)}

# The office's word on a receipt -----------------------------------------------------------------------------------
ACCEPTED, CUT, REFUSED, WITHDRAWN = "accepted", "cut", "refused", "withdrawn"
REVIEW = (
    (ACCEPTED, _("Anerkannt")),
    (CUT, _("Mit Kürzung anerkannt")),
    (REFUSED, _("Nicht anerkannt")),
    (WITHDRAWN, _("Zurückgezogen")),
)

# Settlements ------------------------------------------------------------------------------------------------------
DRAFT, SUBMITTED, RETURNED, DECIDED = "draft", "submitted", "returned", "decided"
SETTLEMENT = (
    (DRAFT, _("In Vorbereitung")),
    (SUBMITTED, _("Eingereicht")),
    (RETURNED, _("Rückfrage an Sie")),
    (DECIDED, _("Abgeschlossen")),
)
NONE, MAKING, MADE, FAILED = "none", "making", "made", "failed"
PAPERS = (  # the settlement and the letter of its result as PDF, made by the worker
    (NONE, _("Noch nicht nötig")),
    (MAKING, _("Wird erstellt")),
    (MADE, _("Fertig")),
    (FAILED, _("Nicht gelungen")),
)
SETTLEMENT_MOVES = {DRAFT: (SUBMITTED,), SUBMITTED: (RETURNED, DECIDED), RETURNED: (SUBMITTED,)}

# Reclaims ---------------------------------------------------------------------------------------------------------
OPEN = "open"
RECLAIM = ((OPEN, _("Offen")), (BOOKED, _("Eingegangen")))
RECLAIM_MOVES = {OPEN: (BOOKED,)}

# Requests for money -----------------------------------------------------------------------------------------------
ASKED = "asked"
REQUEST = (
    (ASKED, _("Angefragt")),
    (ORDERED, _("Angewiesen")),
    (REFUSED, _("Nicht jetzt")),
    (WITHDRAWN, _("Zurückgezogen")),
)
REQUEST_MOVES = {ASKED: (ORDERED, REFUSED, WITHDRAWN), ORDERED: (ASKED,)}  # its order was taken back

# Money that came in beside the grant ------------------------------------------------------------------------------
OWN_MONEY, DONATION, THIRD_PARTY, REVENUE = "own", "donation", "third_party", "revenue"
INCOME = (
    (OWN_MONEY, _("Eigenes Geld")),
    (DONATION, _("Spende")),
    (THIRD_PARTY, _("Andere Förderung")),
    (REVENUE, _("Einnahmen, zum Beispiel Eintritt")),
)

# Inventory --------------------------------------------------------------------------------------------------------
IN_ORDER, DAMAGED, MISSING = "fine", "damaged", "missing"
INSPECTION = ((IN_ORDER, _("In Ordnung")), (DAMAGED, _("Beschädigt")), (MISSING, _("Nicht mehr da")))

# The funder's check -----------------------------------------------------------------------------------------------
FINE, WITH_CUTS, QUESTION, ANSWERED = "fine", "cuts", "question", "answered"
FUNDER = (
    (FINE, _("In Ordnung")),
    (WITH_CUTS, _("Mit Kürzungen")),
    (QUESTION, _("Rückfrage")),
    (ANSWERED, _("Antwort des Büros")),
)
CHECKED = (FINE, WITH_CUTS)  # then the office may decide

# Interim reports --------------------------------------------------------------------------------------------------
TAKEN = "taken"
INTERIM = (
    (DRAFT, _("In Vorbereitung")),
    (SUBMITTED, _("Eingereicht")),
    (RETURNED, _("Rückfrage an Sie")),
    (TAKEN, _("Geprüft")),
)
INTERIM_MOVES = {DRAFT: (SUBMITTED,), SUBMITTED: (RETURNED, TAKEN), RETURNED: (SUBMITTED,)}
