"""What the entry forms offer, read once for a page however many rows it has."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.models import Agency, Country, CountryName, User
from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL
from operations.forms.listing import Choice, Listing
from operations.models import Operation, Source

INDENT = "\N{EM SPACE}"


class Catalogue:
    def __init__(self, reader: User) -> None:
        self.reader = reader

    @cached_property
    def measures(self) -> list[Measure]:
        return list(Measure.objects.exclude(kind=Measure.Kind.STATED))

    def trees(self, kind: str) -> dict[str, list[Measure]]:
        """The measures of a kind, under the code of the tree that they stand in."""
        trees: dict[str, list[Measure]] = {}
        for measure in self.measures:
            if measure.kind == kind:
                trees.setdefault(measure.top, []).append(measure)
        return trees

    @cached_property
    def goods(self) -> dict[str, Listing]:
        trees = self.trees(Measure.Kind.SEIZURE)
        return {top: Listing(_("measure"), [("", _branches(tree))]) for top, tree in trees.items()}

    @cached_property
    def results(self) -> Listing:
        trees = self.trees(Measure.Kind.OUTCOME).values()
        return Listing(_("measure"), [(str(tree[0]), _branches(tree)) for tree in trees])

    @cached_property
    def quantities(self) -> list[Unit]:
        return list(Unit.objects.quantities())

    @cached_property
    def units(self) -> dict[frozenset[str], Listing]:
        """For each mix of dimensions that a tree of goods accepts, the units that fit it."""
        mixes = {_accepted(tree) for tree in self.trees(Measure.Kind.SEIZURE).values()}
        return {mix: self._units(mix) for mix in mixes}

    def units_of(self, top: str) -> Listing:
        return self.units[_accepted(self.trees(Measure.Kind.SEIZURE)[top])]

    def _units(self, dimensions: Iterable[str]) -> Listing:
        return Listing(
            _("unit"),
            [
                (str(dimension.label), [_unit(unit) for unit in self.quantities if unit.dimension == dimension])
                for dimension in (Dimension.MASS, Dimension.VOLUME, Dimension.COUNT)
                if dimension in dimensions
            ],
        )

    @cached_property
    def currencies(self) -> Listing:
        units = sorted(Unit.objects.currencies(), key=lambda unit: (unit.code != settings.REPORTING_CURRENCY, unit.code))
        return Listing(_("currency"), [("", [Choice(unit.code, _currency(unit), unit) for unit in units])])

    @cached_property
    def countries(self) -> Listing:
        names = CountryName.objects.filter(language=(get_language() or "en").split("-")[0])
        kinds: dict[str, list[Choice]] = {label: [] for _kind, label in Country.Kind.choices}
        for country in Country.objects.prefetch_related(Prefetch("names", names)):
            kinds[country.get_kind_display()].append(Choice(country.code, country.localised, country))
        current, *others = kinds.items()
        return Listing(_("country"), [("", sorted(current[1], key=_by_label)), *others])

    @cached_property
    def agencies(self) -> Listing:
        return Listing(
            _("agency"),
            [("", [Choice(agency.code, f"{agency.code} · {agency.name}", agency) for agency in Agency.objects.all()])],
        )

    @cached_property
    def operations(self) -> Listing:
        visible = Operation.objects.visible_to(self.reader).order_by("name", "pk")
        return Listing(_("operation"), [("", [Choice(each.code, each.name, each) for each in visible])])

    @cached_property
    def sources(self) -> Listing:
        return Listing(_("source"), [("", [Choice(each.code, str(each), each) for each in Source.objects.all()])])

    @cached_property
    def people(self) -> Listing:
        active = User.objects.filter(is_active=True).select_related("agency")
        return Listing(_("person"), [("", [Choice(str(user.pk), _person(user), user) for user in active])])

    def fitting(self, kind: str) -> dict[str, Any]:
        """For the page's script: what each measure is given in, and the dimension of each unit."""
        return {
            "measures": {
                measure.code: {
                    "accepted": measure.accepted,
                    "money": Dimension.MONEY in measure.accepted or kind == Measure.Kind.SEIZURE,
                    "unit": CANONICAL.get(Dimension(measure.dimension), ""),
                    "noun": _(measure.counted_in) if measure.counted_in else "",
                    "needs_text": measure.needs_text,
                }
                for measure in self.measures
                if measure.kind == kind
            },
            "units": {unit.code: unit.dimension for unit in self.quantities},
        }


def _accepted(tree: Iterable[Measure]) -> frozenset[str]:
    return frozenset(dimension for measure in tree for dimension in measure.accepted) - {Dimension.MONEY}


def _branches(tree: Iterable[Measure]) -> list[Choice]:
    return [Choice(each.code, INDENT * each.code.count(".") + str(each), each) for each in tree]


def _unit(unit: Unit) -> Choice:
    return Choice(unit.code, f"{unit.localised} ({unit.symbol})" if unit.symbol else unit.localised, unit)


def _currency(unit: Unit) -> str:
    if unit.valid_to:
        return _("%(name)s, until %(day)s") % {"name": unit.localised, "day": unit.valid_to}
    return unit.localised


def _person(user: User) -> str:
    name = user.get_full_name() or user.get_username()
    return f"{name} ({user.agency.code})" if user.agency else name


def _by_label(choice: Choice) -> str:
    return choice.label
