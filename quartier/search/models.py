from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.history.models import Scope
from quartier.kit.triggers import triggers

OLD = "INSERT INTO search_index(search_index, rowid, title_stems, text_stems) VALUES ('delete', OLD.id, OLD.title_stems, OLD.text_stems);"
NEW = "INSERT INTO search_index(rowid, title_stems, text_stems) VALUES (NEW.id, NEW.title_stems, NEW.text_stems);"


def _index(model: type[models.Model], connection: Any) -> dict[str, str]:
    """SQLite's full text index follows the table; PostgreSQL's columns are generated (migration 0002)."""
    if connection.vendor == "postgresql":
        return {}
    return {
        "added": f'AFTER INSERT ON "search_document" BEGIN {NEW} END',
        "changed": f'AFTER UPDATE OF title_stems, text_stems ON "search_document" BEGIN {OLD} {NEW} END',
        "removed": f'AFTER DELETE ON "search_document" BEGIN {OLD} END',
    }


@triggers(_index)
class Document(models.Model):
    """What the search knows of a public row in one language: the texts, and the address of its page.

    The row is named by ``kind`` and ``row``, as in history: search stands below the apps whose rows it finds. The long
    columns come last, so that SQLite orders thousands of hits without reading them.
    """

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="search_documents")
    kind = models.CharField(max_length=60)  # app_label.model of the row
    row = models.BigIntegerField()
    language = models.CharField(max_length=12)  # BCP 47 in small letters, or „leicht“
    at = models.DateTimeField(null=True)  # the day it is about; none: always as valid as today
    day = models.IntegerField(null=True)  # the same as a number, so that both databases measure distances alike
    page = models.CharField(max_length=80)  # name of the page, as `links.to` takes it
    arguments = models.JSONField(default=dict)  # of the page's address
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Text"))
    title_stems = models.TextField()  # words as they are compared, by rules.stems, a space between them
    text_stems = models.TextField()

    class Meta:
        verbose_name = _("Fundstelle")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "row", "language"], name="search_document_once")
        ]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word of the public texts (Wortschatz): against typing errors, for parts of compounds and for beginnings."""

    word = models.CharField(max_length=40)  # folded: small, without accents
    stem = models.CharField(max_length=40)  # as the index has it
    shown = models.CharField(max_length=40)  # as people write it
    at = models.BigIntegerField()  # microseconds; with the id it tells whether a copy in memory is still the same

    class Meta:
        verbose_name = _("Wort")
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["word", "stem"], name="search_word_once")]

    def __str__(self) -> str:
        return self.shown
