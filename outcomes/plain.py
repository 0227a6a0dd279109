"""Drafts of outcomes from plain values, as files and loaders have them."""

from collections.abc import Sequence

from agencies.kinds import AGENCY, COUNTRY
from agencies.models import User
from operations.models import Outcome, OutcomeCredit, OutcomePersons, OutcomeSource
from outcomes.drafts import OutcomeDraft
from records.plain import (
    AMOUNT_NAMES,
    AMOUNT_VALUES,
    RECORD_NAMES,
    RECORD_TEXTS,
    RecordShape,
    Resolved,
    Shape,
    Values,
    credit_shape,
    source_shape,
)

OUTCOME = Shape(
    Outcome,
    RECORD_NAMES | AMOUNT_NAMES | {"agency": AGENCY},
    (*RECORD_TEXTS, *AMOUNT_VALUES),
    rows=("credits", "sources", "persons", "part_of"),
)
PERSONS = Shape(OutcomePersons, {"nationality": COUNTRY}, ("sex", "age", "number"), dates=())
SHAPE = RecordShape(
    OUTCOME,
    {"credits": credit_shape(OutcomeCredit), "sources": source_shape(OutcomeSource), "persons": PERSONS},
    OutcomeDraft,
)


def resolve_outcomes(rows: Sequence[Values], *, by: User) -> list[Resolved[OutcomeDraft]]:
    """Drafts of new outcomes, in a fixed number of queries."""
    return SHAPE.resolve(rows, by=by)
