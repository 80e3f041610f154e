"""What readers could not use in Lindenhafen, and what the office did about it: one answered, one that waits."""

from typing import Any

from quartier.publishing import actions as publishing
from quartier.publishing.models import BarrierReport


def put_down(story: Any) -> None:
    """Two reports; the newer one is due on the workspace."""
    area, line = story.area, story.line

    def hears_no_map() -> None:
        publishing.report_barrier(
            area=area, text="Mein Vorleseprogramm sagt bei der Karte nur „Grafik“.", place="/lindenhafen/",
            email="ingrid.behrens@post.example",
        )  # fmt: skip

    def answers() -> None:
        publishing.answer_barrier(
            report=BarrierReport.objects.get(area=area), by=story.by,
            text="Danke. Neben der Karte steht jetzt eine Liste mit denselben Orten.",
        )  # fmt: skip

    def finds_no_time() -> None:
        publishing.report_barrier(
            area=area,
            text="Auf dem Plakat für die Winterlichter finde ich die Uhrzeit nicht, die Schrift ist zu klein.",
        )

    line.at(-75, hears_no_map, 21)
    line.at(-71, answers)
    line.at(-4, finds_no_time, 19)
