"""Projects begin with a grant and end with a report."""

import datetime as dt
from typing import BinaryIO

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.areas.models import Area, FieldOfAction
from quartier.files import actions as files
from quartier.files.models import File
from quartier.history.actions import action, begin_thread, flow, lock, move, next_number, record, touch
from quartier.history.models import Thread
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.network.models import Organisation
from quartier.participation import actions as participation
from quartier.participation import states as ideas
from quartier.projects import states
from quartier.projects.models import Photo, Project
from quartier.search.actions import renew


@action
def start(
    *,
    area: Area,
    title: str,
    summary: str,
    thread: Thread | None = None,
    field: FieldOfAction | None = None,
    organisation: Organisation | None = None,
    place: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    by: User | None = None,
) -> Project:
    """Put a project on its public page; ``thread`` is what it comes from (the application) and flows into it.

    After: planned, with a number of its own and a thread of its own. Refused when it ends before it begins.
    """
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("Das Projekt endet, bevor es beginnt. Bitte sehen Sie die beiden Tage noch einmal an."))
    own = begin_thread(scope=area.scope_id)
    if thread is not None:
        flow(source=thread, target=own, by=by)
    project = Project.objects.create(
        area=area, thread=own, field=field, organisation=organisation, title=title[:120], summary=summary, place=place,
        number=next_number(scope=area.scope_id, series="project"), starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    facts = {"number": project.number}
    record(scope=area.scope_id, verb="started", row=project, by=by, thread=own, public=True, facts=facts)
    renew(row=project)
    return project


@action
def begin(*, project: Project, by: User | None) -> Project:
    """The work has begun. Before: planned. Without a day of beginning, today becomes it."""
    move(project, states.RUNNING, by=by, scope=project.area.scope_id, thread=project.thread_id, public=True)
    if project.starts_on is None:
        project.starts_on = dates.today()
        Project.objects.filter(pk=project.pk).update(starts_on=project.starts_on)
        renew(row=project)
    return project


@action
def finish(*, project: Project, by: User | None) -> Project:
    """The work is done. Before: planned or running. After: the ideas it came from are done too."""
    move(project, states.DONE, by=by, scope=project.area.scope_id, thread=project.thread_id, public=True)
    participation.advance(thread=project.thread, to=ideas.DONE, by=by)
    return project


@action
def stop(*, project: Project, reason: str, by: User | None) -> Project:
    """End a project before its time, with the reason everybody reads. Before: planned or running."""
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie den Grund dazu. Er steht beim Projekt."))
    scope = project.area.scope_id
    move(project, states.STOPPED, by=by, scope=scope, thread=project.thread_id, because=reason, public=True)
    return project


@action
def describe(
    *, project: Project, title: str, summary: str, place: str, starts_on: dt.date | None, ends_on: dt.date | None,
    by: User | None,
) -> Project:  # fmt: skip
    """Say better what the project is, where and when. After: its page is made anew. Refused when it ends too early."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("Das Projekt endet, bevor es beginnt. Bitte sehen Sie die beiden Tage noch einmal an."))
    row = lock(project)
    row.title, row.summary, row.place, row.starts_on, row.ends_on = title, summary, place, starts_on, ends_on
    row.save(update_fields=["title", "summary", "place", "starts_on", "ends_on"])
    record(scope=row.area.scope_id, verb="described", row=row, by=by, thread=row.thread_id)
    touch(row.area.scope_id)
    renew(row=row)
    return row


@action
def add_photo(*, project: Project, file: File, caption: str = "", by: User | None) -> Photo:
    """Put a picture on the project's page. Before: a public image with words that say what it shows."""
    if not file.is_image:
        raise Refused(_("Auf die Seite des Projekts passt ein Foto, kein anderes Dokument."))
    if not file.alt:
        raise Refused(
            _("Bitte schreiben Sie in einem Satz, was auf dem Bild zu sehen ist: für alle, die es nicht sehen.")
        )
    if not file.public:
        raise Refused(_("Dieses Bild ist nicht zur Veröffentlichung freigegeben."))
    lock(project)
    last = Photo.objects.filter(project=project).order_by("-position").values_list("position", flat=True).first()
    photo = Photo.objects.create(project=project, file=file, caption=caption, position=(last or 0) + 1)
    record(scope=project.area.scope_id, verb="photo_added", row=project, by=by, thread=project.thread_id)
    touch(project.area.scope_id)
    return photo


@action
def upload_photo(
    *, project: Project, upload: BinaryIO, name: str, alt: str, caption: str = "", by: User | None
) -> Photo:
    """Clean an uploaded picture, keep it as public and put it on the project's page; all or nothing.

    Before: whoever can be recognised has agreed (the form asks). Refused: no picture, or no words that say what it shows.
    """
    file = files.keep(upload=upload, name=name, scope=project.area.scope, alt=alt.strip(), public=True)
    return add_photo(project=project, file=file, caption=caption, by=by)


@action
def remove_photo(*, photo: Photo, by: User | None) -> None:
    """Take a picture off the page, e. g. because somebody in it wishes so. Its address leads nowhere from then on."""
    project = photo.project
    record(scope=project.area.scope_id, verb="photo_removed", row=project, by=by, thread=project.thread_id)
    touch(project.area.scope_id)
    photo.delete()
    files.hide(file=photo.file)
