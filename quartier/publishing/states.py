from django.utils.translation import gettext_lazy as _

DRAFT, PUBLISHED, ARCHIVED = "draft", "published", "archived"
STATUS = ((DRAFT, _("Entwurf")), (PUBLISHED, _("Veröffentlicht")), (ARCHIVED, _("Nicht mehr gezeigt")))
MOVES = {DRAFT: (PUBLISHED,), PUBLISHED: (ARCHIVED,), ARCHIVED: (PUBLISHED,)}

NEWS, STORY, PRESS = "news", "story", "press"
KINDS = ((NEWS, _("Neuigkeit")), (STORY, _("Geschichte")), (PRESS, _("Pressemitteilung")))

POSTER_A4, POSTER_A3, POSTER_BLEED, SQUARE, MONTH, OFFERS = "a4", "a3", "a3_bleed", "square", "month", "offers"
SHEETS = (
    (POSTER_A4, _("Plakat A4")),
    (POSTER_A3, _("Plakat A3")),
    (POSTER_BLEED, _("Plakat A3 für die Druckerei, mit 3 mm Beschnitt")),
    (SQUARE, _("Quadratisches Bild")),
    (MONTH, _("Termine eines Monats")),
    (OFFERS, _("Alle Angebote")),
)
OF_AN_EVENT = (POSTER_A4, POSTER_A3, POSTER_BLEED, SQUARE)

# A reported barrier: answered within a month, or no report at all (spam).
OPEN, ANSWERED, DISMISSED = "open", "answered", "dismissed"
BARRIER = ((OPEN, _("Offen")), (ANSWERED, _("Beantwortet")), (DISMISSED, _("Keine Meldung")))
BARRIER_MOVES = {OPEN: (ANSWERED, DISMISSED), ANSWERED: (), DISMISSED: ()}
