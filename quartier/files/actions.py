"""Keeping files. What is uploaded is cleaned first; what we made ourselves is kept as it is."""

import hashlib
import uuid
from typing import Any, BinaryIO

from django.core.files.base import ContentFile

from quartier.files.imports import clean
from quartier.files.models import File
from quartier.history.actions import action
from quartier.history.models import Scope


@action
def keep(*, upload: BinaryIO, name: str, scope: Scope, alt: str = "", public: bool = False) -> File:
    """An uploaded photo or PDF, cleaned (no metadata, no active content, sizes bounded); Refused with the reason.

    The same content in the same scope is kept once more as a row of its own: two receipts may look alike.
    """
    good = clean(upload, name=name)
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
    """Give a picture the words that say what it shows."""
    file.alt = alt
    file.save(update_fields=["alt"])
    return file


@action
def show(*, file: File) -> File:
    """Make a file public, e. g. a picture the office takes over onto the project's page."""
    file.public = True
    file.save(update_fields=["public"])
    return file
