from django.utils.translation import gettext_lazy as _

PLANNED, CANCELLED = "planned", "cancelled"
STATUS = ((PLANNED, _("Findet statt")), (CANCELLED, _("Abgesagt")))
MOVES = {PLANNED: (CANCELLED,)}
