import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


def test_hits_are_marked_and_counted_when_asked(client, put):
    put(1, "Deutschkurs am Hafen", "Der <b>Kurs</b> & mehr. Jeden Dienstag.", days=3)
    page = text_of(client.get("/lindenhafen/suche/?frage=kurs"))
    assert "Ein Treffer für „kurs“" in page
    assert '<a href="/lindenhafen/termine/1/"><mark>Deutschkurs</mark> am Hafen</a>' in page
    assert "Der &lt;b&gt;<mark>Kurs</mark>&lt;/b&gt; &amp; mehr." in page
    assert "29. November 2026" in page


def test_a_typing_error_is_told_when_it_was_corrected(client, put):
    put(1, "Deutschkurs", days=3)
    page = text_of(client.get("/lindenhafen/suche/?frage=Deutschkrus"))
    assert "Meinten Sie „Deutschkurs“?" in page and "Gezeigt werden Treffer für „Deutschkurs“." in page
    assert 'href="?frage=Deutschkrus&amp;genau=ja"' in page
    literal = text_of(client.get("/lindenhafen/suche/?frage=Deutschkrus&genau=ja"))
    assert "Nichts gefunden für „Deutschkrus“" in literal


def test_the_page_says_how_to_go_on_when_nothing_was_asked_or_found(client, area):
    assert "Was Sie hier finden" in text_of(client.get("/lindenhafen/suche/"))
    page = text_of(client.get("/lindenhafen/suche/?frage=Xylophon"))
    assert 'href="/suche/?frage=Xylophon"' in page and "Das Büro fragen" in page


def test_the_city_finds_all_quarters_and_names_them_when_asked(client, put, other_area):
    put(1, "Sommerfest", days=3)
    put(2, "Sommerfest", days=4, where=other_area.scope)
    put(other_area.pk, "Werftviertel", kind="areas.area", where=other_area.scope)
    page = text_of(client.get("/suche/?frage=Sommerfest"))
    assert "2 Treffer" in page and '<bdi lang="de">Werftviertel</bdi>' in page


def test_suggestions_are_a_part_of_a_page_when_asked(client, put):
    put(1, "Deutschkurs", days=3)
    response = client.get("/lindenhafen/suche/vorschlaege/?frage=deu")
    part = text_of(response)
    assert "<html" not in part and "Ein Vorschlag" in part and 'href="/lindenhafen/termine/1/"' in part
    assert 'href="/lindenhafen/suche/?frage=deu"' in part
    assert "<li" not in text_of(client.get("/lindenhafen/suche/vorschlaege/?frage=d"))


def test_no_answer_is_kept_when_the_question_is_any_text(client, put):
    from quartier.kit import pagecache

    put(1, "Deutschkurs", days=3)
    before = len(pagecache.store.rows)
    for path in ("/lindenhafen/suche/", "/suche/", "/lindenhafen/suche/vorschlaege/", "/suche/vorschlaege/"):
        for word in ("Deutschkurs", "Kurs"):
            response = client.get(path, {"frage": word})
            assert response.status_code == 200 and not response.cookies
    assert len(pagecache.store.rows) == before


def test_many_hits_have_pages_when_there_are_more_than_one_shows(client, put):
    for number in range(1, 23):
        put(number, "Sprechstunde", days=number)
    first = text_of(client.get("/lindenhafen/suche/?frage=Sprechstunde"))
    assert "22 Treffer" in first and "1 bis 20 von 22" in first and "frage=Sprechstunde&amp;seite=2" in first
    second = text_of(client.get("/lindenhafen/suche/?frage=Sprechstunde&seite=2"))
    assert "21 bis 22 von 22" in second and second.count("<h3>") == 2
    assert client.get("/lindenhafen/suche/?frage=Sprechstunde&seite=99").status_code == 200


@pytest.mark.parametrize(
    "question",
    [
        "a" * 10_000, "?!;,.", '"', "'", '" OR "1"="1', "'; DROP TABLE search_document; --", "NEAR(a b)", "a AND NOT",
        "title_stems : x", "*", "^a", "a*", "-", "\0", "a\0b", "\ud800", "ﷺ", "½ ⅓", "𝔊𝔞𝔯𝔱𝔢𝔫", "& | ! <-> ( )", "%", "_",
        "<script>alert(1)</script>", "{{ 7|add:7 }}", "und oder", "\u202e", "  ", "٣", "नमस्ते", "ق", "1e5", "00",
    ],
)  # fmt: skip
def test_odd_questions_are_harmless_when_asked(client, put, question):
    put(1, "Gartenfest", "Wir feiern.", days=3)
    for path in ("/lindenhafen/suche/", "/suche/", "/lindenhafen/suche/vorschlaege/"):
        response = client.get(path, {"frage": question.encode("utf-8", "surrogatepass")})
        assert response.status_code == 200
        assert "<script>alert" not in text_of(response)


@given(question=st.text(max_size=60), title=st.text(max_size=40), text=st.text(max_size=200))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_indexed_and_asked(client, put, question, title, text):
    put(1, title, text, days=3)
    page = client.get("/lindenhafen/suche/", {"frage": question.encode("utf-8", "surrogatepass")})
    assert page.status_code == 200


@given(title=st.text(alphabet=st.characters(categories=["Ll", "Lu", "Lo", "Nd", "Mn", "Zs"]), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_row_is_found_by_its_own_title(ask, put, title):
    from quartier.search import rules

    put(1, title, days=3)
    said = [spot.word for spot in rules.spots(rules.plain(title)) if rules.fold(spot.word)]
    assert ask(title) == ([1] if said else [])
