"""What if the pot is given out so; one page for each application; all of a session as PDF. No account, no phone."""

import re
from decimal import Decimal

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.funding import actions, exports, queries
from quartier.funding.actions import Cost, CostPlan, Means
from quartier.funding.exports import agenda
from quartier.funding.models import Application

PAGE = "/team/lindenhafen/fonds/aktionsfonds/verteilen/"


@pytest.fixture
def three(desk):
    """Two on the agenda of the next meeting, one checked that is not on one."""
    first, second = desk.in_jury(title="Erste"), desk.checked(title="Zweite")
    third = desk.checked(title="Dritte")
    first.refresh_from_db()
    actions.to_jury(application=third, meeting=first.motion.meeting, by=desk.clara)
    return first, third, second


def test_rest_of_the_pot_stands_after_each_application(desk, three):
    _first, third, _second = three
    plan = queries.allocation(desk.fund, {f"antrag-{third.number}": "9.000"})
    assert [share.application.title for share in plan.shares] == ["Erste", "Dritte", "Zweite"]
    assert [share.given for share in plan.shares] == [45_595, 900_000, 45_595]
    assert [share.rest for share in plan.shares] == [954_405, 54_405, 8_810]
    assert (plan.left, plan.given, plan.rest, plan.missing) == (1_000_000, 991_190, 8_810, 0)
    assert plan.shares[1].above == 900_000 - 45_595


def test_sum_that_cannot_be_read_is_told_beside_its_row_and_kept(desk, three, client_of):
    first, _third, _second = three
    text = client_of(desk.clara).get(PAGE, {f"antrag-{first.number}": "12,3456"}).content.decode()
    assert 'value="12,3456"' in text and "höchstens zwei Stellen" in text
    text = client_of(desk.clara).get(PAGE, {f"antrag-{first.number}": "10.500"}).content.decode()
    assert "Es fehlen" in text and "mehr als beantragt" in text


def test_decided_and_granted_applications_are_not_given_out_again(desk, three):
    before = len(queries.allocation(desk.fund, {}).shares)
    desk.granted(title="Schon bewilligt")
    assert len(queries.allocation(desk.fund, {}).shares) == before


def test_page_costs_the_same_whatever_the_number_of_applications(desk, three, client_of, django_assert_num_queries):
    client = client_of(desk.clara)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    cost = len(few)
    for number in range(3):
        desk.checked(title=f"Noch eine {number}")
    client.get(PAGE)  # the frame of the page is read anew after a public change
    with django_assert_num_queries(cost):
        client.get(PAGE)


def test_member_reads_everything_but_account_and_phone(desk, three, boris_user, client_of):
    earlier = desk.granted(title="Fest im Hof")
    first = three[0]
    text = client_of(boris_user).get(f"/mitglied/lindenhafen/antraege/{first.number}/").content.decode()
    assert "Stoffe und Garn" in text and "Fest im Hof" in text and earlier.number in text
    assert "DE02" not in text and "2020 51" not in text and "0531 815" not in text and "Bankverbindung" not in text
    waiting = three[2]
    assert client_of(boris_user).get(f"/mitglied/lindenhafen/antraege/{waiting.number}/").status_code == 404
    assert client_of(desk.ayse).get(f"/mitglied/lindenhafen/antraege/{first.number}/").status_code == 404


def test_own_work_pays_nothing_on_the_pages_and_papers_of_those_who_decide(desk, boris_user, client_of):
    means = (Means("work", "Wir bauen selbst", 150_00, Decimal("12.5")), Means("own", "Vereinskasse", 50_00))
    row = desk.in_jury(plan=CostPlan(costs=(Cost("Holz", 300_00),), means=means))
    client = client_of(boris_user)
    overview = client.get(f"/mitglied/lindenhafen/antraege/{row.number}/").content.decode()
    paper = client.get(f"/mitglied/lindenhafen/vorlagen/{row.motion_id}/").content.decode()
    for page in (overview, paper):
        assert "−50,00" in page and "−150,00" not in page
    assert "Wir bauen selbst, 12,5" in overview
    given = agenda._page(queries.overview(queries.whole(Application.objects.filter(pk=row.pk)).get()))
    assert given["means"] == [{"label": "Vereinskasse", "cents": 50_00}]


def test_a_sum_above_the_cap_stands_apart_from_what_is_asked_for(desk, boris_user, client_of):
    row = desk.in_jury(plan=CostPlan(costs=(Cost("Bühne", 1_600_00),)))
    text = client_of(boris_user).get(f"/mitglied/lindenhafen/antraege/{row.number}/").content.decode()
    foot = text[text.index("<tfoot>") : text.index("</tfoot>")]
    assert re.findall(r"<th[^>]*>([^<]+)</th><td[^>]*>([\d.,]+)", foot) == [
        ("Summe", "1.760,00"),
        ("Beantragt", "1.500,00"),
    ]
    pdf = pypdfium2.PdfDocument(exports.session_overview(Application.objects.get(pk=row.pk).motion.meeting))
    said = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "1.760,00" in said and said.count("1.500,00") >= 2


def test_session_is_one_tagged_pdf_for_those_who_sit_in_it(desk, three, boris_user, erna, client_of):
    meeting = Application.objects.get(pk=three[0].pk).motion.meeting
    pdf = exports.session_overview(meeting)
    assert pdf.startswith(b"%PDF") and b"/MarkInfo" in pdf
    page = f"/mitglied/lindenhafen/sitzungen/{meeting.pk}/antraege.pdf"
    assert client_of(boris_user).get(page)["Content-Type"] == "application/pdf"
    assert client_of(desk.clara).get(page).status_code == 200
    assert client_of(erna).get(page).status_code == 404
