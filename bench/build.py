"""What the bench looks at: a quarter with an open call, ideas, a jury in session with many members.

``bench.__main__`` runs it in a process of its own, after Django is set up with the settings of the bench.
"""

import datetime as dt
import json
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command

from quartier.accounts import actions as accounts
from quartier.areas import actions as areas
from quartier.committees import actions as committees
from quartier.committees.models import Seat
from quartier.history.actions import action
from quartier.kit import access, dates, spam
from quartier.network.models import Person
from quartier.participation import actions as participation

STAMPS = 2000  # pages that were opened a minute ago, each sent again and again


def main(ideas: int, members: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    city = areas.found_city(name="Hohenwerder")
    carrier = areas.found_carrier(name="Träger")
    area = areas.found_area(city=city, name="Lindenhafen", carrier=carrier)
    hours = [[day, "10:00", "18:00"] for day in range(5)]
    areas.open_office(area=area, name="Quartiersbüro", street="Hafenstraße 31", town="Hohenwerder", hours=hours)
    areas.add_sponsor(area=area, name="Stadt Hohenwerder")
    clara = accounts.create_user(email="clara@example.org", name="Clara Berg")
    accounts.give_role(user=clara, kind=access.MANAGER, scope=area.scope)
    fill_ideas(area=area, clara=clara, count=ideas)
    voters = fill_jury(area=area, clara=clara, count=members)
    (settings.DATA / "voters.json").write_text(json.dumps(voters))
    with dates.clock_at(dates.now() - dt.timedelta(minutes=1)):
        (settings.DATA / "stamps.txt").write_text("\n".join(spam.new_stamp("idea") for _ in range(STAMPS)))


@action
def fill_ideas(*, area, clara, count):
    """One transaction around all of them, so that building takes seconds."""
    for number in range(count):
        idea = participation.hand_in(
            area=area, title=f"Idee {number}: eine Bank", text=f"Bei uns im Haus fehlt etwas, Nummer {number}. " * 4,
            place="Kornweg", first_name="Samir", show_name=True,
        )  # fmt: skip
        participation.publish(idea=idea, by=clara)
        if number % 2:
            participation.answer(idea=idea, text="Das machen wir zusammen.", field=None, by=clara)


@action
def fill_jury(*, area, clara, count):
    """A body with many seats, its session running, a vote open; sessions in which every member is signed in."""
    body = committees.found(area=area, name="Versammlung", slug="versammlung", kind="council", by=clara)
    committees.adopt(committee=body, valid_from=dates.today() - dt.timedelta(days=9), by=clara)
    day, moment = dates.today(), dates.now()
    users = [accounts.create_user(email=f"m{n}@example.org", name=f"Mitglied {n}") for n in range(count)]
    persons = Person.objects.bulk_create([Person(area=area, user=u, name=u.name, since=day) for u in users])
    Seat.objects.bulk_create([Seat(committee=body, person=p, kind="resident", since=day) for p in persons])
    for user in users:
        accounts.give_role(user=user, kind=access.MEMBER, scope=area.scope)
    meeting = committees.plan_meeting(
        committee=body, starts_at=moment, ends_at=moment + dt.timedelta(hours=2), place="Saal", by=clara
    )
    motion = committees.propose(committee=body, title="Eine Bank", wording="Eine Bank für 500 €.", by=clara)
    committees.put_on_agenda(motion=motion, meeting=meeting, by=clara)
    committees.invite(meeting=meeting, by=clara)
    committees.begin(meeting=meeting, by=clara)
    for seat in body.seats.all():
        committees.mark_present(meeting=meeting, seat=seat, by=clara)
    committees.open_vote(motion=motion, by=clara)
    return {
        "path": f"/mitglied/{area.slug}/vorlagen/{motion.pk}/",
        "motion": motion.pk,
        "keys": [sign_in(u) for u in users],
    }


def sign_in(user) -> str:
    """A session as after signing in; returns its key."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
