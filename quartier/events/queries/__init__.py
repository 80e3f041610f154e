"""What several pages read of the calendar: dates and offers, and who has a seat."""

from quartier.events.queries.dates import LONGEST_LIST, called_off, changes_at, coming, line, marks

__all__ = ["LONGEST_LIST", "called_off", "changes_at", "coming", "line", "marks"]
