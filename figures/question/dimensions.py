"""The dimensions of figures, each described once: addresses, answers, facts, balances, postings and pages all read it.

Measure, stage and time are not among them: every figure has a measure and a stage, and time is counted in months. A
new dimension is an entry here, a column of facts and postings, and a migration that creates their SQL again.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country, Place, Region
from common.api.addresses import api_url
from figures.question.stays import Stay, region_stays, threat_stays
from operations.models import Concealment, Conveyance, Detection, Operation, Threat

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Ids = dict[Any, str | None]
# Ids of countries that are credited without an agency begin here, among those of agencies (ledger.sql).
UNNAMED = 10**12
UNNAMED_CODE = "UNNAMED"
# Stands for the operations of the reader's own records that the reader may not see, all of them together.
OUT_OF_SIGHT = "withheld"
NOT_HIDDEN = {Concealment.NONE.value: "not_hidden"}


def _as_it_is(_codes: Iterable[str]) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class FigureDimension:
    """A property of records that figures are grouped and filtered by."""

    # Its word in addresses and answers, and the column of its id in facts, postings and balances.
    name: str
    column: str
    # PostgreSQL's type of that id.
    kind: str
    label: "StrOrPromise"
    # Of a record that does not state it.
    unsaid: "StrOrPromise"
    help: "StrOrPromise"
    # All there are, by id.
    codes: Callable[[], Ids]
    # How codes are shown in the reader's language, as far as they are not shown as they are.
    named: Callable[[Iterable[str]], dict[str, str]] = _as_it_is
    # Where the API lists them; empty where they are few enough to be named.
    listed_at: str = ""
    # Of a posting, the column with every id that it counts for in full, the record's own first. Empty where a record
    # counts for its own alone.
    several: str = ""
    # Of a dimension that the ledger does not store: what belongs to its values at an instant (None: now), and the
    # dimension whose ids are the keys.
    stays: Callable[[datetime.datetime | None], list[Stay]] | None = None
    by: str = ""
    # So many that they are not read with every change of a name.
    many: bool = False
    # On a page its values are typed: a list would weigh more than the rest of the page.
    typed: bool = False

    @property
    def relation(self) -> str:
        """The relation of facts to the dimension's rows; empty if the id is the code itself, or not stored."""
        return self.column.removesuffix("_id") if self.column.endswith("_id") and not self.stays else ""

    @property
    def overlaps(self) -> bool:
        """Whether a record may count for several of its values, each in full."""
        return bool(self.several or self.stays)


def _operations() -> Ids:
    return dict(Operation.objects.values_list("pk", "code").order_by("code"))


def _operations_named(_codes: Iterable[str]) -> dict[str, str]:
    return {OUT_OF_SIGHT: gettext("operations that you may not see")}


def _agencies() -> Ids:
    """Codes of agencies, and of countries of no named agency. A negative id stands for the agencies below one."""
    own = dict(Agency.objects.values_list("pk", "code"))
    unnamed = {
        UNNAMED + pk: f"{code}-{UNNAMED_CODE}" for pk, code in Country.objects.values_list("pk", "code")
    }
    return {**own, **{-pk: code for pk, code in own.items()}, **unnamed}


def _agencies_named(codes: Iterable[str]) -> dict[str, str]:
    ending = f"-{UNNAMED_CODE}"
    countries = _localised([code.removesuffix(ending) for code in codes if code.endswith(ending)])
    return {
        f"{code}{ending}": gettext("%(country)s, agency not named") % {"country": name}
        for code, name in countries.items()
    }


def _countries() -> Ids:
    return dict(Country.objects.values_list("pk", "code"))


def _localised(codes: Iterable[str]) -> dict[str, str]:
    found = Country.objects.filter(code__in=list(codes)) if codes else ()
    return {country.code: str(country) for country in found}


def _regions() -> Ids:
    return dict(Region.objects.values_list("pk", "code"))


def _regions_named(codes: Iterable[str]) -> dict[str, str]:
    found = Region.objects.filter(code__in=list(codes)) if codes else ()
    return {region.code: str(region) for region in found}


class Places(dict[Any, str | None]):
    """All places by id, whose code is the id as text: read when they are first asked for, as there are very many."""

    def _read(self) -> "Places":
        if not dict.__len__(self):
            dict.update(self, {pk: str(pk) for pk in Place.objects.order_by().values_list("pk", flat=True)})
            self.setdefault(None, None)
        return self

    def __missing__(self, pk: Any) -> str | None:
        if dict.__len__(self):
            raise KeyError(pk)
        return self._read()[pk]

    def __contains__(self, pk: object) -> bool:
        return dict.__contains__(self._read(), pk)

    def get(self, pk: Any, default: Any = None) -> Any:
        return dict.get(self._read(), pk, default)

    def __iter__(self) -> Iterator[Any]:
        return dict.__iter__(self._read())

    def keys(self) -> Any:
        return dict.keys(self._read())

    def values(self) -> Any:
        return dict.values(self._read())

    def items(self) -> Any:
        return dict.items(self._read())


def _places_named(codes: Iterable[str]) -> dict[str, str]:
    found = Place.objects.filter(pk__in=list(codes)) if codes else ()
    return {str(place.pk): str(place) for place in found}


DIMENSIONS = (
    FigureDimension(
        name="operation",
        column="operation_id",
        kind="uuid",
        label=_("Operation"),
        unsaid=_("no operation"),
        help=_(
            "Operations with their phases and what is credited to them; none for records of none, and withheld for "
            "your own records in operations that you may not see."
        ),
        codes=_operations,
        named=_operations_named,
        listed_at=api_url("operations"),
        several="operations",
    ),
    FigureDimension(
        name="agency",
        column="agency_id",
        kind="bigint",
        label=_("Agency"),
        unsaid=_("not stated"),
        help=_("Agencies with what is credited to them; none for records that state none."),
        codes=_agencies,
        named=_agencies_named,
        listed_at=api_url("agencies"),
        several="agencies",
    ),
    FigureDimension(
        name="country",
        column="country_id",
        kind="bigint",
        label=_("Country"),
        unsaid=_("no country"),
        help=_("Countries by alpha-3; none for records that state none."),
        codes=_countries,
        named=_localised,
        listed_at=api_url("countries"),
    ),
    FigureDimension(
        name="region",
        column="region_id",
        kind="bigint",
        label=_("Region"),
        unsaid=_("no region"),
        help=_(
            "Groups of countries; a record is in those that its country belonged to on the first day that its date may "
            "mean (without a date: belongs to). none for records of no country, or of one in no region."
        ),
        codes=_regions,
        named=_regions_named,
        listed_at=api_url("regions"),
        stays=region_stays,
        by="country",
    ),
    FigureDimension(
        name="place",
        column="place_id",
        kind="uuid",
        label=_("Place"),
        unsaid=_("no place"),
        help=_("Places of seizures by id; none for records that state none, and for outcomes."),
        codes=Places,
        named=_places_named,
        listed_at=api_url("places"),
        many=True,
        typed=True,
    ),
    FigureDimension(
        name="origin",
        column="origin_id",
        kind="bigint",
        label=_("Origin"),
        unsaid=_("no origin"),
        help=_("Countries of origin of what was seized; none for records that state none, and for outcomes."),
        codes=_countries,
        named=_localised,
        listed_at=api_url("countries"),
        typed=True,
    ),
    FigureDimension(
        name="transit",
        column="transit_id",
        kind="bigint",
        label=_("Transit"),
        unsaid=_("no transit"),
        help=_("Countries that it passed through; none for records that state none, and for outcomes."),
        codes=_countries,
        named=_localised,
        listed_at=api_url("countries"),
        typed=True,
    ),
    FigureDimension(
        name="destination",
        column="destination_id",
        kind="bigint",
        label=_("Destination"),
        unsaid=_("no destination"),
        help=_("Countries that it was meant for; none for records that state none, and for outcomes."),
        codes=_countries,
        named=_localised,
        listed_at=api_url("countries"),
        typed=True,
    ),
    FigureDimension(
        name="threat",
        column="threat",
        kind="text",
        label=_("Threat"),
        unsaid=_("no threat"),
        help=_(
            "Threats that the operation of the record is about; none for records of no operation, and of one that "
            "states none or that you may not see."
        ),
        codes=lambda: {code: code for code in Threat.values},
        named=lambda _codes: {code: str(label) for code, label in Threat.choices},
        stays=threat_stays,
        by="operation",
    ),
    FigureDimension(
        name="conveyance",
        column="conveyance",
        kind="text",
        label=_("Conveyance"),
        unsaid=_("no conveyance"),
        help=_("How what was seized travelled; none for records that do not say, and for outcomes."),
        codes=lambda: {code: code for code in Conveyance.values},
        named=lambda _codes: {code: str(label) for code, label in Conveyance.choices},
    ),
    FigureDimension(
        name="concealment",
        column="concealment",
        kind="text",
        label=_("Concealment"),
        unsaid=_("no concealment"),
        help=_(
            "Where it was hidden; not_hidden for what was not, none for records that do not say, and for outcomes."
        ),
        # What records call "none" is here another word than what is not stated.
        codes=lambda: {code: NOT_HIDDEN.get(code, code) for code in Concealment.values},
        named=lambda _codes: {NOT_HIDDEN.get(code, code): str(label) for code, label in Concealment.choices},
    ),
    FigureDimension(
        name="detection",
        column="detection",
        kind="text",
        label=_("Detection method"),
        unsaid=_("no detection method"),
        help=_("How it was found; none for records that do not say, and for outcomes."),
        codes=lambda: {code: code for code in Detection.values},
        named=lambda _codes: {code: str(label) for code, label in Detection.choices},
    ),
)
NAMES = tuple(dimension.name for dimension in DIMENSIONS)
# Where a record may count for several, such as its own and those credited: their shares overlap.
WAYS = tuple(dimension.name for dimension in DIMENSIONS if dimension.overlaps)
