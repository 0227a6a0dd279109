"""Constraints by name, each with the message that the user reads when it is violated.

`violation_error_code="field:unit"` names the field that the message belongs to (common.errors).
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import CheckConstraint, F, Func, Q, Value

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def set_together(*fields: str, name: str, message: "StrOrPromise", field: str = "") -> CheckConstraint:
    """A constraint that all of `fields` are filled, or none is; the message is beside `field`, if any is named."""
    empty = Q(**{f"{field}__isnull": True for field in fields})
    filled = Q(**{f"{field}__isnull": False for field in fields})
    beside = {"violation_error_code": f"field:{field}"} if field else {}
    return CheckConstraint(condition=empty | filled, name=name, violation_error_message=message, **beside)


def in_order(
    first: str, last: str, *, name: str, message: "StrOrPromise", field: str = ""
) -> CheckConstraint:
    """A constraint that `first` is not after `last`, if both are known."""
    unknown = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True})
    return CheckConstraint(
        condition=unknown | Q(**{f"{first}__lte": F(last)}),
        name=name,
        violation_error_code=f"field:{field or last}",
        violation_error_message=message,
    )


# PostgreSQL has infinite numerics, and NaN, which is more than all others: no sum ever gets rid of them.
BEYOND = Decimal(10) ** 40


def not_negative(field: str, *, name: str, message: "StrOrPromise") -> CheckConstraint:
    """A constraint that `field` is from zero to 40 digits, or null: unknown is null, never zero."""
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0, f"{field}__lt": BEYOND}),
        name=name,
        violation_error_code=f"field:{field}",
        violation_error_message=message,
    )


def one_of(field: str, values: Iterable[str], *, name: str, message: "StrOrPromise") -> CheckConstraint:
    """A constraint that `field` has one of `values`: the choices of the model, enforced by the database."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(values)}),
        name=name,
        violation_error_code=f"field:{field}",
        violation_error_message=message,
    )


def any_filled(*fields: str, name: str, message: "StrOrPromise") -> CheckConstraint:
    """A constraint that at least one of `fields` is filled."""
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__isnull": False})
    return CheckConstraint(condition=condition, name=name, violation_error_message=message)


def once_at_a_time(
    *fields: str, first: str, last: str, name: str, message: "StrOrPromise"
) -> ExclusionConstraint:
    """No two rows with the same ids in `fields` share a day from `first` to `last`; a null there is no end."""
    # The id as a range of one number: ranges can be excluded without an extension of PostgreSQL.
    same = [(Func(F(field), F(field), Value("[]"), function="int8range"), "&&") for field in fields]
    days = (Func(F(first), F(last), Value("[]"), function="daterange"), "&&")
    return ExclusionConstraint(name=name, expressions=[*same, days], violation_error_message=message)
