from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.fields import CodeField, PickField, choice, like
from operations.models import Outcome
from records.forms.typed import TypedField

# What a form of an amount writes into its record, where it has the field.
AMOUNT = (
    "measure", "qualifier", "quantity", "quantity_high", "unit", "amount", "amount_high", "currency", "description",
)  # fmt: skip


def measure_input() -> PickField:
    return PickField(label=_("measure"), blank="", error_messages={"required": _("Choose what it is.")})


def qualifier_input() -> Any:
    return choice(Outcome, "qualifier")


def quantity_input(**kwargs: Any) -> TypedField:
    negative = _("A quantity cannot be negative.")
    return TypedField(
        **{"of": "quantity", "label": _("quantity"), "required": False, "negative": negative, **kwargs}
    )


def unit_input() -> PickField:
    return PickField(label=_("unit"), required=False, blank="", searched=False)


def amount_input(**kwargs: Any) -> TypedField:
    negative = _("An amount cannot be negative.")
    return TypedField(
        **{"of": "money", "label": _("amount"), "required": False, "negative": negative, **kwargs}
    )


def currency_input() -> CodeField:
    field = CodeField(label=_("currency"), required=False)
    field.widget.attrs = {"list": "currencies", "autocomplete": "off", "maxlength": "3", "class": "code"}
    return field


def description_input() -> Any:
    return like(Outcome, "description")
