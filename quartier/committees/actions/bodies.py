"""Bodies are founded, get their rules of procedure, and people take and leave seats."""

import datetime as dt
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from quartier.accounts.actions import end_role, give_role
from quartier.accounts.actions import invite as invite_account
from quartier.accounts.models import Invitation, Role, User
from quartier.areas.models import Area
from quartier.committees import states
from quartier.committees.models import Committee, Constitution, Seat
from quartier.history.actions import action, lock, record
from quartier.kit import access, dates
from quartier.kit.errors import Refused
from quartier.network.actions import add_person
from quartier.network.models import Organisation, Person
from quartier.search.actions import renew


@action
def found(*, area: Area, name: str, kind: str, by: Any, slug: str = "", about: str = "") -> Committee:
    """Before: a quarter. Effect: a new body without rules and seats. After: seats can be taken, rules adopted.

    ``kind``: council or jury; ``slug``: made from the name when left out. Refused: the quarter has such a body.
    """
    slug = slug or slugify(name)[:50] or kind
    slug = f"{slug}-{kind}" if slug == "neu" else slug  # the office's form for a new body has this address
    if area.committees.filter(slug=slug).exists():
        raise Refused(_("Ein Gremium mit diesem Namen gibt es in diesem Quartier schon."))
    committee = Committee.objects.create(area=area, slug=slug, name=name, kind=kind, about=about)
    record(scope=area.scope_id, verb="founded", row=committee, by=by, public=True)
    renew(row=committee)
    return committee


@action
def adopt(
    *, committee: Committee, valid_from: dt.date, by: Any, quorum_top: int = 1, quorum_bottom: int = 2,
    majority: str = states.SIMPLE, notice_days: int = 7, text: str = "",
) -> Constitution:  # fmt: skip
    """Before: a body. Effect: rules of procedure from a day on; the older ones stay for the meetings before it.

    Quorum: ``quorum_top/quorum_bottom`` of the voting seats, rounded up. ``majority``: simple or two_thirds.
    ``notice_days``: days between invitation and meeting. Refused: a fraction above one, two versions for one day.
    """
    if not 1 <= quorum_top <= quorum_bottom:
        raise Refused(_("Die Beschlussfähigkeit ist ein Bruch bis 1, zum Beispiel 1/2 oder 2/3."))
    if committee.constitutions.filter(valid_from=valid_from).exists():
        raise Refused(_("Für diesen Tag gibt es schon eine Geschäftsordnung. Bitte wählen Sie einen anderen Tag."))
    row = Constitution.objects.create(
        committee=committee, valid_from=valid_from, quorum_top=quorum_top, quorum_bottom=quorum_bottom,
        majority=majority, notice_days=notice_days, text=text,
    )  # fmt: skip
    record(scope=committee.area.scope_id, verb="adopted", row=row, by=by, public=True)
    return row


@action
def seat(
    *, committee: Committee, person: Person, kind: str, since: dt.date, by: Any,
    organisation: Organisation | None = None, speaker: bool = False, show_name: bool = False,
) -> Seat:  # fmt: skip
    """Before: a person the office knows. Effect: a seat; who has an account becomes a member of the quarter.

    ``kind``: resident, institution (then with ``organisation``) or deputy; ``show_name``: by consent, on public pages.
    Refused: the person sits there already, an institution without an organisation.
    """
    if kind == states.INSTITUTION and organisation is None:
        raise Refused(_("Bitte wählen Sie die Einrichtung, für die diese Person im Gremium sitzt."))
    if committee.seats.filter(person=person, until__isnull=True).exists():
        raise Refused(_("%(name)s hat in diesem Gremium schon einen Sitz.") % {"name": person.name})
    row = Seat.objects.create(
        committee=committee, person=person, organisation=organisation, kind=kind, since=since, speaker=speaker,
        show_name=show_name,
    )  # fmt: skip
    scope = committee.area.scope
    if person.user is not None:
        give_role(user=person.user, kind=access.MEMBER, scope=scope, by=by)
    record(scope=scope, verb="seated", row=row, by=by, public=True)
    return row


@action
def seat_newcomer(*, committee: Committee, name: str, email: str, by: Any, **seated: Any) -> Seat:
    """Before: nothing known of the person. Effect: the person is entered and takes a seat; both or neither.

    ``seated``: as in ``seat``. Refused: as there, or somebody with this address is entered already.
    """
    if email and Person.objects.filter(area=committee.area, email__iexact=email).exists():
        raise Refused(_("Unter dieser E-Mail-Adresse kennen Sie schon jemanden. Bitte wählen Sie die Person aus."))
    person = add_person(area=committee.area, name=name, email=email, by=by)
    return seat(committee=committee, person=person, by=by, **seated)


@action
def invite_member(*, seat: Seat, by: Any) -> Invitation | None:
    """Before: a seat whose holder has a mail address. Effect: an invitation by mail to sign in as a member.

    Who has an account with this address gets the role at once, then None is returned. Refused: no mail address.
    """
    person, scope = seat.person, seat.committee.area.scope
    if not person.email:
        raise Refused(_("Für %(name)s ist keine E-Mail-Adresse eingetragen.") % {"name": person.name})
    user = person.user or User.objects.filter(email__iexact=person.email).first()
    if user is not None:
        give_role(user=user, kind=access.MEMBER, scope=scope, by=by)
        return None
    return invite_account(email=person.email, name=person.name, kind=access.MEMBER, scope=scope, by=by)[0]


@action
def leave(*, seat: Seat, until: dt.date, by: Any) -> Seat:
    """Before: a running seat. Effect: it ends with the day ``until``; the role of member ends with the last seat.

    Votes and decisions of the time before stay. A day to come ends the role not yet: without a seat it opens no paper.
    Refused: the seat has ended, or would end before it began.
    """
    row = lock(seat)
    if row.until is not None:
        raise Refused(_("Dieser Sitz ist schon beendet."))
    if until < row.since:
        raise Refused(_("Der Sitz kann nicht enden, bevor er begonnen hat."))
    row.until = until
    row.save(update_fields=["until"])
    area, person = row.committee.area, row.person
    others = Seat.objects.filter(person=person, committee__area=area, until__isnull=True)
    if until <= dates.today() and not others.exists():
        holders = {"user_id": person.user_id} if person.user_id else {"user__email__iexact": person.email or "-"}
        for role in Role.objects.filter(kind=access.MEMBER, scope=area.scope_id, until__isnull=True, **holders):
            end_role(role=role, by=by)
    record(scope=area.scope_id, verb="left", row=row, by=by, public=True)
    seat.until = until
    return row
