"""The dimensions of figures, each described once: addresses, answers, facts, balances, postings and pages all read it.

Measure, stage and time are not among them: every figure has a measure and a stage, and time is counted in months. A
new dimension is an entry here, a column of facts and postings, and a migration that creates their SQL again.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from common.api.addresses import api_url
from figures.question.codes import (
    Ids,
    Places,
    agency_codes,
    agency_names,
    country_codes,
    names_of_countries,
    operation_codes,
    operation_names,
    place_names,
    region_codes,
    region_names,
)
from figures.question.stays import Stay, region_stays, threat_stays
from operations.models import Concealment, Conveyance, Detection, Threat

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

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
        codes=operation_codes,
        named=operation_names,
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
        codes=agency_codes,
        named=agency_names,
        listed_at=api_url("agencies"),
        several="agencies",
    ),
    FigureDimension(
        name="country",
        column="country_id",
        kind="bigint",
        label=_("Country"),
        unsaid=_("not stated"),
        help=_("Countries by alpha-3; none for records that state none."),
        codes=country_codes,
        named=names_of_countries,
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
        codes=region_codes,
        named=region_names,
        listed_at=api_url("regions"),
        stays=region_stays,
        by="country",
    ),
    FigureDimension(
        name="place",
        column="place_id",
        kind="uuid",
        label=_("Place"),
        unsaid=_("not stated"),
        help=_("Places of seizures by id; none for records that state none, and for outcomes."),
        codes=Places,
        named=place_names,
        listed_at=api_url("places"),
        many=True,
        typed=True,
    ),
    FigureDimension(
        name="origin",
        column="origin_id",
        kind="bigint",
        label=_("Origin"),
        unsaid=_("not stated"),
        help=_("Countries of origin of what was seized; none for records that state none, and for outcomes."),
        codes=country_codes,
        named=names_of_countries,
        listed_at=api_url("countries"),
        typed=True,
    ),
    FigureDimension(
        name="transit",
        column="transit_id",
        kind="bigint",
        label=_("Transit"),
        unsaid=_("not stated"),
        help=_("Countries that it passed through; none for records that state none, and for outcomes."),
        codes=country_codes,
        named=names_of_countries,
        listed_at=api_url("countries"),
        typed=True,
    ),
    FigureDimension(
        name="destination",
        column="destination_id",
        kind="bigint",
        label=_("Destination"),
        unsaid=_("not stated"),
        help=_("Countries that it was meant for; none for records that state none, and for outcomes."),
        codes=country_codes,
        named=names_of_countries,
        listed_at=api_url("countries"),
        typed=True,
    ),
    FigureDimension(
        name="threat",
        column="threat",
        kind="text",
        label=_("Threat"),
        unsaid=_("not stated"),
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
        unsaid=_("not stated"),
        help=_("How what was seized travelled; none for records that do not say, and for outcomes."),
        codes=lambda: {code: code for code in Conveyance.values},
        named=lambda _codes: {code: str(label) for code, label in Conveyance.choices},
    ),
    FigureDimension(
        name="concealment",
        column="concealment",
        kind="text",
        label=_("Concealment"),
        unsaid=_("not stated"),
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
        unsaid=_("not stated"),
        help=_("How it was found; none for records that do not say, and for outcomes."),
        codes=lambda: {code: code for code in Detection.values},
        named=lambda _codes: {code: str(label) for code, label in Detection.choices},
    ),
)
NAMES = tuple(dimension.name for dimension in DIMENSIONS)
# Those that all facts of a record share. A region depends on the day, and what became of an item has a day of its own.
OF_RECORDS = tuple(dimension.name for dimension in DIMENSIONS if not dimension.stays)
# Where a record may count for several, such as its own and those credited: their shares overlap.
WAYS = tuple(dimension.name for dimension in DIMENSIONS if dimension.overlaps)
