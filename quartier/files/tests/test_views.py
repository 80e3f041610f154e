import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from quartier.files import actions


@pytest.fixture
def picture(area, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(content, "JPEG")
    return actions.keep(upload=ContentFile(content.getvalue()), name="Bank am Kanal.jpg", scope=area.scope, public=True)


def get(client, picture, query=""):
    return client.get(f"/datei/{picture.pk}/{query}")


def test_a_public_picture_is_shown_and_never_run(client, picture):
    answer = get(client, picture)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith('inline; filename="Bank am Kanal.jpg"')
    assert answer["Cache-Control"] == "public, max-age=86400" and not answer.cookies
    assert len(b"".join(answer.streaming_content)) == picture.size


def test_the_small_one_is_smaller(client, picture):
    whole, small = (b"".join(get(client, picture, query).streaming_content) for query in ("", "?art=klein"))
    assert len(small) < len(whole) and Image.open(io.BytesIO(small)).width == 480


def test_a_private_file_is_not_there_for_anybody(client, area, picture, clara, client_of):
    private = actions.keep(upload=picture.content.open(), name="beleg.jpg", scope=area.scope)
    for browser in (client, client_of(clara)):
        assert get(browser, private).status_code == 404, "the team has its own addresses for these"


def test_a_file_that_was_erased_or_lost_is_not_found(client, picture):
    Path(picture.content.path).unlink()
    assert get(client, picture).status_code == 404


def test_nobody_writes_by_this_address(client, picture):
    assert client.post(f"/datei/{picture.pk}/").status_code in (403, 405)
