"""The persons of an outcome by sex, age group and nationality: rows that go by these, which are listed once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import uuid_utils.compat as uuid_utils
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.models.country import check_country
from common.db.conditions import check_row
from common.errors import Findings
from measures.quantity import canonical
from operations.models import Outcome, OutcomePersons

# The unit of persons (UN/ECE Recommendation 20).
PERSONS = "IE"
# More rows of one outcome are a list of cases.
MOST_ROWS = 300
NAMES = {"sex": lazy("sex"), "age": lazy("age group"), "nationality": lazy("nationality")}


def matched_persons(
    rows: Iterable[OutcomePersons], stored: Mapping[Any, OutcomePersons]
) -> list[OutcomePersons]:
    """The rows, each with the id of the stored row of the same persons; `stored` are those by their key."""
    rows = list(rows)
    for row in rows:
        twin = stored.get(row.key)
        row.pk, row._state.adding = (twin.pk, False) if twin else (uuid_utils.uuid7(), True)
    return rows


def check_persons(rows: Sequence[OutcomePersons], outcome: Outcome, findings: Findings) -> None:
    """Adds the errors of each row, and of all together: by each property they are the outcome's at most."""
    if len(rows) > MOST_ROWS:
        text = _("There are %(number)d; a record has %(most)d at most.")
        findings.add("persons", text % {"number": len(rows), "most": MOST_ROWS})
        return
    seen: set[Any] = set()
    for number, row in enumerate(rows):
        path = f"persons.{number}"
        with findings.at(path):
            check_row(row, "outcome")
        with findings.at(f"{path}.nationality"):
            check_country(row.nationality, outcome.date_from, outcome.date_to)
        if row.key in seen:
            findings.add(path, _("The same persons are in the list already: put the numbers into one row."))
        seen.add(row.key)
    if rows and not any(path.startswith("persons.") for path in findings.errors):
        _check_whole(rows, outcome, findings)


def _check_whole(rows: Sequence[OutcomePersons], outcome: Outcome, findings: Findings) -> None:
    if "measure" in findings.errors or "quantity" in findings.errors or "unit" in findings.errors:
        return
    if outcome.measure.count_unit != PERSONS:
        sentence = _("%(measure)s does not count persons: there is nothing to break down.")
        findings.add("persons", sentence % {"measure": outcome.measure.name})
        return
    whole = canonical(outcome.quantity, outcome.unit) if outcome.unit else None
    if whole is None:
        findings.add("persons", _("State first how many persons there are in all: at least as many as here."))
        return
    for name, number in parts_of(rows).items():
        if number > whole:
            words = {"property": NAMES[name], "parts": number, "whole": f"{Decimal(whole).normalize():f}"}
            text = _("By %(property)s there are %(parts)s, and in all %(whole)s: parts are as many at most.")
            findings.add("persons", text % words)


def parts_of(rows: Iterable[OutcomePersons]) -> dict[str, int]:
    """How many persons have their sex, age group and nationality stated."""
    rows = list(rows)
    values = {name: [row.number for row in rows if value_of(row, name)] for name in OutcomePersons.KEY}
    return {name: sum(numbers) for name, numbers in values.items()}


@dataclass(frozen=True)
class PersonsTable:
    """The persons of an outcome by one property: the number of each value, and of those for whom it is not stated."""

    label: str
    rows: list[tuple[str, int]]
    not_stated: Decimal


def persons_tables(outcome: Outcome) -> list[PersonsTable]:
    """A table for each property that some of the persons have stated."""
    rows, whole = list(outcome.persons.all()), outcome.canonical_quantity or Decimal(0)
    found = []
    for name, label in NAMES.items():
        numbers: dict[str, int] = {}
        for row in rows:
            if value_of(row, name):
                numbers[_word(row, name)] = numbers.get(_word(row, name), 0) + row.number
        if numbers:
            rest = whole - sum(numbers.values())
            found.append(PersonsTable(capfirst(str(label)), sorted(numbers.items()), rest))
    return found


def _word(row: OutcomePersons, name: str) -> str:
    if name == "nationality":
        return str(row.nationality)
    return str(row.get_sex_display() if name == "sex" else row.get_age_display())


def value_of(row: OutcomePersons, name: str) -> Any:
    """The sex, age group or nationality of a row; empty if it is not stated."""
    return row.nationality_id if name == "nationality" else getattr(row, name)


def save_persons(rows: Sequence[OutcomePersons], stored: Mapping[Any, OutcomePersons]) -> None:
    """Saves the rows in place of the stored ones."""
    pks = {row.pk for row in rows}
    OutcomePersons.objects.filter(pk__in={row.pk for row in stored.values()} - pks).delete()
    for row in rows:
        row.save(force_insert=row._state.adding)
