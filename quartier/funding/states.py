from django.utils.translation import gettext_lazy as _

# Applications -----------------------------------------------------------------------------------------------------
DRAFT, SUBMITTED, RETURNED, CHECKED = "draft", "submitted", "returned", "checked"
IN_JURY, GRANTED, REJECTED, WITHDRAWN = "in_jury", "granted", "rejected", "withdrawn"
APPLICATION = (
    (DRAFT, _("Entwurf")),
    (SUBMITTED, _("Eingereicht")),
    (RETURNED, _("Rückfrage an Sie")),
    (CHECKED, _("Geprüft")),
    (IN_JURY, _("In der Jury")),
    (GRANTED, _("Bewilligt")),
    (REJECTED, _("Nicht gefördert")),
    (WITHDRAWN, _("Zurückgezogen")),
)
APPLICATION_MOVES = {
    DRAFT: (SUBMITTED, WITHDRAWN),
    SUBMITTED: (RETURNED, CHECKED, REJECTED, WITHDRAWN),
    RETURNED: (SUBMITTED, WITHDRAWN),
    CHECKED: (IN_JURY, RETURNED, WITHDRAWN),
    IN_JURY: (GRANTED, REJECTED, CHECKED, WITHDRAWN),
}
APPLICATION_OFFICE = tuple(
    (key, _("Rückfrage gestellt") if key == RETURNED else label) for key, label in APPLICATION
)  # the same, as the office says it
EDITABLE = (DRAFT, RETURNED)
ENDED = (GRANTED, REJECTED, WITHDRAWN)
UNFINISHED = (DRAFT, SUBMITTED, RETURNED, CHECKED, IN_JURY)

# Finance plan -----------------------------------------------------------------------------------------------------
OWN, THIRD, INCOME = "own", "third", "income"
FINANCE = ((OWN, _("Eigenes Geld")), (THIRD, _("Spenden und andere Förderung")), (INCOME, _("Einnahmen")))

# Grants -----------------------------------------------------------------------------------------------------------
ISSUED, PROOF_IN, SETTLED, REVOKED = "issued", "proof_in", "settled", "revoked"
GRANT = (
    (ISSUED, _("Bewilligt")),
    (PROOF_IN, _("In Abrechnung")),
    (SETTLED, _("Abgerechnet")),
    (REVOKED, _("Widerrufen")),
)
GRANT_MOVES = {ISSUED: (PROOF_IN, REVOKED), PROOF_IN: (ISSUED, SETTLED), SETTLED: ()}

# Result of the office's check -------------------------------------------------------------------------------------
COMPLETE, QUESTION = "complete", "question"
CHECK_RESULTS = ((COMPLETE, _("Vollständig")), (QUESTION, _("Rückfrage")))
