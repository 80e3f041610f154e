"""Rows that have texts, for tests of apps that stand below those that own them."""

from quartier.events import actions as events
from quartier.publishing import actions as publishing

announce, change_event, start_series = events.announce, events.change, events.start_series
write_news, publish_news, rewrite_news = publishing.write_news, publishing.publish_news, publishing.rewrite_news


def make_news(area, by, *, title="Neues Café", lead="Es öffnet.", body="Am Kanal."):
    """A message that is published."""
    return publish_news(news=write_news(area=area, title=title, lead=lead, body=body, by=by), by=by)
