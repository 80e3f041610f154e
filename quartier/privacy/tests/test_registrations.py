"""Names of people who registered go on the day they were told: by the nightly job, else by the plan a day later."""

import datetime as dt

import pytest
from django.core.cache import cache

from quartier.events import actions
from quartier.events.models import Event, Registration
from quartier.kit import dates
from quartier.privacy import queries, rules
from quartier.privacy.tasks import run

DAY = dt.timedelta(days=1)


@pytest.fixture
def row(area, clara):
    """Mia has a seat at a date in five days."""
    cache.clear()
    start = dates.at(dates.today() + 5 * DAY, 18)
    event = actions.announce(
        area=area, title="Nähabend", starts_at=start, ends_at=start + dt.timedelta(hours=2), registers=True, by=clara
    )
    assert isinstance(event, Event)
    asked = actions.register(event=event, name="Mia", email="mia@example.org", note="Rollstuhl")
    return actions.confirm(registration=asked)


def test_the_retention_run_does_the_same_a_day_later_where_the_nightly_job_did_not(row):
    table = rules.plan().tables["events.Registration"]
    assert queries.blanked(table.rule) == ("name", "email", "phone", "note"), "the plan blanks what the job blanks"
    assert rules.plan().periods[table.rule.keep].days == 30 and table.rule.since == "event__ends_at"
    with dates.clock_at(dates.at(row.anonymise_on, 4)):
        assert "events.Registration" not in run()
    with dates.clock_at(dates.at(row.anonymise_on + DAY, 4)):
        assert run()["events.Registration"] == 1
        row.refresh_from_db()
        assert (row.name, row.email, row.phone, row.note) == ("", "", "", "")
        assert actions.anonymise(registration=row), "it is noted when"
    assert not Registration.objects.filter(anonymised_at=None).exists()


def test_nothing_is_left_for_the_retention_run_where_the_nightly_job_ran(row):
    with dates.clock_at(dates.at(row.anonymise_on, 4)):
        assert actions.anonymise(registration=row)
    with dates.clock_at(dates.at(row.anonymise_on + DAY, 4)):
        assert "events.Registration" not in run()
