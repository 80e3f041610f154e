"""`quartier init`: from nothing to an empty, usable quarter. `quartier update`: after a new version."""

import argparse
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

from quartier.accounts import actions as accounts
from quartier.areas import actions as areas
from quartier.areas import rules as area_rules
from quartier.areas.models import Area, Carrier, City
from quartier.committees import actions as committees
from quartier.config import questions
from quartier.config.questions import TWO, Plan
from quartier.funding import actions as funding
from quartier.history.actions import action
from quartier.kit import access, dates, links
from quartier.kit.errors import Refused
from quartier.search import tasks as search


def run(words: list[str]) -> int:
    """Ask for what the options leave open, build the tables, found the quarter, print the links of the invitations."""
    given = questions.parser().parse_args(words)
    if settings.DEMO:
        return _stop("In diesem Ordner liegt die Vorführung. Bitte wählen Sie einen anderen: --data ORDNER")
    try:
        founded = _answers()
        plan = questions.plan(given, lambda city, quarter: must_be_free(city, quarter) if founded else None)
        build_tables()
        area, invited = found(plan=plan)
        search.run()
    except Refused as refused:
        return _stop(refused.message)
    except (KeyboardInterrupt, EOFError):
        return _stop("\nAbgebrochen. Es ist nichts eingerichtet; „quartier init“ beginnt von vorn.")
    _report(plan, area, invited)
    return 0


def update(words: list[str]) -> int:
    """Bring database and static files up to the program."""
    argparse.ArgumentParser("quartier update", description="Zieht Datenbank und Dateien nach.").parse_args(words)
    build_tables()
    funding.load_rulesets()
    search.run()
    print("Datenbank, Suche und Dateien passen zum Programm.")
    return 0


def build_tables() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _answers() -> bool:
    """Whether there are tables already. Refused: the database does not answer."""
    if connection.vendor == "sqlite" and not settings.DATABASES["default"]["NAME"].exists():
        return False  # opening it would make an empty one
    try:
        return Area._meta.db_table in connection.introspection.table_names()
    except OperationalError as error:
        raise Refused(f"Die Datenbank antwortet nicht: {error}".strip()) from None


# Founding ---------------------------------------------------------------------------------------------------------
@action
def found(*, plan: Plan) -> tuple[Area, list[tuple[str, str, str]]]:
    """Before: tables. Effect: city, carrier, quarter, office, fields, invitations; all or nothing.

    Returns the quarter and (name, role, path of the link) of each invitation. Refused: the city has such a quarter.
    """
    city = City.objects.filter(name=plan.city).first() or areas.found_city(name=plan.city)
    area = _area(plan, city, areas.found_carrier(name=plan.carrier))
    areas.open_office(
        area=area, name=plan.office, street=plan.street, town=plan.town, hours=[], phone=plan.phone, email=plan.email
    )
    for code, name in area_rules.FIELDS:
        areas.add_field(area=area, code=code, name=name)
    for name in plan.sponsors:
        areas.add_sponsor(area=area, name=name)
    funding.load_rulesets()
    if plan.jury:
        jury = committees.found(area=area, name="Aktionsfonds-Jury", slug="jury", kind="jury", by=None)
        committees.adopt(committee=jury, valid_from=dates.today(), by=None)
    people = [(*person, access.MANAGER, area.scope) for person in plan.managers]
    people += [(*plan.administrator, access.ADMINISTRATOR, city.scope)] if plan.administrator else []
    invited = []
    for name, email, kind, scope in people:
        row, secret = accounts.invite(email=email, name=name, kind=kind, scope=scope, by=None)
        label = f"{name or email} ({row.get_kind_display()})"
        invited.append((label, email, links.absolute(links.to("accounts:invitation", secret=secret))))
    return area, invited


def must_be_free(city: str, quarter: str) -> Area | None:
    """The quarter that `import areas` brought and no office has taken over, or None. Refused: an office has it."""
    here = Area.objects.filter(city__name=city).order_by("pk")
    known = here.filter(name=quarter).first() or here.filter(slug=area_rules.slug(quarter)).first()
    if known and known.carrier_id:
        raise Refused(f"Das Quartier „{quarter}“ gibt es hier schon.")
    return known


def _area(plan: Plan, city: City, carrier: Carrier) -> Area:
    """A new quarter, or the one that is known by its outline so far."""
    known = must_be_free(plan.city, plan.quarter)
    if known is None:
        return areas.found_area(
            city=city, name=plan.quarter, carrier=carrier, boundary=plan.boundary, land=plan.land,
            responsible=plan.responsible,
        )  # fmt: skip
    drawn = {"boundary": plan.boundary} if plan.boundary else {}
    return areas.update_area(area=known, carrier=carrier, land=plan.land, responsible=plan.responsible, **drawn)


def _report(plan: Plan, area: Area, invited: list[tuple[str, str, str]]) -> None:
    print(f"\n„{area.name}“ in {plan.city} ist eingerichtet. Daten: {settings.DATA}\n")
    if settings.MAIL.hostname:
        print("Die Einladungen gehen per Mail hinaus. Hier noch einmal die Links; jeder gilt einmal und 14 Tage:")
    else:
        print(
            "Bitte geben Sie diese Links weiter; jeder gilt einmal und 14 Tage. Ein Mailserver ist noch nicht eingestellt"
        )
        print(f"(QUARTIER_MAIL), Mails liegen bis dahin als Dateien in {settings.EMAIL_FILE_PATH}.")
    for label, _email, url in invited:
        print(f"  {label}\n    {url}")
    if len(plan.managers) < 2:
        print(f"\nAchtung: {TWO}\nDie zweite Person laden Sie auf der Seite „Zugänge“ ein.")
    if urlsplit(settings.QUARTIER_URL).hostname in links.LOCAL:
        print(
            f"\nDie Links beginnen mit {settings.QUARTIER_URL} und öffnen nur auf diesem Rechner. Hat die Installation"
        )
        print("eine eigene Adresse, setzen Sie QUARTIER_URL (docs/operations.md), bevor Sie Menschen einladen.")
    print("\nWeiter mit: quartier serve")


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
