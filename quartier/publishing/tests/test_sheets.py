import datetime as dt
import io

import pikepdf
import pytest
from PIL import Image

from quartier.events import actions as events
from quartier.kit import dates
from quartier.kit.codes import qr_code
from quartier.kit.errors import Refused
from quartier.publishing.actions.sheets import order_sheet
from quartier.publishing.exports.sheets import LONGEST_LEAD, caption, event_data, made, month_data, times
from quartier.publishing.models import Sheet
from quartier.publishing.tasks import make_sheet

FEAST = "Sommerfest <b>am</b> Kanal & #import"


@pytest.fixture
def feast(area, clara):
    start = dates.at(dates.today().replace(day=1) + dt.timedelta(days=40), 15)
    return events.announce(
        area=area, title=FEAST, starts_at=start, ends_at=start + dt.timedelta(hours=3), place="Kanalufer",
        summary="Mit Musik. " * 80, cost="kostenlos", step_free=True, childcare=True, by=clara,
    )  # fmt: skip


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.parametrize(("kind", "width", "height"), [("a4", 210, 297), ("a3", 297, 420), ("a3_bleed", 303, 426)])
def test_a_poster_has_its_size_one_page_and_tags(feast, kind, width, height):
    content, name, mime = made(Sheet(area=feast.area, kind=kind, event=feast, language="de"))
    pdf = opened(content)
    assert (mime, name.startswith("Plakat-A")) == ("application/pdf", True)
    assert len(pdf.pages) == 1
    box = [float(edge) for edge in pdf.pages[0].mediabox]
    assert [round(box[2] / 72 * 25.4), round(box[3] / 72 * 25.4)] == [width, height]
    assert pdf.Root.MarkInfo.Marked
    if kind == "a3_bleed":
        trim = [float(edge) for edge in pdf.pages[0].TrimBox]
        assert [round((trim[2] - trim[0]) / 72 * 25.4), round((trim[3] - trim[1]) / 72 * 25.4)] == [297, 420]


def test_a_square_is_1080_dots_wide(feast):
    content, _name, mime = made(Sheet(area=feast.area, kind="square", event=feast, language="de"))
    assert mime == "image/png"
    assert Image.open(io.BytesIO(content)).size == (1080, 1080)


def test_the_month_shows_its_dates_and_none_of_the_next(feast, area, clara):
    first = dates.local(feast.starts_at).date().replace(day=1)
    after = dates.at(dates.add_months(first, 1), 10)
    events.announce(
        area=area, title="Danach", starts_at=after, ends_at=after + dt.timedelta(hours=1), place="Büro", by=clara
    )
    seen, _files, _title = month_data(area, first, "de")
    titles = [row["title"] for day in seen["days"] for row in day["rows"]]
    assert FEAST in titles and "Danach" not in titles


@pytest.mark.parametrize("kind", ["month", "offers"])
def test_sheets_of_a_quarter_without_rows_say_so(area, kind):
    month = dates.today().replace(day=1) if kind == "month" else None
    content, _name, _mime = made(Sheet(area=area, kind=kind, month=month, language="de"))
    assert len(opened(content).pages) == 1


@pytest.mark.parametrize("language", ["de", "en", "tr", "ar", "uk"])
def test_a_poster_speaks_the_languages_of_the_site(feast, language):
    data, _files = event_data(feast, language)
    assert data["title"] == FEAST  # no version yet: the original, marked as German
    assert data["lang"] == "de"
    assert len(data["lead"]) <= LONGEST_LEAD + 2


def test_ordered_twice_it_is_made_once_and_anew_after_a_change(feast, area, clara, django_capture_on_commit_callbacks):
    first = order_sheet(area=area, kind="a4", event=feast, by=clara)
    assert order_sheet(area=area, kind="a4", event=feast, by=clara) == first
    events.change(event=feast, by=clara, place="Werft")
    assert order_sheet(area=area, kind="a4", event=feast, by=clara) != first


def test_what_is_not_public_gets_no_poster(feast, area, clara):
    events.change(event=feast, by=clara, public=False)
    feast.refresh_from_db()
    with pytest.raises(Refused):
        order_sheet(area=area, kind="a4", event=feast, by=clara)


def test_the_worker_keeps_what_it_made(feast, area, clara):
    sheet = order_sheet(area=area, kind="a4", event=feast, by=clara)
    make_sheet.func(sheet.pk)
    sheet.refresh_from_db()
    assert sheet.file.mime == "application/pdf" and not sheet.file.public
    assert not sheet.waiting


def test_the_caption_says_when_where_and_leads_to_the_page(feast):
    text = caption(feast, "de")
    assert "Kanalufer" in text and f"/termine/{feast.number}/" in text and "15 bis 18 Uhr" in text


def test_a_code_is_a_drawing_without_a_script():
    assert qr_code("https://lindenhafen.example/").lstrip().startswith(b"<?xml") and b"<script" not in qr_code("x")


def test_times_of_an_offer_are_a_line_each():
    class Weekly:
        hours = ((3, "10:00", "12:00"), (0, "09:00", "11:00"))

    assert times(Weekly) == ["Montag 09:00–11:00", "Donnerstag 10:00–12:00"]


def test_the_screen_asks_again_and_shows_what_is_next(feast, area, client):
    answer = client.get(f"/{area.slug}/schaufenster/")
    assert answer["Refresh"] == "300"
    assert "Sommerfest &lt;b&gt;am&lt;/b&gt;" in answer.content.decode()


def test_the_office_orders_a_poster_in_the_browser(feast, area, clara, client_of):
    desk = client_of(clara)
    page = f"/team/{area.slug}/druck/termin/{feast.number}/"
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"kind": "a3"}).status_code == 302
    assert Sheet.objects.get().kind == "a3"
    assert "Wird gerade gemacht" in desk.get(page).content.decode()
    assert desk.post(page, {"kind": "offers"}).status_code == 200  # not of one date: asked again


@pytest.mark.parametrize("kind", ["a4", "a3_bleed", "month", "offers"])
def test_sheets_pass_the_check_for_access_and_archive(feast, area, kind):
    page = pytest.importorskip("page", reason="page-validation is not installed (extra e2e)")
    about = {"event": feast} if kind.startswith("a") else {}
    month = dates.local(feast.starts_at).date().replace(day=1) if kind == "month" else None
    content, _name, _mime = made(Sheet(area=area, kind=kind, month=month, language="de", **about))
    reports = [page.validate_pdf_bytes(content, profile=profile) for profile in ("ua1", "2a")]
    assert [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures] == []


@pytest.mark.parametrize("title", ["W" * 120, "Ein langer Titel mit vielen Wörtern " * 3, "عيد الشتاء على القناة"])
def test_whatever_was_written_fits_one_sheet(feast, clara, title):
    event = events.change(event=feast, by=clara, title=title, summary="Sehr viel Text. " * 200, place="Ort " * 40)
    content, _name, _mime = made(Sheet(area=event.area, kind="a4", event=event, language="de"))
    assert len(opened(content).pages) == 1
