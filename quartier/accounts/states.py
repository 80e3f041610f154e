from django.utils.translation import gettext_lazy as _

from quartier.kit import access

KINDS = (
    (access.RESIDENT, _("Bewohnerin oder Bewohner")),
    (access.APPLICANT, _("Antragstellende")),
    (access.EDITOR, _("Redaktion einer Einrichtung")),
    (access.MEMBER, _("Mitglied eines Gremiums")),
    (access.MANAGER, _("Quartiersmanagement")),
    (access.MEDIATOR, _("Mediation")),
    (access.COORDINATOR, _("Koordination der Stadt")),
    (access.FUNDER, _("Fördergeber")),
    (access.AUDITOR, _("Prüfung")),
    (access.ADMINISTRATOR, _("Verwaltung der Zugänge")),
)

OPEN, ACCEPTED, CANCELLED = "open", "accepted", "cancelled"
INVITATION = ((OPEN, _("Offen")), (ACCEPTED, _("Angenommen")), (CANCELLED, _("Zurückgezogen")))
INVITATION_MOVES = {OPEN: (ACCEPTED, CANCELLED)}
