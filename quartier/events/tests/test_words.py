import datetime as dt

import pytest
from django.utils import translation

from quartier.events import rules

FIRST = dt.datetime(2026, 12, 8, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "jeden Tag"),
        ("FREQ=DAILY;INTERVAL=3", "alle 3 Tage"),
        ("FREQ=DAILY;BYDAY=MO,FR", "jeden Montag und Freitag"),
        ("FREQ=WEEKLY", "jeden Dienstag"),
        ("FREQ=WEEKLY;BYDAY=TH,MO,WE", "jeden Montag, Mittwoch und Donnerstag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "alle 2 Wochen am Dienstag"),
        ("FREQ=MONTHLY", "jeden Monat am 8."),
        ("FREQ=MONTHLY;BYDAY=2TU", "jeden Monat am zweiten Dienstag"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "alle 3 Monate am letzten Freitag"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "jeden Monat am 1. und 15."),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "am letzten Tag des Monats"),
        ("FREQ=YEARLY", "jedes Jahr am 8. Dezember"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=8", "jedes Jahr am 8. Dezember"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "regelmäßig"),
        ("FREQ=YEARLY;BYWEEKNO=20", "regelmäßig"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "regelmäßig"),
        ("FREQ=MONTHLY;BYDAY=FR", "regelmäßig"),
    ],
)
def test_a_rule_reads_as_people_say_it(rule, words):
    with translation.override("de"):
        assert rules.in_words(rule, FIRST) == words
