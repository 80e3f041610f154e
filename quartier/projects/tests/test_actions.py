import datetime as dt

import pytest

from quartier.files.models import File
from quartier.history.models import Entry, Flow, Scope
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.participation import actions as participation
from quartier.participation import states as ideas
from quartier.projects import actions, queries, states
from quartier.projects.models import Photo


def version(area):
    return Scope.objects.get(pk=area.scope_id).version


def test_start_gives_number_and_thread_when_it_comes_from_an_idea(area, idea, start):
    before = version(area)
    first, second = start(ideas=(idea,)), start()
    assert (first.number, second.number, first.status) == (1, 2, states.PLANNED)
    assert Flow.objects.filter(target=first.thread).count() == 1 and not Flow.objects.filter(target=second.thread)
    assert list(queries.projects_of(idea.thread)) == [first]
    assert Entry.objects.get(thread=first.thread).public and version(area) > before


def test_start_is_refused_when_it_ends_before_it_begins(start):
    with pytest.raises(Refused, match="bevor es beginnt"):
        start(starts_on=dt.date(2026, 5, 2), ends_on=dt.date(2026, 5, 1))


def test_begin_sets_the_day_when_none_was_planned(clara, start):
    project = start()
    actions.begin(project=project, by=clara)
    project.refresh_from_db()
    assert (project.status, project.starts_on) == (states.RUNNING, dates.today())
    with pytest.raises(Refused):
        actions.begin(project=project, by=clara)


def test_begin_keeps_the_day_when_one_was_planned(clara, start):
    project = start(starts_on=dt.date(2026, 5, 2))
    assert actions.begin(project=project, by=clara).starts_on == dt.date(2026, 5, 2)


def test_finish_makes_the_granted_ideas_done_when_the_work_is_done(clara, idea, start):
    project = start(ideas=(idea,))
    for state in (ideas.APPLIED, ideas.GRANTED):
        participation.advance(thread=idea.thread, to=state, by=clara)
    actions.finish(project=project, by=clara)
    idea.refresh_from_db()
    assert (project.status, idea.status) == (states.DONE, ideas.DONE)


def test_stop_needs_a_reason_when_a_project_ends_early(clara, start):
    project = start()
    with pytest.raises(Refused, match="Grund"):
        actions.stop(project=project, reason=" ", by=clara)
    actions.stop(project=project, reason="Der Hof wird umgebaut.", by=clara)
    entry = Entry.objects.get(verb=states.STOPPED)
    assert entry.public and entry.because == "Der Hof wird umgebaut."
    with pytest.raises(Refused):
        actions.finish(project=project, by=clara)


def test_describe_changes_the_page_when_the_office_says_it_better(area, clara, start):
    project, before = start(), version(area)
    facts = {"title": "Hofgarten", "summary": "Neu.", "place": "Kornweg", "starts_on": None, "ends_on": None}
    actions.describe(project=project, by=clara, **facts)
    project.refresh_from_db()
    assert (project.title, project.place) == ("Hofgarten", "Kornweg") and version(area) > before


def test_photo_is_cleaned_and_public_when_it_is_put_on_the_page(area, clara, start, photo):
    project, before = start(), version(area)
    row = actions.upload_photo(
        project=project, upload=photo(), name="hof.jpg", alt="Drei Beete", caption="Mai", by=clara
    )
    assert row.file.public and row.file.alt == "Drei Beete" and b"Telefon" not in row.file.content.read()
    assert version(area) > before
    second = actions.upload_photo(project=project, upload=photo(), name="b.jpg", alt="Ein Baum", by=clara)
    assert [p.pk for p in project.photos.all()] == [row.pk, second.pk]


def test_photo_is_refused_when_it_has_no_words_or_is_no_picture(clara, start, photo):
    project = start()
    with pytest.raises(Refused, match="was auf dem Bild"):
        actions.upload_photo(project=project, upload=photo(), name="hof.jpg", alt=" ", by=clara)
    assert not File.objects.exists() and not Photo.objects.exists()


def test_photo_leaves_page_and_address_when_somebody_wishes_so(client, clara, start, photo):
    row = actions.upload_photo(project=start(), upload=photo(), name="hof.jpg", alt="Drei Beete", by=clara)
    url = f"/datei/{row.file_id}/"
    assert client.get(url).status_code == 200
    actions.remove_photo(photo=row, by=clara)
    assert client.get(url).status_code == 404 and not Photo.objects.exists()
