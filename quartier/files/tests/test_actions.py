import io

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import ProtectedError
from PIL import Image

from quartier.files import actions
from quartier.files.imports import clean
from quartier.files.models import File
from quartier.history.actions import action
from quartier.history.models import Scope
from quartier.kit.errors import Refused


def photo(size=(900, 600)):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, "JPEG")
    return ContentFile(content.getvalue())


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@action
def make_scope():
    return Scope.objects.create()


@pytest.fixture
def scope(db):
    return make_scope()


def on_disk(tmp_path):
    return sorted(path.suffix for path in tmp_path.rglob("*") if path.is_file())


def version(scope):
    return Scope.objects.get(pk=scope.pk).version


def test_a_photo_is_kept_clean_with_a_small_one_and_under_no_name_of_the_sender(scope, tmp_path):
    file = actions.keep(upload=photo(), name="../../Beleg Müller.JPG", scope=scope, alt="Ein Beleg")
    assert (file.mime, file.width, file.height, file.alt, file.public) == ("image/jpeg", 900, 600, "Ein Beleg", False)
    assert file.name == "Beleg Müller.jpg" and "ller" not in file.content.name and ".." not in file.content.name
    assert file.thumbnail and on_disk(tmp_path) == [".jpg", ".jpg"]


def test_the_same_photo_twice_is_two_rows_with_one_checksum(scope):
    one, two = (actions.keep(upload=photo(), name="a.jpg", scope=scope) for _ in range(2))
    assert one.pk != two.pk and one.sha256 == two.sha256 and one.content.name != two.content.name


def test_what_cannot_be_kept_leaves_no_row_and_no_file(scope, tmp_path):
    with pytest.raises(Refused):
        actions.keep(upload=ContentFile(b"MZ\x90\x00" * 99), name="rechnung.pdf", scope=scope)
    assert not File.objects.exists() and on_disk(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_cleaning_holds_no_lock(monkeypatch):
    """On SQLite an open transaction is the one write lock: seconds of a photo's work must come before it."""
    scope, seen = make_scope(), []

    def watched(upload, *, name):
        seen.append(connection.in_atomic_block)
        return clean(upload, name=name)

    monkeypatch.setattr(actions, "clean", watched)
    actions.keep(upload=photo(), name="a.jpg", scope=scope)
    assert seen == [False]


def test_what_is_clean_already_is_not_cleaned_again(scope, monkeypatch):
    good = clean(photo(), name="a.jpg")
    monkeypatch.setattr(actions, "clean", lambda *a, **k: pytest.fail("cleaned twice"))
    assert actions.keep(upload=good, name="a.jpg", scope=scope).sha256 == good.sha256


def test_a_document_of_ours_is_kept_as_it_is(scope):
    file = actions.keep_document(
        content=b"%PDF-1.7 ours", name="Bescheid 3.pdf", mime="application/pdf", scope=scope, pages=2
    )
    assert file.content.read() == b"%PDF-1.7 ours" and file.content.name.endswith(".pdf") and file.pages == 2


def test_showing_and_describing_a_public_picture_changes_public_pages(scope):
    file = actions.keep(upload=photo(), name="a.jpg", scope=scope)
    before = version(scope)
    actions.describe(file=file, alt="Bank")
    assert version(scope) == before, "nobody sees it yet"
    actions.show(file=file)
    shown = version(scope)
    assert shown > before
    actions.describe(file=file, alt="x" * 300)
    assert version(scope) > shown and File.objects.get().alt == "x" * 200


def test_an_erased_file_leaves_row_and_disk(scope, tmp_path, django_capture_on_commit_callbacks):
    file = actions.keep(upload=photo(), name="a.jpg", scope=scope, public=True)
    before = version(scope)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(file=file)
        assert len(on_disk(tmp_path)) == 2, "until it is certain"
    assert not File.objects.exists() and on_disk(tmp_path) == [] and version(scope) > before


def test_a_file_that_is_needed_is_emptied_instead(scope, area, tmp_path, django_capture_on_commit_callbacks):
    file = actions.keep(upload=photo(), name="logo.jpg", scope=scope, public=True, alt="Logo")

    @action
    def use():
        area.sponsors.update(logo=file)

    use()
    with pytest.raises(ProtectedError):
        actions.erase(file=file)
    with django_capture_on_commit_callbacks(execute=True):
        actions.empty(file=file)
    row = File.objects.get()
    assert (row.name, row.alt, row.public, bool(row.content)) == ("", "", False, False) and on_disk(tmp_path) == []
