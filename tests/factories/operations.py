"""Operations and what is recorded of them. Codes stand for reference data, which the session loads."""

from typing import Any

import factory
from django.utils import timezone

from measures.partial_date import PartialDate
from operations.models import (
    Claim,
    Indicator,
    Marking,
    Operation,
    Outcome,
    Participation,
    Plan,
    Source,
    State,
    Target,
)
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.coded import CodedFactory


class OperationFactory(CodedFactory):
    """`starts` and `ends` are text: "2009-07"."""

    class Meta:
        model = Operation

    class Params:
        starts = ""
        ends = ""
        amber = factory.Trait(marking=Marking.AMBER)

    code = factory.Sequence(lambda number: f"OPERATION-{number}")
    name = factory.LazyAttribute(lambda row: f"Operation {row.code.title()}")
    kind = Operation.Kind.ENFORCEMENT
    owner = factory.SubFactory(AgencyFactory)
    starts_on = factory.LazyAttribute(lambda row: PartialDate.parse(row.starts).first)
    starts_precision = factory.LazyAttribute(lambda row: PartialDate.parse(row.starts).precision)
    ends_on = factory.LazyAttribute(lambda row: PartialDate.parse(row.ends).last)
    ends_precision = factory.LazyAttribute(lambda row: PartialDate.parse(row.ends).precision)


class ParticipationFactory(CodedFactory):
    class Meta:
        model = Participation

    class Params:
        lead = factory.Trait(role=Participation.Role.LEAD)

    operation = factory.SubFactory(OperationFactory)
    agency = factory.SubFactory(AgencyFactory)


class SourceFactory(CodedFactory):
    class Meta:
        model = Source

    code = factory.Sequence(lambda number: f"source-{number}")
    publisher = "The publisher"
    title = factory.Sequence(lambda number: f"Report {number}")
    marking = Marking.CLEAR


class ReviewedFactory(CodedFactory):
    """A draft; `verified=True` is a record that another person of the same agency verified.

    `date` is text: "2009-07-14", "2009-07", "" for unknown. `readers` are the persons named.
    """

    class Meta:
        abstract = True

    class Params:
        submitted = factory.Trait(state=State.SUBMITTED, submitted_at=factory.LazyFunction(timezone.now))
        returned = factory.Trait(
            state=State.RETURNED, state_reason="Mend it.", submitted_at=factory.LazyFunction(timezone.now)
        )
        verified = factory.Trait(
            state=State.VERIFIED,
            submitted_at=factory.LazyFunction(timezone.now),
            verified_at=factory.LazyFunction(timezone.now),
            verified_by=factory.SubFactory(
                UserFactory, role="supervisor", agency=factory.SelfAttribute("..owner")
            ),
        )
        withdrawn = factory.Trait(state=State.WITHDRAWN, state_reason="It did not happen.")
        superseded = factory.Trait(state=State.SUPERSEDED, state_reason="Replaced.")

    owner = factory.SubFactory(AgencyFactory)
    reference = factory.Sequence(lambda number: f"REF-{number}")
    created_by = factory.SubFactory(UserFactory, role="analyst", agency=factory.SelfAttribute("..owner"))
    last_edited_by = factory.SelfAttribute("created_by")
    date = "2009-07-14"

    @factory.post_generation
    def readers(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.readers.set(extracted)


class OutcomeFactory(ReviewedFactory):
    """Ten persons arrested."""

    class Meta:
        model = Outcome
        skip_postgeneration_save = True

    class Params:
        unquantified = factory.Trait(quantity=None)

    measure = "PEOPLE.ARRESTED"
    quantity = "10"
    unit = "C62"


class ClaimFactory(CodedFactory):
    """A source states that ten persons were arrested."""

    class Meta:
        model = Claim

    code = factory.Sequence(lambda number: f"claim-{number}")
    source = factory.SubFactory(SourceFactory)
    operation = factory.SubFactory(OperationFactory)
    measure = "PEOPLE.ARRESTED"
    value = "10"
    unit = "C62"
    statement = "Ten persons were arrested."


class IndicatorFactory(CodedFactory):
    class Meta:
        model = Indicator

    code = factory.Sequence(lambda number: f"indicator-{number}")
    operation = factory.SubFactory(OperationFactory)
    name = "Homicides"
    before = "20"
    after = "12"
    unit = "C62"


class PlanFactory(CodedFactory):
    """Reports are expected every month, 15 days after its end."""

    class Meta:
        model = Plan

    operation = factory.SubFactory(OperationFactory)
    every = "month"


class TargetFactory(CodedFactory):
    """A hundred persons are to be arrested."""

    class Meta:
        model = Target

    operation = factory.SubFactory(OperationFactory)
    measure = "PEOPLE.ARRESTED"
    value = "100"
    unit = "C62"
