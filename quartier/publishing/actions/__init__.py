from quartier.publishing.actions.news import archive_news, publish_news, rewrite_news, write_news

__all__ = ["archive_news", "publish_news", "rewrite_news", "write_news"]
