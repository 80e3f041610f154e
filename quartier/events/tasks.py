"""What the clock does: series are carried on, registrations forgotten, guests reminded the day before."""

import datetime as dt
import logging

from django.db.models import Q
from django_tasks import task

from quartier.events import actions, states
from quartier.events.models import EventSeries, Registration
from quartier.events.rules import registrations as rules
from quartier.kit import dates
from quartier.kit.errors import Refused

log = logging.getLogger(__name__)
AT_ONCE = 500  # rows a run; the rest comes with the next one


@task()
def expire_registrations() -> int:
    """Every hour: registrations that nobody confirmed go, with everything in them. Returns how many."""
    moment = dates.now()
    late = Q(status=states.UNCONFIRMED, at__lt=moment - rules.CONFIRM_WITHIN)
    over = Q(status__in=(states.UNCONFIRMED, states.HELD), event__ends_at__lte=moment)
    rows = Registration.objects.filter(late | over).select_related("event__area", "shift").order_by("pk")
    return sum(actions.expire(registration=row) for row in rows[:AT_ONCE])


@task()
def remind_registered() -> int:
    """Every hour, from nine in the morning: who comes tomorrow is reminded, once. Returns how many.

    Nobody is reminded of what they only registered for today.
    """
    moment = dates.local(dates.now())
    if moment.hour < rules.REMIND_FROM:
        return 0
    today = moment.date()
    begin, end = dates.at(today + dt.timedelta(days=1)), dates.at(today + dt.timedelta(days=2))
    tomorrow = Q(shift__isnull=True, event__starts_at__gte=begin, event__starts_at__lt=end)
    tomorrow |= Q(shift__starts_at__gte=begin, shift__starts_at__lt=end)
    rows = Registration.objects.filter(tomorrow, status=states.REGISTERED, reminded_at__isnull=True).exclude(email="")
    rows = rows.filter(event__status=states.PLANNED, confirmed_at__lt=dates.at(today))
    rows = rows.select_related("event__area__scope", "event__area__office", "shift").order_by("pk")
    return sum(actions.remind(registration=row) for row in rows[:AT_ONCE])


@task()
def anonymise_registrations() -> int:
    """Every night: names, addresses and notes go on the day that was said at the form. Returns how many."""
    rows = Registration.objects.filter(anonymised_at__isnull=True, anonymise_on__lte=dates.today())
    found = 0
    for row in list(rows.select_related("event__area", "shift").order_by("pk")[: 20 * AT_ONCE]):
        found += actions.anonymise(registration=row)
    log.info("Anmeldungen: %s Namen gelöscht", found)
    return found


@task()
def carry_series_on() -> int:
    """Every night: series without end get the dates that came within reach. Returns how many.

    One that cannot be carried on (its zone left the tables) does not keep the others from it.
    """
    found = 0
    for series in EventSeries.objects.filter(made_until__isnull=False).select_related("area").order_by("pk"):
        try:
            found += actions.carry_on(series=series)
        except Refused:
            log.exception("Terminreihe %s lässt sich nicht fortschreiben", series.pk)
    log.info("Terminreihen: %s Termine nachgetragen", found)
    return found
