from django.utils.translation import gettext_lazy as _

# Bodies -----------------------------------------------------------------------------------------------------------
COUNCIL, JURY = "council", "jury"
COMMITTEE_KINDS = ((COUNCIL, _("Quartiersrat")), (JURY, _("Aktionsfonds-Jury")))
RESIDENT, INSTITUTION, DEPUTY = "resident", "institution", "deputy"
SEAT_KINDS = (
    (RESIDENT, _("Bewohnerin oder Bewohner")),
    (INSTITUTION, _("Einrichtung")),
    (DEPUTY, _("Stellvertretung")),
)
SIMPLE, TWO_THIRDS = "simple", "two_thirds"
# „Beschlussfähig ab … der Sitze“
SHARES = {(1, 2): _("der Hälfte"), (2, 3): _("zwei Dritteln"), (1, 3): _("einem Drittel"), (3, 4): _("drei Vierteln")}
MAJORITIES = ((SIMPLE, _("Mehr Ja als Nein")), (TWO_THIRDS, _("Zwei Drittel der Stimmen")))

# Meetings ---------------------------------------------------------------------------------------------------------
PLANNED, INVITED, RUNNING, CLOSED, CANCELLED = "planned", "invited", "running", "closed", "cancelled"
MEETING = (
    (PLANNED, _("Geplant")),
    (INVITED, _("Eingeladen")),
    (RUNNING, _("Läuft")),
    (CLOSED, _("Beendet")),
    (CANCELLED, _("Abgesagt")),
)
MEETING_MOVES = {
    PLANNED: (INVITED, CANCELLED),
    INVITED: (RUNNING, CANCELLED),
    RUNNING: (CLOSED,),
}

# Motions ----------------------------------------------------------------------------------------------------------
DRAFT, LISTED, VOTING, COUNTED, DECIDED, WITHDRAWN = "draft", "listed", "voting", "counted", "decided", "withdrawn"
MOTION = (
    (DRAFT, _("Vorbereitet")),
    (LISTED, _("Auf der Tagesordnung")),
    (VOTING, _("Abstimmung läuft")),
    (COUNTED, _("Ausgezählt")),
    (DECIDED, _("Entschieden")),
    (WITHDRAWN, _("Zurückgezogen")),
)
MOTION_MOVES = {
    DRAFT: (LISTED, WITHDRAWN),
    LISTED: (VOTING, COUNTED, DRAFT, WITHDRAWN),  # COUNTED: a show of hands, totals typed in
    VOTING: (COUNTED, LISTED),
    COUNTED: (DECIDED, LISTED),  # LISTED: vote again
    DECIDED: (LISTED,),  # taken back: the body decides anew, the new decision reverses the old one
}

# Votes and results ------------------------------------------------------------------------------------------------
YES, NO, ABSTAIN = "yes", "no", "abstain"
CHOICES = ((YES, _("Dafür")), (NO, _("Dagegen")), (ABSTAIN, _("Enthaltung")))
ACCEPTED, REFUSED = "accepted", "refused"
RESULTS = ((ACCEPTED, _("Angenommen")), (REFUSED, _("Abgelehnt")))
