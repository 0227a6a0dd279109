"""Seizures, what was taken, who is credited, and what became of it."""

import factory

from seizures.models import Credit, Disposition, SeizedItem, Seizure
from tests.factories.agencies import AgencyFactory
from tests.factories.coded import CodedFactory
from tests.factories.operations import ReviewedFactory


class SeizedItemFactory(CodedFactory):
    """Ten kilograms of cocaine; `SeizedItemFactory(cash="3500000")` is that many dollars."""

    class Meta:
        model = SeizedItem

    class Params:
        unquantified = factory.Trait(quantity=None, unit=None)
        cash = None

    seizure = factory.SubFactory("tests.factories.seizures.SeizureFactory", item=None)
    measure = factory.LazyAttribute(lambda row: "CASH.CURRENCY" if row.cash else "NARC.COCAINE")
    quantity = factory.LazyAttribute(lambda row: None if row.cash or row.measure.startswith("CASH") else "10")
    unit = factory.LazyAttribute(lambda row: "KGM" if row.quantity is not None else None)
    amount = factory.SelfAttribute("cash")
    currency = factory.LazyAttribute(lambda row: "USD" if row.amount is not None else None)


class SeizureFactory(ReviewedFactory):
    """One item, of which `item__quantity="3"` and the like say more; `item=None` for none."""

    class Meta:
        model = Seizure
        skip_postgeneration_save = True

    class Params:
        unquantified = factory.Trait(item__unquantified=True)

    seizing_agency = factory.SelfAttribute("owner")
    item = factory.RelatedFactory(SeizedItemFactory, "seizure")


class CreditFactory(CodedFactory):
    """Of an agency; `CreditFactory(agency=None, operation=...)` is an operation's."""

    class Meta:
        model = Credit

    seizure = factory.SubFactory(SeizureFactory)
    agency = factory.SubFactory(AgencyFactory)


class DispositionFactory(CodedFactory):
    """Four of the ten kilograms destroyed."""

    class Meta:
        model = Disposition

    item = factory.SubFactory(SeizedItemFactory)
    stage = Disposition.Stage.DESTROYED
    quantity = "4"
    date = "2009-08"
