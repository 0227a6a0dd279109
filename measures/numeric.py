"""Exact decimals of any usual length: what was reported is kept digit for digit."""

from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

# More than any report writes, and far less than what would make arithmetic or printing slow.
DIGITS = 40


def check_length(number: Decimal) -> None:
    """Raises ValidationError for more than `DIGITS` digits before or after the point, or no number at all."""
    if not number.is_finite():
        raise ValidationError(_("Enter a number."), code="invalid")
    if number.adjusted() >= DIGITS or int(number.as_tuple().exponent) < -DIGITS:
        raise ValidationError(
            _("At most %(digits)d digits before and after the point.") % {"digits": DIGITS}, code="too_long"
        )


class NumericField(models.DecimalField):  # type: ignore[type-arg]
    """PostgreSQL's `numeric` without a precision: no rounding on the way in."""

    context = Context(prec=2 * DIGITS)

    @cached_property
    def validators(self) -> list[Callable[[Any], None]]:
        return [*super(models.DecimalField, self).validators, check_length]

    def _check_decimal_places(self) -> list[checks.CheckMessage]:
        return []

    def _check_max_digits(self) -> list[checks.CheckMessage]:
        return []

    def _check_decimal_places_and_max_digits(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return []

    def db_type(self, connection: Any) -> str:
        return "numeric"

    def cast_db_type(self, connection: Any) -> str:
        return "numeric"
