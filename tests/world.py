"""A small world with one row of everything that has a page of its own: what the addresses of the role matrix need.

Made through the actions, once for a whole module, and rolled back at its end.
"""

import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from quartier.accounts import actions as accounts
from quartier.areas import actions as quarters
from quartier.committees import actions as committees
from quartier.events import actions as events
from quartier.events import emails as registration_mails
from quartier.events.imports import CalendarFile
from quartier.events.models import Event
from quartier.files import actions as files
from quartier.funding import actions as funding
from quartier.funding import states
from quartier.funding.imports import CaseList
from quartier.funding.models import EarlierCase, RuleSet
from quartier.history import actions as history
from quartier.kit import access, dates
from quartier.mail import actions as mail
from quartier.network import actions as network
from quartier.network.imports import ActorList
from quartier.network.models import Organisation
from quartier.participation import actions as participation
from quartier.participation import emails as ideas_by_mail
from quartier.projects import actions as projects
from quartier.publishing import actions as publishing
from quartier.publishing import emails as press_by_mail
from quartier.publishing.actions import printed, sheets
from quartier.spending import actions as spending
from quartier.spending.tests.conftest import Office, make_grant
from quartier.texts import actions as texts
from tests.cast import areas, make_area, make_user

ROLES = {
    "applicant": ("Ayşe Demir", "", "area"),
    "stranger": ("Sami Fuchs", access.APPLICANT, "area"),
    "member": ("Boris Blum", access.MEMBER, "area"),
    "manager": ("Clara Berg", access.MANAGER, "area"),
    "second": ("Carla Dorn", access.MANAGER, "area"),
    "foreign": ("Erna Gold", access.MANAGER, "other"),
    "mediator": ("Mira Stein", access.MEDIATOR, "area"),
    "coordinator": ("Kora Hahn", access.COORDINATOR, "city"),
    "funder": ("Dieter Falk", access.FUNDER, "area"),
    "auditor": ("Audrey Iser", access.AUDITOR, "area"),
    "administrator": ("Adam Jost", access.ADMINISTRATOR, "area"),
    "nobody": ("Nora Kurz", "", ""),
}


class World(SimpleNamespace):
    """Rows by name, people by role, and a signed-in browser for each of them."""

    def client(self, person: str, *, second_factor: bool = True) -> Client:
        return self.clients[person, second_factor]

    def sign_everybody_in(self) -> None:
        for person, user in [("anonymous", None), *self.people.items()]:
            for second_factor in (True, False):
                client = Client()
                if user is not None:
                    client.force_login(user)
                    session = client.session
                    session["second_factor"] = second_factor
                    session.save()
                self.clients[person, second_factor] = client


def make_world() -> World:
    city = areas.found_city(name="Hohenwerder")
    world = World(city=city, area=make_area(city, "Lindenhafen"), other=make_area(city, "Werftviertel"), clients={})
    scopes = {"area": world.area.scope, "other": world.other.scope, "city": city.scope, "": None}
    world.people = {key: make_user(name, kind, scopes[where]) for key, (name, kind, where) in ROLES.items()}
    world.clara, world.carla, world.ayse = (world.people[key] for key in ("manager", "second", "applicant"))
    _public_rows(world)
    _jury(world)
    _money(world)
    _fund_without_a_session(world)
    _desk(world)
    _registrations(world)
    world.sign_everybody_in()
    return world


def _public_rows(world: World) -> None:
    area, clara, start = world.area, world.clara, dates.now() + dt.timedelta(days=3)
    world.event = events.announce(
        area=area, title="Offener Abend", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Büro", by=clara
    )
    world.room = events.open_room(area=area, name="Werkraum", by=clara)
    _calendar(world)
    hand_in = {"area": area, "text": "Am Kanal fehlt eine Bank.", "first_name": "Ayşe", "email": "ayse@example.org"}
    idea = participation.hand_in(title="Eine Bank am Kanal", **hand_in)
    idea = participation.publish(idea=idea, by=clara)
    participation.answer(idea=idea, text="Wir prüfen das.", field=area.fields.first(), by=clara)
    world.idea = idea
    world.new_idea = participation.hand_in(title="Mehr Licht", **hand_in | {"text": "Der Weg ist dunkel."})
    news = publishing.write_news(area=area, title="Neues", lead="Kurz gesagt.", body="Der ganze Text.", by=clara)
    world.news = publishing.publish_news(news=news, by=clara)
    _press(world)
    for row in (world.event, world.news, world.series, world.offer, world.guide):
        _easy(row, clara)
    sheet = sheets.order_sheet(area=area, kind="a4", event=world.event, by=clara)
    world.sheet = printed.keep_sheet(sheet=sheet, content=b"%PDF-1.7 leer", name="Plakat.pdf", mime="application/pdf")
    world.barrier = publishing.report_barrier(area=area, text="Die Karte liest mir nichts vor.", place="/lindenhafen/")
    world.staff = quarters.add_staff(area=area, name="Clara Berg", task="Ideen", consent_on=dates.today(), by=clara)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    world.file = files.keep(
        upload=ContentFile(picture.getvalue()), name="bild.jpg", scope=area.scope, public=True, alt="Bank"
    )


def _press(world: World) -> None:
    """A press release with a picture, a newsroom, an echo, a guide."""
    area, by, content = world.area, world.clara, io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(content, "JPEG")
    world.picture = files.keep_picture(
        upload=ContentFile(content.getvalue()), name="platz.jpg", scope=area.scope, alt="Der Platz", credit="Clara Berg",
        recognisable=False, by=by,
    )  # fmt: skip
    news = publishing.write_news(
        area=area, kind="press", title="Der Platz ist fertig", lead="Kurz.", body="Text.", by=by
    )
    files.put_picture(row=news, picture=world.picture, by=by)
    world.release = publishing.publish_news(news=news, by=by)
    world.press_contact = publishing.add_contact(area=area, medium="Hafenblatt", email="hafenblatt@example.org", by=by)
    world.press_token = press_by_mail.token(world.press_contact)
    world.mention = publishing.add_mention(area=area, title="Platz da", medium="Hafenblatt", on=dates.today(), by=by)
    guide = publishing.write_guide(
        area=area, title="So geht ein Fest", lead="Kurz.", steps="Fragen", checked_on=dates.today(), by=by
    )
    world.guide = publishing.publish_guide(guide=guide, by=by)


def _calendar(world: World) -> None:
    """A series, an offer, and a festival with a stall and a shift."""
    area, by, start = world.area, world.clara, dates.now() + dt.timedelta(days=9)
    end = start + dt.timedelta(hours=2)
    world.series = events.start_series(
        area=area, rule="FREQ=WEEKLY;COUNT=3", title="Sprachcafé", starts_at=start, ends_at=end, place="Büro", by=by
    )
    hours = [[1, "10:00", "12:00"]]
    offer = events.write_offer(area=area, kind="course", title="Deutschkurs", hours=hours, place="Büro", by=by)
    world.offer = events.publish_offer(offer=offer, by=by)
    world.festival = events.announce(area=area, title="Hoffest", starts_at=start, ends_at=end, place="Hof", by=by)
    world.stall = events.ask_stall(event=world.festival, title="Suppe", by=by)
    world.shift = events.plan_shift(event=world.festival, title="Aufbau", starts_at=start, ends_at=end, by=by)


def _easy(row, by) -> None:
    """The row in Leichte Sprache, published."""
    fields = dict.fromkeys(row.TEXTS, "Das ist neu.")
    text = texts.write(row=row, scope=row.area.scope, language="leicht", fields=fields, by=by)
    texts.publish(text=text, row=row, by=by)


def _jury(world: World) -> None:
    area, clara, since = world.area, world.clara, dt.date(2024, 1, 1)
    jury = committees.found(area=area, name="Aktionsfonds-Jury", slug="jury", kind="jury", by=clara)
    committees.adopt(committee=jury, valid_from=since, by=clara)
    boris = network.add_person(area=area, name="Boris Blum", user=world.people["member"], by=clara)
    world.person = boris
    world.seat = committees.seat(committee=jury, person=boris, kind="resident", since=since, by=clara)
    for name in ("Birgit Kern", "Bilal Aslan", "Bohdan Koval", "Beate Lenz"):
        person = network.add_person(area=area, name=name, by=clara)
        committees.seat(committee=jury, person=person, kind="resident", since=since, by=clara)
    world.jury = jury
    day = dates.now() + dt.timedelta(days=20)
    world.meeting = committees.plan_meeting(
        committee=jury, starts_at=day, ends_at=day + dt.timedelta(hours=2), place="Büro", by=clara
    )
    motion = committees.propose(committee=jury, title="Ausflug", wording="Die Jury macht einen Ausflug.", by=clara)
    world.motion = committees.put_on_agenda(motion=motion, meeting=world.meeting, by=clara)


def _money(world: World) -> None:
    area, clara = world.area, world.clara
    funding.load_rulesets()
    ruleset = RuleSet.objects.filter(key="berlin-aktionsfonds-2021").first()
    fund = funding.found_fund(area=area, name="Aktionsfonds", slug="aktionsfonds", committee=world.jury, by=clara)
    world.fund = fund
    year = funding.open_year(fund=fund, year=dates.today().year, ruleset=ruleset, pot_cents=10_000_00, by=clara)
    office = Office(area, make_grant(area, year, world.ayse, clara), world.ayse, clara, world.carla)
    world.grant = office.again()
    world.application = world.grant.application
    funding.keep_letter(grant=world.grant, content=b"%PDF-1.7\n%%EOF\n")
    world.draft = funding.apply(fund=fund, person=world.person, title="Feier", by=clara, entered_by_office=True)
    funding.save(
        application=world.draft,
        version=1,
        by=clara,
        plan=funding.CostPlan(others=(funding.Elsewhere("Stiftung", 500),)),
    )
    world.attachment = funding.attach(application=world.application, file=world.file, title="Angebot", by=world.ayse)
    objection = funding.object_to(
        application=world.application, about=states.ABOUT_NOTICE, text="Zu wenig.", received_on=dates.today(), by=clara
    )
    funding.answer_objection(objection=objection, upheld=False, reason="Mehr ist nicht da.", by=clara)
    funding.settle_finding(application=world.application, code="no_account", row=None, note="Kommt noch.", by=clara)
    world.decision = world.grant.decision
    world.project = world.grant.project
    world.account = year.available
    _notice(world, office, year)
    world.receipt = office.receipt()
    _beside_receipts(world)
    world.payment = spending.order_payment(grant=world.grant, cents=10_000, by=clara)
    settlement = spending.save_settlement(grant=world.grant, report="Es war gut.", by=world.ayse)
    picture = ContentFile(world.file.content.read(), name="abend.jpg")
    world.settlement_photo = spending.add_settlement_photo(
        settlement=settlement, upload=picture, caption="Der Abend", by=world.ayse
    )
    world.photo = projects.add_photo(project=world.project, file=world.file, caption="Bank", by=clara)
    settled = Office(area, make_grant(area, year, world.ayse, clara, "Fest im Hof"), world.ayse, clara, world.carla)
    settled.again()
    settled.paid()
    world.checked_receipt = settled.accepted(20_000)
    world.settlement = settled.submitted()
    spending.check_by_funder(settlement=world.settlement, result="fine", by=world.people["funder"])
    decided = spending.decide_settlement(settlement=world.settlement, by=clara, reason="Es blieb etwas übrig.")
    world.reclaim = decided.reclaim
    _interim(world)


def _interim(world: World) -> None:
    """A grant of last year by rules that ask for an interim report; the report lies with the office."""
    area, clara, last = world.area, world.clara, dates.today().year - 1
    with dates.clock_at(dates.at(dt.date(last, 9, 1), 12)):
        ruleset = RuleSet.objects.get(key="bund-anbest-p-2025-09")
        fund = funding.found_fund(area=area, name="Projektfonds", slug="projektfonds", committee=world.jury, by=clara)
        year = funding.open_year(fund=fund, year=last, ruleset=ruleset, pot_cents=10_000_00, by=clara)
        grant = make_grant(
            area, year, world.ayse, clara, "Langer Atem", ends_on=dt.date(last + 1, 12, 31),
            terms=funding.Terms(financing="voll"),
        )  # fmt: skip
    report = spending.save_interim(grant=grant, year=last, report="Der Anfang ist gemacht.", by=world.ayse)
    report = spending.submit_interim(report=report, by=world.ayse)
    world.interim = spending.keep_interim(report=report, document=b"%PDF-1.7\n%%EOF\n")


def _fund_without_a_session(world: World) -> None:
    """A second fund whose last year is over: the office decides alone, a round, rules of its own, the rest lapsed."""
    area, clara, last = world.area, world.clara, dates.today().year - 1
    ruleset = RuleSet.objects.filter(key="berlin-aktionsfonds-2021").latest("valid_from")
    fund = funding.found_fund(area=area, name="Sofortfonds", slug="sofortfonds", committee=world.jury, by=clara)
    year = funding.open_year(fund=fund, year=last, ruleset=ruleset, pot_cents=1_000_00, by=clara)
    world.second_fund = fund
    funding.set_steps(fund=fund, steps=[funding.Step(0, states.BY_OFFICE)], by=clara)
    world.funding_call = funding.put_call(
        fund_year=year, title="Sommer", opens_on=dt.date(last, 5, 1), closes_on=dt.date(last, 6, 1), by=clara
    )
    asked = funding.apply(fund=fund, person=world.person, title="Blumen", by=clara, entered_by_office=True)
    start = dates.today() + dt.timedelta(days=60)
    funding.save(
        application=asked, version=1, by=clara, plan=funding.CostPlan(costs=(funding.Cost("Erde", 50_00),)),
        summary="Wir pflanzen.", starts_on=start, ends_on=start,
    )  # fmt: skip
    funding.check(application=funding.submit(application=asked, by=clara), result="complete", by=clara)
    world.office_decision = funding.decide_alone(application=asked, cents=50_00, reason="Klein.", by=clara)
    draft = funding.begin_draft(area=area, copy_of=ruleset, by=clara)
    later = dates.today() + dt.timedelta(days=400)
    world.own_rules = funding.enact(draft=draft, fund=fund, valid_from=later, by=clara).ruleset
    world.rule_draft = funding.begin_draft(area=area, copy_of=world.own_rules, by=clara)
    world.year_end = funding.end_year(fund_year=year, carried_cents=0, by=clara)


def _notice(world: World, office: Office, year: Any) -> None:
    """A notice that was amended, money that was asked for, a notice that was revoked."""
    clara, line, letter = world.clara, office.lines[0], b"%PDF-1.7\n%%EOF\n"
    wanted = [funding.Target(cents=line.cents, consented=True, line=line.pk)]
    amendment = spending.amend_grant(grant=office.grant, lines=wanted, reason="Holz ist teurer geworden.", by=clara)
    funding.keep_amendment_letter(amendment=amendment, content=letter)
    wanted = [funding.Target(cents=line.cents - 1_000, line=line.pk)]
    wish = funding.ask_change(grant=office.grant, lines=wanted, reason="Das Holz ist geliehen.", by=world.ayse)
    funding.refuse_change(request=wish, reason="Das geht auch ohne Änderung.", by=clara)
    world.wish = funding.ask_change(
        grant=office.grant, purpose="Wir nähen und kochen.", reason="Hunger.", by=world.ayse
    )
    world.money_request = spending.request_payment(
        grant=office.grant, cents=5_000, needed_on=dates.today(), purpose="Rechnung vom Holzhandel", by=world.ayse
    )
    revoked = make_grant(world.area, year, world.ayse, clara, "Fest ohne Gäste")
    law = "§ 49 Absatz 3 VwVfG"
    paid = Office(world.area, revoked, world.ayse, clara, world.carla)
    paid.again()
    paid.paid(10_000)
    world.revocation = spending.revoke(grant=revoked, kept_cents=0, reason="Es fand nicht statt.", source=law, by=clara)
    spending.keep_revocation_letter(revocation=world.revocation, content=letter)


def _beside_receipts(world: World) -> None:
    """Income, offers, hours and a thing of the grant, each with its paper where it may have one."""
    today, by, grant = dates.today(), world.ayse, world.grant
    spending.note_income(grant=grant, kind="donation", payer="Bäckerei Krume", received_on=today, cents=5_000, by=by)
    world.hours = spending.note_hours(
        grant=grant, who="Samir", day=today, minutes=90, what="Aufbau", file=world.receipt.file, by=by
    )
    offers = [spending.Offer("Holz-Meier", 50_000, world.receipt.file)]
    (world.quote,) = spending.note_quotes(
        grant=grant, subject="Holz", offers=offers, chosen=0, receipt=world.receipt, by=by
    )
    world.thing = spending.list_thing(
        grant=grant, receipt=world.receipt, name="Bohrhammer", net_cents=26_000, carer="Ayşe Demir", place="Keller",
        bought_on=today, by=by,
    )  # fmt: skip
    spending.inspect(item=world.thing, day=today, result="fine", by=world.clara)


def _registrations(world: World) -> None:
    """An outing with one seat, which Ayşe has; Samir waits; a shift nobody has taken yet."""
    area, clara, start = world.area, world.clara, dates.now() + dt.timedelta(days=9)
    world.outing = events.announce(
        area=area, title="Ausflug an den Fluss", starts_at=start, ends_at=start + dt.timedelta(hours=3), place="Kanal",
        registers=True, capacity=1, by=clara,
    )  # fmt: skip
    events.plan_shift(
        event=world.outing, title="Kuchen backen", starts_at=start - dt.timedelta(hours=2), ends_at=start, needed=2,
        by=clara,
    )  # fmt: skip
    asked = events.register(event=world.outing, name="Ayşe Demir", email="ayse@example.org", note="Kinderwagen")
    world.registration = events.confirm(registration=asked)
    world.registration_token = registration_mails.token(world.registration)
    events.enter(event=world.outing, name="Samir", phone="0531 815", by=clara)


def _desk(world: World) -> None:
    area, clara = world.area, world.clara
    world.organisation = network.add_organisation(city=world.city, area=area, name="Nähstube e. V.", by=clara)
    world.stray = network.add_organisation(city=world.city, name="Kita am Rand", by=clara)
    world.message = mail.send(
        scope=area.scope, to="ayse@example.org", subject="Guten Tag", body="Hallo", about=world.idea, held=True
    )
    world.role = world.people["mediator"].roles.get()
    world.token = ideas_by_mail.token(world.idea)
    plan = ActorList(b"name;art\nWerkhof;Verein\n", "liste.csv", world.city, area, "Vereinsliste", public=True)
    world.import_run = history.draft_import(
        scope=area.scope, kind=Organisation._meta.label_lower, name=plan.name, content=plan.content,
        options=plan.options(), by=clara,
    )  # fmt: skip
    calendar = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20310501T100000Z\nSUMMARY:Maifest\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    file = CalendarFile(calendar, "feste.ics", area)
    world.calendar_run = history.draft_import(
        scope=area.scope, kind=Event._meta.label_lower, name=file.name, content=file.content, options=file.options(),
        by=clara,
    )  # fmt: skip
    cases = CaseList(b"Name;Vorhaben;Bewilligt\nNachbarn;Fest;100\n", "antraege.csv", area, "Aktionsfonds", 2019)
    world.case_run = history.draft_import(
        scope=area.scope, kind=EarlierCase._meta.label_lower, name=cases.name, content=cases.content,
        options=cases.options(), by=clara,
    )  # fmt: skip
    world.invitation, world.secret = accounts.invite(
        email="neu@example.org", name="Nele Neu", kind=access.MEMBER, scope=area.scope, by=clara
    )
