"""Projects as they come from an application's thread."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.history.actions import action, begin_thread, flow
from quartier.history.models import Thread
from quartier.participation import actions as participation
from quartier.participation.models import Idea
from quartier.projects import actions
from quartier.projects.models import Project


@action
def later(*, area: Area, ideas: list[Idea]) -> Thread:
    """A thread of an application into which these ideas flow."""
    thread = begin_thread(scope=area.scope_id)
    for idea in ideas:
        flow(source=idea.thread, target=thread)
    return thread


@pytest.fixture
def idea(area: Area, clara: User) -> Idea:
    row = participation.hand_in(area=area, title="Hofgarten", text="Aus dem Müllplatz kann ein Garten werden.")
    return participation.publish(idea=row, by=clara)


@pytest.fixture
def start(area: Area, clara: User) -> Callable[..., Project]:
    """A planned project; with ``ideas`` one that came from them."""

    def make(ideas: tuple[Idea, ...] = (), **fields: Any) -> Project:
        thread = later(area=area, ideas=list(ideas)) if ideas else None
        facts = {"area": area, "title": "Hofgarten Kornweg", "summary": "Ein Garten im Hof.", "by": clara}
        return actions.start(**(facts | {"thread": thread} | fields))

    return make


@pytest.fixture
def photo() -> Callable[..., SimpleUploadedFile]:
    """A picture with a position in it, as phones make them."""

    def make(name: str = "hof.jpg") -> SimpleUploadedFile:
        exif = Image.Exif()
        exif[0x010F] = "Telefon"
        exif.get_ifd(0x8825)[1] = "N"
        buffer = io.BytesIO()
        Image.new("RGB", (640, 480), (40, 120, 60)).save(buffer, "JPEG", exif=exif)
        return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")

    return make
