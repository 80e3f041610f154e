"""What readers get and what the office sees, in a constant number of queries."""

import pytest

from quartier.texts import actions, queries
from quartier.texts.models import Text
from tests.publications import make_news, rewrite_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(area, clara):
    return [make_news(area, clara, title=f"Neues {n}", lead="Kurz.", body="Lang.") for n in range(3)]


def write(row, clara, language, title, publish=True):
    fields = {"title": title, "lead": "l", "body": "b"}
    text = actions.write(row=row, scope=row.area.scope, language=language, fields=fields, by=clara)
    return actions.publish(text=text, row=row, by=clara) if publish else text


def test_shown_when_german_asks_nothing(news, django_assert_num_queries):
    with django_assert_num_queries(0):
        rows = queries.shown(news, "de")
    assert [(row.shown.title, row.shown.language, row.shown.dir) for row in rows] == [
        (f"Neues {n}", "de", "ltr") for n in range(3)
    ]


def test_shown_when_some_have_a_version(news, clara, django_assert_num_queries):
    write(news[0], clara, "ar", "جديد")
    write(news[1], clara, "ar", "مسودة", publish=False)
    write(news[2], clara, "tr", "Yeni")
    with django_assert_num_queries(1):
        rows = queries.shown(news, "ar")
    assert [(row.shown.title, row.shown.language, row.shown.dir) for row in rows] == [
        ("جديد", "ar", "rtl"),
        ("Neues 1", "de", "ltr"),
        ("Neues 2", "de", "ltr"),
    ]


def test_shown_when_there_is_no_row(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert queries.shown([], "tr") == []


def test_shown_knows_only_texts(news):
    (row,) = queries.shown(news[:1], "de")
    with pytest.raises(AttributeError):
        row.shown.status  # noqa: B018


def test_shown_when_the_original_changed(news, clara):
    write(news[0], clara, "tr", "Yeni")
    assert not queries.shown(news[:1], "tr")[0].shown.outdated
    changed = rewrite_news(news=news[0], title="Anders", lead="Kurz.", body="Lang.", by=clara)
    assert queries.shown([changed], "tr")[0].shown.outdated
    assert queries.shown([changed], "de")[0].shown.title == "Anders"


def test_version_and_languages_of(news, clara, django_assert_num_queries):
    write(news[0], clara, "tr", "Yeni")
    write(news[0], clara, "leicht", "Neu")
    write(news[1], clara, "tr", "Yeni", publish=False)
    with django_assert_num_queries(1):
        assert queries.languages_of(news) == {news[0].pk: ["leicht", "tr"], news[1].pk: [], news[2].pk: []}
    assert queries.version(news[0], "tr").fields["title"] == "Yeni"
    assert queries.version(news[1], "tr") is None


def test_overview_says_what_is_missing_and_out_of_date(news, clara, django_assert_num_queries):
    write(news[0], clara, "tr", "Yeni")
    changed = rewrite_news(news=news[0], title="Anders", lead="Kurz.", body="Lang.", by=clara)
    write(changed, clara, "ar", "جديد", publish=False)
    write(changed, clara, "pl", "Nowe")
    with django_assert_num_queries(1):
        found = queries.overview(changed, ["de", "tr", "ar", "uk"])
    assert [(version.language, version.state) for version in found] == [
        ("tr", "outdated"),
        ("ar", "draft"),
        ("uk", "missing"),
        ("leicht", "missing"),
        ("pl", "published"),
    ]
    assert [(v.name, v.tag, v.dir) for v in found[:1] + found[3:4]] == [
        ("Türkçe", "tr", "ltr"),
        ("Leichte Sprache", "de", "ltr"),
    ]


def test_visible_to(news, clara, erna, ayse):
    write(news[0], clara, "tr", "Yeni")
    write(news[1], clara, "tr", "Yeni", publish=False)
    assert Text.objects.visible_to(clara).count() == 2
    assert Text.objects.visible_to(erna).count() == 1
    assert Text.objects.visible_to(ayse).count() == 1
