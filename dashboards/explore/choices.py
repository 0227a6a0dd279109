"""The choices of the form of Explore, by name, as far as the reader may see them."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.utils.translation import gettext as _

from agencies.models import Agency
from common.forms.listing import Choice, Listing
from common.text.folding import fold_text
from common.text.language import collated
from dashboards.words.labels import stage_name
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.question import NONE, STAGES, TIMES
from measures.calendars import CALENDARS
from measures.forms.lists import MeasureLists
from measures.models import Measure
from operations.models import Operation
from operations.sharing import Reader

# Of more than so many the form has a field to type a name or a code in, and no list.
MOST = 300
DIMENSION = {dimension.name: dimension for dimension in DIMENSIONS}


class ExploreChoices:
    """The lists of one reader, each read once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.listings: dict[str, Listing] = {}
        self.found: dict[str, dict[str, str]] = {}

    def listing(self, name: str) -> Listing:
        """The measures, the stages or the values of a dimension, in groups."""
        if name not in self.listings:
            self.listings[name] = (
                self._measures if name == "measure" else Listing.flat(name, self._flat(name))
            )
        return self.listings[name]

    def codes(self, name: str) -> dict[str, str]:
        """Codes by what a thing is called in small letters without accents: its name, and its code."""
        if name not in self.found:
            choices = self.listing(name).choices
            named = {fold_text(each.label.strip()): each.code for each in reversed(choices)}
            self.found[name] = named | {fold_text(each.code): each.code for each in choices}
        return self.found[name]

    def labels(self, name: str) -> dict[str, str]:
        """The labels of the codes."""
        return {each.code: each.label.strip() for each in self.listing(name).choices}

    @cached_property
    def _measures(self) -> Listing:
        lists = MeasureLists()
        goods = [(str(each.choices[0].row), each.choices) for each in lists.goods.values()]
        # What is counted of records themselves, such as the number of seizures, is asked for by name.
        counted = Measure.objects.filter(kind=Measure.Kind.EVENTS)
        by_name = [Choice(each.code, str(each), each) for each in counted]
        return Listing("measure", [("", by_name), *goods, *lists.results.groups])

    def _flat(self, name: str) -> list[Choice]:
        if name == "stage":
            return [Choice(code, stage_in_words(code), None) for code in STAGES]
        dimension = DIMENSION[name]
        if name in OWN:
            named: Mapping[str, str] = OWN[name](self.reader)
        else:
            named = names_of(dimension, filter(None, dimension.codes().values()), self.reader)
        choices = [Choice(code, label, None) for code, label in named.items()]
        choices.sort(key=lambda choice: collated(choice.label))
        return [*choices, Choice(NONE, str(dimension.unsaid), None)]


def _operations(reader: Reader) -> dict[str, str]:
    return dict(Operation.objects.visible_to(reader).order_by().values_list("code", "name"))


def _agencies(_reader: Reader) -> dict[str, str]:
    return {code: f"{name} ({code})" for code, name in Agency.objects.values_list("code", "name")}


# Dimensions whose names are read from their own rows.
OWN = {"operation": _operations, "agency": _agencies}


def names_of(dimension: FigureDimension, codes: Iterable[str], reader: Reader) -> Mapping[str, str]:
    """The names of a dimension's values; a code stands for what has no name, or none that the reader may know."""
    codes = list(codes)
    named = {code: code for code in codes} | dict(dimension.named(codes))
    if dimension.name == "operation":
        found = Operation.objects.visible_to(reader).filter(code__in=codes).order_by()
        return named | dict(found.values_list("code", "name"))
    if dimension.name == "agency":
        return named | dict(Agency.objects.filter(code__in=codes).values_list("code", "name"))
    return named


def stage_in_words(code: str) -> str:
    return _("Outcome") if code == "outcome" else stage_name(code).capitalize()


def groupings() -> dict[str, str]:
    """The dimensions that figures can be grouped by, with their labels."""
    return {
        "measure": _("Measure"),
        "stage": _("Stage"),
        **{each.name: str(each.label) for each in DIMENSIONS},
        **dict(zip(TIMES, (_("Year"), _("Quarter"), _("Month")), strict=True)),
    }


def calendars() -> list[Choice]:
    return [Choice(code, str(calendar.name), None) for code, calendar in CALENDARS.items()]
