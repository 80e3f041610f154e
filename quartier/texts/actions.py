"""Versions are written, published, taken back and marked as read or checked."""

import datetime as dt
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from quartier.history.actions import action, lock, move, record
from quartier.history.models import Scope
from quartier.kit import dates, panels
from quartier.kit.catalogues import fingerprint
from quartier.kit.errors import Conflict, Refused
from quartier.texts import rules, states
from quartier.texts.models import LanguageReview, Text
from quartier.texts.queries import digest, interface


@action
def write(
    *, row: Any, scope: Scope | int, language: str, fields: dict[str, str], machine: bool = False,
    seen: str | None = None, by: Any = None,
) -> Text:  # fmt: skip
    """A version of the row in the language, new as a draft or written over; where it is published, pages change at once.

    ``fields``: texts by the names in ``row.TEXTS``. ``seen``: ``Text.stamp`` of what the person was shown, "" for none;
    another stamp today is a Conflict. Who read or checked an earlier wording did not read this one: those marks go.
    Refused for German, for a code that is none, and for a published version that would become empty.
    """
    if language == rules.original() or not rules.is_known(language):
        raise Refused(_("In dieser Sprache gibt es keine Fassung."))
    if unknown := set(fields) - set(row.TEXTS):
        raise TypeError(f"not the row's: {sorted(unknown)}")
    scope_id = scope if isinstance(scope, int) else scope.pk
    kind = row._meta.label_lower
    found = Text.objects.filter(kind=kind, row=row.pk, language=language).first()
    text = lock(found) if found else Text(scope_id=scope_id, kind=kind, row=row.pk, language=language)
    if seen is not None and seen != text.stamp:
        raise Conflict(_("Inzwischen hat jemand anderes an dieser Fassung geschrieben. Ihr Text ist noch da."))
    new = {name: fields.get(name, "").strip() for name in row.TEXTS}
    if new != text.fields:
        text.reader, text.read_on, text.checked_by, text.checked_on = "", None, "", None
    text.fields, text.machine, text.original = new, machine, digest(row)
    text.by, text.at = by if getattr(by, "is_authenticated", False) else None, dates.now()
    if text.status == states.PUBLISHED:
        _complete(text, row)
    _save(text)
    record(scope=scope_id, verb="written", row=text, by=by, public=text.status == states.PUBLISHED)
    panels.changed(kind, row.pk)
    return text


@action
def publish(*, text: Text, row: Any, by: Any = None) -> Text:
    """Show the version to readers. Refused while a text is missing that the original has."""
    _complete(text, row)
    move(text, states.PUBLISHED, by=by, scope=text.scope_id, public=True)
    panels.changed(text.kind, text.row)
    return text


@action
def take_back(*, text: Text, by: Any = None) -> Text:
    """Readers get the original again; the version stays with the office as a draft."""
    move(text, states.DRAFT, by=by, scope=text.scope_id, verb="taken_back", public=True)
    panels.changed(text.kind, text.row)
    return text


@action
def mark_read(*, text: Text, reader: str, by: Any = None) -> Text:
    """Somebody who speaks the language has read it; a machine's text loses its warning."""
    if not reader.strip():
        raise Refused(_("Bitte schreiben Sie dazu, wer den Text gelesen hat."))
    found = lock(text)
    found.reader, found.read_on = reader.strip(), dates.today()
    found.save(update_fields=["reader", "read_on"])
    record(scope=found.scope_id, verb="read", row=found, by=by, public=found.status == states.PUBLISHED)
    return found


@action
def mark_checked(*, text: Text, group: str, on: dt.date, by: Any = None) -> Text:
    """A group of people with learning difficulties has checked the text; only then it may be called checked
    (DIN SPEC 33429:2025-03). Refused without the group, for a day to come, and for anything but Leichte Sprache."""
    found = lock(text)
    if found.language != rules.EASY:
        raise Refused(_("Nur Texte in Leichter Sprache werden von einer Prüfgruppe geprüft."))
    if not group.strip():
        raise Refused(_("Bitte schreiben Sie dazu, wer geprüft hat."))
    if on > dates.today():
        raise Refused(_("Der Tag der Prüfung liegt in der Zukunft."))
    found.checked_by, found.checked_on = group.strip(), on
    found.save(update_fields=["checked_by", "checked_on"])
    record(scope=found.scope_id, verb="checked", row=found, by=by, public=found.status == states.PUBLISHED)
    return found


@action
def sign_language(*, scope: Scope | int, language: str, reader: str, on: dt.date, by: Any = None) -> LanguageReview:
    """Note that ``reader`` has read the words of the pages in ``language``, as they are today, for the city ``scope``.

    After: the office sees who signed and when; later changes are counted. Refused without a name, for a day to come,
    for a language no page speaks, and while texts are missing.
    """
    found = interface(language)
    if not found:
        raise Refused(_("In dieser Sprache gibt es keine Seiten."))
    if not reader.strip():
        raise Refused(_("Bitte schreiben Sie dazu, wer die Texte gelesen hat."))
    if on > dates.today():
        raise Refused(_("Der Tag liegt in der Zukunft."))
    if not all(message.complete for message in found):
        raise Refused(_("Es fehlen noch Übersetzungen. Unterschreiben geht, wenn alles da ist."))
    review = LanguageReview.objects.create(
        scope_id=scope if isinstance(scope, int) else scope.pk, language=language, reader=reader.strip(), signed_on=on,
        signed=sorted(fingerprint(message) for message in found), by=by,
    )  # fmt: skip
    record(scope=review.scope_id, verb="signed", row=review, by=by)
    return review


@action
def forget(*, row: Any, by: Any = None) -> int:
    """The row itself is deleted: its versions go with it. Returns how many there were."""
    texts = list(Text.objects.filter(kind=row._meta.label_lower, row=row.pk))
    for text in texts:
        record(scope=text.scope_id, verb="deleted", row=text, by=by, public=text.status == states.PUBLISHED)
        text.delete()
    return len(texts)


def _save(text: Text) -> None:
    try:
        text.save()
    except IntegrityError:  # somebody else began the same version in this very moment
        raise Conflict(_("Inzwischen hat jemand anderes an dieser Fassung geschrieben. Ihr Text ist noch da."))


def _complete(text: Text, row: Any) -> None:
    """What the original says, the version says too; Leichte Sprache may leave things out, but not all."""
    said = {name for name in row.TEXTS if text.fields.get(name)}
    needed = {name for name in row.TEXTS if getattr(row, name)}
    missing = needed - said
    if text.language == rules.EASY and row.TEXTS[0] in said and (len(said) > 1 or len(needed) == 1):
        return
    if missing or not said:
        labels = [str(row._meta.get_field(name).verbose_name) for name in row.TEXTS if name in missing]
        raise Refused(_("Es fehlt noch etwas: %(fields)s.") % {"fields": ", ".join(labels) or _("der Text")})
