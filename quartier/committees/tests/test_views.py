import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.committees import actions, states
from quartier.committees.models import Decision, Motion, Recusal, Vote
from quartier.kit import dates, pagecache
from quartier.mail.models import Message
from quartier.network.actions import add_person

pytestmark = pytest.mark.django_db


def text(response):
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.fixture
def session(board):
    """A meeting that runs, one motion decided, one open for votes, one to come."""
    first, second, third = (board.motion(t) for t in ("Kräuterbeete", "Offene Nähstube", "Winterkino"))
    board.run(present=6)
    board.decide(first)
    actions.open_vote(motion=second, by=board.cast.clara)
    board.first, board.second, board.third = first, second, third
    return board


PUBLIC = ("/lindenhafen/gremien/", "/lindenhafen/gremien/jury/", "/lindenhafen/gremien/jury/sitzungen/1/",
          "/lindenhafen/beschluesse/")  # fmt: skip
LISTS = (*PUBLIC, "/team/lindenhafen/gremien/", "/team/lindenhafen/gremien/jury/")


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_need_no_account_and_at_most_eight_queries(session, client_of, path):
    with CaptureQueriesContext(connection) as seen:
        response = client_of().get(path)
    assert response.status_code == 200
    assert len(seen) <= 8


def test_public_page_names_only_who_agreed(cast, board, client_of):
    person = add_person(area=cast.area, name="Öffentliche Olga", by=cast.clara)
    actions.seat(
        committee=board.committee, person=person, kind=states.RESIDENT, since=dates.today(), show_name=True,
        speaker=True, by=cast.clara,
    )  # fmt: skip
    page = text(client_of().get("/lindenhafen/gremien/jury/"))
    assert "Öffentliche Olga" in page and "Birgit Kern" not in page and "Boris Blum" not in page
    assert "Bewohnerinnen und Bewohner 6" in page


def test_planned_meeting_is_not_public_an_invited_one_is(cast, board, client_of):
    path = "/lindenhafen/gremien/jury/sitzungen/1/"
    assert client_of().get(path).status_code == 404
    actions.invite(meeting=board.meeting, by=cast.clara)
    assert client_of().get(path).status_code == 200


def test_decision_page_tells_votes_reason_and_condition(session, client_of):
    session.decide(session.third, yes=4, no=1, abstain=1, reason="Alle dürfen kommen.", condition="Bis 22 Uhr.")
    page = text(client_of().get(f"/lindenhafen/beschluesse/{dates.today().year}/2/"))
    assert "4 dafür, 1 dagegen, 1 Enthaltung" in page
    assert "Alle dürfen kommen." in page and "Bis 22 Uhr." in page and "Angenommen: 1.500" in page


def test_decision_that_was_reversed_says_so(session, client_of):
    decision = Decision.objects.get()
    actions.take_back(decision=decision, meeting=session.meeting, reason="Falsche Summe.", by=session.cast.clara)
    path = f"/lindenhafen/beschluesse/{decision.year}/1/"
    assert "Wird neu entschieden" in text(client_of().get(path))
    session.first.refresh_from_db()
    session.decide(session.first, yes=1, no=4)
    assert "Gilt nicht mehr" in text(client_of().get(path))


def test_decisions_are_filtered_and_paged(session, client_of):
    for number in range(25):
        session.decide(session.motion(f"Vorlage {number}"), yes=5 if number % 2 else 1, no=1 if number % 2 else 4)
    first = client_of().get("/lindenhafen/beschluesse/")
    assert first.content.decode().count('<article class="decision') == 20
    following = re.search(r'rel="next" href="([^"]+)"', first.content.decode()).group(1)
    second = client_of().get("/lindenhafen/beschluesse/" + following)
    assert second.content.decode().count('<article class="decision') == 6
    refused = client_of().get("/lindenhafen/beschluesse/?stand=abgelehnt")
    assert refused.content.decode().count('<article class="decision') == 13


def test_lists_cost_the_same_with_one_and_with_thirty_rows(cast, board, client_of):
    board.motion("Vorlage 0")
    board.run()
    board.decide(Motion.objects.get())

    def cost(path):
        pagecache.store.clear()
        client = client_of(cast.clara if path.startswith("/team") else None)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    few = {path: cost(path) for path in LISTS}
    for number in range(30):
        board.decide(board.motion(f"Vorlage {number + 1}"))
        person = add_person(area=cast.area, name=f"Mitglied {number}", by=cast.clara)
        actions.seat(
            committee=board.committee, person=person, kind=states.RESIDENT, since=dates.today(), show_name=True,
            by=cast.clara,
        )  # fmt: skip
        start = board.meeting.starts_at + dt.timedelta(days=number + 1)
        later = actions.plan_meeting(
            committee=board.committee, starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Büro",
            public=False, by=cast.clara,
        )  # fmt: skip
        actions.invite(meeting=later, by=cast.clara)
        if number == 3:  # a few votes more than the quorum of thirty new seats
            for seat in board.committee.seats.all():
                actions.mark_present(meeting=board.meeting, seat=seat, by=cast.clara)
        elif number > 3:
            seat = board.committee.seats.latest("pk")
            actions.mark_present(meeting=board.meeting, seat=seat, by=cast.clara)
    assert {path: cost(path) for path in LISTS} == few


def test_lead_and_vote_pages_cost_the_same_in_a_large_body(cast, session, client_of):
    paths = {
        f"/team/lindenhafen/sitzungen/{session.meeting.pk}/": cast.clara,
        "/mitglied/lindenhafen/": cast.boris,
        f"/mitglied/lindenhafen/sitzungen/{session.meeting.pk}/": cast.boris,
        f"/mitglied/lindenhafen/vorlagen/{session.second.pk}/": cast.boris,
    }

    def cost():
        found = {}
        for path, user in paths.items():
            client = client_of(user)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(path).status_code == 200
            found[path] = len(seen)
        return found

    actions.vote(motion=session.second, seat=session.seats[1], choice="yes")
    few = cost()
    for number in range(30):
        person = add_person(area=cast.area, name=f"Mitglied {number}", by=cast.clara)
        seat = actions.seat(
            committee=session.committee, person=person, kind=states.RESIDENT, since=dates.today(), by=cast.clara
        )
        actions.mark_present(meeting=session.meeting, seat=seat, by=cast.clara)
        actions.vote(motion=session.second, seat=seat, choice="yes")
        session.motion(f"Vorlage {number}")
    assert cost() == few


# Members --------------------------------------------------------------------------------------------------------------
def test_member_votes_changes_and_sees_the_result(session, client_of):
    client, path = client_of(session.cast.boris), f"/mitglied/lindenhafen/vorlagen/{session.second.pk}/"
    page = client.get(path)
    assert "Abstimmung offen" in text(page) and "checked" not in page.content.decode()
    for choice, word in (("yes", "Dafür"), ("no", "Dagegen")):
        page = client.post(path, {"choice": choice}, follow=True)
        assert f"Ihre Stimme ist abgegeben: {word}." in text(page)
        assert "checked" not in page.content.decode()
    actions.close_vote(motion=session.second, by=session.cast.clara)
    actions.decide(motion=session.second, reason="Zu teuer.", by=session.cast.clara)
    page = text(client.get(path))
    assert "Abgelehnt" in page and "0 dafür, 1 dagegen" in page and "Als Nächstes: TOP 3, Winterkino" in page


def test_vote_without_a_choice_is_asked_again(session, client_of):
    client = client_of(session.cast.boris)
    page = client.post(f"/mitglied/lindenhafen/vorlagen/{session.second.pk}/", {})
    assert "Bitte wählen Sie zuerst" in text(page)
    assert not Vote.objects.exists()


def test_vote_after_closing_is_told_and_not_counted(session, client_of):
    client = client_of(session.cast.boris)
    actions.close_vote(motion=session.second, by=session.cast.clara)
    page = client.post(f"/mitglied/lindenhafen/vorlagen/{session.second.pk}/", {"choice": "yes"}, follow=True)
    assert "Ihre Stimme wurde nicht mehr gezählt" in text(page)
    assert not Vote.objects.exists()


def test_member_declares_bias_and_is_told_what_remains(session, client_of):
    client, path = client_of(session.cast.boris), f"/mitglied/lindenhafen/vorlagen/{session.second.pk}/"
    page = client.post(path + "befangen/", {"reason": "Ich bin im Vorstand."}, follow=True)
    assert "Hier stimmen Sie nicht mit ab" in text(page) and "Sie dürfen mitreden" in text(page)
    assert "Abstimmen dürfen Sie wieder ab TOP 3." in text(page)
    assert Recusal.objects.get().seat == session.seats[0]
    page = client.post(path, {"choice": "yes"}, follow=True)
    assert "Hier stimmen Sie nicht mit ab" in text(page) and not Vote.objects.exists()


def test_member_without_a_seat_in_the_body_sees_no_paper(session, client_of, cast):
    from quartier.accounts.actions import give_role

    give_role(user=cast.rosa, kind="member", scope=cast.area.scope, by=cast.clara)
    client = client_of(cast.rosa)
    assert client.get("/mitglied/lindenhafen/").status_code == 200
    for path in (f"vorlagen/{session.second.pk}/", f"sitzungen/{session.meeting.pk}/"):
        assert client.get(f"/mitglied/lindenhafen/{path}").status_code == 404


def test_motion_not_yet_on_an_agenda_is_no_paper(session, client_of, cast):
    motion = actions.propose(committee=session.committee, title="Später", wording="…", by=cast.clara)
    assert client_of(cast.boris).get(f"/mitglied/lindenhafen/vorlagen/{motion.pk}/").status_code == 404


# Roles ----------------------------------------------------------------------------------------------------------------
def test_team_pages_open_for_their_roles_only(session, client_of, kora, audrey, dieter):
    cast, pk = session.cast, session.meeting.pk
    reading = ("gremien/", "gremien/jury/", f"sitzungen/{pk}/")
    acting = ("gremien/neu/", "gremien/jury/geschaeftsordnung/", "gremien/jury/sitze/neu/", "gremien/jury/sitzungen/neu/",
              f"sitzungen/{pk}/vorlagen/neu/")  # fmt: skip
    expected = {cast.clara: (200, 200), kora: (200, 404), audrey: (200, 404), dieter: (404, 404), cast.erna: (404, 404),
                cast.boris: (404, 404), cast.rosa: (404, 404)}  # fmt: skip
    for user, (read, act) in expected.items():
        client = client_of(user)
        assert {client.get(f"/team/lindenhafen/{p}").status_code for p in reading} == {read}, user
        assert {client.get(f"/team/lindenhafen/{p}").status_code for p in acting} == {act}, user
    assert client_of().get("/team/lindenhafen/gremien/").status_code == 302


def test_reading_roles_see_no_buttons_and_cannot_act(session, client_of, audrey):
    client, path = client_of(audrey), f"/team/lindenhafen/sitzungen/{session.meeting.pk}/"
    page = client.get(path).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "<button" not in main and "csrfmiddlewaretoken" not in main
    assert client.post(f"{path}vorlagen/{session.second.pk}/schliessen/").status_code == 404


def test_meeting_of_another_quarter_is_unknown(session, client_of):
    client = client_of(session.cast.erna)
    assert client.get(f"/team/werftviertel/sitzungen/{session.meeting.pk}/").status_code == 404


# The chair ------------------------------------------------------------------------------------------------------------
def test_chair_runs_a_meeting_from_invitation_to_minutes(cast, board, client_of):
    motion = board.motion(cents=150_000)
    client, here = client_of(cast.clara), f"/team/lindenhafen/sitzungen/{board.meeting.pk}/"

    def act(path, **data):
        return text(client.post(here + path, data, follow=True))

    assert "5 Mails sind unterwegs" in act("einladen/")
    assert Message.objects.count() == 5
    assert "Die Sitzung läuft" in act("beginnen/")
    assert "Nicht beschlussfähig" in act(f"vorlagen/{motion.pk}/oeffnen/")
    for seat in board.seats[:5]:
        act(f"sitze/{seat.pk}/kommt/")
    assert "Anwesend: 5 von 7" in act(f"sitze/{board.seats[5].pk}/kommt/").replace("6 von 7", "5 von 7")
    assert "Die Abstimmung ist offen" in act(f"vorlagen/{motion.pk}/oeffnen/")
    for seat in board.seats[:4]:
        actions.vote(motion=motion, seat=seat, choice="yes")
    assert "4 von 6 Stimmen abgegeben" in text(client.get(here))
    assert "geschlossen und ausgezählt" in act(f"vorlagen/{motion.pk}/schliessen/")
    assert "nicht offen" in act(f"vorlagen/{motion.pk}/schliessen/")
    wrong = act(f"vorlagen/{motion.pk}/entscheiden/", amount="1.600,00", reason="Sechs Abende.", condition="")
    assert "höchstens die beantragten 1.500,00" in wrong and "Sechs Abende." in wrong
    assert "Beschluss 1/" in act(f"vorlagen/{motion.pk}/entscheiden/", amount="1.400,00", reason="Sechs Abende.")
    assert Decision.objects.get().amount_cents == 140_000
    assert "Die Sitzung ist beendet" in act("beenden/", minutes="Es war schön.")
    board.meeting.refresh_from_db()
    assert board.meeting.minutes == "Es war schön."


def test_hands_are_typed_in_and_too_many_are_refused(cast, session, client_of):
    client = client_of(cast.clara)
    path = f"/team/lindenhafen/sitzungen/{session.meeting.pk}/vorlagen/{session.third.pk}/eintippen/"
    page = client.post(path, {"yes": "6", "no": "3", "abstain": "0"})
    assert "9 Stimmen, stimmen können hier aber nur 6" in text(page)
    page = client.post(path, {"yes": "4", "no": "1", "abstain": "1"}, follow=True)
    assert "Gezählt nach Handzeichen" in text(page)


def test_postponing_asks_why(cast, session, client_of):
    client = client_of(cast.clara)
    path = f"/team/lindenhafen/sitzungen/{session.meeting.pk}/vorlagen/{session.third.pk}/vertagen/"
    assert "Bitte füllen Sie dieses Feld aus." in text(client.post(path, {}))
    client.post(path, {"vertagt-reason": "Es fehlt ein Angebot."})
    assert Motion.objects.get(pk=session.third.pk).status == states.DRAFT


def test_body_rules_seat_and_meeting_are_entered_in_the_office(cast, client_of):
    client, here = client_of(cast.clara), "/team/lindenhafen/gremien/"
    client.post(f"{here}neu/", {"kind": "council", "name": "Quartiersrat", "about": "Entscheidet mit."})
    person = add_person(area=cast.area, name="Ilse Brandt", email="ilse@example.org", by=cast.clara)
    here += "quartiersrat/"
    facts = {
        "valid_from": "2026-01-01",
        "quorum_top": "2",
        "quorum_bottom": "3",
        "majority": "simple",
        "notice_days": "14",
    }
    client.post(f"{here}geschaeftsordnung/", facts)
    assert "Bruch bis 1" in text(client.post(f"{here}geschaeftsordnung/", facts | {"quorum_top": "4"}))
    client.post(f"{here}sitze/neu/", {"person": person.pk, "kind": "resident", "since": "2026-01-01"})
    day = f"{dates.today() + dt.timedelta(days=30)}"
    page = client.post(
        f"{here}sitzungen/neu/", {"day": day, "begins": "18:30", "ends": "20:30", "place": "Büro", "public": "on"},
        follow=True,
    )  # fmt: skip
    assert "Eingeladen ist noch niemand" in text(page)
    page = text(client.get(here))
    assert "Ilse Brandt" in page and "ab zwei Dritteln der Sitze" in page and "14 Tage vorher" in page


def test_decision_is_put_on_an_agenda_again(cast, session, client_of):
    decision = Decision.objects.get()
    path = f"/team/lindenhafen/beschluesse/{decision.year}/{decision.number}/ruecknahme/"
    client = client_of(cast.clara)
    assert "bleibt stehen, bis das Gremium neu entschieden hat" in text(client.get(path))
    client.post(path, {"sitzung": session.meeting.pk, "reason": "Falsche Summe."})
    assert Motion.objects.get(pk=session.first.pk).status == states.LISTED
