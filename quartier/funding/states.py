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
    RETURNED: (SUBMITTED, REJECTED, WITHDRAWN),  # refused: no answer came
    CHECKED: (IN_JURY, GRANTED, REJECTED, RETURNED, WITHDRAWN),  # granted or refused: the office decides alone
    IN_JURY: (GRANTED, REJECTED, CHECKED, WITHDRAWN),
    REJECTED: (CHECKED,),  # an objection was upheld
}
APPLICATION_OFFICE = tuple(
    (key, _("Rückfrage gestellt") if key == RETURNED else label) for key, label in APPLICATION
)  # the same, as the office says it
EDITABLE = (DRAFT, RETURNED)
ENDED = (GRANTED, REJECTED, WITHDRAWN)
UNFINISHED = (DRAFT, SUBMITTED, RETURNED, CHECKED, IN_JURY)

# Finance plan -----------------------------------------------------------------------------------------------------
OWN, WORK, IN_KIND, THIRD, INCOME = "own", "work", "kind", "third", "income"
FINANCE = (
    (OWN, _("Eigenes Geld")),
    (WORK, _("Eigene Arbeit")),
    (IN_KIND, _("Eigene Sachen")),
    (THIRD, _("Spenden und andere Förderung")),
    (INCOME, _("Einnahmen")),
)
NOT_CASH = (WORK, IN_KIND)  # they show an own share; costs in euros they do not pay
ASKED, ELSEWHERE_GRANTED, REFUSED = "asked", "granted", "refused"
ELSEWHERE = ((ASKED, _("Beantragt")), (ELSEWHERE_GRANTED, _("Bewilligt")), (REFUSED, _("Abgelehnt")))

# Types of financing (Finanzierungsart, Nr. 2 VV zu § 44 BHO); fixed by the notice ---------------------------------
SHARE, DEFICIT, FIXED, FULL = "anteil", "fehlbedarf", "festbetrag", "voll"
FINANCING = (
    (SHARE, _("Anteilfinanzierung")),
    (DEFICIT, _("Fehlbedarfsfinanzierung")),
    (FIXED, _("Festbetragsfinanzierung")),
    (FULL, _("Vollfinanzierung")),
)

# Who decides ------------------------------------------------------------------------------------------------------
BY_OFFICE, BY_COMMITTEE, BY_OUTSIDE = "office", "committee", "outside"
DECIDERS = (
    (BY_OFFICE, _("Das Büro allein")),
    (BY_COMMITTEE, _("Ein Gremium des Quartiers")),
    (BY_OUTSIDE, _("Ein Gremium außerhalb")),
)

# Objections -------------------------------------------------------------------------------------------------------
ABOUT_REFUSAL, ABOUT_NOTICE, ABOUT_RESULT = "refusal", "notice", "result"
OBJECTION_ABOUT = (
    (ABOUT_REFUSAL, _("Absage")),
    (ABOUT_NOTICE, _("Bescheid")),
    (ABOUT_RESULT, _("Ergebnis der Abrechnung")),
)

# Grants -----------------------------------------------------------------------------------------------------------
ISSUED, PROOF_IN, SETTLED, REVOKED = "issued", "proof_in", "settled", "revoked"
GRANT = (
    (ISSUED, _("Bewilligt")),
    (PROOF_IN, _("In Abrechnung")),
    (SETTLED, _("Abgerechnet")),
    (REVOKED, _("Widerrufen")),
)
AMENDABLE = (ISSUED, PROOF_IN)
GRANT_MOVES = {ISSUED: (PROOF_IN, REVOKED), PROOF_IN: (ISSUED, SETTLED), SETTLED: ()}

# Answers to what a grantee wishes to change -----------------------------------------------------------------------
AMENDED, CHANGE_REFUSED, TAKEN_BACK = "amended", "refused", "withdrawn"
CHANGE_REPLY = (
    (AMENDED, _("Bescheid geändert")),
    (CHANGE_REFUSED, _("Nicht geändert")),
    (TAKEN_BACK, _("Zurückgezogen")),
)

# Result of the office's check -------------------------------------------------------------------------------------
COMPLETE, QUESTION = "complete", "question"
CHECK_RESULTS = ((COMPLETE, _("Vollständig")), (QUESTION, _("Rückfrage")))
