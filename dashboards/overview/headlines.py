"""The first figures of the overview: each with its change, its small trend, and what waits to be verified."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.explore.names import period_numbers
from dashboards.explore.table import SeriesKey, address_of_series, series_of
from dashboards.words.labels import OUTCOME, Measures
from dashboards.words.tiles import Tile, leading_figures, lone, tile
from figures.answer.figure import Figure, qualifier_between
from figures.answer.query import Answer
from measures import formats
from operations.models import Qualifier

MOST = 6
# Of a picture as wide as this and as high as that.
WIDTH, HEIGHT = 120, 28


@dataclass(frozen=True)
class Change:
    """The difference to the period before, in words; `direction` is up, down or same."""

    text: str
    direction: str
    before: str


@dataclass(frozen=True)
class Headline:
    tile: Tile
    address: str
    change: Change | None = None
    # The points of a polyline, and the same in words; empty where there is nothing to draw.
    spark: str = ""
    spark_label: str = ""
    waiting: str = ""
    waiting_url: str = ""
    figure: Any = field(default=None, repr=False)


class Headlines:
    """Puts together what is known of each leading figure, from answers of one instant."""

    def __init__(self, whole: Answer, by_measure: Answer, measures: Measures) -> None:
        self.whole, self.by_measure, self.measures = whole, by_measure, measures
        self.before: dict[SeriesKey, Figure] | None = None
        self.waiting: dict[SeriesKey, Figure] = {}
        self.waiting_answer: Answer | None = None
        self.trends: dict[SeriesKey, dict[str, Figure]] = defaultdict(dict)
        self.time = ""
        # Of a period with both ends, all of its months.
        self.codes: list[str] = []

    def compare(self, before: Answer) -> None:
        self.before = {series_of(figure): figure for figure in before.figures}

    def add_waiting(self, waiting: Answer) -> None:
        self.waiting_answer = waiting
        self.waiting = {series_of(figure): figure for figure in waiting.figures}

    def add_trend(self, answered: Answer, time: str) -> None:
        self.time, question = time, answered.question
        if question.first and question.last:
            self.codes = [f"{day:%Y-%m}" for day in (question.first, question.last)]
        for figure in answered.figures:
            if code := figure.cell[time]:
                self.trends[series_of(figure)][code] = figure

    def every(self) -> list[Headline]:
        leading = leading_figures(self.whole.figures, MOST)
        return [self._headline(figure) for figure in sorted(leading, key=self.measures.order)]

    def _headline(self, figure: Figure) -> Headline:
        key = series_of(figure)
        shown = tile(lone(figure, self.by_measure.figures), self.measures, self.whole.question)
        spark, label = self._spark(key)
        waiting, url = self._waiting(key)
        return Headline(
            shown, address_of_series(figure), self._change(figure), spark, label, waiting, url, figure=figure
        )

    def _change(self, figure: Figure) -> Change | None:
        if self.before is None or figure.value is None:
            return None
        before = self.before.get(series_of(figure))
        if before is None or not before.value:
            return Change(_("nothing in the period before"), "up", "")
        share = round((figure.value - before.value) / before.value * 100)
        exact = qualifier_between(before, figure) == Qualifier.EXACT
        sign = "+" if share > 0 else formats.MINUS if share < 0 else "±"
        percent = f"{sign}{formats.number(abs(Decimal(share)))}\N{NO-BREAK SPACE}%"
        return Change(
            percent if exact else _("about %(change)s") % {"change": percent},
            "up" if share > 0 else "down" if share < 0 else "same",
            self._in_short(before),
        )

    def _waiting(self, key: SeriesKey) -> tuple[str, str]:
        figure = self.waiting.get(key)
        if figure is None or self.waiting_answer is None:
            return "", ""
        question = self.waiting_answer.question.narrowed(
            measure=(key[0],), stage=(key[1] or OUTCOME,), unit=key[2]
        )
        text = _("%(amount)s wait to be verified") % {"amount": self._in_short(figure)}
        return text, question.address(reverse("evidence"))

    def _in_short(self, figure: Figure) -> str:
        if figure.value is None:
            return _("not stated")
        counted_in = self.measures.of(figure).counts
        number = formats.headline(figure.value, figure.unit, str(figure.qualifier))
        unit = (
            ""
            if formats.is_currency(figure.unit)
            else formats.unit_label(figure.unit, counted_in, figure.value)
        )
        return formats.qualifier_phrase(str(figure.qualifier)) % f"{number} {unit}".strip()

    def _spark(self, key: SeriesKey) -> tuple[str, str]:
        """A line through the periods; where nothing was recorded it is at the bottom."""
        found = self.trends.get(key, {})
        if len(found) < 2:
            return "", ""
        codes = period_numbers(self.time, self.codes or list(found))
        values = [float(found[code].value or 0) if code in found else 0.0 for code in codes]
        most = max(values) or 1.0
        points = [
            f"{index * WIDTH / (len(values) - 1):.1f},{HEIGHT - value / most * (HEIGHT - 4) - 2:.1f}"
            for index, value in enumerate(values)
        ]
        best = max(found, key=lambda code: found[code].value or Decimal(0))
        words = {"when": formats.partial_date(best), "figure": self._in_short(found[best])}
        return " ".join(points), _("Most in %(when)s: %(figure)s") % words
