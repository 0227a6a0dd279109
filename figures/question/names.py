"""Codes for the ids in the ledger, read once for each epoch (a state of codes and markings) and process."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from agencies.models import Agency
from figures.ledger.snapshot import fetch_tuples
from figures.question.codes import OUT_OF_SIGHT, Ids
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.stays import Stay
from figures.question.tree import Tree
from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL
from operations.discretion import Discretion
from operations.models import Operation
from operations.sharing import Reader

T = TypeVar("T")
MOST = 500
MISSING: Any = object()
SUM = Measure.Operator.SUM
# The face of facts, postings and balances that count seizures themselves.
EVENTS = "events"


@dataclass(frozen=True)
class Names:
    """Codes by id, the tree of measures, and values computed from them."""

    epoch: UUID | None
    measures: dict[int, str]
    units: dict[int | None, str]
    currencies: frozenset[str]
    # What quantities come in.
    quantities: frozenset[str]
    # The measure that counts seizures themselves.
    of_events: str
    # Measures whose records may be stated by their worth alone.
    by_worth: frozenset[str]
    # Of measures that are not added up: how they are combined.
    operators: dict[str, str]
    # Of units that convert by an assumption: which.
    methods: dict[int, str]
    # Of each dimension, with None for what is not stated.
    codes: dict[str, Ids]
    phases: dict[UUID, list[UUID]]
    # Agencies below each, however far.
    below: dict[int, list[int]]
    tree: Tree
    cache: dict[object, Any] = field(default_factory=dict, compare=False)

    def once(self, key: object, work_out: Callable[[], T]) -> T:
        """The result of `work_out`, computed once for these names and cached under `key`."""
        found: T = self.cache.get(key, MISSING)
        if found is not MISSING:
            return found
        if len(self.cache) >= MOST:
            # Ever new questions must not fill the memory.
            self.cache.clear()
        self.cache[key] = found = work_out()
        return found

    def stays(self, dimension: FigureDimension, at: datetime.datetime | None = None) -> list[Stay]:
        """What belongs to the values of a dimension that the ledger does not store, now or as known at an instant."""
        assert dimension.stays
        return self.once(("stays", dimension.name, at), partial(dimension.stays, at))

    def stays_of(self, dimension: FigureDimension, key: Any) -> list[Stay]:
        """The values that one key belongs to now."""
        return self.once(("stays by key", dimension.name), partial(_by_key, self.stays(dimension))).get(
            key, []
        )

    def umbrella_of(self, phase: UUID) -> list[UUID]:
        return [pk for pk, phases in self.phases.items() if phase in phases]

    def codes_for(self, reader: Reader) -> dict[str, Ids]:
        """The codes by dimension and id, with OUT_OF_SIGHT for the operations that the reader may not see."""
        hidden = dict.fromkeys(self.hidden_from(reader), OUT_OF_SIGHT)
        return {**self.codes, "operation": {**self.codes["operation"], **hidden}}

    def hidden_from(self, reader: Reader) -> frozenset[UUID]:
        """The ids of operations that the reader may not see."""

        def hidden() -> frozenset[UUID]:
            return Discretion(reader).hidden(Operation, self.codes["operation"])

        return self.once(("hidden", reader.agency_id, reader.user_id), hidden)


_LATEST: list[Names] = []


def names() -> Names:
    """The names of the current epoch."""
    epoch = _epoch()
    latest = _LATEST[0] if _LATEST else None
    if latest is None or epoch is None or latest.epoch != epoch:
        latest = _read(epoch)
        _LATEST[:] = [latest]
    return latest


def forget() -> None:
    """Clears the cache, so that the names are read again."""
    _LATEST.clear()


def _epoch() -> UUID | None:
    found = fetch_tuples("SELECT token FROM figures_tally WHERE name = 'epoch'", {})
    return found[0][0] if found else None


def _read(epoch: UUID | None) -> Names:
    units = list(Unit.objects.values_list("pk", "code", "method", "dimension", "counts_pieces"))
    counted = (code for _pk, code, _method, kind, pieces in units if kind == Dimension.COUNT and not pieces)
    measures = list(Measure.objects.select_related("unit"))
    # Cubic metres of timber, and what a measure counts in though elsewhere it is so many pieces.
    own = (each.unit.code for each in measures if each.unit)
    return Names(
        epoch=epoch,
        measures={each.pk: each.code for each in measures},
        units={None: ""} | {pk: code for pk, code, *_rest in units},
        currencies=frozenset(code for _pk, code, _method, kind, _pieces in units if kind == Dimension.MONEY),
        quantities=frozenset([*CANONICAL.values(), *own, *counted]),
        of_events=next((each.code for each in measures if each.kind == Measure.Kind.EVENTS), ""),
        by_worth=frozenset(each.code for each in measures if each.may_be_by_worth),
        operators={each.code: each.operator for each in measures if each.operator != SUM},
        methods={pk: method for pk, _code, method, *_rest in units if method},
        codes={each.name: each.codes() if each.many else {None: None, **each.codes()} for each in DIMENSIONS},
        phases=_phases(),
        below=_below(),
        tree=Tree.load(),
    )


def _by_key(stays: Iterable[Stay]) -> dict[Any, list[Stay]]:
    found: dict[Any, list[Stay]] = {}
    for stay in stays:
        found.setdefault(stay.key, []).append(stay)
    return found


def _phases() -> dict[UUID, list[UUID]]:
    """The phases of each umbrella, by code."""
    found: dict[UUID, list[UUID]] = {}
    for pk, parent in Operation.objects.order_by("code").values_list("pk", "parent"):
        if parent:
            found.setdefault(parent, []).append(pk)
    return found


def _below() -> dict[int, list[int]]:
    parents = dict(Agency.objects.filter(parent__isnull=False).values_list("pk", "parent"))
    found: dict[int, list[int]] = {}
    for pk in parents:
        above, seen = parents.get(pk), {pk}
        while above is not None and above not in seen:
            found.setdefault(above, []).append(pk)
            seen.add(above)
            above = parents.get(above)
    return found
