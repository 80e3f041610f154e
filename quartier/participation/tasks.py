"""Every few minutes: does something wait that somebody of the office should read?"""

from django_tasks import task

from quartier.areas.models import Area
from quartier.participation import actions


@task()
def tell_office() -> int:
    """Tell the offices where something new waits, each at most once an hour. Returns how many mails were written."""
    return sum(actions.tell_office(area=area) for area in Area.objects.running().select_related("scope"))
