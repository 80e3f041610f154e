from quartier.publishing.actions.barriers import answer_barrier, dismiss_barrier, report_barrier
from quartier.publishing.actions.calendar import end_calendar_link, make_calendar_link
from quartier.publishing.actions.guides import archive_guide, publish_guide, rewrite_guide, take_guide, write_guide
from quartier.publishing.actions.news import archive_news, publish_news, rewrite_news, write_news
from quartier.publishing.actions.press import (
    add_contact,
    add_mention,
    change_contact,
    change_mention,
    release_all,
    remove_contact,
    remove_mention,
    send_release,
)  # fmt: skip

__all__ = [
    "add_contact", "add_mention", "answer_barrier", "archive_guide", "archive_news", "change_contact", "change_mention", "dismiss_barrier", "end_calendar_link",
    "make_calendar_link",
    "publish_guide", "publish_news", "release_all", "remove_contact", "remove_mention", "report_barrier", "rewrite_guide", "rewrite_news", "send_release",
    "take_guide", "write_guide", "write_news",
]  # fmt: skip
