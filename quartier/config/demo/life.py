"""One application of the demo, from the first line to the last receipt."""

import datetime as dt
from typing import Any

from quartier.config.demo import pictures, projects
from quartier.config.demo.projects import Plan
from quartier.funding import actions as funding
from quartier.funding.rules import Cost, CostPlan
from quartier.kit.dates import today
from quartier.kit.money import field as written
from quartier.projects import actions as project_actions
from quartier.spending import actions as spending
from quartier.spending import states as spending_states

MEETINGS = (-640, -575, -510, -445, -380, -315, -250, -190, -130, -70, -20)  # the jury's sessions so far
NEXT_MEETING = 8
IBAN = "DE02 1203 0000 0000 2020 51"  # the banks' own example number


class Life:
    """One application from the first line to the last receipt."""

    def __init__(self, story: Any, plan: Plan, meeting: int) -> None:
        self.story, self.plan, self.meeting, self.line = story, plan, meeting, story.line
        self.cast, self.by = story.cast, story.cast.selin
        self.own = plan.person == "Sabine Albrecht"
        self.who = self.cast.applicant if self.own else self.by
        self.application: Any = None
        self.grant: Any = None

    def put_down(self) -> None:
        m = self.meeting
        self._steps_to_jury()
        if self.plan.end:
            self.line.at(m + 2, self._grant, 11)
            self._after_grant()
        else:
            self.line.at(
                m + 2, lambda: funding.reject(application=self.application, reason=self.plan.reason, by=self.by)
            )

    def put_down_until(self, how_far: str) -> None:
        """For what is still on its way: begun lately, as far as ``how_far``."""
        self.line.at(-24, self._apply)
        if how_far == "draft":
            return
        self.line.at(-21, self._hand_in, 20)
        if how_far in ("agenda", "returned"):
            self.line.at(-14, self._ask if how_far == "returned" else self._check)
        if how_far == "agenda":
            self.line.at(-7, self._to_jury)
        if how_far == "withdrawn":
            self.line.at(-9, lambda: funding.withdraw(
                application=self.application, reason="Die Schule macht es jetzt selbst.", by=self.who
            ))  # fmt: skip

    def _steps_to_jury(self) -> None:
        m = self.meeting
        self.line.at(m - 55, self._apply)
        self.line.at(m - 50, self._hand_in, 20)
        self.line.at(m - 40, self._check)
        self.line.at(m - 30, self._to_jury)

    def _apply(self) -> None:
        plan, story = self.plan, self.story
        idea = story.ideas.get(plan.wish) if plan.wish is not None else None
        self.application = funding.apply(
            fund=story.fund, person=self.cast.persons[plan.person], title=plan.title, by=self.who,
            organisation=self.cast.organisations[plan.house] if plan.house else None,
            owner=self.cast.applicant if self.own else None, entered_by_office=not self.own, ideas=[idea] if idea else [],
        )  # fmt: skip
        costs = tuple(Cost(title, euros * 100) for title, euros in plan.costs)
        summary = self.application.summary or f"{plan.title}: offen für alle, mit Leuten aus dem Quartier."
        first = max(self.line.day(self.meeting + 10), today())
        funding.save(
            application=self.application, version=self.application.version, by=self.who, plan=CostPlan(costs=costs),
            summary=summary, benefit="Nachbarinnen und Nachbarn lernen sich kennen.", place="Lindenhafen",
            volunteers="Sechs Leute helfen ohne Geld.", starts_on=first, ends_on=first + dt.timedelta(days=self._days()),
        )  # fmt: skip

    def _days(self) -> int:
        """How long the project runs; the overdue one was short."""
        return 5 if self.plan.end == projects.OVERDUE else 60

    def _hand_in(self) -> None:
        funding.set_bank_account(
            application=self.application, holder=self.plan.house or self.plan.person, iban=IBAN, by=self.who
        )
        funding.submit(application=self.application, by=self.who)

    def _check(self) -> None:
        funding.check(application=self.application, result="complete", by=self.by)

    def _ask(self) -> None:
        note = "Können Sie die Technik irgendwo leihen? Bitte ein Angebot dazulegen."
        funding.check(application=self.application, result="question", note=note, by=self.by)

    def _to_jury(self) -> None:
        number = len(MEETINGS) if self.meeting == NEXT_MEETING else MEETINGS.index(self.meeting)
        funding.to_jury(application=self.application, meeting=self.story.meetings[number], by=self.by)

    def _grant(self) -> None:
        self.grant = funding.grant(application=self.application, by=self.by)

    def _after_grant(self) -> None:
        m, end = self.meeting, self.plan.end
        if end == projects.ISSUED:
            return
        self.line.at(m + 3, self._order)
        if end == projects.ORDERED:
            return
        self.line.at(m + 6, lambda: self._book(self.grant.spending_payments.get()))
        self.line.at(m + 12, lambda: project_actions.begin(project=self.grant.project, by=self.by))
        if end in (projects.PAID, projects.OVERDUE):
            return
        self.line.at(m + 40, self._receipts)
        if end == projects.RECEIPTS:
            return
        self.line.at(m + 46, self._review)
        self.line.at(m + 78, self._settle)
        if end == projects.PROOF:
            return
        self.line.at(m + 84, self._decide)
        self.line.at(m + 100, self._last_payment)

    def _order(self) -> None:
        part = self.plan.end in (projects.REMAINING, projects.REST_WAITING)
        spending.order_payment(
            grant=self.grant, cents=self.grant.cents * 7 // 10 if part else self.grant.cents, by=self.by
        )

    def _book(self, payment: Any) -> None:
        spending.book_payment(
            payment=payment, by=self.cast.taras, value_on=today(), reference=f"{self.grant.number} Aktionsfonds"
        )

    def _receipts(self) -> None:
        less = self.plan.end in (projects.REPAID, projects.RECLAIM)
        for number, line in enumerate(self.application.cost_lines.all()):
            cents = line.cents * 85 // 100 if less and number == 0 else line.cents
            for part in (cents * 6 // 10, cents - cents * 6 // 10) if cents > 30000 else (cents,):
                self._receipt(line, part, number)

    def _receipt(self, line: Any, cents: int, number: int) -> None:
        payee = ("Baumarkt am Ring", "Druckhaus am Kanal", "Markthalle Hohenwerder")[(number + cents) % 3]
        day = today() - dt.timedelta(days=number + 2)
        picture = pictures.receipt(payee, line.title, f"{day:%d.%m.%Y}", written(cents))
        spending.hand_in_receipt(
            grant=self.grant, line=line, payee=payee, purpose=line.title, paid_on=day, cents=cents, upload=picture,
            by=self.who,
        )  # fmt: skip

    def _review(self) -> None:
        for number, receipt in enumerate(self.grant.spending_receipts.order_by("number")):
            if number == 1 and self.plan.end in (projects.REPAID, projects.RECLAIM):
                spending.review(
                    receipt=receipt, result=spending_states.CUT, cents=receipt.cents - 800, by=self.by,
                    reason="8,00 € Pfand bekommen Sie zurück, es zählt nicht als Ausgabe.",
                )  # fmt: skip
            else:
                spending.review(receipt=receipt, result=spending_states.ACCEPTED, by=self.by)

    def _settle(self) -> None:
        text = (
            "Es kamen mehr Leute als gedacht, beim ersten Mal 23, später um die 40. Viele sind geblieben und machen weiter. "
            "Schwierig war der Regen im ersten Monat. Wir danken allen, die geholfen haben."
        )
        settlement = spending.save_settlement(grant=self.grant, report=text, by=self.who)
        for seed in range(2):
            words = ("Nachbarn vor bunten Häusern", "Viele Hände, ein Tisch")[seed]
            picture = pictures.photo(self.application.number + seed)
            spending.add_settlement_photo(settlement=settlement, upload=picture, caption=words, by=self.who)
        spending.submit_settlement(grant=self.grant, by=self.who)

    def _decide(self) -> None:
        settlement = self.grant.spending_settlement
        settlement.refresh_from_db()
        spending.decide_settlement(settlement=settlement, by=self.by)
        spending.show_settlement_photo(photo=settlement.photos.first(), by=self.by)

    def _last_payment(self) -> None:
        result = self.grant.spending_settlement.result
        if self.plan.end == projects.REPAID:
            spending.book_reclaim(
                reclaim=result.reclaim,
                by=self.cast.taras,
                value_on=today(),
                reference=f"Rückzahlung {self.grant.number}",
            )
        elif self.plan.end == projects.REMAINING:
            self._book(self.grant.spending_payments.get(status="ordered"))
