"""Letters to those who sit in a body, as functions of rows: (subject, text)."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from quartier.committees.models import Meeting, Motion, Seat
from quartier.kit import dates, links


def invitation(meeting: Meeting, seat: Seat, motions: Sequence[Motion]) -> tuple[str, str]:
    """With agenda and the way to the papers; sums, but nothing about who applied."""
    return _written("invitation", _("Einladung: %(body)s am %(day)s"), meeting, seat, motions=motions)


def cancellation(meeting: Meeting, seat: Seat, reason: str) -> tuple[str, str]:
    """That an invitation no longer holds, and why."""
    return _written("cancellation", _("Fällt aus: %(body)s am %(day)s"), meeting, seat, reason=reason)


def _written(name: str, subject: str, meeting: Meeting, seat: Seat, **more: object) -> tuple[str, str]:
    area = meeting.committee.area
    with override(settings.LANGUAGE_CODE):
        path = links.to("committees:member_meeting", area=area.slug, meeting=meeting.pk)
        context = {"meeting": meeting, "seat": seat, "area": area, "url": links.absolute(path, area.domain), **more}
        body = render_to_string(f"committees/email/{name}.txt", context)
        heading = gettext(subject) % {
            "body": meeting.committee.name,
            "day": f"{dates.local(meeting.starts_at):%d.%m.%Y}",
        }
    return heading, body
