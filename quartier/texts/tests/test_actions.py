"""Versions are written, shown, taken back; marks of readers and check groups belong to one wording."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from quartier.history.models import Entry, Scope
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.texts import actions, states
from quartier.texts.models import Text
from tests.cast import without_action
from tests.publications import make_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(area, clara):
    return make_news(area, clara)


TURKISH = {"title": "Yeni kafe", "lead": "Açılıyor.", "body": "Kanalda."}


def write(news, clara, language="tr", fields=TURKISH, **more):
    return actions.write(row=news, scope=news.area.scope, language=language, fields=fields, by=clara, **more)


def version_of(area):
    return Scope.objects.get(pk=area.scope_id).version


def test_write_when_new(news, clara):
    before = version_of(news.area)
    text = write(news, clara, fields={"title": "  Yeni kafe \n"})
    assert (text.kind, text.row, text.language, text.status) == ("publishing.news", news.pk, "tr", states.DRAFT)
    assert text.fields == {"title": "Yeni kafe", "lead": "", "body": ""}
    assert version_of(news.area) == before  # a draft changes no page
    assert Entry.objects.filter(kind="texts.text", row=text.pk).get().verb == "written"


def test_write_when_published_changes_pages_at_once(news, clara):
    text = actions.publish(text=write(news, clara), row=news, by=clara)
    before = version_of(news.area)
    again = write(news, clara, fields=TURKISH | {"title": "Kafe"})
    assert (again.pk, again.status) == (text.pk, states.PUBLISHED)
    assert version_of(news.area) > before


def test_write_when_published_and_emptied_is_refused(news, clara):
    text = actions.publish(text=write(news, clara), row=news, by=clara)
    with pytest.raises(Refused, match="Es fehlt noch etwas: Worum es geht"):
        write(news, clara, fields=TURKISH | {"lead": ""})
    text.refresh_from_db()
    assert text.fields == TURKISH


@pytest.mark.parametrize("code", ["de", "", "Türkisch", "../x", "xx", "tr-latn"])
def test_write_when_it_is_no_language(news, clara, code):
    with pytest.raises(Refused):
        write(news, clara, language=code)


def test_write_when_somebody_else_wrote_meanwhile(news, clara, carla):
    mine = write(news, clara, seen="").stamp
    write(news, carla, fields=TURKISH | {"title": "Kafe"}, seen=mine)
    with pytest.raises(Conflict, match="Ihr Text ist noch da"):
        write(news, clara, seen=mine)
    with pytest.raises(Conflict):
        write(news, clara, seen="")
    assert Text.objects.get().fields["title"] == "Kafe"


def test_write_when_a_field_is_not_the_rows(news, clara):
    with pytest.raises(TypeError):
        write(news, clara, fields={"status": "published"})


def test_publish_when_something_is_missing(news, clara):
    text = write(news, clara, fields={"title": "Yeni kafe"})
    with pytest.raises(Refused, match="Worum es geht, Text"):
        actions.publish(text=text, row=news, by=clara)


def test_publish_when_easy_language_leaves_things_out(news, clara):
    easy = write(news, clara, language="leicht", fields={"title": "Ein Café", "body": "Es gibt ein Café."})
    assert actions.publish(text=easy, row=news, by=clara).status == states.PUBLISHED
    bare = write(news, clara, language="leicht", fields={"title": "Ein Café", "body": "Kommen Sie."})
    actions.take_back(text=bare, by=clara)
    bare = write(news, clara, language="leicht", fields={"title": "Ein Café"})
    with pytest.raises(Refused):
        actions.publish(text=bare, row=news, by=clara)


def test_take_back_and_publish_again(news, clara):
    text = actions.publish(text=write(news, clara), row=news, by=clara)
    before = version_of(news.area)
    actions.take_back(text=text, by=clara)
    assert (text.status, version_of(news.area) > before) == (states.DRAFT, True)
    with pytest.raises(Refused):
        actions.take_back(text=text, by=clara)
    assert actions.publish(text=text, row=news, by=clara).status == states.PUBLISHED


def test_mark_read_takes_the_warning_off(news, clara):
    text = write(news, clara, machine=True)
    assert text.unchecked
    assert not actions.mark_read(text=text, reader=" Ayşe Demir ", by=clara).unchecked
    with pytest.raises(Refused):
        actions.mark_read(text=text, reader=" ", by=clara)
    again = write(news, clara, fields=TURKISH, machine=True)
    assert (again.reader, again.read_on) == ("Ayşe Demir", dates.today())  # the same words
    changed = write(news, clara, fields=TURKISH | {"title": "Kafe"}, machine=True)
    assert (changed.reader, changed.read_on, changed.unchecked) == ("", None, True)


def test_mark_read_lasts_when_the_name_goes(news, clara):
    text = actions.mark_read(text=write(news, clara, machine=True), reader="Ayşe Demir", by=clara)
    with without_action():
        Text.objects.filter(pk=text.pk).update(reader="")
    assert not Text.objects.get().unchecked


EASY = {"title": "Ein Café", "body": "Es gibt ein Café."}


def test_mark_checked_only_with_group_and_day(news, clara):
    text = write(news, clara, language="leicht", fields=EASY)
    today = dates.today()
    for group, on, language in [
        ("", today, "leicht"),
        ("Klar am Kai", today + dt.timedelta(days=1), "leicht"),
        ("Klar am Kai", today, "tr"),
    ]:
        row = text if language == "leicht" else write(news, clara, language="tr")
        with pytest.raises(Refused):
            actions.mark_checked(text=row, group=group, on=on, by=clara)
    checked = actions.mark_checked(text=text, group="Klar am Kai", on=today, by=clara)
    assert (checked.checked_by, checked.checked_on) == ("Klar am Kai", today)


def test_a_new_wording_is_no_longer_checked(news, clara):
    text = write(news, clara, language="leicht", fields=EASY)
    actions.mark_checked(text=text, group="Klar am Kai", on=dates.today(), by=clara)
    again = write(news, clara, language="leicht", fields=EASY | {"body": "Es gibt Kuchen."})
    assert (again.checked_by, again.checked_on) == ("", None)


@pytest.mark.parametrize(
    "marks",
    [
        {"checked_by": "Klar am Kai"},
        {"checked_on": dt.date(2026, 1, 1)},
        {"checked_by": "Klar am Kai", "checked_on": dt.date(2026, 1, 1), "language": "tr"},
    ],
)
def test_the_database_refuses_half_a_check(news, clara, marks):
    text = write(news, clara, language="leicht", fields=EASY)
    with without_action(), pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.filter(pk=text.pk).update(**marks)


def test_the_database_refuses_a_second_version(news, clara):
    text = write(news, clara)
    with without_action(), pytest.raises(IntegrityError), transaction.atomic():
        Text.objects.create(scope_id=text.scope_id, kind=text.kind, row=text.row, language="tr", original="")


def test_forget_when_the_row_goes(news, clara):
    write(news, clara)
    write(news, clara, language="leicht", fields=EASY)
    assert actions.forget(row=news, by=clara) == 2
    assert not Text.objects.exists()
