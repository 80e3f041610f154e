"""From the draft to the grant, step by step, and what is refused on the way."""

import datetime as dt

import pytest

from quartier.committees import actions as committees
from quartier.funding import actions, states
from quartier.funding.actions import Cost, CostPlan, Means
from quartier.funding.models import Grant
from quartier.history.queries import story
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.ledger.models import Account, Transfer
from quartier.ledger.queries import wrong_balances
from quartier.mail.models import Message
from quartier.participation import actions as participation
from quartier.participation import states as ideas
from quartier.projects.models import Project


def verbs(application, internal=False):
    return [entry.verb for entry in story(application.thread, internal=internal)]


# The fund ---------------------------------------------------------------------------------------------------------
def test_pot_is_put_in_when_a_year_is_opened(desk):
    assert desk.year.pot_cents == 1_000_000
    assert Account.objects.get(pk=desk.year.available_id).balance == 1_000_000
    assert Account.objects.get(pk=desk.year.source_id).balance == -1_000_000
    assert not wrong_balances().exists()


def test_year_is_refused_when_it_is_open_already(desk):
    with pytest.raises(Refused, match="schon eröffnet"):
        actions.open_year(fund=desk.fund, year=desk.year.year, ruleset=desk.year.ruleset, by=desk.clara)
    with pytest.raises(Refused, match="über 0,00 €"):
        actions.open_year(fund=desk.fund, year=2099, ruleset=desk.year.ruleset, pot_cents=0, by=desk.clara)


# The applicant ----------------------------------------------------------------------------------------------------
def test_idea_flows_into_the_application_when_it_begins_with_one(desk):
    idea = participation.hand_in(area=desk.area, title="Nähmaschinen", text="Wir nähen zusammen im Hof.")
    participation.publish(idea=idea, by=desk.clara)
    application = desk.submitted(ideas=[idea])
    idea.refresh_from_db()
    assert idea.status == ideas.APPLIED
    assert verbs(application)[-1] == "submitted"
    assert idea.thread_id in {entry.thread_id for entry in story(application.thread)}


def test_beginning_twice_in_one_click_is_one_application(desk):
    given = {"fund": desk.fund, "person": desk.person, "owner": desk.ayse, "by": desk.ayse, "title": "Fest im Hof"}
    first = actions.apply(**given)
    assert actions.apply(**given) == first
    assert actions.apply(**given | {"title": "Fest am Kanal"}) != first
    with dates.clock_at(dates.now() + dt.timedelta(minutes=1)):
        assert actions.apply(**given).number == first.number + 2


def test_application_is_refused_when_the_person_lives_elsewhere(desk):
    person = desk.person
    person.area = desk.other_area
    with pytest.raises(Refused, match="selben Quartier"):
        actions.apply(fund=desk.fund, person=person, title="Fest", by=desk.ayse)


def test_second_writer_meets_a_conflict_and_nothing_is_lost(desk):
    application = desk.draft()
    actions.save(application=application, version=2, by=desk.ayse, summary="Erste Fassung")
    with pytest.raises(Conflict, match="Beide Fassungen"):
        actions.save(application=application, version=2, by=desk.clara, summary="Zweite Fassung")
    application.refresh_from_db()
    assert (application.summary, application.version) == ("Erste Fassung", 3)


def test_plan_is_written_anew_when_it_is_saved(desk):
    application = desk.draft()
    plan = CostPlan(costs=(Cost("Papier", 500),), means=(Means(states.OWN, "Kasse", 100),))
    actions.save(application=application, version=2, by=desk.ayse, plan=plan)
    assert [(line.position, line.title, line.cents) for line in application.cost_lines.all()] == [(1, "Papier", 500)]
    assert application.finance_lines.get().cents == 100


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (CostPlan(costs=(Cost("Papier", 0),)), "Betrag über 0,00 €"),
        (CostPlan(costs=(Cost(" ", 100),)), "wofür er ist"),
        (CostPlan(costs=(Cost("Papier", 1),) * 61), "höchstens 60 Zeilen"),
    ],
)
def test_plan_is_refused_when_a_line_is_not_whole(desk, plan, sentence):
    application = desk.draft()
    with pytest.raises(Refused, match=sentence):
        actions.save(application=application, version=2, by=desk.ayse, plan=plan)
    assert application.cost_lines.count() == 2


@pytest.mark.parametrize(
    ("iban", "sentence"),
    [
        ("DE03 1203 0000 0000 2020 51", "stimmt eine Ziffer nicht"),
        ("DE02 1203 0000 0000 2020 5", "hat 21 Zeichen"),
        ("Sparkasse", "Das ist keine IBAN"),
    ],
)
def test_iban_is_refused_with_a_clear_sentence_when_it_cannot_be(desk, iban, sentence):
    application = desk.draft()
    with pytest.raises(Refused, match=sentence):
        actions.set_bank_account(application=application, holder="Ayşe", iban=iban, by=desk.ayse)


def test_submitting_is_refused_when_something_is_missing(desk):
    application = actions.apply(fund=desk.fund, person=desk.person, title="Fest", by=desk.ayse)
    with pytest.raises(Refused, match="was Sie vorhaben, Beginn und Ende, mindestens eine Zeile Kosten"):
        actions.submit(application=application, by=desk.ayse)


def test_second_click_on_submit_changes_nothing(desk):
    application = desk.submitted()
    actions.submit(application=application, by=desk.ayse)
    assert verbs(application).count("submitted") == 1
    assert Message.objects.filter(kind="funding.application", row=application.pk).count() == 1


def test_writing_is_refused_when_it_is_handed_in(desk):
    application = desk.submitted()
    with pytest.raises(Refused, match="eingereicht"):
        actions.save(application=application, version=2, by=desk.ayse, summary="neu")


# The office -------------------------------------------------------------------------------------------------------
def test_question_brings_it_back_and_the_answer_forth_again(desk):
    application = desk.submitted()
    actions.check(application=application, result=states.QUESTION, note="Wie viele kommen?", by=desk.clara)
    assert application.status == states.RETURNED
    assert "Wie viele kommen?" in Message.objects.filter(row=application.pk).latest("pk").body
    actions.save(application=application, version=2, by=desk.ayse, summary="Zwanzig kommen.")
    actions.submit(application=application, by=desk.ayse)
    assert application.status == states.SUBMITTED
    assert verbs(application).count("submitted") == 1 and "resubmitted" in verbs(application, internal=True)


def test_question_is_refused_without_words(desk):
    with pytest.raises(Refused, match="was Sie wissen möchten"):
        actions.check(application=desk.submitted(), result=states.QUESTION, note=" ", by=desk.clara)


def test_motion_names_sum_and_applicant_when_it_goes_to_the_jury(desk):
    application = desk.in_jury()
    motion = application.motion
    assert motion.amount_cents == 41_450 + 4_145
    assert motion.thread_id == application.thread_id
    assert [subject.person_id for subject in motion.subjects.all()] == [desk.person.pk]
    assert "DE02" not in motion.wording
    assert "listed" in verbs(application)


def test_application_can_be_listed_again_when_it_was_taken_off(desk):
    application = desk.in_jury()
    committees.take_off(motion=application.motion, by=desk.clara)
    motion = actions.to_jury(application=application, meeting=desk.meeting(), by=desk.clara)
    assert motion.pk == application.motion_id and application.status == states.IN_JURY


# The grant --------------------------------------------------------------------------------------------------------
def test_grant_commits_the_money_and_begins_a_project(desk):
    grant = desk.granted()
    assert grant.cents == 45_595 and grant.ruleset_id == desk.year.ruleset_id
    assert grant.number == f"AF-{desk.year.year}-01"
    assert grant.proof_due_on == dates.add_months(grant.ends_on, 6)
    assert Account.objects.get(pk=desk.year.available_id).balance == 1_000_000 - 45_595
    assert Account.objects.get(pk=grant.committed_id).balance == 45_595
    assert Project.objects.get().pk == grant.project_id
    assert {"submitted", "listed", "granted", "started"} <= set(verbs(grant.application))
    assert "45.595" not in Message.objects.latest("pk").body and "455,95" in Message.objects.latest("pk").body
    assert not wrong_balances().exists()


def test_no_two_notices_of_a_quarter_have_one_number(desk):
    other = actions.found_fund(
        area=desk.area, name="Ankerfonds", slug="ankerfonds", committee=desk.fund.committee, by=desk.clara
    )
    year = desk.year.year
    actions.open_year(fund=other, year=year, ruleset=desk.year.ruleset, pot_cents=1_000_00, by=desk.clara)
    first = desk.granted()
    desk.fund = other
    assert (first.number, desk.granted(title="Zweites").number) == (f"AF-{year}-01", f"ANF-{year}-01")


def test_double_click_on_grant_gives_the_same_grant(desk):
    application = desk.decided()
    first = actions.grant(application=application, by=desk.clara)
    second = actions.grant(application=application, by=desk.carla)
    assert first.pk == second.pk and Grant.objects.count() == 1
    assert Transfer.objects.filter(target=first.committed).count() == 1


def test_grant_is_refused_before_the_jury_has_decided(desk):
    with pytest.raises(Refused, match="noch nicht entschieden"):
        actions.grant(application=desk.in_jury(), by=desk.clara)


def test_grant_is_refused_when_the_jury_said_no(desk):
    application = desk.decided(yes=1, no=4)
    with pytest.raises(Refused, match="abgelehnt"):
        actions.grant(application=application, by=desk.clara)
    actions.reject(application=application, reason="Die Jury sagt nein.", by=desk.clara)
    assert application.status == states.REJECTED and application.rejection.decision is not None


def test_grant_is_refused_when_the_pot_is_too_small(desk):
    with pytest.raises(Refused, match=r"im Topf sind noch 100,00"):
        actions.grant(application=_with_small_pot(desk), by=desk.clara)
    assert not Grant.objects.exists()


def _with_small_pot(desk):
    application = desk.decided()
    from quartier.history.actions import action, record
    from quartier.ledger.actions import Posting, post

    @action
    def drain(*, year):
        entry = record(scope=year.fund.area.scope_id, verb="test", row=year)
        post(postings=[Posting(year.available, year.source, 990_000, "leer")], entry=entry)

    drain(year=desk.year)
    return application


def test_grant_starts_today_when_the_application_said_earlier(desk):
    application = desk.decided()
    later = dates.at(application.starts_on + dt.timedelta(days=5), 12)
    with dates.clock_at(later):
        grant = actions.grant(application=application, by=desk.clara)
    assert grant.starts_on == application.starts_on + dt.timedelta(days=5)


def test_grant_is_refused_when_the_action_would_begin_in_the_past(desk):
    yesterday = dates.today() - dt.timedelta(days=1)
    with pytest.raises(Refused, match="Frühester Beginn ist heute"):
        actions.grant(application=desk.decided(), by=desk.clara, starts_on=yesterday)


# No and back ------------------------------------------------------------------------------------------------------
def test_rejection_needs_a_reason_and_writes_a_mail(desk):
    application = desk.submitted()
    with pytest.raises(Refused, match="Grund"):
        actions.reject(application=application, reason="", by=desk.clara)
    actions.reject(application=application, reason="Das bezahlt schon der Bezirk.", by=desk.clara)
    assert "Das bezahlt schon der Bezirk." in Message.objects.latest("pk").body
    assert "rejected" not in verbs(application), "the office's own no stands in no public story"


def test_rejection_is_refused_when_the_jury_accepted(desk):
    with pytest.raises(Refused, match="Jury hat zugestimmt"):
        actions.reject(application=desk.decided(), reason="Doch nicht", by=desk.clara)


def test_withdrawal_takes_it_off_the_agenda(desk):
    application = desk.in_jury()
    actions.withdraw(application=application, reason="Wir schaffen es nicht.", by=desk.ayse)
    application.motion.refresh_from_db()
    assert (application.status, application.motion.status) == (states.WITHDRAWN, "withdrawn")
    again = actions.withdraw(application=application, by=desk.ayse)
    assert again.reason == "Wir schaffen es nicht."


def test_withdrawal_is_refused_when_it_is_decided(desk):
    with pytest.raises(Refused, match="Die Jury ist schon dabei"):
        actions.withdraw(application=desk.decided(), by=desk.ayse)
