"""Reads that pages of several apps share."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, When

from quartier.accounts.models import Role
from quartier.areas.models import Area
from quartier.events.queries import held as held_registrations
from quartier.history.models import Entry, Thread
from quartier.kit import access, dates
from quartier.participation import states
from quartier.participation.models import Answer, Idea, IdeaCall, IdeaQuerySet
from quartier.search.actions import Found


def voices(thread: Thread) -> QuerySet[Idea]:
    """The ideas from which this thread came, its own included, oldest first. Public pages add ``.public()``."""
    return Idea.objects.filter(thread_id__in=thread.up()).order_by("id")


def ideas_of(email: str) -> QuerySet[Idea]:
    """Public ideas whose author left this address: their author may turn them into an application."""
    return Idea.objects.public().filter(email__iexact=email).exclude(email="").select_related("area").order_by("-id")


# Handing in an idea asks two small questions; as one text they cost a tenth of what they cost through the query builder.
BEFORE = """SELECT
(SELECT id FROM participation_idea WHERE area_id = %s AND status IN (%s, %s) AND at >= %s AND text = %s
 ORDER BY status = %s AND title = %s DESC, at DESC LIMIT 1),
(SELECT id FROM participation_ideacall WHERE area_id = %s AND opens_on <= %s AND closes_on >= %s
 ORDER BY closes_on, id LIMIT 1)"""


def before_hand_in(area: Area, title: str, text: str, since: dt.datetime) -> tuple[Idea | None, int | None]:
    """An idea with the same text that came after ``since`` and was not released, the one with the same title first;
    and the id of the open call.
    """
    adapt, day = connection.ops.adapt_datetimefield_value, connection.ops.adapt_datefield_value(dates.today())
    new, hidden = states.NEW, states.HIDDEN
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, [area.pk, new, hidden, adapt(since), text, new, title, area.pk, day, day])
        like, call = cursor.fetchone()
    return Idea.objects.get(pk=like) if like else None, call


@dataclass(frozen=True)
class Unread:
    """What came in since the office was last told: ideas by the form, those of them held, registrations held."""

    ideas: int
    held: int
    registrations: int

    @property
    def anything(self) -> bool:
        return bool(self.ideas or self.registrations)


def office_told(area: Area) -> dt.datetime | None:
    """When the office was last told that something waits."""
    entries = Entry.objects.filter(kind=area._meta.label_lower, row=area.pk, verb="office_told")
    return entries.order_by("-at").values_list("at", flat=True).first()


def managers(area: Area) -> list[str]:
    """Addresses of the office's team."""
    roles = Role.objects.running().filter(kind=access.MANAGER, scope_id=area.scope_id, user__is_active=True)
    return sorted(set(roles.values_list("user__email", flat=True)))


def unread(area: Area, since: dt.datetime | None) -> Unread:
    """What came in after ``since`` (None: ever) and nobody has read yet."""
    found = Idea.objects.filter(area=area, status=states.NEW, source=states.FORM)
    registrations = held_registrations(area)
    if since is not None:
        found, registrations = found.filter(at__gt=since), registrations.filter(at__gt=since)
    counts = found.aggregate(ideas=Count("pk"), held=Count("pk", filter=~Q(held="")))
    return Unread(**counts, registrations=registrations.count())


def open_call(area: Area) -> IdeaCall | None:
    """The call that is open today; the one that closes first where there are several."""
    today = dates.today()
    calls = IdeaCall.objects.filter(area=area, opens_on__lte=today, closes_on__gte=today)
    return calls.order_by("closes_on", "id").first()


def counted_call(area: Area) -> IdeaCall | None:
    """The open call with the number of its public ideas as ``so_far``: one query."""
    today = dates.today()
    counted = Count("ideas", filter=Q(ideas__status__in=states.PUBLIC))
    calls = IdeaCall.objects.filter(area=area, opens_on__lte=today, closes_on__gte=today).annotate(so_far=counted)
    return calls.order_by("closes_on", "id").first()


def on_list(area: Area, *, chosen: str = "", field: str = "") -> IdeaQuerySet:
    """The public ideas of the quarter, narrowed by the words of the address; unknown words narrow nothing."""
    found = Idea.objects.public().filter(area=area)
    kept = next((kept for word, _label, kept in states.FILTERS if word == chosen), None)
    if kept:
        found = found.filter(status__in=kept)
    return found.filter(field_id=int(field)) if field.isdecimal() and len(field) < 12 else found


def nearby(idea: Idea, most: int = 3) -> list[Idea]:
    """Other public ideas: from the same place first, then of the same field of action, then the newest."""
    near = Case(
        When(place__iexact=idea.place, then=0) if idea.place else When(pk=None, then=0),
        When(field_id=idea.field_id, then=1) if idea.field_id else When(pk=None, then=1),
        default=2,
    )
    others = Idea.objects.public().filter(area_id=idea.area_id).exclude(pk=idea.pk)
    shown = others.only("number", "title", "language", "status", "place", "first_name", "show_name")
    return list(shown.order_by(near, "-number")[:most])


def passed_to(ideas: Iterable[Idea]) -> dict[int, str]:
    """Who takes care of the ideas that were passed on, by idea id: one query, none where none was."""
    passed = [idea.pk for idea in ideas if idea.status == states.PASSED_ON]
    if not passed:
        return {}
    rows = Answer.objects.filter(idea_id__in=passed).exclude(passed_to="").order_by("id")
    return dict(rows.values_list("idea_id", "passed_to"))


def found(idea: Idea) -> Iterator[Found]:
    """What the search may know of an idea: the words of its public page, no name."""
    if idea.is_public:
        url = ("participation:idea", {"area": idea.area.slug, "number": idea.number})
        text = "\n".join([idea.text, idea.place, *(f"{row.text} {row.passed_to}" for row in idea.answers.all())])
        yield Found(idea.area.scope_id, idea.title, text, url, idea.language, idea.at)


def searched() -> QuerySet[Idea]:
    """Every idea with what ``found`` reads: two queries."""
    return Idea.objects.select_related("area").defer("area__boundary", "area__outline").prefetch_related("answers")
