"""Earlier cases in the browser: hand in, look, map columns, take over, search, page through, download, give back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.funding import queries
from quartier.funding.models import EarlierCase
from quartier.history.models import ImportRun
from quartier.kit import links

LIST = (
    "Wer;Wofür;Bewilligt;Beantragt;Jahr;Bewilligt am\nAnna Möller;Fest;100,50;200;2019;12.03.2019\n"
    "TSV Süd e.V.;Lauf;50;50;2020;\nSumme;;150,50;250;;\n"
)


@pytest.fixture
def browser(client_of, clara, area):
    return client_of(clara)


def upload(browser, area, text=LIST, name="antraege.csv", **more):
    file = SimpleUploadedFile(name, text.encode())
    answer = browser.post(links.to("funding:case_import", area=area.slug), {"file": file, **more})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.headers["Location"]


def confirm(browser, path):
    shown = browser.get(path).context["preview"].fingerprint()
    return browser.post(f"{path}uebernehmen/", {"shown": shown}, follow=True)


def test_list_is_looked_at_columns_are_named_and_taken_over(browser, area):
    path = upload(browser, area, fund="Aktionsfonds")
    page = browser.get(path)
    assert not EarlierCase.objects.exists()
    assert "Welche Spalte enthält den Namen" not in page.content.decode()
    preview = page.context["preview"]
    assert preview.unread == ["Wer"] and len(preview.new) == 2
    columns = {
        f"spalte-{n}": name
        for n, name in enumerate(["applicant", "title", "granted", "requested", "year", "decided_on"])
    }
    browser.post(path, {**columns, "fund": "Aktionsfonds"})
    page = browser.get(path).content.decode()
    assert "stimmt mit den Zeilen überein" in page and "12. März 2019" in page
    report = confirm(browser, path).content.decode()
    assert "Übernommene Fälle" in report and EarlierCase.objects.count() == 2
    case = EarlierCase.objects.get(year=2019)
    assert (case.applicant, case.fund_name, case.granted_cents, case.line) == ("Anna Möller", "Aktionsfonds", 10_050, 2)
    browser.post(f"{path}zuruecknehmen/")
    assert not EarlierCase.objects.exists()


def test_file_that_is_no_table_is_refused_beside_the_field(browser, area):
    file = SimpleUploadedFile("brief.pdf", b"%PDF-1.7")
    answer = browser.post(links.to("funding:case_import", area=area.slug), {"file": file})
    assert answer.status_code == 200 and "keine Tabelle" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_list_is_searched_paged_summed_and_downloaded(browser, area, django_assert_max_num_queries):
    rows = "".join(f"Verein {n:03};Vorhaben {n};{n},00;{2000 + n % 3}\n" for n in range(1, 121))
    confirm(browser, upload(browser, area, f"Name;Projekt;Bewilligt;Jahr\n{rows}"))
    url = links.to("funding:cases", area=area.slug)
    seen, path = [], url
    while path:
        page = browser.get(path)
        seen += [row.pk for row in page.context["leaf"].rows]
        path = f"{url}{page.context['next']}" if page.context["next"] else ""
    assert len(seen) == len(set(seen)) == 120
    back = browser.get(f"{url}?vor={seen[50]}").context["leaf"].rows
    assert [row.pk for row in back] == seen[:50]
    found = browser.get(f"{url}?q=verein+007").context["leaf"]
    assert (found.count, found.sums["granted_cents"]) == (1, 700)
    assert browser.get(f"{url}?jahr=2001&ergebnis=granted").context["leaf"].count == 40
    with django_assert_max_num_queries(25):
        browser.get(url)
    table = b"".join(
        browser.get(f"{links.to('funding:case_table', area=area.slug, form='csv')}?jahr=2001").streaming_content
    )
    assert table.decode("utf-8-sig").count("Verein") == 40
    assert browser.get(links.to("funding:case_table", area=area.slug, form="xlsx")).content.startswith(b"PK")
    assert browser.get(links.to("funding:case_table", area=area.slug, form="exe")).status_code == 404


def test_list_that_is_downloaded_can_be_read_in_again(browser, area):
    confirm(browser, upload(browser, area, "Name;Projekt;Bewilligt;Jahr\nAnna;Fest;1.234,50;2019\n"))
    url = links.to("funding:case_table", area=area.slug, form="csv")
    text = b"".join(browser.get(url).streaming_content).decode("utf-8-sig")
    page = browser.get(upload(browser, area, text, "zurueck.csv")).context["preview"]
    assert [(s.values["applicant"], s.values["granted_cents"], s.values["year"]) for s in page.first] == [
        ("Anna", 123_450, 2019)
    ]


def test_cases_of_another_quarter_are_not_seen(browser, area, other_area, erna, client_of):
    path = upload(browser, area, "Name;Projekt\nAnna;Fest\n")
    confirm(browser, path)
    stranger = client_of(erna)
    assert stranger.get(path).status_code == 404
    assert stranger.get(links.to("funding:cases", area=area.slug)).status_code == 404
    assert stranger.get(links.to("funding:cases", area=other_area.slug)).context["leaf"].count == 0


def test_earlier_grants_of_the_same_applicant_are_found_by_name(browser, area, other_area):
    confirm(browser, upload(browser, area, "Name;Projekt;Bewilligt;Jahr\nMöller, Anna;Fest;100;2019\nANNA MÖLLER;Lauf;50;2020\nBert;Chor;9;2020\n"))  # fmt: skip
    found = queries.earlier(area, "Anna Möller")
    assert [case.year for case in found.cases] == [2020, 2019]
    assert (found.cases_cents, found.grants, found.count) == (15_000, [], 2)
    assert queries.earlier(other_area, "Anna Möller").count == 0


def test_list_read_in_another_way_warns_and_a_list_of_nothing_says_so(browser, area):
    text = "Name;Projekt;Bewilligt\nAnna;Fest;1,00\n"
    confirm(browser, upload(browser, area, text))
    again = browser.get(upload(browser, area, text, fund="Aktionsfonds")).content.decode()
    assert "gleicht in Name, Vorhaben und Jahr" in again and "1 Fall übernehmen" in again
    same = browser.get(upload(browser, area, text)).content.decode()
    assert "ist schon da" in same and "gleicht in Name" not in same
    nothing = browser.get(upload(browser, area, "Name;Projekt;Bewilligt\n")).content.decode()
    assert "keine Zeile, die zu übernehmen wäre" in nothing
