"""Checks of a seizure beyond the constraints of the database."""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.db.conditions import check_row
from common.errors import Findings
from operations.validity import check_country
from records.checks import check_measured
from records.drafts import MOST_ROWS
from records.surroundings import Surroundings
from seizures.disposed import check_disposed
from seizures.models import Credit, SeizedItem, Seizure

AMOUNTS = ("measure", "quantity", "unit", "amount", "currency", "description")


def check_where(seizure: Seizure, findings: Findings) -> None:
    """Adds errors for a place in another country than the stated one, and for countries that did not exist then."""
    place = seizure.place
    if place and place.country_id not in (None, seizure.country_id):
        where = {"place": place, "country": place.country}
        findings.add("place", _("%(place)s is in %(country)s, which is not the country chosen.") % where)
    for end in ("origin", "transit", "destination"):
        with findings.at(end):
            check_country(getattr(seizure, end), seizure.date_from, seizure.date_to)


def check_items(
    seizure: Seizure, items: Sequence[SeizedItem], stored: dict[Any, SeizedItem], findings: Findings
) -> None:
    """Adds the errors of each item; `stored` are the seizure's items in the database, by id."""
    if not items:
        findings.add("items", _("Say what was taken: add at least one item."))
    if not _are_rows(items, None if seizure._state.adding else stored, "items", findings):
        return
    for number, item in enumerate(items):
        path = f"items.{number}"
        with findings.at(path):
            check_row(item, "seizure")
        if not findings.errors.keys() & {f"{path}.{name}" for name in AMOUNTS}:
            with findings.at(path):
                check_measured(item, kind="seizure", day=seizure.date_from, last_day=seizure.date_to)
            if item.pk in stored:
                with findings.at(path):
                    check_disposed(item, stored[item.pk].dispositions.all(), seizure)


def check_credits(
    seizure: Seizure,
    credits: Sequence[Credit],
    stored: dict[Any, Credit],
    findings: Findings,
    around: Surroundings,
) -> None:
    """Adds the errors of each credit; `stored` are the seizure's credits in the database, by id."""
    if not _are_rows(credits, None if seizure._state.adding else stored, "credits", findings):
        return
    seen: set[tuple[str, object]] = set()
    for number, credit in enumerate(credits):
        field = "agency" if credit.agency_id else "operation"
        whose = (field, credit.agency_id or credit.operation_id)
        with findings.at(f"credits.{number}"):
            check_row(credit, "seizure")
            _check_credit(credit, seizure, around.visible_operations)
        if whose in seen:
            findings.add(f"credits.{number}.{field}", _("It is credited above already."))
        seen.add(whose)


def _are_rows(rows: Sequence[Any], stored: Collection[Any] | None, name: str, findings: Findings) -> bool:
    """Whether there are at most MOST_ROWS rows, each new or one of this seizure's, and none twice."""
    if len(rows) > MOST_ROWS:
        text = _("There are %(number)d; a record has %(most)d at most.")
        findings.add(name, text % {"number": len(rows), "most": MOST_ROWS})
        return False
    seen: set[Any] = set()
    for number, row in enumerate(rows):
        if row._state.adding:
            continue
        if stored is None:
            findings.add(f"{name}.{number}.id", _("What is new gets its id here."))
        elif row.pk not in stored:
            findings.add(f"{name}.{number}", _("It is not in this seizure any more. Add it again."))
        elif row.pk in seen:
            findings.add(f"{name}.{number}", _("It is in the list above already."))
        seen.add(row.pk)
    return not any(path.startswith(f"{name}.") for path in findings.errors)


def _check_credit(credit: Credit, seizure: Seizure, visible: Collection[Any]) -> None:
    if credit.agency_id and credit.agency_id == seizure.seizing_agency_id:
        raise ValidationError({"agency": _("The seizing agency has the seizure already; credit the others.")})
    if credit.operation_id and credit.operation_id == seizure.operation_id:
        raise ValidationError({"operation": _("The seizure is in that operation already.")})
    if credit.operation_id and credit.operation_id not in visible:
        raise ValidationError({"operation": _("There is no such operation.")})
