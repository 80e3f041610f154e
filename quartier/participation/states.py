from typing import Any

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


def steps(status: str) -> list[dict[str, Any]]:
    """The small thread of an idea in that state: title and state of each knot. What came to an end stops there."""
    reached, how = REACHED[status]
    found = [{"title": title, "state": "done" if at < reached else "coming"} for at, title in enumerate(STEPS)]
    found[reached] = {"title": STEPS[reached] if status == PUBLISHED else dict(STATUS)[status], "state": how}
    return found[: reached + 1] if how == "ended" else found


# What the list can be narrowed to: word in the address, label, states -----------------------------------------------
FILTERS = (
    ("neu", _("Wartet auf Antwort"), (PUBLISHED,)),
    ("beantwortet", _("Beantwortet"), (ANSWERED, PASSED_ON)),
    ("unterwegs", _("Auf dem Weg"), (APPLIED, IN_JURY, GRANTED)),
    ("fertig", _("Fertig"), (DONE,)),
    ("nicht-gefoerdert", _("Nicht gefördert"), (REFUSED,)),
)

# How an idea reached the office -----------------------------------------------------------------------------------
FORM, DESK, PHONE, MAIL, EVENT = "form", "desk", "phone", "mail", "event"
SOURCES = (
    (FORM, _("Über das Formular")),
    (DESK, _("Im Büro gesagt")),
    (PHONE, _("Am Telefon gesagt")),
    (MAIL, _("Per E-Mail")),
    (EVENT, _("Bei einer Veranstaltung")),
)
