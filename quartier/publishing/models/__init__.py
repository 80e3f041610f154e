from quartier.publishing.models.barrier import BarrierReport
from quartier.publishing.models.feed import CalendarLink
from quartier.publishing.models.guide import Guide
from quartier.publishing.models.news import News
from quartier.publishing.models.press import Mention, PressContact
from quartier.publishing.models.sheet import Sheet

__all__ = ["BarrierReport", "CalendarLink", "Guide", "Mention", "News", "PressContact", "Sheet"]
