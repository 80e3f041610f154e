import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from quartier.files import actions as files
from quartier.kit import dates
from quartier.publishing import actions


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client_of, clara):
    """The office's browser."""
    return client_of(clara)


def photo(size=(900, 600)):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, "JPEG")
    return ContentFile(content.getvalue(), name="bank.jpg")


@pytest.fixture
def keep(area):
    """keep(**facts): a picture of the quarter with nobody in it."""

    def make(where=None, **facts):
        facts = {"alt": "Eine Bank am Kanal", "credit": "Selin Kaya", "recognisable": False} | facts
        return files.keep_picture(upload=photo(), name="bank.jpg", scope=(where or area).scope, **facts)

    return make


@pytest.fixture
def write(area, clara):
    """write(title, publish=True, **facts): a message."""

    def make(title="Die Bank steht", *, publish=True, where=None, **facts):
        facts = {"lead": "Drei Meter Holz am Kanal.", "body": "Sie ist da.\n\n- blau\n- lang"} | facts
        news = actions.write_news(area=where or area, title=title, by=clara, **facts)
        return actions.publish_news(news=news, by=clara) if publish else news

    return make


@pytest.fixture
def guide(area, clara):
    """guide(title, publish=True, **facts)"""

    def make(title="So machen Sie ein Hoffest", *, publish=True, **facts):
        facts = {
            "lead": "Tische raus.",
            "steps": "Fragen\nBauen",
            "checklist": "Kuchen",
            "checked_on": dates.today(),
        } | facts
        row = actions.write_guide(area=area, title=title, by=clara, **facts)
        return actions.publish_guide(guide=row, by=clara) if publish else row

    return make
