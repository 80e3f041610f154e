from django.utils.translation import gettext_lazy as _

HELD, READY, SENT, FAILED, DROPPED = "held", "ready", "sent", "failed", "dropped"
STATUS = (
    (HELD, _("Zum Lesen")),
    (READY, _("Wird gesendet")),
    (SENT, _("Gesendet")),
    (FAILED, _("Nicht zugestellt")),
    (DROPPED, _("Verworfen")),
)
MOVES = {HELD: (READY, DROPPED), READY: (SENT, FAILED), FAILED: (READY, DROPPED)}
