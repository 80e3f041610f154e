from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.expressions import RawSQL

from quartier.kit import dates
from quartier.kit.triggers import append_only

DOWN = """WITH RECURSIVE f(id) AS (SELECT CAST(%s AS bigint)
UNION SELECT w.target_id FROM history_flow w JOIN f ON w.source_id = f.id) SELECT id FROM f"""
UP = """WITH RECURSIVE f(id) AS (SELECT CAST(%s AS bigint)
UNION SELECT w.source_id FROM history_flow w JOIN f ON w.target_id = f.id) SELECT id FROM f"""


class Scope(models.Model):
    """A room of the installation whose rows are separated from others': a city, a quarter, a carrier, an organisation.

    ``version`` is the stamp of its public pages; it grows with every public change and is never used twice.
    """

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    version = models.BigIntegerField(default=1)


class Thread(models.Model):
    """The red thread: begins with a voice and is joined to what came of it by ``Flow`` rows."""

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="threads")

    def down(self) -> RawSQL:
        """Ids of this thread and all that it flows into, as a subquery."""
        return RawSQL(DOWN, [self.pk])  # noqa: S611 - a constant text with one parameter

    def up(self) -> RawSQL:
        """Ids of this thread and all that flows into it, as a subquery."""
        return RawSQL(UP, [self.pk])  # noqa: S611 - as above


@append_only()
class Flow(models.Model):
    """Source went into target: two ideas become one project, one project has three grants. Never a circle."""

    source = models.ForeignKey(Thread, models.PROTECT, related_name="flows_out")
    target = models.ForeignKey(Thread, models.PROTECT, related_name="flows_in")
    at = models.DateTimeField(default=dates.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "target"], name="history_flow_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="history_flow_not_itself"),
        ]


@append_only(erasable=["because"])
class Entry(models.Model):
    """Who did what, when and why. Names are not stored here, only ids; ``because`` can be blanked.

    ``facts`` are figures and ids as they were at that moment, so that a thread is told without asking every app.
    """

    scope = models.ForeignKey(Scope, models.PROTECT, db_index=False, related_name="entries")
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, db_index=False, related_name="entries")
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)  # app_label.model of the row
    row = models.BigIntegerField()
    at = models.DateTimeField(default=dates.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    because = models.TextField(blank=True, default="")
    public = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)  # numbers and ids only, never a name or a text

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["thread", "at"], name="history_entry_thread"),
            models.Index(fields=["scope", "-at"], condition=models.Q(public=True), name="history_entry_feed"),
            models.Index(fields=["kind", "row"], name="history_entry_row"),
            models.Index(fields=["scope"], name="history_entry_scope"),  # else each deleted scope reads all entries
        ]


class Series(models.Model):
    """The last number given in a scope for one series (ideas, decisions of a year …)."""

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="series")
    name = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["scope", "name"], name="history_series_once")
        ]


class ImportRun(models.Model):
    """One file that was read into the house. A draft until ``done_at``: seen as a preview, nothing written yet."""

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=60)  # app_label.model of its rows
    name = models.CharField(max_length=160)  # of the file
    sha256 = models.CharField(max_length=64)
    options = models.JSONField(default=dict)  # as the reader was asked: source, columns, quarter
    content = models.BinaryField(null=True)  # the file, only while it is a draft
    totals = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField(default=dates.now)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)


@append_only(erasable=["before"])
class ImportedRow(models.Model):
    """What an import did to one row: made it, or changed it from ``before``; ``stamp`` is how it left it."""

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=60)
    row = models.BigIntegerField()
    made = models.BooleanField()
    before = models.JSONField(null=True)
    stamp = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["run", "kind", "row"], name="history_importedrow_once")
        ]
