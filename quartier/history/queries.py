from django.db.models import Q, QuerySet

from quartier.history.models import Entry, Thread


def story(thread: Thread, *, internal: bool = False) -> QuerySet[Entry]:
    """The entries of a thread, of all that flowed into it and of all it flowed into, oldest first: one query.

    Public ones only, unless ``internal`` (for those who may; the caller decides by role).
    """
    entries = Entry.objects.filter(Q(thread_id__in=thread.up()) | Q(thread_id__in=thread.down()))
    if not internal:
        entries = entries.filter(public=True)
    return entries.order_by("at", "id")


def of_row(kind: str, row: int) -> QuerySet[Entry]:
    """The history of one row, newest first. ``kind`` is „app.model“."""
    return Entry.objects.filter(kind=kind, row=row).select_related("actor").order_by("-at", "-id")
