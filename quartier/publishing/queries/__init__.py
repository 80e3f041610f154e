"""What the pages of publishing gather from the apps below."""

from quartier.publishing.queries import city, easy, front

__all__ = ["city", "easy", "front"]
