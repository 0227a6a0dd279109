"""Constraints of records that are reports of a series, parts of another record, or the same as one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def beside_others() -> tuple[models.CheckConstraint, ...]:
    """A report has a series and a day, a duplicate its other record, and nothing is a part of itself."""
    return (
        models.CheckConstraint(
            condition=Q(series="", reported_on__isnull=True) | ~Q(Q(series="") | Q(reported_on__isnull=True)),
            name="%(class)s_report_has_a_series_and_a_day",
            violation_error_code="field:reported_on",
            violation_error_message=_("A cumulative report says of which series it is, and of which day."),
        ),
        models.CheckConstraint(
            condition=Q(duplicate=False) | Q(part_of__isnull=False),
            name="%(class)s_duplicate_has_its_other_record",
            violation_error_message=_("A duplicate says of which record it is one."),
        ),
        models.CheckConstraint(
            condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
            name="%(class)s_is_not_part_of_itself",
            violation_error_code="field:part_of",
            violation_error_message=_("A record cannot be a part of itself."),
        ),
    )
