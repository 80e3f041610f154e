"""What the office did before this software: its own table is taken over; and what lies beside the applications."""

from typing import Any

from quartier.config.demo import pictures
from quartier.files.actions import keep
from quartier.funding import actions as funding
from quartier.funding import states
from quartier.funding.imports import CaseList, CaseTarget
from quartier.funding.models import Application
from quartier.history.actions import carry_out
from quartier.kit.dates import today

TABLE = """Aktionsfonds Lindenhafen, Anträge bis zur Umstellung;;;;;;
;;;;;;
Nr.;Antragsteller/in;Vorhaben;beantragt;bewilligt;Jurysitzung am;Ergebnis
1;Nähcafé Hafenstraße;Stoffe für den Winter;480,00 €;480,00 €;14.03.2022;bewilligt
2;Albrecht, Sabine;Nachbarschaftsfrühstück;220,00 €;200,00 €;14.03.2022;bewilligt
3;Sportverein Kranich e. V.;Turnier auf der Wiese;1.250,00 €;900,00 €;20.06.2022;bewilligt
4;Blum, Boris;Schachtische im Park;1.400,00 €;0,00 €;20.06.2022;abgelehnt
Zwischensumme;;;3.350,00 €;1.580,00 €;;
5;Albrecht, Sabine;Lichterfest im Hof;350,00 €;350,00 €;06.11.2023;bewilligt
6;Elternkreis Lindenplatz;Vorleseecke;600,00 €;;06.11.2023;zurückgezogen
Summe;;;4.300,00 €;1.930,00 €;;
"""


def put_down(story: Any) -> None:
    """The table comes first; the rest is told after the applications it belongs to."""
    by, line = story.by, story.line
    line.at(-650, lambda: _table(story))
    line.at(-5, lambda: _enclosure(by))
    line.at(-4, lambda: _objection(by))


def _table(story: Any) -> None:
    plan = CaseList(TABLE.encode("cp1252"), "aktionsfonds-bis-2023.csv", story.area, fund="Aktionsfonds")
    carry_out(
        scope=story.area.scope, read=plan.preview, target=CaseTarget(story.area), options=plan.options(), by=story.by
    )


def _enclosure(by: Any) -> None:
    row = Application.objects.filter(status__in=(states.CHECKED, states.IN_JURY)).order_by("-pk").first()
    if row is not None:
        offer = pictures.receipt("Tischlerei Nord", "Angebot über vier Bänke", today().strftime("%d.%m.%Y"), "480,00")
        file = keep(upload=offer, name="angebot.jpg", scope=row.area.scope)
        funding.attach(application=row, file=file, title="Angebot der Tischlerei", by=by)


def _objection(by: Any) -> None:
    row = Application.objects.filter(status=states.REJECTED).order_by("-pk").first()
    if row is not None:
        funding.object_to(
            application=row, about=states.ABOUT_REFUSAL, received_on=today(), by=by,
            text="Die Begründung passt nicht: Wir hatten die Kosten nach Ihrer Frage gesenkt.",
        )  # fmt: skip
