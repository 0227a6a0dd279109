"""Checks of a seizure beyond the constraints of the database."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from common.db.conditions import check_row
from common.errors import Findings
from operations.validity import check_country
from records.checks import check_measured
from seizures.disposed import check_disposed
from seizures.models import SeizedItem, Seizure

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
