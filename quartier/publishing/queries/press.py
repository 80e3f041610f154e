"""What went to the press, and what the press made of it."""

from django.db.models import QuerySet

from quartier.areas.models import Area
from quartier.mail.models import Message
from quartier.publishing import states
from quartier.publishing.models import Mention, News


def press_messages(news: News) -> QuerySet[Message]:
    """The mails by which a press release went to newsrooms; their addresses are blanked after half a year."""
    return Message.objects.filter(scope_id=news.area.scope_id, kind=news._meta.label_lower, row=news.pk)


def releases(area: Area) -> QuerySet[News]:
    """The press releases everybody may read, newest first, with their pictures."""
    rows = News.objects.public().filter(area=area, kind=states.PRESS).select_related("picture__file")
    return rows.order_by("-published_at", "-id")


def mentions(area: Area) -> QuerySet[Mention]:
    """What others wrote, as far as everybody may see the list, newest first."""
    return Mention.objects.filter(area=area, public=True).order_by("-on", "-id")
