"""The totals that a file prints itself, typed by a person, and compared with the sums of its rows."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.db.acts import all_or_nothing
from common.errors import Invalid, NotAllowed
from figures.answer.figure import EXACT
from imports.models import FileImport
from imports.totals import with_sums
from operations.rules import may_enter

MOST = 100


@dataclass(frozen=True)
class PrintedTotal:
    """A printed total beside the sum of the rows; without such rows the sum is None."""

    measure: str
    unit: str
    year: str
    printed: Decimal
    computed: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether the sum is the printed total, to the last digit that is printed."""
        if self.computed is None:
            return False
        digits = Decimal(1).scaleb(int(self.printed.as_tuple().exponent))
        return self.computed.quantize(digits, ROUND_HALF_UP, EXACT) == self.printed

    @property
    def difference(self) -> Decimal | None:
        return None if self.computed is None else EXACT.subtract(self.computed, self.printed)


def comparisons(file_import: FileImport) -> list[PrintedTotal]:
    sums = with_sums(file_import.stated)
    return [
        PrintedTotal(*cell, Decimal(each["value"]), sums.get(cell))
        for each in file_import.printed
        if (cell := (each["measure"], each["unit"], each["year"]))
    ]


@all_or_nothing()
def print_total(
    file_import: FileImport, *, measure: str, unit: str, year: str, value: Decimal | None, by: User
) -> FileImport:
    """Stores a total that the file prints; an empty measure or year stands for all of them, no value for none."""
    may_enter(by)
    stored = FileImport.objects.select_for_update(of=("self",), no_key=True).get(pk=file_import.pk)
    if stored.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may compare its totals.") % {"owner": stored.owner})
    cell = {"measure": measure, "unit": unit, "year": year}
    others: list[dict[str, Any]] = [
        each for each in stored.printed if {name: each[name] for name in cell} != cell
    ]
    if value is not None:
        others.append({**cell, "value": f"{value:f}"})
    if len(others) > MOST:
        raise Invalid({"value": [_("At most %(most)d totals are compared.") % {"most": MOST}]})
    stored.printed = others
    with audited(by=by, action="totals compared"):
        stored.save(update_fields=["printed"])
    return stored
