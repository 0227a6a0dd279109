"""Check constraints say the same in Python as in the database."""

import datetime
from decimal import Decimal
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from common.db.conditions import judge_of, names_in
from figures.ledger import folding
from operations.models import Operation, Outcome, Participation, State
from seizures.models import Credit, Disposition, SeizedItem, Seizure
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory

JULY, AUGUST = datetime.date(2009, 7, 1), datetime.date(2009, 8, 14)
# Some of what each field may hold, on both sides of the constraints that read it, and nothing.
VALUES = {
    "date_from": [None, JULY, AUGUST, datetime.date(1899, 12, 31)],
    "date_to": [None, JULY, AUGUST],
    "date_precision": ["unknown", "day", "month", "range"],
    "starts_on": [None, JULY, AUGUST],
    "ends_on": [None, JULY, AUGUST],
    "quantity": [None, Decimal(-1), Decimal(0), Decimal(10) ** 40],
    "amount": [None, Decimal(-1), Decimal(0), Decimal(10) ** 40],
    "quantity_high": [None, Decimal(0), Decimal(11), Decimal(10) ** 41],
    "amount_high": [None, Decimal(0), Decimal(11), Decimal(10) ** 41],
    "qualifier": ["exact", "between"],
    "duplicate": [True, False],
    "latitude": [None, Decimal(3), Decimal(91)],
    "longitude": [None, Decimal(-81), Decimal(181)],
    "accuracy": [None, 500],
    "purity": [None, Decimal(-1), Decimal(0), Decimal(100), Decimal(101)],
    "marking": ["TLP:RED", "TLP:WHITE"],
    "state": [*State.values],
    "acceptance": ["accepted", "pending", "objected", "lost"],
    "state_reason": ["", "It did not happen."],
    "confirmed_at": [None, datetime.datetime(2009, 8, 1, tzinfo=datetime.UTC)],
    "verified_at": [None, datetime.datetime(2009, 8, 1, tzinfo=datetime.UTC)],
    "reference": ["CASE-1", "CASE-\u00e9", "CASE\t1", ""],
    "series": ["", "DAILY", "TWO\tWORDS"],
    "reported_on": [None, JULY],
    "kind": ["event", "aggregate"],
    "event_count": [None, 0, 3],
    "forfeiture": ["", "civil"],
    "stage": ["forfeited", "destroyed"],
    "role": ["lead", "observer"],
    "joint_lead": [True, False],
    "note": ["", "Its police"],
    "weight": ["", "gross", "net", "heavy"],
    "cites_appendix": ["", "I", "IV"],
}
MODELS = (Operation, Participation, Outcome, Seizure, SeizedItem, Credit, Disposition)
CONSTRAINTS = [
    pytest.param(model, each, id=each.name)
    for model in MODELS
    for each in model._meta.constraints
    if isinstance(each, CheckConstraint)
]


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """Values of the fields that name rows, and the ids of people."""
    with django_db_blocker.unblock():
        people = [UserFactory().pk for _ in range(2)]
        agency, operation, outcome = AgencyFactory(), OperationFactory(), OutcomeFactory()
        yield {
            "verified_by": [None, *people],
            "confirmed_by": [None, *people],
            "created_by": people,
            "reviewer": [None, people[0]],
            "owner": [agency.pk],
            "seizing_agency": [None, agency.pk],
            "last_edited_by": people,
            "authors": [[], people[:1], people],
            "agency": [None, agency.pk],
            "country": [None, 1],
            "operation": [None, operation.pk],
            "unit": [None, 1],
            "currency": [None, 1],
            "id": [outcome.pk],
            "part_of": [None, outcome.pk, operation.pk],
            "parent": [None, outcome.pk],
        }
        outcome.delete()
        for row in (operation, agency):
            row.delete()
        # What it added to figures and took away again is not left to be folded by other tests.
        folding.fold_all()


def database_holds(constraint, model, row):
    try:
        constraint.validate(model, row)
    except ValidationError:
        return False
    return True


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS)
def test_python_judges_as_the_database_does(model, constraint, rows):
    names = sorted(names_in(constraint.condition))
    values = [(rows | VALUES)[name] for name in names]
    judge, judged = judge_of(constraint.condition, model), set()

    for combination in [*product(*values)][:200]:
        row = model()
        for name, value in zip(names, combination, strict=True):
            setattr(row, model._meta.get_field(name).attname, value)
        found = judge(row) is not False
        assert found == database_holds(constraint, model, row), dict(zip(names, combination, strict=True))
        judged.add(found)

    assert judged == {True, False} or constraint.name.endswith("_10000")
