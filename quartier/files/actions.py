"""Keeping files. What is uploaded is cleaned first; what we made ourselves is kept as it is."""

import functools
import hashlib
import uuid
from collections.abc import Callable
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction

from quartier.files.imports import Cleaned, clean
from quartier.files.models import File
from quartier.history.actions import action, touch
from quartier.history.models import Scope


def _clean_first(function: Callable[..., File]) -> Callable[..., File]:
    """Clean before the transaction begins: seconds of work must not hold the one write lock of SQLite.

    Inside another action there is no before; a view therefore keeps the file first and hands the row on.
    """

    @functools.wraps(function)
    def inner(*, upload: BinaryIO | Cleaned, name: str, **rest: Any) -> File:
        good = upload if isinstance(upload, Cleaned) else clean(upload, name=name)
        return function(upload=good, name=name, **rest)

    return inner


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
    row.save()
    return row


def _dot(extension: str) -> str:
    return extension if extension.startswith(".") else f".{extension}"


@action
def keep_document(*, content: bytes, name: str, mime: str, scope: Scope, public: bool = False, **fields: Any) -> File:
    """A document of our own making (a letter as PDF); ``fields``: alt, pages, width, height."""
    digest = hashlib.sha256(content).hexdigest()
    row = File(scope=scope, name=name[:160], mime=mime, size=len(content), sha256=digest, public=public, **fields)
    ending = name.rsplit(".", 1)[-1] if "." in name else "bin"
    row.content.save(f"{uuid.uuid4().hex}.{ending}", ContentFile(content), save=False)
    row.save()
    return row


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
    file.save(update_fields=["content", "thumbnail", "name", "alt", "public"])
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
    return [(content.storage, str(content.name)) for content in (file.content, file.thumbnail) if content]


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
