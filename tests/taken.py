"""Items as somebody would type them, not saved yet."""

from decimal import Decimal

from measures.models import Measure, Unit
from seizures.models import SeizedItem


def cocaine(quantity="10", unit="KGM", **changed) -> SeizedItem:
    return SeizedItem(
        measure=Measure.objects.get(code="NARC.COCAINE"),
        quantity=None if quantity is None else Decimal(quantity),
        unit=Unit.objects.quantity(unit) if unit else None,
        **changed,
    )


def cash(amount="3500000", currency="USD", **changed) -> SeizedItem:
    return SeizedItem(
        measure=Measure.objects.get(code="CASH.CURRENCY"),
        amount=Decimal(amount),
        currency=Unit.objects.currency(currency),
        **changed,
    )
