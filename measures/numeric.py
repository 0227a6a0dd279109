"""Exact decimals of any usual length: reported numbers are stored digit for digit."""

from collections.abc import Callable
from decimal import Context
from typing import Any

from django.core import checks
from django.db import models
from django.utils.functional import cached_property

from common.text.numbers import DIGITS, check_length


class NumericField(models.DecimalField):  # type: ignore[type-arg]  # with parameters, none could be null
    """PostgreSQL's `numeric` without precision and scale: nothing is rounded."""

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
