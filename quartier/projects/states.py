from django.utils.translation import gettext_lazy as _

PLANNED, RUNNING, DONE, STOPPED = "planned", "running", "done", "stopped"
STATUS = ((PLANNED, _("Beginnt bald")), (RUNNING, _("Läuft")), (DONE, _("Fertig")), (STOPPED, _("Beendet")))
MOVES = {PLANNED: (RUNNING, DONE, STOPPED), RUNNING: (DONE, STOPPED)}
