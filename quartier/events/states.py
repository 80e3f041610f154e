from django.utils.translation import gettext_lazy as _

PLANNED, CANCELLED = "planned", "cancelled"
STATUS = ((PLANNED, _("Findet statt")), (CANCELLED, _("Abgesagt")))
MOVES = {PLANNED: (CANCELLED,)}

# What people look for; not the fields of action of the funder.
(MEET, FEAST, LEARN, ADVICE, WORK, FAMILY, YOUNG, SPORT, CULTURE, GREEN, TAKE_PART, OTHER) = (
    "meet", "feast", "learn", "advice", "work", "family", "young", "sport", "culture", "green", "take_part", "other",
)  # fmt: skip
TOPICS = (
    (MEET, _("Treffen und reden")),
    (FEAST, _("Feste und Märkte")),
    (LEARN, _("Lernen und Deutsch")),
    (ADVICE, _("Rat und Hilfe")),
    (WORK, _("Arbeit und Beruf")),
    (FAMILY, _("Familie und Kinder")),
    (YOUNG, _("Jugend")),
    (SPORT, _("Sport und Gesundheit")),
    (CULTURE, _("Kunst und Musik")),
    (GREEN, _("Garten und Umwelt")),
    (TAKE_PART, _("Mitreden und Mitentscheiden")),
    (OTHER, _("Anderes")),
)

COURSE, COUNSEL, TRAINING, JOBS, FOUNDING, GROUP = "course", "counsel", "training", "jobs", "founding", "group"
OFFER_KINDS = (
    (COURSE, _("Kurs")),
    (COUNSEL, _("Beratung")),
    (TRAINING, _("Weiterbildung")),
    (JOBS, _("Arbeit und Ausbildung")),
    (FOUNDING, _("Hilfe beim Gründen")),
    (GROUP, _("Offene Gruppe")),
)
OFFER_DRAFT, RUNNING, PAUSED, ENDED = "draft", "running", "paused", "ended"
OFFER_STATUS = (
    (OFFER_DRAFT, _("Entwurf")), (RUNNING, _("Läuft")), (PAUSED, _("Macht Pause")), (ENDED, _("Beendet")),
)  # fmt: skip
OFFER_SHOWN = (RUNNING, PAUSED)  # have a page
OFFER_MOVES = {
    OFFER_DRAFT: (RUNNING,), RUNNING: (PAUSED, ENDED), PAUSED: (RUNNING, ENDED), ENDED: (RUNNING,),
}  # fmt: skip

HELD, UNCONFIRMED, REGISTERED, WAITING, WITHDRAWN, EXPIRED = (
    "held", "unconfirmed", "registered", "waiting", "withdrawn", "expired",
)  # fmt: skip
REGISTRATION_STATUS = (
    (HELD, _("Gehalten")),
    (UNCONFIRMED, _("Noch nicht bestätigt")),
    (REGISTERED, _("Angemeldet")),
    (WAITING, _("Auf der Warteliste")),
    (WITHDRAWN, _("Abgemeldet")),
    (EXPIRED, _("Nicht bestätigt")),
)
REGISTRATION_MOVES = {
    HELD: (UNCONFIRMED, WITHDRAWN, EXPIRED),
    UNCONFIRMED: (REGISTERED, WAITING, WITHDRAWN, EXPIRED),
    WAITING: (REGISTERED, WITHDRAWN),
    REGISTERED: (WITHDRAWN,),
}
ALIVE = (HELD, UNCONFIRMED, REGISTERED, WAITING)  # one of these per address and date
COMING = (REGISTERED, WAITING)  # who has to hear of changes

ASKED, PROMISED, DECLINED = "asked", "promised", "declined"
STALL_STATUS = ((ASKED, _("Angefragt")), (PROMISED, _("Zugesagt")), (DECLINED, _("Abgesagt")))
STALL_MOVES = {ASKED: (PROMISED, DECLINED), PROMISED: (DECLINED,), DECLINED: (PROMISED,)}
