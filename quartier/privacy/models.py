from django.db import models

from quartier.kit import dates


class RetentionRun(models.Model):
    """That what was due for erasure was erased (Löschlauf): numbers only. ``counts``: model and columns → rows."""

    at = models.DateTimeField(default=dates.now)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = "Löschlauf"
