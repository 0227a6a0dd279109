"""Measures, units and currencies to choose from, and which of them fit each other."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from common.forms.listing import Choice, Listing
from common.text.language import collated
from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL
from measures.nouns import noun
from measures.quantity import fits_tree

INDENT = "\N{EM SPACE}"
COUNTED = (Dimension.MASS, Dimension.VOLUME, Dimension.COUNT)


class MeasureLists:
    @cached_property
    def trees(self) -> dict[str, dict[str, list[Measure]]]:
        """Measures by kind, and by the code of their tree."""
        kinds: dict[str, dict[str, list[Measure]]] = {}
        for measure in Measure.objects.exclude(kind=Measure.Kind.STATED):
            kinds.setdefault(measure.kind, {}).setdefault(measure.top, []).append(measure)
        return kinds

    @cached_property
    def goods(self) -> dict[str, Listing]:
        trees = self.trees[Measure.Kind.SEIZURE]
        return {top: Listing.flat(_("measure"), _branches(tree)) for top, tree in trees.items()}

    @cached_property
    def results(self) -> Listing:
        trees = self.trees[Measure.Kind.OUTCOME].values()
        return Listing(_("measure"), [(str(tree[0]), _branches(tree)) for tree in trees])

    @cached_property
    def claimable(self) -> Listing:
        """The measures that a claim may have: all, with those that only sources state, in their trees."""
        trees: dict[str, list[Measure]] = {}
        for measure in Measure.objects.all():
            trees.setdefault(measure.top, []).append(measure)
        return Listing(_("measure"), [(str(tree[0]), _branches(tree)) for tree in trees.values()])

    @cached_property
    def quantities(self) -> list[Unit]:
        """Units of quantity by name, the canonical ones first: most reports use them."""
        return sorted(
            Unit.objects.quantities(), key=lambda unit: (unit.factor != 1, collated(unit.localised))
        )

    @cached_property
    def units(self) -> dict[str, Listing]:
        """The units that fit any measure of a tree of goods, by the code of the tree."""
        return {
            top: self._units(top, {dimension for measure in tree for dimension in measure.accepted})
            for top, tree in self.trees[Measure.Kind.SEIZURE].items()
        }

    def _units(self, top: str, accepted: set[str]) -> Listing:
        groups = {
            str(dimension.label): [
                _unit(unit)
                for unit in self.quantities
                if unit.dimension == dimension and fits_tree(unit, top)
            ]
            for dimension in COUNTED
            if dimension in accepted
        }
        return Listing(_("unit"), list(groups.items()))

    @cached_property
    def currencies(self) -> Listing:
        ours = settings.REPORTING_CURRENCY
        units = sorted(Unit.objects.currencies(), key=lambda unit: (unit.code != ours, unit.code))
        return Listing.flat(_("currency"), [Choice(unit.code, _currency(unit), unit) for unit in units])

    @cached_property
    def units_and_currencies(self) -> Listing:
        """Units of every dimension. Of a unit and a currency with one code, the unit."""
        units = [_unit(unit) for unit in self.quantities]
        taken = {choice.code for choice in units}
        money = [choice for choice in self.currencies.choices if choice.code not in taken]
        return Listing(_("unit"), [("", units), (str(Dimension.MONEY.label), money)])

    def fitting(self, kind: str) -> dict[str, Any]:
        """Data for the page's script: the dimensions that each measure accepts, and the dimension of each unit."""
        measures = [measure for tree in self.trees[kind].values() for measure in tree]
        return {
            "measures": {measure.code: _fitting(measure) for measure in measures},
            "units": {unit.code: unit.dimension for unit in self.quantities},
        }


def _fitting(measure: Measure) -> dict[str, Any]:
    """What the page's script is to know of the measure; what is empty or false is left out, for there are many."""
    known = {
        "accepted": measure.accepted,
        # Whatever was taken may be valued too.
        "money": Dimension.MONEY in measure.accepted or measure.kind == Measure.Kind.SEIZURE,
        "unit": CANONICAL.get(Dimension(measure.dimension), ""),
        "noun": noun(measure.counted_in),
        "needs_text": measure.needs_text,
    }
    return {name: value for name, value in known.items() if value}


def _branches(tree: Iterable[Measure]) -> list[Choice]:
    return [Choice(each.code, INDENT * each.code.count(".") + str(each), each, _words(each)) for each in tree]


def _words(measure: Measure) -> str:
    """Other names of the measure: its English one, and that of UNODC."""
    other = dict.fromkeys((measure.name, measure.unodc_name))
    return " ".join(name for name in other if name and name != str(measure))


def _unit(unit: Unit) -> Choice:
    return Choice(unit.code, f"{unit.localised} ({unit.symbol})" if unit.symbol else unit.localised, unit)


def _currency(unit: Unit) -> str:
    if unit.valid_to:
        return _("%(name)s, until %(day)s") % {"name": unit.localised, "day": unit.valid_to}
    return unit.localised
