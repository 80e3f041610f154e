"""Rows that have texts, for tests of apps that stand below those that own them."""

from quartier.events import actions as events
from quartier.kit import dates
from quartier.publishing import actions as publishing

announce, change_event, start_series = events.announce, events.change, events.start_series
write_news, publish_news, rewrite_news = publishing.write_news, publishing.publish_news, publishing.rewrite_news


def make_news(area, by, *, title="Neues Café", lead="Es öffnet.", body="Am Kanal."):
    """A message that is published."""
    return publish_news(news=write_news(area=area, title=title, lead=lead, body=body, by=by), by=by)


def make_guide(area, by, *, title="So machen Sie ein Hoffest"):
    """A guide that was checked and is published."""
    guide = publishing.take_guide(area=area, key="hoffest", by=by)
    facts = {name: getattr(guide, name) for name in guide.TEXTS} | {"title": title, "checked_on": dates.today()}
    return publishing.publish_guide(guide=publishing.rewrite_guide(guide=guide, by=by, **facts), by=by)


def make_offer(area, by, *, title="Deutschkurs"):
    """A course that runs every Monday morning."""
    offer = events.write_offer(
        area=area, kind="course", title=title, summary="Für alle.", place="Büro", hours=[[0, "10:00", "12:00"]], by=by
    )
    return events.publish_offer(offer=offer, by=by)
