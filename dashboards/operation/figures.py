"""The figures of an operation's pages. Those on one page agree, because each question is answered once.

Use it inside `one_snapshot`, so that all answers are of one instant.
"""

from functools import cached_property
from typing import Any

from django.urls import reverse

from agencies.models import Agency
from dashboards.charts.chart import Chart
from dashboards.charts.explored import trend_of
from dashboards.operation.credits import SharedAnswer
from dashboards.operation.results import Results
from dashboards.words.labels import OUTCOME, Measures
from dashboards.words.stages import stage_tables
from dashboards.words.tiles import leading_figures, tiles_context
from figures.answer.query import Answer, answer
from figures.claims import Standing, reconciled
from figures.question.question import Question
from operations.models import Claim, Operation, sources_for
from operations.sharing import Reader

# Rows of a section: what is more stands on a page of its own.
MOST, FIRST = 25, 10
# Figures at the top of the summary.
HEADLINES = 6
# Days of an operation that is drawn month by month.
SHORT = 800
# Of more records than this, who is credited with them stands on a page of its own, and is fetched from there.
HEAVY = 5_000


class OperationFigures:
    """The answers about an operation, each computed when it is first needed."""

    def __init__(self, operation: Operation, reader: Reader) -> None:
        self.operation, self.reader = operation, reader
        self.question = Question(operation=(operation.code,))

    @cached_property
    def whole(self) -> Answer:
        return answer(self.question, self.reader)

    @cached_property
    def by_measure(self) -> Answer:
        return answer(self.question.narrowed(by=("measure",)), self.reader)

    @cached_property
    def measures(self) -> Measures:
        return Measures([*self.whole.figures, *self.by_measure.figures])

    @cached_property
    def results(self) -> Results:
        related = ("measure__unit", "unit", "agency", "operation", "part_of__measure")
        claims = Claim.objects.visible_to(self.reader).filter(operation=self.operation)
        claims = claims.select_related(*related).prefetch_related(sources_for(self.reader))
        return Results(self.by_measure, reconciled(claims, self.reader), self.measures)

    @cached_property
    def by_agency(self) -> SharedAnswer:
        shared = answer(self.question.narrowed(by=("agency",)), self.reader)
        names = dict(Agency.objects.values_list("code", "name"))
        return SharedAnswer(self.whole, self.by_measure, shared, names, self.measures)

    @cached_property
    def by_phase(self) -> SharedAnswer | None:
        """The shares of the phases that the reader may see; None if there are no phases."""
        phases = dict(self.operation.phases.visible_to(self.reader).values_list("code", "name"))
        if not phases:
            return None
        question = Question(operation=tuple(phases))
        whole = answer(question, self.reader)
        by_measure = answer(question.narrowed(by=("measure",)), self.reader)
        shared = answer(question.narrowed(by=("operation",)), self.reader)
        measures = Measures([*whole.figures, *by_measure.figures])
        return SharedAnswer(whole, by_measure, shared, phases, measures)

    def summary(self) -> dict[str, Any]:
        """The leading figures, what they leave out, and how what sources state differs from what is recorded."""
        claims = sorted(self.results.stated(), key=lambda row: row.standing == Standing.AGREES)
        leading = len(self.whole.figures) > HEADLINES
        return {
            **tiles_context(self.whole, self.by_measure, self.measures, most=HEADLINES if leading else 0),
            "claims": claims[:FIRST],
            "more_claims": len(claims) > FIRST,
            "unverified": int(self.whole.left_out["unverified"]),
            "unverified_url": self.question.narrowed(status="unverified").address(reverse("evidence")),
        }

    def all_results(self) -> dict[str, Any]:
        """Every result if they are few; else a table of measures by stage, and the families to open."""
        results = self.results
        many = len(results) > MOST
        stated = results.stated() if many else []
        tables = {table.code: table for table in stage_tables(self.whole, self.by_measure, self.measures)}
        return {
            "results": stated[:MOST] if many else results.rows(),
            "more_stated": max(len(stated) - MOST, 0),
            "claimed": bool(results.compared),
            "families": [(family, tables.get(family.code)) for family in results.families()] if many else [],
        }

    def credits(self) -> dict[str, Any]:
        """Who is credited with the results: agencies, and phases."""
        later = sum(figure.records for figure in self.whole.figures) > HEAVY
        return {
            # Of many records the shares of agencies are added up one by one: the page does not wait for that.
            "agencies_later": later,
            **(_first("by_agency", None) if later else _first("by_agency", self.by_agency)),
            **_first("by_phase", self.by_phase),
        }

    def trend(self) -> Chart | None:
        """The leading figure of most records over the life of the operation, by month if that is short."""
        if not (leading := leading_figures(self.whole.figures)):
            return None
        figure = max(leading, key=lambda each: each.records)
        begins, ends = self.operation.starts_on, self.operation.ends_on or self.whole.as_of.date()
        short = begins is not None and (ends - begins).days < SHORT
        question = self.question.narrowed(
            by=("month" if short else "year",),
            measure=(figure.cell["measure"],),
            stage=(figure.cell["stage"] or OUTCOME,),
            unit=figure.unit,
        )
        return trend_of(answer(question, self.reader), self.reader, figure) if figure.unit else None


def _first(name: str, shared: SharedAnswer | None) -> dict[str, Any]:
    """All credits if they are few; else the largest shares of the first figure, and the others to choose from."""
    if shared is None or not shared.totals:
        return {name: [], f"{name}_choices": []}
    if len(shared) <= MOST:
        return {name: shared.every(), f"{name}_choices": []}
    address = next(iter(shared.totals))
    return {name: [shared.credits(address, most=FIRST)], f"{name}_choices": shared.labels()}
