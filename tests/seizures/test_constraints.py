"""What the database refuses by name, whoever writes: each on both sides of its edge."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURE = [
    ("seizure_has_both_days", "date_from = '2009-07-01', date_to = NULL"),
    (
        "seizure_ends_after_it_began",
        "date_from = '2009-07-02', date_to = '2009-07-01', date_precision = 'range'",
    ),
    (
        "seizure_date_fits_its_precision",
        "date_from = '2009-07-02', date_to = '2009-07-31', date_precision = 'month'",
    ),
    (
        "seizure_date_fits_its_precision",
        "date_from = '2009-07-01', date_to = '2009-07-01', date_precision = 'unknown'",
    ),
    (
        "seizure_is_not_before_1900",
        "date_from = '1899-12-31', date_to = '1899-12-31', date_precision = 'day'",
    ),
    ("seizure_marking_is_known", "marking = 'TLP:WHITE'"),
    ("seizure_verified_by_somebody", "state = 'verified'"),
    ("seizure_says_why_it_went_back", "state = 'returned', state_reason = ''"),
    ("seizure_is_not_part_of_itself", "part_of_id = id"),
    ("only_an_aggregate_counts_events", "event_count = 3"),
]
ITEM = [
    ("seizeditem_quantity_is_not_negative", "quantity = -0.001"),
    (
        "seizeditem_amount_is_not_negative",
        "amount = -1, currency_id = (SELECT id FROM measures_unit WHERE code = 'USD')",
    ),
    ("seizeditem_quantity_has_a_unit", "unit_id = NULL"),
    ("seizeditem_amount_has_a_currency", "amount = 1"),
    ("purity_is_a_percentage", "purity = 100.01"),
]
DISPOSITION = [
    ("disposition_says_how_much", "quantity = NULL"),
    ("disposition_quantity_is_not_negative", "quantity = -1"),
    ("disposition_amount_is_not_negative", "amount = -1"),
    ("only_a_forfeiture_has_a_kind", "forfeiture = 'civil'"),
]
ALLOWED = [
    ("seizures_seizure", "date_from = '2009-07-01', date_to = '2009-07-31', date_precision = 'month'"),
    ("seizures_seizure", "date_from = '1900-01-01', date_to = '1900-01-01', date_precision = 'day'"),
    ("seizures_seizure", "date_from = NULL, date_to = NULL, date_precision = 'unknown'"),
    ("seizures_seizure", "kind = 'aggregate', event_count = 3"),
    ("seizures_seizeditem", "quantity = 0"),
    ("seizures_seizeditem", "quantity = NULL, unit_id = NULL"),
    ("seizures_seizeditem", "purity = 100"),
    ("seizures_disposition", "stage = 'forfeited', forfeiture = 'civil'"),
]


def update(table: str, change: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")  # noqa: S608
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def rows():
    return DispositionFactory()


@pytest.mark.parametrize(
    ("table", "name", "change"),
    [
        *(("seizures_seizure", *case) for case in SEIZURE),
        *(("seizures_seizeditem", *case) for case in ITEM),
        *(("seizures_disposition", *case) for case in DISPOSITION),
    ],
)
def test_the_database_refuses(rows, table, name, change):
    with pytest.raises(IntegrityError, match=name):
        update(table, change)


@pytest.mark.parametrize(("table", "change"), ALLOWED)
def test_the_database_allows(rows, table, change):
    update(table, change)


def test_the_author_is_no_verifier():
    record = SeizureFactory(verified=True)

    with pytest.raises(IntegrityError, match="seizure_verifier_is_another_person"):
        update("seizures_seizure", f"verified_by_id = {record.created_by_id}")


def test_one_reference_an_agency():
    first = SeizureFactory(reference="A-1")

    with pytest.raises(IntegrityError, match="seizure_reference_is_unique"), transaction.atomic():
        SeizureFactory(reference="A-1", owner=first.owner)
    SeizureFactory(reference="A-1")


def test_credit_is_an_agencys_or_an_operations():
    with pytest.raises(IntegrityError, match="credit_is_an_agencys_or_an_operations"), transaction.atomic():
        CreditFactory(operation=OperationFactory())
    with pytest.raises(IntegrityError, match="credit_is_an_agencys_or_an_operations"), transaction.atomic():
        CreditFactory(agency=None)
    CreditFactory(agency=None, operation=OperationFactory())


def test_credit_is_given_once():
    credit = CreditFactory()

    with pytest.raises(IntegrityError, match="agency_is_credited_once"), transaction.atomic():
        CreditFactory(seizure=credit.seizure, agency=credit.agency)


def test_canonical_quantities_follow_whoever_writes():
    item = SeizedItemFactory(quantity="1", unit="LBR")

    update("seizures_seizeditem", "quantity = 1000")

    item.refresh_from_db()
    assert str(item.canonical_quantity) == "453.59237"
