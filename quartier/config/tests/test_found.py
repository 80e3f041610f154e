"""What everybody may read is found, and nothing else: through the actions that publish, hide and erase."""

import datetime as dt

import pytest

from quartier.areas import actions as areas
from quartier.committees import actions as committees
from quartier.funding import actions as funding
from quartier.kit import dates
from quartier.participation import actions as participation
from quartier.privacy import actions as privacy
from quartier.privacy.rules import BLANK, Rule
from quartier.projects import actions as projects
from quartier.publishing import actions as publishing
from quartier.search import tasks as search
from quartier.search.models import Document, Word
from quartier.texts import actions as texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(area, clara):
    row = participation.hand_in(
        area=area, title="Eine Bank am Ufer", text="Dort sitzt Kowalczyk gern.", first_name="Samir"
    )
    return participation.publish(idea=row, by=clara)


def kinds():
    return sorted(Document.objects.exclude(kind="config.page").values_list("kind", flat=True))


def finds(client, question, path="/lindenhafen/suche/"):
    return client.get(path, {"frage": question}).content.decode()


def test_an_idea_is_found_only_while_it_is_public(client, area, clara, idea):
    assert 'href="/lindenhafen/ideen/1/"' in finds(client, "Bänke")
    assert "Nichts gefunden" in finds(client, "Samir")  # nobody is found by name
    participation.hide(idea=idea, reason="Doppelt", by=clara)
    assert "Nichts gefunden" in finds(client, "Bänke")
    assert not Word.objects.filter(word="kowalczyk").exists()


def test_a_new_idea_is_not_found_before_it_was_released(client, area):
    participation.hand_in(area=area, title="Eine Rutsche", text="Am Kornweg fehlt eine Rutsche.")
    assert "Nichts gefunden" in finds(client, "Rutsche")


def test_a_withdrawn_idea_is_gone_when_its_author_took_it_back(client, idea):
    participation.withdraw(idea=idea, because="")
    assert "Nichts gefunden" in finds(client, "Ufer")


def test_answers_are_found_with_their_idea(client, clara, idea):
    participation.answer(idea=idea, text="Das Grünflächenamt prüft den Standort.", field=None, by=clara)
    assert 'href="/lindenhafen/ideen/1/"' in finds(client, "Grünflächenamt")


def test_what_the_retention_run_erased_is_not_found(client, idea):
    """A rule as in docs/retention.yaml; the words of the idea go, its number stays."""
    rule = Rule("participation.Idea", ("text",), BLANK, "idea", "at", False)
    tomorrow = dates.today() + dt.timedelta(days=4000)
    assert privacy.erase(rule=rule, pks=[idea.pk], today=tomorrow) == 1
    assert not Word.objects.filter(word="kowalczyk").exists()
    assert "Nichts gefunden" in finds(client, "Kowalczyk") and 'href="/lindenhafen/ideen/1/"' in finds(client, "Ufer")


def test_a_project_is_found_with_its_newest_words(client, area, clara):
    project = projects.start(area=area, title="Hochbeete", summary="Tomaten für alle.", by=clara)
    assert "/lindenhafen/projekte/1/" in finds(client, "Tomate")
    projects.describe(
        project=project, title="Hochbeete", summary="Kürbisse.", place="", starts_on=None, ends_on=None, by=clara
    )
    assert "/lindenhafen/projekte/1/" not in finds(client, "Tomate")
    assert "/lindenhafen/projekte/1/" in finds(client, "Kürbis")


def test_words_that_only_help_to_find_are_not_shown(client, area, clara):
    projects.start(area=area, title="Hochbeete", summary="Tomaten für alle.", place="Am alten Kran", by=clara)
    page = finds(client, "Kran")
    assert "/lindenhafen/projekte/1/" in page and "Am alten" not in page and "Tomaten für alle." in page


def test_a_version_is_found_in_its_language_while_it_is_published(client, area, clara):
    news = publishing.write_news(area=area, title="Neue Bänke", lead="Fünf Stück", body="Am Ufer.", by=clara)
    publishing.publish_news(news=news, by=clara)
    fields = {"title": "Yeni banklar", "lead": "Beş tane", "body": "Kıyıda oturulur."}
    text = texts.write(row=news, scope=area.scope, language="tr", fields=fields, by=clara)
    assert "/aktuelles/" not in results(client, "kiyida", "/tr/lindenhafen/suche/")  # a draft yet
    text = texts.publish(text=text, row=news, by=clara)
    assert 'href="/tr/lindenhafen/aktuelles/1/"' in results(client, "kiyida", "/tr/lindenhafen/suche/")
    assert 'href="/tr/lindenhafen/aktuelles/1/"' in results(client, "oturulur", "/lindenhafen/suche/")
    texts.take_back(text=text, by=clara)
    assert "/aktuelles/" not in results(client, "kiyida", "/tr/lindenhafen/suche/")


def results(client, question, path):
    """The list of hits alone: the frame of the page has links of its own."""
    return finds(client, question, path).partition('<ol class="hits">')[2].partition("</ol>")[0]


def test_bodies_funds_and_the_office_are_found(client, area, clara):
    body = committees.found(area=area, name="Aktionsfonds-Jury", kind="jury", by=clara, about="Neun Nachbarn.")
    funding.found_fund(area=area, name="Aktionsfonds", slug="aktionsfonds", committee=body, lead="Kleine Projekte.")
    assert "/lindenhafen/gremien/aktionsfonds-jury/" in finds(client, "Jury")
    assert "/lindenhafen/fonds/aktionsfonds/" in finds(client, "Aktionsfonds") or "aktionsfonds" in finds(
        client, "Geld"
    )
    assert 'href="/lindenhafen/buero/"' in finds(client, "Hafenstraße")
    assert kinds() == ["areas.area", "areas.office", "committees.committee", "funding.fund"]


def test_a_quarter_without_an_office_is_not_found(city):
    area = areas.found_area(city=city, name="Nirgendwo")
    assert not Document.objects.exists()
    areas.remove_areas(areas=[area])


def test_pages_without_a_row_are_found_in_every_language(client, area):
    search.run()
    assert 'href="/lindenhafen/impressum/"' in finds(client, "Impressum")
    assert 'href="/en/lindenhafen/termine/"' in finds(client, "events", "/en/lindenhafen/suche/")


def test_a_rebuild_changes_nothing_when_all_is_right(area, idea):
    search.run()
    before = list(Document.objects.order_by("pk").values()), list(Word.objects.order_by("pk").values())
    counts = search.run()
    assert counts["participation.idea"] == 1 and counts["areas.office"] == 1
    assert (list(Document.objects.order_by("pk").values()), list(Word.objects.order_by("pk").values())) == before


def test_a_rebuild_mends_what_is_wrong(client, area, idea):
    from tests.cast import without_action

    with without_action():
        Document.objects.filter(kind="participation.idea").delete()
        Word.objects.all().delete()
        scope = area.scope_id
        Document.objects.create(
            scope_id=scope, kind="participation.idea", row=999, language="de", title="Fort", text="", page="events:list",
            arguments={"area": "lindenhafen"}, title_stems="fort", text_stems="",
        )  # fmt: skip
        Document.objects.create(
            scope_id=scope, kind="gone.kind", row=1, language="de", title="Weg", text="", page="events:list",
            arguments={"area": "lindenhafen"}, title_stems="weg", text_stems="",
        )  # fmt: skip
    search.run()
    assert kinds() == ["areas.area", "areas.office", "participation.idea"]
    assert 'href="/lindenhafen/ideen/1/"' in finds(client, "Bänke")
    assert not Word.objects.filter(word="fort").exists()
