"""Keeping files. What is uploaded is cleaned first; what we made ourselves is kept as it is. Pictures for the public."""

import datetime as dt
import functools
import hashlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.base import File as DiskFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quartier.files import queries, rules
from quartier.files.imports import Cleaned, clean, clean_picture
from quartier.files.models import File, Picture
from quartier.history.actions import action, lock, record, touch
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.errors import Refused


def _clean_first(function: Callable[..., File]) -> Callable[..., File]:
    """Clean before the transaction begins: seconds of work must not hold the one write lock of SQLite.

    Inside another action there is no before; a view therefore keeps the file first and hands the row on.
    """

    @functools.wraps(function)
    def inner(*, upload: BinaryIO | Cleaned, name: str, **rest: Any) -> File:
        good = upload if isinstance(upload, Cleaned) else clean(upload, name=name)
        return function(upload=good, name=name, **rest)

    return inner


def _picture_first(function: Callable[..., Picture]) -> Callable[..., Picture]:
    """The same for a picture, with its versions for the web."""

    @functools.wraps(function)
    def inner(*, upload: BinaryIO | Cleaned, name: str, **rest: Any) -> Picture:
        good = upload if isinstance(upload, Cleaned) and upload.web else clean_picture(_stream(upload), name=name)
        return function(upload=good, name=name, **rest)

    return inner


def _stream(upload: BinaryIO | Cleaned) -> BinaryIO:
    return ContentFile(upload.content) if isinstance(upload, Cleaned) else upload  # type: ignore[return-value]


@_clean_first
@action
def keep(*, upload: Any, name: str, scope: Scope, alt: str = "", public: bool = False) -> File:
    """An uploaded photo or PDF, cleaned (no metadata, no active content, sizes bounded); Refused with the reason.

    The same content in the same scope is kept once more as a row of its own: two receipts may look alike.
    """
    good: Cleaned = upload
    row = File(
        scope=scope, name=good.name_safe[:160], mime=good.mime, size=good.size, sha256=good.sha256, width=good.width,
        height=good.height, pages=good.pages, alt=alt, public=public,
    )  # fmt: skip
    key = uuid.uuid4().hex
    row.content.save(f"{key}{_dot(good.extension)}", ContentFile(good.content), save=False)
    if good.thumbnail:
        row.thumbnail.save(f"{key}-klein.jpg", ContentFile(good.thumbnail), save=False)
    for width, content in good.web.items():
        row.content.storage.save(row.web_name(width), ContentFile(content))
        row.widths.append(width)
    row.save()
    return row


def _dot(extension: str) -> str:
    return extension if extension.startswith(".") else f".{extension}"


@action
def keep_document(
    *, content: bytes | Path, name: str, mime: str, scope: Scope, public: bool = False, **fields: Any
) -> File:
    """A document of our own making (a letter as PDF); ``fields``: alt, pages, width, height.

    ``content``: bytes, or where they lie on disk: what is large is moved from there and never held in memory.
    """
    kept: Any
    if isinstance(content, Path):
        (digest, size), kept = _of_disk(content), _OnDisk(content)
    else:
        digest, size, kept = hashlib.sha256(content).hexdigest(), len(content), ContentFile(content)
    row = File(scope=scope, name=name[:160], mime=mime, size=size, sha256=digest, public=public, **fields)
    ending = name.rsplit(".", 1)[-1] if "." in name else "bin"
    row.content.save(f"{uuid.uuid4().hex}.{ending}", kept, save=False)
    row.save()
    return row


class _OnDisk(DiskFile):  # type: ignore[type-arg]  # the stubs' parameter does not exist at run time
    """A file the storage moves into its place instead of copying it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)


def _of_disk(path: Path) -> tuple[str, int]:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest(), path.stat().st_size


@action
def describe(*, file: File, alt: str) -> File:
    """Give a picture the words that say what it shows. Public pages with a public picture change."""
    file.alt = alt[:200]
    file.save(update_fields=["alt"])
    if file.public:
        touch(file.scope_id)
    return file


@action
def show(*, file: File) -> File:
    """Make a file public, e. g. a picture the office takes over onto the project's page. Public pages change."""
    file.public = True
    file.save(update_fields=["public"])
    touch(file.scope_id)
    return file


@action
def empty(*, file: File) -> File:
    """Remove a file's content, name and words; the row stays because other rows refer to it."""
    contents = _contents(file)
    file.content, file.thumbnail, file.name, file.alt, file.public = "", "", "", "", False
    file.widths = []
    file.save(update_fields=["content", "thumbnail", "name", "alt", "public", "widths"])
    _remove(contents)
    return file


@action
def erase(*, file: File) -> None:
    """Remove a file's row, and its content once that is certain. A row that refers to it forbids it (ProtectedError)."""
    contents = _contents(file)
    if file.public:
        touch(file.scope_id)
    file.delete()
    _remove(contents)


def _contents(file: File) -> list[tuple[Any, str]]:
    found = [(content.storage, str(content.name)) for content in (file.content, file.thumbnail) if content]
    return found + [(file.content.storage, file.web_name(width)) for width in file.widths if file.content]


def _remove(contents: list[tuple[Any, str]]) -> None:
    """From the disk, once the rows are certain to be gone."""
    for storage, name in contents:
        transaction.on_commit(functools.partial(storage.delete, name))


@action
def hide(*, file: File) -> File:
    """Take a public picture back; from then on its address leads nowhere."""
    file.public = False
    file.save(update_fields=["public"])
    return file


# Pictures for the public -------------------------------------------------------------------------------------------
@_picture_first
@action
def keep_picture(
    *, upload: Any, name: str, scope: Scope, alt: str, credit: str, licence: str = "own", caption: str = "",
    focus: tuple[int, int] = (50, 50), recognisable: bool = True, taken_consent_on: dt.date | None = None,
    shown_consent_on: dt.date | None = None, by: Any = None,
) -> Picture:  # fmt: skip
    """Keep an uploaded picture, cleaned (no place, no camera, no author inside), with whose it is and who agreed.

    ``focus``: where the eye should rest, percent from the left and from the top. Not public before ``show_picture``.
    Refused: no picture, more than 40 megapixels, no words for those who do not see it, no maker, a consent in the future.
    """
    facts = _facts(
        alt, credit=credit, licence=licence, caption=caption, focus_x=focus[0], focus_y=focus[1],
        recognisable=recognisable, taken_consent_on=taken_consent_on, shown_consent_on=shown_consent_on,
    )  # fmt: skip
    file = keep(upload=upload, name=name, scope=scope, alt=_words(alt))
    picture = Picture.objects.create(scope=scope, file=file, at=dates.now(), **facts)
    record(scope=scope, verb="kept", row=picture, by=by)
    return picture


@action
def describe_picture(
    *, picture: Picture, alt: str, credit: str, licence: str, caption: str, focus: tuple[int, int], recognisable: bool,
    taken_consent_on: dt.date | None, shown_consent_on: dt.date | None, by: Any = None,
) -> Picture:  # fmt: skip
    """Say better what it shows, whose it is, who agreed. Where consent is missing now, it is hidden at once.

    Refused as in ``keep_picture``, and once consent was taken back: a new consent belongs to a new upload.
    """
    row = lock(picture)
    if row.withdrawn_on:
        raise Refused(
            _(
                "Die Einwilligung wurde zurückgenommen. Dürfen Sie das Bild wieder zeigen, laden Sie es noch einmal hoch."
            )
        )
    facts = _facts(
        alt, credit=credit, licence=licence, caption=caption, focus_x=focus[0], focus_y=focus[1],
        recognisable=recognisable, taken_consent_on=taken_consent_on, shown_consent_on=shown_consent_on,
    )  # fmt: skip
    before = row.is_shown
    for column, value in facts.items():
        setattr(row, column, value)
    row.save()
    describe(file=row.file, alt=_words(alt))
    if before and not row.may_be_shown:
        hide(file=row.file)
    record(scope=row.scope_id, verb="described", row=row, by=by, public=before)
    if not before and row.may_be_shown and queries.shown_by(row):  # pages that waited for the consent
        show_picture(picture=row, by=by)
    return row


def _words(text: str) -> str:
    return " ".join(text.split())


def _facts(alt: str, **facts: Any) -> dict[str, Any]:
    """The columns of a picture, checked; where nobody can be recognised, nobody has to agree."""
    if not alt.strip():
        raise Refused(
            _("Bitte schreiben Sie in einem Satz, was auf dem Bild zu sehen ist: für alle, die es nicht sehen.")
        )
    if not facts["credit"].strip():
        raise Refused(_("Bitte schreiben Sie dazu, wer das Bild gemacht hat."))
    if not facts["recognisable"]:
        facts["taken_consent_on"] = facts["shown_consent_on"] = None
    if any(day and day > dates.today() for day in (facts["taken_consent_on"], facts["shown_consent_on"])):
        raise Refused(_("Ein Tag der Einwilligung liegt in der Zukunft."))
    return facts | {name: _words(facts[name]) for name in ("credit", "caption")}


@action
def show_picture(*, picture: Picture, by: Any = None) -> Picture:
    """Everybody may see it from now on: called where a row that everybody reads takes it. Pages change.

    Refused while people in it have not agreed twice: that it is taken, and that it is shown.
    """
    row = lock(picture)
    if not row.may_be_shown:
        raise Refused(rules.missing_consent(withdrawn=bool(row.withdrawn_on)))
    if not row.file.public:
        row.file.public = True
        row.file.save(update_fields=["public"])
        record(scope=row.scope_id, verb="shown", row=row, by=by, public=True)
    picture.file = row.file
    return row


@action
def rest_picture(*, picture: Picture, by: Any = None) -> Picture:
    """A row that everybody read shows it no longer: hidden, unless another public row still shows it."""
    row = lock(picture)
    if row.file.public and not queries.shown_by(row):
        hide(file=row.file)
        record(scope=row.scope_id, verb="hidden", row=row, by=by, public=True)
    return row


@action
def withdraw_consent(*, picture: Picture, on: dt.date | None = None, by: Any = None) -> Picture:
    """Somebody in the picture no longer agrees: it is gone from every page at once; a month later the file goes too.

    ``on``: the day it was said; today by default. Withdrawn already: nothing happens again.
    """
    row = lock(picture)
    if row.withdrawn_on:
        return row
    row.withdrawn_on = min(on or dates.today(), dates.today())
    row.save(update_fields=["withdrawn_on"])
    hide(file=row.file)
    record(scope=row.scope_id, verb="consent_withdrawn", row=row, by=by, public=True)
    return row


@action
def put_picture(*, row: Any, picture: Picture | None, by: Any = None) -> Any:
    """Give a row its picture, or take it away (None). ``row``: of a model in ``queries.PLACES``, with a quarter.

    Where the row is public, the new picture is shown and the old one rests. Refused: no consent, another quarter's.
    """
    place = queries.place_of(row)
    found = lock(row)
    old, public = found.picture, place.shows(found)
    if picture is not None and picture.scope_id != found.area.scope_id:
        raise Refused(_("Dieses Bild gehört zu einem anderen Quartier."))
    if picture is not None and public:
        show_picture(picture=picture, by=by)
    found.picture = picture
    found.save(update_fields=["picture"])
    record(scope=found.area.scope_id, verb="picture_put", row=found, by=by, public=public)
    if old is not None and old != picture:
        rest_picture(picture=old, by=by)
    row.picture = picture
    return found


@action
def tend_picture(*, row: Any, by: Any = None) -> None:
    """After a row was published, changed or hidden: everybody sees its picture, or nobody does.

    A picture without consent stays hidden; the page goes without it until the consent is there.
    """
    picture: Picture | None = row.picture
    if picture is None:
        return
    if picture.may_be_shown and queries.place_of(row).shows(row):
        show_picture(picture=picture, by=by)
    else:
        rest_picture(picture=picture, by=by)


@action
def discard_picture(*, picture: Picture, by: Any = None) -> None:
    """Remove a picture for good. Refused while something still has it."""
    row = lock(picture)
    record(scope=row.scope_id, verb="discarded", row=row, by=by)
    try:
        with transaction.atomic():
            row.delete()
            erase(file=row.file)
    except ProtectedError:
        raise Refused(_("Dieses Bild wird noch gebraucht. Nehmen Sie es zuerst dort weg, wo es steht.")) from None
