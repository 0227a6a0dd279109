"""The legal coverage of an operation as its tab shows it: a row a participating country, a column an instrument."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operations.coverage import Coverage, Covered, PartyStanding, coverage_of
from operations.models import Operation

SHORT = {
    PartyStanding.PARTY: gettext_lazy("party"),
    PartyStanding.IN_PART: gettext_lazy("in part"),
    PartyStanding.NOT_PARTY: gettext_lazy("no"),
    PartyStanding.UNKNOWN: gettext_lazy("not known"),
}


@dataclass(frozen=True)
class LegalRow:
    country: str
    # The word for each instrument, and the standing that it is for.
    standings: list[tuple[str, str]]
    mutual_assistance: str
    extradition: str
    # The names of those with which that is not so, or not known.
    gaps: str


def legal_context(operation: Operation) -> dict[str, Any]:
    coverage = coverage_of(operation)
    names = {row.country.code: str(row.country) for row in coverage.countries}
    return {"coverage": coverage, "rows": [_row(coverage, row, names) for row in coverage.countries]}


def _row(coverage: Coverage, row: Any, names: dict[str, str]) -> LegalRow:
    standings = [row.standings[each.code] for each in coverage.instruments]
    return LegalRow(
        country=str(row.country),
        standings=[(str(SHORT[standing]), str(standing)) for standing in standings],
        mutual_assistance=_covered(row.mutual_assistance),
        extradition=_covered(row.extradition),
        gaps=_gaps(row.mutual_assistance, names),
    )


def _covered(covered: Covered) -> str:
    """With how many of the others there is a ground; and of how many that is not known."""
    others = len(covered.with_) + len(covered.without) + len(covered.unknown)
    if not others:
        return _("no other country takes part")
    text = _("with %(many)d of %(others)d") % {"many": len(covered.with_), "others": others}
    if not covered.unknown:
        return text
    unknown = ngettext("%(many)d not known", "%(many)d not known", len(covered.unknown))
    return f"{text}, {unknown % {'many': len(covered.unknown)}}"


def _gaps(covered: Covered, names: dict[str, str]) -> str:
    return ", ".join(names[code] for code in covered.without)
