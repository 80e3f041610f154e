from django.utils.translation import gettext_lazy as _

DRAFT, PUBLISHED = "draft", "published"
STATUS = ((DRAFT, _("Entwurf")), (PUBLISHED, _("Veröffentlicht")))
MOVES = {DRAFT: (PUBLISHED,), PUBLISHED: (DRAFT,)}
