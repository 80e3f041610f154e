import datetime as dt

import pytest
from django.utils import translation

from quartier.kit.templatetags import page

DAY = dt.date(2026, 11, 5)


@pytest.mark.parametrize(
    ("language", "day", "weekday", "short", "ledger"),
    [
        ("de", "5. November 2026", "Donnerstag, 5. November", "Do 05.11.", "05.11.26"),
        ("en", "5 November 2026", "Thursday, 5 November", "Thu 5 Nov", "05/11/26"),
        ("tr", "5 Kasım 2026", "5 Kasım, Perşembe", "Prş 5 Kas", "05.11.26"),
        ("ar", "5 نوفمبر 2026", "الخميس، 5 نوفمبر", "خميس 5 نوفمبر", "05/11/26"),
        ("uk", "5 листопада 2026", "Четвер, 5 листопада", "Чт, 05.11.", "05.11.26"),
    ],
)
def test_a_day_is_written_as_its_language_does_with_european_figures(language, day, weekday, short, ledger):
    with translation.override(language):
        assert (page.day(DAY), page.weekday(DAY), page.short_day(DAY), page.ledger_day(DAY)) == (
            day, weekday, short, ledger,
        )  # fmt: skip
