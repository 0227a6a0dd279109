"""Factories take codes and text where the models take rows: `SeizedItemFactory(measure="CASH", amount="3500000")`."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from factory.django import DjangoModelFactory

from agencies.models import Agency, Country
from measures.models import Measure, Unit
from measures.partial_date import PartialDate
from operations.models import Operation

Rows: dict[str, Callable[[str], Any]] = {
    "measure": lambda code: Measure.objects.get(code=code),
    "unit": lambda code: Unit.objects.order_by("dimension").filter(code=code).first(),
    "currency": Unit.objects.currency,
    "operation": lambda code: Operation.objects.get(code=code),
    "parent": lambda code: Operation.objects.get(code=code),
    "agency": lambda code: Agency.objects.get(code=code),
    "seizing_agency": lambda code: Agency.objects.get(code=code),
    "owner": lambda code: Agency.objects.get(code=code),
    **dict.fromkeys(
        ("country", "origin", "transit", "destination"), lambda code: Country.objects.get(code=code)
    ),
}
NUMBERS = ("quantity", "amount", "value", "before", "after")


class CodedFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        for name, row in Rows.items():
            if isinstance(kwargs.get(name), str):
                kwargs[name] = row(kwargs[name])
        for name in NUMBERS:
            if kwargs.get(name) is not None:
                kwargs[name] = Decimal(kwargs[name])
        if "date" in kwargs:
            date = kwargs.pop("date")
            kwargs["date"] = PartialDate.parse(date) if isinstance(date, str) else date
        return kwargs
