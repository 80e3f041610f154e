"""Who gets which page: every URL by its name, every kind of person, the own quarter and a foreign one.

A new URL has to be entered here, or ``test_urls`` fails. ``world`` is what the addresses need: see ``tests/world.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quartier.kit import dates

ANONYMOUS = "anonymous"
PEOPLE = (
    "nobody",  # signed in, without a role
    "applicant",  # whose application, grant and receipts the world holds
    "stranger",  # applicant of another application
    "member",  # of the jury
    "manager",
    "foreign",  # manager of the quarter next door
    "mediator",
    "coordinator",
    "funder",
    "auditor",
    "administrator",
)
EVERYBODY = (ANONYMOUS, *PEOPLE)


@dataclass(frozen=True)
class Rule:
    """``to`` get one of ``answers``; other signed-in people get ``others``; who is not signed in is asked to sign in."""

    to: tuple[str, ...]
    where: Callable[[Any], dict[str, Any]]
    answers: tuple[int, ...] = (200,)
    others: tuple[int, ...] = (404,)
    signs_in: bool = True


def nothing(world: Any) -> dict[str, Any]:
    return {}


def quarter(world: Any) -> dict[str, Any]:
    return {"area": world.area.slug}


def of(**names: str) -> Callable[[Any], dict[str, Any]]:
    """``of(number="idea.number")``: the quarter's slug and what the world holds under those names."""

    def where(world: Any) -> dict[str, Any]:
        found = quarter(world)
        for argument, path in names.items():
            value: Any = world
            for part in path.split("."):
                value = getattr(value, part)
            found[argument] = value
        return found

    return where


def public(where: Callable[[Any], dict[str, Any]] = quarter, answers: tuple[int, ...] = (200,)) -> Rule:
    return Rule(EVERYBODY, where, answers, signs_in=False)


def team(*people: str, where: Callable[[Any], dict[str, Any]] = quarter, answers: tuple[int, ...] = (200,)) -> Rule:
    return Rule(people, where, answers)


def signed_in(where: Callable[[Any], dict[str, Any]] = nothing, answers: tuple[int, ...] = (200,)) -> Rule:
    return Rule(PEOPLE, where, answers)


THIS_YEAR = dates.today().year
OFFICE = ("manager", "coordinator", "auditor", "funder")
MONEY = ("manager", "auditor", "funder")  # sees receipts; the coordinator sees figures and decisions
RECORDS = ("manager", "coordinator", "auditor")
POST = (405,)  # a form's target: nothing to read there
BACK = (302,)  # sends on to where the thing is

grant = of(pk="grant.pk")
settled = of(pk="reclaim.result.settlement.grant.pk")
idea = of(number="idea.number")
outing = of(number="outing.number")
project = of(number="project.number")
body = of(slug="jury.slug")
seat = of(slug="jury.slug", seat="seat.pk")
meeting = of(meeting="meeting.pk")
motion = of(meeting="meeting.pk", motion="motion.pk")


def own(**names: str) -> Callable[[Any], dict[str, Any]]:
    """As ``of``, for addresses without a quarter: what belongs to one person."""
    found = of(**names)
    return lambda world: {key: value for key, value in found(world).items() if key != "area"}


def fixed(where: Callable[[Any], dict[str, Any]], **values: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: where(world) | values


def mine(where: Callable[[Any], dict[str, Any]], answers: tuple[int, ...] = (200,)) -> Rule:
    """What belongs to the applicant of the world; nobody else finds it, the office has its own pages for it."""
    return Rule(("applicant",), where, answers)


def either(where: Callable[[Any], dict[str, Any]], answers: tuple[int, ...] = (200,)) -> Rule:
    """The applicant's, and the office's, which may fill in for an applicant who comes with paper in hand."""
    return Rule(("applicant", "manager"), where, answers)


EXPECTED: dict[str, Rule] = {
    "ready": public(nothing),
    "gallery": public(nothing),
    "files:public": public(own(pk="file.pk")),
    # ------------------------------------------------------------ accounts
    "accounts:start": signed_in(answers=(200, 302)),
    "accounts:account": signed_in(),
    "accounts:second_factor": signed_in(answers=(200, 302)),
    "accounts:unsent": signed_in(answers=(200, 302)),
    "accounts:unsent_send": public(nothing, POST),
    "accounts:unsent_drop": public(nothing, POST),
    "accounts:invitation": public(own(secret="secret")),
    "accounts:demo": Rule((), fixed(nothing, secret="unbekannt"), signs_in=False),
    "accounts:team": team("manager", "administrator"),
    "accounts:team_end_role": team("manager", "administrator", where=of(pk="role.pk")),
    "accounts:team_invitation": team("manager", "administrator", where=of(pk="invitation.pk"), answers=BACK),
    # ------------------------------------------------------------ privacy
    "privacy:team": team("manager", "administrator"),
    # ------------------------------------------------------------ texts
    "texts:overview": team("manager"),
    "texts:write": team("manager", where=fixed(of(row="event.pk"), kind="events.event", language="leicht")),
    "texts:check": team("manager", where=fixed(of(row="event.pk"), kind="events.event"), answers=POST),
    "texts:team_interface": team("manager"),
    "texts:team_interface_file": team("manager", where=fixed(quarter, language="tr")),
    # ------------------------------------------------------------ areas
    "areas:office": public(),
    "areas:imprint": public(),
    "areas:privacy": public(),
    "areas:accessibility": public(),
    "areas:workspace": team(*OFFICE),
    "areas:settings": team("manager"),
    "areas:settings_office": team("manager"),
    "areas:settings_carrier": team("manager"),
    "areas:settings_sponsors": team("manager"),
    "areas:settings_emblem": team("manager"),
    "areas:settings_staff": team("manager"),
    "areas:settings_person_new": team("manager"),
    "areas:settings_person": team("manager", where=of(pk="staff.pk")),
    # ------------------------------------------------------------ publishing
    "search:city": public(nothing),
    "search:city_suggestions": public(nothing),
    "search:search": public(),
    "search:suggestions": public(),
    "publishing:city": public(nothing),
    "publishing:own_calendar": public(fixed(nothing, secret="unbekannt"), answers=(404,)),
    "publishing:my_calendar": signed_in(),
    "publishing:robots": public(nothing),
    "publishing:sitemap_index": public(nothing),
    "publishing:sitemap_city": public(nothing),
    "publishing:sitemap": public(),
    "publishing:city_preview": public(nothing),
    "publishing:preview": public(),
    "publishing:event_preview": public(of(number="event.number")),
    "publishing:news_preview": public(of(number="news.number")),
    "publishing:feed": public(fixed(quarter, subject="aktuelles", form="atom")),
    "publishing:city_feed": public(fixed(nothing, subject="termine", form="json")),
    "publishing:where": public(nothing),
    "publishing:city_map": public(nothing),
    "publishing:where_point": public(nothing, BACK),
    "publishing:where_in": public(own(quarter="area.slug")),
    "publishing:where_near": public(own(quarter="area.slug")),
    "publishing:barrier": public(),
    "publishing:barrier_thanks": public(),
    "publishing:team_barriers": team("manager"),
    "publishing:team_barrier": team("manager", where=of(pk="barrier.pk")),
    "publishing:home": public(),
    "publishing:overview": public(),
    "publishing:news": public(),
    "publishing:news_item": public(of(number="news.number")),
    "publishing:news_version": public(fixed(of(number="news.number"), version="leicht")),
    "publishing:easy": public(),
    "publishing:money": public(),
    "publishing:money_year": public(fixed(of(), year=THIS_YEAR)),
    "publishing:money_file": public(fixed(of(), year=THIS_YEAR, form="csv")),
    "publishing:screen": public(),
    "publishing:print": team("manager"),
    "publishing:print_event": team("manager", where=of(number="event.number")),
    "publishing:print_file": team("manager", where=of(pk="sheet.pk")),
    "publishing:team_news": team("manager"),
    "publishing:team_news_new": team("manager"),
    "publishing:team_news_item": team("manager", where=of(number="news.number")),
    "publishing:team_news_preview": team("manager", where=of(number="news.number")),
    "publishing:team_to_press": team("manager", where=of(number="release.number")),
    "publishing:press": public(),
    "publishing:press_leave": public(of(token="press_token")),
    "publishing:team_press": team("manager"),
    "publishing:team_press_contact_new": team("manager"),
    "publishing:team_press_contact": team("manager", where=of(pk="press_contact.pk")),
    "publishing:team_mention_new": team("manager"),
    "publishing:team_mention": team("manager", where=of(pk="mention.pk")),
    "publishing:guides": public(),
    "publishing:guide": public(of(number="guide.number")),
    "publishing:guide_version": public(fixed(of(number="guide.number"), version="leicht")),
    "publishing:team_guides": team("manager"),
    "publishing:team_guide_new": team("manager"),
    "publishing:team_guide": team("manager", where=of(number="guide.number")),
    "publishing:team_guide_preview": team("manager", where=of(number="guide.number")),
    "publishing:team_guide_take": team("manager", where=fixed(quarter, key="hoffest"), answers=POST),
    "publishing:team_pictures": team("manager"),
    "publishing:team_picture_new": team("manager"),
    "publishing:team_picture": team("manager", where=of(pk="picture.pk")),
    "publishing:team_picture_file": team("manager", where=of(pk="picture.pk")),
    "publishing:team_picture_for": team("manager", where=fixed(of(pk="news.pk"), kind="publishing.news")),
    # ------------------------------------------------------------ events, mail
    "events:city_calendar": public(nothing),
    "events:calendar": public(),
    "events:csv": public(),
    "events:xlsx": public(),
    "events:subscribe": public(),
    "events:topic_calendar": public(fixed(quarter, topic="lernen")),
    "events:event_calendar": public(of(number="event.number")),
    "events:room_calendar": public(of(number="room.number")),
    "events:list": public(),
    "events:event": public(of(number="event.number")),
    "events:event_version": public(fixed(of(number="event.number"), version="leicht")),
    "events:register": public(outing),
    "events:registered": public(outing),
    "events:help": public(outing),
    "events:registration": public(of(token="registration_token")),
    "events:team_registrations": team("manager", where=outing),
    "events:team_enter": team("manager", where=outing, answers=POST),
    "events:team_presence": team("manager", where=outing, answers=POST),
    "events:team_print_list": team("manager", where=outing),
    "events:team_download": team("manager", where=fixed(outing, form="csv")),
    "events:team_registration": team(
        "manager", where=fixed(of(number="outing.number", pk="registration.pk"), verb="abmelden"), answers=POST
    ),
    "events:series": public(of(pk="series.pk")),
    "events:series_version": public(fixed(of(pk="series.pk"), version="leicht")),
    "events:offers": public(),
    "events:offer": public(of(number="offer.number")),
    "events:offer_version": public(fixed(of(number="offer.number"), version="leicht")),
    "events:team_series_new": team("manager"),
    "events:team_series": team("manager", where=of(pk="series.pk")),
    "events:team_series_change": team("manager", where=of(pk="series.pk")),
    "events:team_festival": team("manager", where=of(number="festival.number")),
    "events:team_stall": team("manager", where=of(number="festival.number", pk="stall.pk")),
    "events:team_shift": team("manager", where=of(number="festival.number", pk="shift.pk")),
    "events:team_stall_verb": team(
        "manager", where=fixed(of(number="festival.number", pk="stall.pk"), verb="zusage"), answers=POST
    ),
    "events:team_offers": team("manager"),
    "events:team_offer_new": team("manager"),
    "events:team_offer": team("manager", where=of(number="offer.number")),
    "events:team_rooms": team("manager"),
    "events:team_room_new": team("manager"),
    "events:team_room": team("manager", where=of(number="room.number")),
    "events:import": team("manager"),
    "events:import_run": team("manager", where=of(pk="calendar_run.pk")),
    "events:carry_out_import": team("manager", where=of(pk="calendar_run.pk"), answers=POST),
    "events:take_back_import": team("manager", where=of(pk="calendar_run.pk"), answers=POST),
    "events:drop_import": team("manager", where=of(pk="calendar_run.pk"), answers=POST),
    "events:team_list": team("manager"),
    "events:team_new": team("manager"),
    "events:team_event": team("manager", where=of(number="event.number")),
    "mail:outbox": team("manager"),
    "mail:message": team("manager", where=of(pk="message.pk")),
    # ------------------------------------------------------------ network
    "network:organisations": team("manager"),
    "network:new_organisation": team("manager"),
    "network:organisation": team("manager", where=of(pk="organisation.pk")),
    "network:take_in": team("manager", where=of(pk="stray.pk"), answers=POST),
    "network:persons": team("manager"),
    "network:new_person": team("manager"),
    "network:person": team("manager", where=of(pk="person.pk")),
    "network:import": team("manager"),
    "network:import_run": team("manager", where=of(pk="import_run.pk")),
    "network:carry_out_import": team("manager", where=of(pk="import_run.pk"), answers=POST),
    "network:take_back_import": team("manager", where=of(pk="import_run.pk"), answers=POST),
    "network:drop_import": team("manager", where=of(pk="import_run.pk"), answers=POST),
    # ------------------------------------------------------------ participation
    "participation:ideas": public(),
    "participation:new": public(),
    "participation:thanks": public(idea),
    "participation:withdraw": public(of(token="token")),
    "participation:idea": public(idea),
    "participation:team_ideas": team("manager"),
    "participation:team_new": team("manager"),
    "participation:team_call": team("manager"),
    "participation:team_idea": team("manager", where=idea),
    "participation:team_publish": team("manager", where=idea, answers=POST),
    "participation:team_hide": team("manager", where=idea, answers=POST),
    "participation:team_answer": team("manager", where=idea, answers=POST),
    "participation:team_pass_on": team("manager", where=idea, answers=POST),
    "participation:team_withdraw": team("manager", where=idea, answers=POST),
    "participation:team_note": team("manager", where=idea, answers=POST),
    # ------------------------------------------------------------ projects
    "projects:list": public(),
    "projects:project": public(project),
    "projects:team_list": team("manager"),
    "projects:team_project": team("manager", where=project),
    "projects:team_begin": team("manager", where=project, answers=POST),
    "projects:team_finish": team("manager", where=project, answers=POST),
    "projects:team_stop": team("manager", where=project, answers=POST),
    "projects:team_photo": team("manager", where=project, answers=POST),
    "projects:team_photo_away": team("manager", where=of(number="project.number", pk="photo.pk"), answers=POST),
    # ------------------------------------------------------------ committees
    "committees:list": public(),
    "committees:committee": public(body),
    "committees:meeting": public(of(slug="jury.slug", number="decision.motion.meeting.number")),
    "committees:decisions": public(),
    "committees:decision": public(of(year="decision.year", number="decision.number")),
    "committees:member_meetings": team("member"),
    "committees:member_meeting": team("member", where=meeting),
    "committees:member_vote": team("member", where=of(motion="motion.pk")),
    "committees:member_recuse": team("member", where=of(motion="motion.pk")),
    "committees:team_list": team(*RECORDS),
    "committees:team_new": team("manager"),
    "committees:team_committee": team(*RECORDS, where=body),
    "committees:team_constitution": team("manager", where=body),
    "committees:team_seat": team("manager", where=body),
    "committees:team_leave": team("manager", where=seat),
    "committees:team_access": team("manager", where=seat, answers=POST),
    "committees:team_plan": team("manager", where=body),
    "committees:team_meeting": team(*RECORDS, where=meeting),
    "committees:team_propose": team("manager", where=meeting),
    "committees:team_motion": team(*RECORDS, where=motion),
    "committees:team_motion_act": team("manager", where=fixed(motion, verb="eroeffnen"), answers=POST),
    "committees:team_seat_act": team(
        "manager", where=fixed(of(meeting="meeting.pk", seat="seat.pk"), verb="da"), answers=POST
    ),
    "committees:team_meeting_act": team("manager", where=fixed(meeting, verb="beginnen"), answers=POST),
    "committees:team_take_back": team("manager", where=of(year="decision.year", number="decision.number")),
    # ------------------------------------------------------------ funding
    "funding:how": public(of(fund="fund.slug")),
    "funding:from_idea": public(idea),
    "funding:my_applications": signed_in(),
    "funding:my_calculator": signed_in(),
    "funding:my_start": signed_in(quarter, answers=(200, 302)),
    "funding:my_application": mine(own(pk="application.pk")),
    "funding:my_form": mine(own(pk="application.pk"), answers=(200, 302)),
    "funding:my_form_keep": mine(own(pk="application.pk"), answers=BACK),
    "funding:my_letter": mine(own(pk="application.pk")),
    "funding:my_application_pdf": mine(own(pk="application.pk")),
    "funding:my_attachments": mine(own(pk="application.pk")),
    "funding:my_attachment": mine(own(pk="application.pk", paper="attachment.pk")),
    "funding:my_objection": mine(own(pk="application.pk")),
    "funding:team_scan": team("manager"),
    "funding:team_application_pdf": team(*OFFICE, where=of(number="application.number")),
    "funding:team_attachments": team(*MONEY, where=of(number="application.number")),
    "funding:team_attachment": team(*MONEY, where=of(number="application.number", paper="attachment.pk")),
    "funding:settle_finding": team("manager", where=of(number="application.number"), answers=POST),
    "funding:team_objections": team(*OFFICE, where=of(number="application.number")),
    "funding:team_applications": team(*OFFICE),
    "funding:team_start": team("manager"),
    "funding:team_application": team(*OFFICE, where=of(number="application.number")),
    "funding:team_form": team("manager", where=of(number="draft.number")),
    "funding:team_form_keep": team("manager", where=of(number="draft.number"), answers=BACK),
    "funding:team_letter": team(*OFFICE, where=of(number="application.number")),
    "funding:team_calculator": team(*OFFICE),
    "funding:team_journal": team("manager", "auditor"),
    "funding:cases": team(*OFFICE),
    "funding:case_table": team(*OFFICE, where=fixed(quarter, form="csv")),
    "funding:case_import": team("manager"),
    "funding:case_import_run": team("manager", where=of(pk="case_run.pk")),
    "funding:carry_out_case_import": team("manager", where=of(pk="case_run.pk"), answers=POST),
    "funding:take_back_case_import": team("manager", where=of(pk="case_run.pk"), answers=POST),
    "funding:drop_case_import": team("manager", where=of(pk="case_run.pk"), answers=POST),
    "funding:team_funds": team(*OFFICE),
    "funding:team_fund": team(*OFFICE, where=of(fund="fund.slug")),
    "funding:team_rulesets": team(*OFFICE),
    "funding:team_ruleset": team(*OFFICE, where=of(pk="own_rules.pk")),
    "funding:team_ruleset_file": team(*OFFICE, where=of(pk="own_rules.pk")),
    "funding:team_rule_draft": team("manager", where=of(pk="rule_draft.pk")),
    "funding:team_rule_value": team("manager", where=fixed(of(pk="rule_draft.pk"), parameter="cap_per_action")),
    "funding:team_fund_settings": team("manager", where=of(fund="fund.slug")),
    "funding:team_calls": team(*OFFICE, where=of(fund="fund.slug")),
    "funding:team_call": team("manager", where=of(fund="second_fund.slug", pk="funding_call.pk")),
    "funding:team_allocation": team(*OFFICE, where=of(fund="fund.slug")),
    "funding:team_year_end": team(*OFFICE, where=of(fund="second_fund.slug", year="year_end.fund_year.year")),
    "funding:overview": team("member", *RECORDS, where=of(number="application.number")),
    "funding:session_overview": team("member", *RECORDS, where=meeting),
    # ------------------------------------------------------------ spending
    "spending:my_grant": either(own(pk="grant.pk")),
    "spending:my_money": either(own(pk="grant.pk")),
    "spending:my_bank": either(own(pk="grant.pk")),
    "spending:my_request_withdraw": either(own(pk="money_request.pk"), answers=BACK),
    "spending:my_change": either(own(pk="grant.pk")),
    "spending:my_change_withdraw": either(own(pk="wish.pk"), answers=BACK),
    "spending:my_letter": either(fixed(own(pk="grant.pk"), letter="aenderung-1")),
    "spending:my_receipts": either(own(pk="grant.pk")),
    "spending:my_receipt_new": either(own(pk="grant.pk")),
    "spending:my_receipt_details": mine(fixed(own(pk="grant.pk"), token="unbekannt"), answers=(404,)),
    "spending:my_receipt_preview": mine(fixed(own(pk="grant.pk"), token="unbekannt"), answers=(404,)),
    "spending:my_receipt": either(own(pk="receipt.pk")),
    "spending:my_receipt_file": either(own(pk="receipt.pk")),
    "spending:my_incomes": either(own(pk="grant.pk")),
    "spending:my_hours": either(own(pk="grant.pk")),
    "spending:my_quotes": either(own(pk="grant.pk")),
    "spending:my_inventory": either(own(pk="grant.pk")),
    "spending:quote_file": team("applicant", *MONEY, where=own(pk="quote.pk")),
    "spending:hours_file": team("applicant", *MONEY, where=own(pk="hours.pk")),
    "spending:my_settlement": either(own(pk="grant.pk")),
    "spending:my_settlement_keep": either(own(pk="grant.pk"), answers=BACK),
    "spending:my_interim": either(own(pk="interim.grant.pk", year="interim.year")),
    "spending:my_interim_keep": either(own(pk="interim.grant.pk", year="interim.year"), answers=BACK),
    "spending:my_interim_paper": either(own(pk="interim.grant.pk", year="interim.year")),
    "spending:my_photo": either(own(pk="settlement_photo.pk")),
    "spending:my_document": either(fixed(own(pk="grant.pk"), kind="bescheid"), answers=(200, 302, 404)),
    "spending:team_grants": team(*OFFICE),
    "spending:team_grant": team(*OFFICE, where=grant),
    "spending:team_amend": team("manager", where=grant),
    "spending:team_revoke": team("manager", where=grant),
    "spending:team_bank": team("manager", where=grant),
    "spending:team_letter_again": team("manager", where=grant, answers=BACK),
    "spending:team_notice_letter": team(*MONEY, where=fixed(of(pk="revocation.grant.pk"), letter="widerruf")),
    "spending:team_request": team("manager", where=of(pk="money_request.pk")),
    "spending:team_change": team(*MONEY, where=of(pk="wish.pk")),
    "spending:team_order": team("manager", where=grant, answers=BACK),
    "spending:team_settle": team("manager", where=settled, answers=BACK),
    "spending:team_papers": team("manager", "funder", where=settled, answers=BACK),
    "spending:team_bundle": team(*MONEY, where=fixed(settled, paper="abrechnung.xlsx")),
    "spending:team_interim": team(*MONEY, where=of(pk="interim.pk")),
    "spending:team_interim_paper": team(*MONEY, where=of(pk="interim.pk")),
    "spending:team_checks": team(*MONEY),
    "spending:team_check": team(*MONEY, where=of(pk="settlement.pk")),
    "spending:team_check_receipt": team("funder", where=of(pk="checked_receipt.pk"), answers=BACK),
    "spending:team_table": team(*MONEY, where=fixed(grant, kind="belege", form="csv")),
    "spending:team_document": team(*MONEY, where=fixed(settled, kind="abrechnung"), answers=(200, 302, 404)),
    "spending:team_book": team("manager", where=of(pk="payment.pk"), answers=BACK),
    "spending:team_cancel": team("manager", where=of(pk="payment.pk"), answers=BACK),
    "spending:team_review": team("manager", where=of(pk="receipt.pk"), answers=BACK),
    "spending:team_receipt_file": team(*MONEY, where=of(pk="receipt.pk")),
    "spending:team_incomes": team(*MONEY, where=grant),
    "spending:team_hours": team(*MONEY, where=grant),
    "spending:team_quotes": team(*MONEY, where=grant),
    "spending:team_inventory": team(*MONEY, where=grant),
    "spending:team_things": team(*MONEY),
    "spending:team_things_table": team(*MONEY, where=fixed(quarter, form="csv")),
    "spending:team_thing": team(*MONEY, where=of(pk="thing.pk")),
    "spending:team_matches": team("coordinator"),
    "spending:team_book_reclaim": team("manager", where=of(pk="reclaim.pk"), answers=BACK),
    "spending:team_photo_file": team(*MONEY, where=of(pk="settlement_photo.pk")),
    "spending:team_show_photo": team("manager", where=of(pk="settlement_photo.pk"), answers=BACK),
    "spending:team_account": team(*OFFICE, where=of(pk="account.pk")),
}

# Pages of allauth: it owns their rules; ours are only that they stand and ask for a sign-in where they must.
ALLAUTH = ("account_", "mfa_")
