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
