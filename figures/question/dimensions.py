"""The dimensions of figures, each described once: addresses, answers, facts, balances, postings and pages all read it.

Measure, stage and time are not among them: every figure has a measure and a stage, and time is counted in months. A
new dimension is an entry here, a column of facts and postings, and a migration that creates their SQL again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country
from common.api.addresses import api_url
from operations.models import Conveyance, Operation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Ids = dict[Any, str | None]
# Ids of countries that are credited without an agency begin here, among those of agencies (ledger.sql).
UNNAMED = 10**12
UNNAMED_CODE = "UNNAMED"
# Stands for the operations of the reader's own records that the reader may not see, all of them together.
OUT_OF_SIGHT = "withheld"


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

    @property
    def relation(self) -> str:
        """The relation of facts to the dimension's rows; empty if the id is the code itself."""
        return self.column.removesuffix("_id") if self.column.endswith("_id") else ""


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
        name="conveyance",
        column="conveyance",
        kind="text",
        label=_("Conveyance"),
        unsaid=_("no conveyance"),
        help=_("How what was seized travelled; none for records that do not say, and for outcomes."),
        codes=lambda: {code: code for code in Conveyance.values},
        named=lambda _codes: {code: str(label) for code, label in Conveyance.choices},
    ),
)
NAMES = tuple(dimension.name for dimension in DIMENSIONS)
# Where a record may count for several, its own and those credited: their shares overlap.
WAYS = tuple(dimension.name for dimension in DIMENSIONS if dimension.several)
