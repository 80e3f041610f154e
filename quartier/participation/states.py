from django.utils.translation import gettext_lazy as _

# Ideas ------------------------------------------------------------------------------------------------------------
NEW, PUBLISHED, ANSWERED, PASSED_ON = "new", "published", "answered", "passed_on"
APPLIED, IN_JURY, GRANTED, DONE, REFUSED = "applied", "in_jury", "granted", "done", "refused"
HIDDEN, WITHDRAWN = "hidden", "withdrawn"
STATUS = (
    (NEW, _("Eingereicht")),
    (PUBLISHED, _("Veröffentlicht")),
    (ANSWERED, _("Beantwortet")),
    (PASSED_ON, _("Weitergegeben")),
    (APPLIED, _("Antrag gestellt")),
    (IN_JURY, _("In der Jury")),
    (GRANTED, _("Gefördert")),
    (DONE, _("Fertig")),
    (REFUSED, _("Nicht gefördert")),
    (HIDDEN, _("Nicht veröffentlicht")),
    (WITHDRAWN, _("Zurückgezogen")),
)
_OPEN = (APPLIED, IN_JURY, GRANTED, WITHDRAWN, HIDDEN)
MOVES = {
    NEW: (PUBLISHED, HIDDEN, WITHDRAWN),
    PUBLISHED: (ANSWERED, PASSED_ON, *_OPEN),
    ANSWERED: (PASSED_ON, *_OPEN),
    PASSED_ON: (ANSWERED, *_OPEN),
    APPLIED: (ANSWERED, IN_JURY, GRANTED, REFUSED, HIDDEN),
    IN_JURY: (APPLIED, GRANTED, REFUSED, HIDDEN),
    GRANTED: (DONE, REFUSED, HIDDEN),
    REFUSED: (APPLIED, HIDDEN),
    DONE: (HIDDEN,),
    HIDDEN: (PUBLISHED, WITHDRAWN),
}
PUBLIC = (PUBLISHED, ANSWERED, PASSED_ON, APPLIED, IN_JURY, GRANTED, DONE, REFUSED)

# The small thread: the five knots of every idea, the one it has reached, and how that one looks -------------------
STEPS = (_("Eingebracht"), _("Beantwortet"), _("In der Jury"), _("Gefördert"), _("Fertig"))
REACHED = {
    NEW: (0, "now"), PUBLISHED: (0, "now"), ANSWERED: (1, "now"), PASSED_ON: (1, "ended"), APPLIED: (2, "now"),
    IN_JURY: (2, "now"), GRANTED: (3, "now"), DONE: (4, "done"), REFUSED: (3, "ended"), HIDDEN: (0, "ended"),
    WITHDRAWN: (0, "ended"),
}  # fmt: skip

# How an idea reached the office -----------------------------------------------------------------------------------
FORM, DESK, PHONE, MAIL, EVENT = "form", "desk", "phone", "mail", "event"
SOURCES = (
    (FORM, _("Über das Formular")),
    (DESK, _("Im Büro gesagt")),
    (PHONE, _("Am Telefon gesagt")),
    (MAIL, _("Per E-Mail")),
    (EVENT, _("Bei einer Veranstaltung")),
)
