"""Constraints of amounts that lie between two numbers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.db.constraints import BEYOND
from operations.models.choices import Qualifier

HIGHER = _("The second number must be the higher one.")
ONLY_BETWEEN = _("A second number goes with “between” only.")
BOTH = _("Say between what and what: give both numbers, such as 10-12.")


def two_numbers(*numbers: str, prefix: str) -> list[models.BaseConstraint]:
    """A second number is the higher one, and there is one if, and only if, the qualifier is "between"."""
    numbers = numbers or ("quantity", "amount")
    none = Q(**{f"{number}_high__isnull": True for number in numbers})
    return [
        *(_is_higher(number, prefix) for number in numbers),
        models.CheckConstraint(
            condition=none | Q(qualifier=Qualifier.BETWEEN),
            name=f"{prefix}_high_only_between",
            violation_error_code="field:qualifier",
            violation_error_message=ONLY_BETWEEN,
        ),
        models.CheckConstraint(
            condition=~Q(qualifier=Qualifier.BETWEEN) | ~none,
            name=f"{prefix}_between_two_numbers",
            violation_error_code=f"field:{numbers[0]}",
            violation_error_message=BOTH,
        ),
    ]


def _is_higher(number: str, prefix: str) -> models.CheckConstraint:
    stated = Q(**{f"{number}__isnull": False, f"{number}_high__gt": F(number), f"{number}_high__lt": BEYOND})
    return models.CheckConstraint(
        condition=Q(**{f"{number}_high__isnull": True}) | stated,
        name=f"{prefix}_{number}_high_is_higher",
        violation_error_code=f"field:{number}_high",
        violation_error_message=HIGHER,
    )
