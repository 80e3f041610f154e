from django.utils.translation import gettext_lazy as _

DRAFT, PUBLISHED, ARCHIVED = "draft", "published", "archived"
STATUS = ((DRAFT, _("Entwurf")), (PUBLISHED, _("Veröffentlicht")), (ARCHIVED, _("Nicht mehr gezeigt")))
MOVES = {DRAFT: (PUBLISHED,), PUBLISHED: (ARCHIVED,), ARCHIVED: (PUBLISHED,)}

NEWS, STORY, PRESS = "news", "story", "press"
KINDS = ((NEWS, _("Neuigkeit")), (STORY, _("Geschichte")), (PRESS, _("Pressemitteilung")))
