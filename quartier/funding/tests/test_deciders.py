"""Who decides from which sum on; decisions by the office alone and from outside; the notice works from either."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from quartier.funding import actions, exports, queries, states
from quartier.funding.actions import Step
from quartier.funding.models import OfficeDecision
from quartier.history.queries import story
from quartier.kit import dates
from quartier.kit.errors import Refused
from tests.cast import without_action

ASKED = 45_595  # of the plan of every test, with the flat rate


def steps(desk, *rows):
    return actions.set_steps(fund=desk.fund, steps=[Step(*row) for row in rows], by=desk.clara)


def alone(desk, application, cents=40_000):
    return actions.decide_alone(application=application, cents=cents, reason="Klein und gut.", by=desk.clara)


def outside(desk, application, **more):
    given = {"accepted": True, "cents": 40_000, "decided_on": dates.today(), "reason": "Passt.", "by": desk.clara}
    return actions.note_outside_decision(application=application, **given | more)


def test_body_of_the_fund_decides_when_there_are_no_steps(desk):
    assert queries.step_for(desk.fund, 1) is None
    assert queries.decider_of(desk.checked()).committee == desk.jury


@pytest.mark.parametrize(
    ("cents", "who"),
    [(0, "office"), (499_99, "office"), (500_00, "committee"), (999_99, "committee"), (1000_00, "outside")],
)
def test_highest_step_at_or_below_the_sum_decides(desk, cents, who):
    steps(desk, (0, "office"), (500_00, "committee", desk.jury), (1000_00, "outside", None, "Bezirksausschuss"))
    assert queries.step_for(desk.fund, cents).who == who
    assert queries.decider_for(desk.fund, cents).kind == who


def test_steps_are_refused_when_two_begin_alike_or_a_body_is_missing(desk):
    with pytest.raises(Refused, match="derselben Summe"):
        steps(desk, (0, "office"), (0, "committee", desk.jury))
    with pytest.raises(Refused, match="Gremium des Quartiers"):
        steps(desk, (0, "committee"))
    with pytest.raises(Refused, match="Gremium außerhalb"):
        steps(desk, (0, "outside"))


def test_office_grants_alone_below_its_sum(desk):
    steps(desk, (0, "office"), (500_00, "committee", desk.jury))
    application = desk.checked()
    decision = alone(desk, application)
    assert alone(desk, application) == decision, "a second click"
    grant = actions.grant(application=application, by=desk.clara)
    assert (grant.cents, grant.decision, grant.office_decision) == (40_000, None, decision)
    assert [entry.verb for entry in story(application.thread, internal=False)][-3:-1] == ["decided", "granted"]
    assert exports.grant_letter(exports.with_letter_rows(grant.pk)).startswith(b"%PDF")


def test_office_does_not_decide_alone_when_another_decides_or_more_is_given_than_asked(desk):
    application = desk.checked()
    with pytest.raises(Refused, match="entscheidet: Aktionsfonds-Jury"):
        alone(desk, application)
    steps(desk, (0, "office"))
    with pytest.raises(Refused, match="bis zu dieser Summe"):
        alone(desk, application, cents=ASKED + 1)
    with pytest.raises(Refused, match="geprüft"):
        alone(desk, desk.submitted(title="Noch nicht geprüft"))
    assert not OfficeDecision.objects.exists()


def test_office_may_ask_its_body_although_it_could_decide(desk):
    steps(desk, (0, "office"))
    application = desk.in_jury()
    assert application.status == states.IN_JURY and application.motion.committee == desk.jury


def test_what_the_office_decided_goes_to_no_body_whose_word_would_not_count(desk):
    steps(desk, (0, "office"))
    application = desk.checked()
    alone(desk, application)
    with pytest.raises(Refused, match="entscheidet: Quartiersbüro"):
        actions.to_jury(application=application, meeting=desk.meeting(), by=desk.clara)
    application.refresh_from_db()
    assert (application.status, application.motion) == (states.CHECKED, None)


def test_what_was_changed_after_the_decision_is_decided_anew(desk):
    steps(desk, (0, "office"))
    application = desk.checked()
    first = alone(desk, application)
    actions.check(application=application, result=states.QUESTION, note="Und die Miete?", by=desk.clara)
    actions.submit(application=application, by=desk.ayse)
    actions.check(application=application, result=states.COMPLETE, by=desk.clara)
    application = type(application).objects.get(pk=application.pk)
    with pytest.raises(Refused, match="noch nicht entschieden"):
        actions.grant(application=application, by=desk.clara)
    second = alone(desk, application, cents=30_000)
    grant = actions.grant(application=application, by=desk.clara)
    assert second != first and (grant.office_decision, grant.cents) == (second, 30_000)


def test_agenda_of_another_body_is_refused_when_one_outside_decides(desk):
    steps(desk, (0, "outside", None, "Bezirksausschuss"))
    with pytest.raises(Refused, match="Bezirksausschuss"):
        desk.in_jury()


def test_outside_yes_leads_to_a_notice_and_its_no_to_a_refusal(desk):
    steps(desk, (0, "outside", None, "Bezirksausschuss"))
    yes = outside(desk, desk.checked(), reference="BA 7/2026", condition="Mit der Schule.")
    grant = actions.grant(application=yes.application, by=desk.clara)
    assert grant.condition == "Mit der Schule." and str(queries.verdict_behind(grant)).startswith(
        "Bezirksausschuss, BA 7"
    )
    no = outside(desk, desk.checked(title="Zweite Idee"), accepted=False, reason="Kein Geld mehr.")
    with pytest.raises(Refused, match="abgelehnt"):
        actions.grant(application=no.application, by=desk.clara)
    rejection = actions.reject(application=no.application, reason="Der Ausschuss sagt nein.", by=desk.clara)
    assert rejection.decision is None and exports.rejection_letter(rejection).startswith(b"%PDF")


def test_body_outside_decides_again_when_an_objection_was_upheld(desk):
    steps(desk, (0, "outside", None, "Bezirksausschuss"))
    application = desk.checked()
    outside(desk, application, accepted=False, reason="Kein Geld mehr.")
    actions.reject(application=application, reason="Der Ausschuss sagt nein.", by=desk.clara)
    objection = actions.object_to(
        application=application, about=states.ABOUT_REFUSAL, text="Doch.", received_on=dates.today(), by=desk.clara
    )
    actions.answer_objection(objection=objection, upheld=True, reason="Es gibt neues Geld.", by=desk.clara)
    application.refresh_from_db()
    assert queries.verdict_of(application) is None
    again = outside(desk, application)
    assert actions.grant(application=application, by=desk.clara).office_decision == again


def test_outside_decision_is_refused_from_the_future_and_without_a_reason(desk):
    steps(desk, (0, "outside", None, "Bezirksausschuss"))
    application = desk.checked()
    with pytest.raises(Refused, match="Zukunft"):
        outside(desk, application, decided_on=dates.today() + dt.timedelta(days=1))
    with pytest.raises(Refused, match="Begründung"):
        outside(desk, application, reason=" ")


def test_refusal_is_refused_after_a_yes(desk):
    steps(desk, (0, "office"))
    application = desk.checked()
    alone(desk, application)
    with pytest.raises(Refused, match="hat zugestimmt"):
        actions.reject(application=application, reason="Doch nicht.", by=desk.clara)


def test_notice_rests_on_exactly_one_decision(desk):
    grant = desk.granted()
    with pytest.raises(IntegrityError), transaction.atomic(), without_action():
        type(grant).objects.filter(pk=grant.pk).update(decision=None)


def test_page_offers_the_way_of_the_step(desk, client_of):
    client = client_of(desk.clara)
    desk.meeting()
    application = desk.checked()
    page = f"/team/lindenhafen/antraege/{application.number}/"
    assert "Auf die Tagesordnung" in client.get(page).content.decode()
    steps(desk, (0, "office"))
    text = client.get(page).content.decode()
    assert "entscheidet das Büro allein" in text and "Absagen …" in text
    client.post(page, {"do": "alone", "allein-cents": "400,00", "allein-reason": "Gut."})
    assert "Bewilligen" in client.get(page).content.decode()
    steps(desk, (0, "outside", None, "Bezirksausschuss"))
    other = desk.checked(title="Zweite Idee")
    page = f"/team/lindenhafen/antraege/{other.number}/"
    assert "Bezirksausschuss" in client.get(page).content.decode()
    typed = {"do": "outside", "gremium-accepted": "yes", "gremium-body": "Bezirksausschuss", "gremium-reason": "Gut."}
    text = client.post(page, typed | {"gremium-decided_on": dates.today().isoformat()}).content.decode()
    assert "über welche Summe" in text and not OfficeDecision.objects.filter(application=other).exists()
    client.post(page, typed | {"gremium-decided_on": dates.today().isoformat(), "gremium-cents": "300"})
    assert OfficeDecision.objects.get(application=other).cents == 300_00


def test_funder_is_offered_no_papers_of_the_body_it_may_not_read(desk, client_of, dieter):
    application = desk.in_jury()
    team = f"/team/{desk.area.slug}"
    for address in (f"{team}/antraege/{application.number}/", f"{team}/fonds/{desk.fund.slug}/verteilen/"):
        office, funder = (client_of(who).get(address).content.decode() for who in (desk.clara, dieter))
        assert "/sitzungen/" in office and "/sitzungen/" not in funder
