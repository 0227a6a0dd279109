"""What figures must say, added up in plain Python from the records themselves: no SQL, no model, none of figures/."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tests.figures.conversions import Conversions
from tests.figures.given import PIECES, SEIZURES, UNITS, Measured, Umbrella, measures_given
from tests.figures.parts import Part
from tests.figures.world import OPERATIONS, RATES, TAKES_PART, Amount, Days, Gone, Record

OPEN = ("TLP:CLEAR", "TLP:GREEN")
UNVERIFIED = ("draft", "submitted", "returned")


def _series(record: Record) -> tuple[str, ...]:
    return record.kind, record.owner, record.operation, record.series


@dataclass(frozen=True)
class Reader:
    """A person or key of an agency, or of none. A person goes by the code of the agency that they work for."""

    agency: str
    person: str = ""


@dataclass
class World(Conversions):
    """The records, and all that decides what they add up to and for whom."""

    records: list[Record]
    operations: dict[str, Umbrella] = field(
        default_factory=lambda: {code: Umbrella(*told) for code, told in OPERATIONS.items()}
    )
    # Agencies below others.
    above: dict[str, str] = field(default_factory=dict)
    # Operation and agency.
    takes_part: set[tuple[str, str]] = field(default_factory=lambda: set(TAKES_PART))
    measures: dict[str, Measured] = field(default_factory=measures_given)
    # Dimension, factor, method, and whether it counts pieces.
    units: dict[str, tuple[str, Decimal | None, str, bool]] = field(
        default_factory=lambda: {
            code: (kind, Decimal(by), how, code in PIECES) for code, (kind, by, how) in UNITS.items()
        }
    )
    # Currency, from which day, per euro, and until when where that is said.
    rates: list[tuple[str, dt.date, Decimal, dt.date | None]] = field(
        default_factory=lambda: [
            (code, dt.date.fromisoformat(day), Decimal(by), dt.date.fromisoformat(until) if until else None)
            for code, day, by, until in RATES
        ]
    )
    reporting: str = "USD"
    # Region and country, from which day until which.
    regions: list[tuple[str, str, dt.date | None, dt.date | None]] = field(default_factory=list)
    # Of operations.
    threats: dict[str, list[str]] = field(default_factory=dict)
    # Where the records are of another day: operations as they were then, and units that have a method now.
    then: dict[str, Umbrella] | None = None
    methods: set[str] | None = None
    # And the world of today.
    today: "World | None" = None
    # Whether measures add into others today that they did not add into then, or the other way round.
    tree_moved: bool = False

    def seen_today(self, today: "World") -> "World":
        """What was recorded and marked then, for those who take part and are named today; the tree is today's too."""
        named = {record.id: record.named for record in today.records}
        return replace(
            self,
            records=[replace(record, named=named.get(record.id, ())) for record in self.records],
            operations=today.operations,
            then=self.operations,
            today=today,
            tree_moved=any(
                (told.rolls_up, told.operator)
                != (today.measures[code].rolls_up, today.measures[code].operator)
                for code, told in self.measures.items()
            ),
            takes_part=today.takes_part,
            measures={
                code: replace(
                    told,
                    rolls_up=today.measures[code].rolls_up,
                    operator=today.measures[code].operator,
                    by_worth=today.measures[code].by_worth,
                )
                for code, told in self.measures.items()
            },
            methods={code for code, (_kind, _by, how, _pieces) in today.units.items() if how},
        )

    def sees_operation(self, code: str, reader: Reader) -> bool:
        operation = self.operations[code]
        return self._allowed(operation.marking, operation.owner, code, operation.named, reader)

    def sees(self, record: Record, reader: Reader) -> bool:
        # An audience that has to do with an operation is of those who may see that one today.
        concerned = self._concerns(record)
        own = bool(reader.agency) and record.owner == reader.agency
        if concerned and not own and not self.sees_operation(record.operation, reader):
            return False
        if record.state == "draft" and record.owner != reader.agency:
            return False
        return self._allowed(record.marking, record.owner, record.operation, record.named, reader)

    def _concerns(self, record: Record) -> bool:
        """Whether who may see the operation decides who may see the record."""
        if not record.operation:
            return False
        closed = (self.then or self.operations)[record.operation].marking not in OPEN
        return closed or record.marking == "TLP:AMBER"

    def _allowed(
        self, marking: str, owner: str, operation: str, named: tuple[str, ...], reader: Reader
    ) -> bool:
        if marking in OPEN:
            return True
        if marking == "TLP:RED":
            return bool(reader.person) and reader.person in named
        ours = bool(reader.agency) and owner == reader.agency
        return ours or (marking == "TLP:AMBER" and self._joined(operation, reader))

    def _joined(self, operation: str, reader: Reader) -> bool:
        """Whoever recorded an operation takes part in it."""
        if (operation, reader.agency) in self.takes_part:
            return True
        return bool(operation and reader.agency) and self.operations[operation].owner == reader.agency

    def stands(self, record: Record, day: dt.date | None = None) -> bool:
        """Whether a report was the newest of its series on that day, or is now; whatever is of no series stands."""
        if not self._is_report(record):
            return True
        later = [
            each.reported_on
            for each in self.records
            if self._is_report(each)
            and _series(each) == _series(record)
            and each.reported_on > record.reported_on
        ]
        if day is None:
            return not later
        return record.reported_on <= day and all(each > day for each in later)

    def _is_report(self, record: Record) -> bool:
        return bool(record.series) and record.state == "verified" and record.part_of is None

    def regions_of(self, record: Record, days: Days) -> set[str]:
        """Those that its country belonged to on its first possible day; of what has no date, those that last."""
        country = record.stated.get("country")
        return {
            region
            for region, member, first, last in self.regions
            if member == country
            and (
                last is None
                if days is None
                else (first or days[0]) <= days[0] and days[0] <= (last or days[0])
            )
        }

    def threats_of(self, record: Record, reader: Reader) -> set[str]:
        """Those of its operation, unless that is hidden from the reader."""
        if not record.operation or not self.sees_operation(record.operation, reader):
            return set()
        return set(self.threats.get(record.operation, ()))

    def agencies_of(self, record: Record) -> set[str]:
        return {record.agency, *record.agency_credits}

    def agencies_above(self, record: Record) -> set[str]:
        """Those that others credited are below, and are not credited themselves."""
        found: set[str] = set()
        for code in self.agencies_of(record):
            while (code := self.above.get(code, "")) and code not in found:
                found.add(code)
        return found - self.agencies_of(record)

    def operations_of(self, record: Record) -> set[str]:
        named = {record.operation, *record.operation_credits}
        then = self.then or self.operations
        above = {then[code].parent for code in named if code}
        return named | (above - {""})

    def seen_operations_of(self, record: Record, reader: Reader) -> set[str]:
        """Of what one may not see, one's own records are in `withheld`, and in no umbrella of that."""
        found = {code for code in self.operations_of(record) if not code or self.sees_operation(code, reader)}
        if self._concerns(record) and not self.sees_operation(record.operation, reader):
            return found - {self.operations[record.operation].parent} | {"withheld"}
        return found

    def rolled(self, measure: str, asked: tuple[str, ...]) -> set[str]:
        """The measures of the answer that one counts for: up its tree, but not into what is kept apart."""
        tops = [top for top in asked if f"{measure}.".startswith(f"{top}.")] or [
            measure.split(".", maxsplit=1)[0]
        ]
        return {self._up(measure, top) for top in tops}

    def _up(self, measure: str, top: str) -> str:
        above = measure.rpartition(".")[0]
        apart = measure in self.measures and self.measures[measure].operator != "sum"
        if measure == top or not above or apart:
            return measure
        if above in self.measures and not self.measures[above].rolls_up:
            return measure
        return self._up(above, top)

    def parts(self, *, reported: bool) -> list[Part]:
        found: list[Part] = []
        for record in self.records:
            if record.kind == "seizure" and record.amounts:
                found.append(self._itself(record))
            for amount in record.amounts:
                found += self._faces(record, amount, amount, record.stage, record.days, reported)
                for gone in amount.gone:
                    found += self._faces(record, amount, gone, gone.stage, gone.days, reported)
        return found

    def _itself(self, record: Record) -> Part:
        """The seizure as so many as it has events: at least one, where an aggregate does not say how many."""
        stated = not record.aggregate or record.events is not None
        return Part(
            record, SEIZURES, record.stage, "C62", Decimal(record.events or 1), "exact" if stated else "at_least",
            True, record.days, is_events=True,
        )  # fmt: skip

    def _faces(
        self, record: Record, amount: Amount, told: Amount | Gone, stage, days, reported
    ) -> Iterator[Part]:
        measure = self.measures[amount.measure]
        canonical, value = self.worked_out(record, amount, told)
        highest, worth = self.worked_out(record, amount, told, "_high")
        if measure.dimension != "money" or told.quantity is not None:
            stated = told.unit or amount.unit
            _dimension, _factor, method, _pieces = self.units.get(stated, ("", 1, "", False))
            unit = self.added_in(stated, measure) if stated else measure.unit
            qualifier = self._qualified(told, told.quantity_high)
            qualifier = "approximately" if method and qualifier == "exact" else qualifier
            known = canonical is not None
            shown = method if self.methods is None or stated in self.methods else ""
            yield Part(
                record, amount.measure, stage, unit, canonical, qualifier, known, days, shown, measure.operator,
                unpriced=measure.goods and measure.dimension != "money" and told.amount is None, is_quantity=True,
                high=highest,
            )  # fmt: skip
        if measure.dimension == "money" or told.amount is not None:
            unit = (told.currency or amount.currency) if reported else self.reporting
            figure = told.amount if reported else value
            known, high = told.amount is not None, told.amount_high if reported else worth
            yield Part(
                record, amount.measure, stage, unit, figure, self._qualified(told, told.amount_high), known, days, "",
                measure.operator, high=high,
            )  # fmt: skip

    def _qualified(self, told: Amount | Gone, high: Decimal | None) -> str:
        """Between two numbers only where there are two; what stands beside is about so much."""
        return "approximately" if told.qualifier == "between" and high is None else told.qualifier
