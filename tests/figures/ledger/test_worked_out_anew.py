# ruff: noqa: S608 -- SQL written by hand is what this is about
"""A rate or a unit that is corrected, by whatever means, has every record worked out anew at once, by the ledger."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from agencies.models import Agency
from figures.answer.figure import Figure
from figures.answer.query import answer
from figures.ledger import folding
from figures.ledger.drift import drift
from figures.models import Posting
from figures.question.question import Question
from measures import services
from measures.models import ExchangeRate, Unit
from operations.sharing import Reader
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.figures.scene import columns_of, marks, run, values_of
from tests.figures.sessions import PATIENCE, sessions

pytestmark = pytest.mark.django_db
FINE = {"measure": "FORFEITURE.CRIMINAL", "quantity": None, "unit": None}


def enter(currency: str, day: str, per_euro: str, until: str | None = None) -> ExchangeRate:
    return ExchangeRate.objects.create(
        currency=Unit.objects.currency(currency),
        date=day,
        per_euro=Decimal(per_euro),
        valid_to=until,
        source="x",
    )


@pytest.fixture
def reader() -> Reader:
    return UserFactory(agency=Agency.objects.get(code="US-ICE"))


def figures(reader: Reader, **asked: object) -> dict[tuple[str | None, str], Figure]:
    found = answer(Question(**asked), reader).figures  # type: ignore[arg-type]  # checked by the dataclass when it runs
    return {(figure.cell["stage"], figure.unit): figure for figure in found}


@pytest.fixture
def francs() -> None:
    """A record of each kind in Swiss francs, on a day of which there is a rate."""
    enter("USD", "2009-07-10", "1.4")
    enter("CHF", "2009-07-10", "1.6")
    money = {"item__cash": "160", "item__currency": "CHF", "date": "2009-07-14"}
    seizure = SeizureFactory(verified=True, **money)
    DispositionFactory(item=seizure.items.get(), stage="forfeited", quantity=None, amount="16")
    OutcomeFactory(verified=True, amount="1600", currency="CHF", date="2009-07-14", **FINE)
    # Of another week: untouched by whatever is done to the rates of this one.
    SeizureFactory(verified=True, **{**money, "date": "2009-08-14"})


def correct_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE measures_exchangerate SET per_euro = 3.2 WHERE per_euro = 1.6")


def correct_in_the_admin() -> None:
    rate = ExchangeRate.objects.get(currency__code="CHF")
    rate.per_euro = Decimal("3.2")
    services.save(rate, by=UserFactory(role="administrator"))


def load_a_file(tmp_path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("Date,USD,CHF\n2009-07-14,1.4,3.2\n")
    call_command("load_rates", file, verbosity=0)


def correct_the_reporting_currency() -> None:
    ExchangeRate.objects.filter(currency__code="USD").update(per_euro=Decimal("0.7"))


CORRECTIONS = {
    "by SQL": correct_by_hand,
    "in the admin": correct_in_the_admin,
    "of the reporting currency": correct_the_reporting_currency,
    "by a file": load_a_file,
}


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_a_corrected_rate_reaches_every_record_at_once(francs, reader, tmp_path, correction):
    by = CORRECTIONS[correction]

    by(tmp_path) if by is load_a_file else by()

    found = figures(reader)
    values = {stage: found[stage, "USD"].value for stage in ("seized", "forfeited", "outcome")}
    assert values == {"seized": 70, "forfeited": 7, "outcome": 700}
    assert not drift()


def test_a_withdrawn_rate_leaves_its_records_without_a_value(francs, reader):
    ExchangeRate.objects.filter(currency__code="CHF").delete()

    found = {stage: (figure.value, figure.unvalued) for (stage, _unit), figure in figures(reader).items()}
    assert found == {"seized": (None, 2), "forfeited": (None, 1), "outcome": (None, 1)}
    assert not drift()


@pytest.mark.django_db(transaction=True)
def test_an_instant_before_the_correction_still_has_what_stood_then(francs, reader):
    instant = timezone.now()

    correct_by_hand()

    for fold in (lambda: None, folding.fold_all):
        fold()
        assert figures(reader)["seized", "USD"].value == 70
        assert figures(reader, as_of=instant)["seized", "USD"].value == 140


def test_a_note_beside_a_rate_posts_nothing(francs):
    postings = Posting.objects.count()

    ExchangeRate.objects.update(source="another")

    assert Posting.objects.count() == postings


def correct_the_viss(factor: str) -> None:
    unit = Unit.objects.quantity("VISS")
    unit.factor = Decimal(factor)
    services.save(unit, by=UserFactory(role="administrator"))


@pytest.mark.parametrize("how", ["service", "sql"])
def test_a_corrected_factor_has_every_record_converted_anew(reader, how):
    seizure = SeizureFactory(verified=True, item__quantity="10", item__unit="VISS")
    DispositionFactory(item=seizure.items.get(), stage="destroyed", quantity="5")

    if how == "service":
        correct_the_viss("1.6")
    else:
        Unit.objects.filter(code="VISS").update(factor=Decimal("1.6"))
    SeizureFactory(verified=True, item__quantity="10", item__unit="VISS")

    found = figures(reader)
    assert (found["seized", "KGM"].value, found["seized", "KGM"].qualifier) == (Decimal(32), "exact")
    assert found["destroyed", "KGM"].value == Decimal(8)
    assert seizure.items.get().canonical_quantity == Decimal(16)
    assert not drift()


def test_reference_data_that_is_put_right_puts_records_right(reader):
    Unit.objects.filter(code="VISS").update(factor=Decimal("1.6"))
    SeizureFactory(verified=True, item__quantity="10", item__unit="VISS")

    call_command("load_reference", small=True, verbosity=0)

    assert figures(reader)["seized", "KGM"].value == Decimal("16.3293")


def test_what_is_written_in_one_statement_is_worked_out_all_the_same(francs, reader):
    model = SeizureFactory(verified=True, date="2009-07-14", item__cash="1", item__currency="CHF")
    money = {"measure": model.items.get().measure, "amount": "160", "currency": Unit.objects.currency("CHF")}
    seizure = SeizureFactory.build(
        owner=model.owner,
        seizing_agency=model.owner,
        created_by=model.created_by,
        date="2009-07-14",
        item=None,
    )
    item = SeizedItemFactory.build(
        seizure=seizure, quantity="10", unit=Unit.objects.quantity("VISS"), **money
    )
    gone = DispositionFactory.build(item=item, quantity="5", amount="80")
    rows = [seizure, item, gone]
    *before, last = [
        f"INSERT INTO {row._meta.db_table} ({columns_of(type(row))}) VALUES ({marks(values_of(row))})"
        for row in rows
    ]

    run(
        f"WITH seized AS ({before[0]}), taken AS ({before[1]}) {last}",
        *(value for row in rows for value in values_of(row)),
    )

    item, gone = (type(row).objects.get(pk=row.pk) for row in (item, gone))
    assert (item.canonical_quantity, item.value) == (Decimal("16.3293"), 140)
    assert (gone.canonical_quantity, gone.value) == (Decimal("8.16465"), 70)
    assert (gone.unit, gone.currency) == (item.unit, item.currency)
    assert not drift()


CORRECTED = "UPDATE measures_unit SET factor = 2 WHERE code = 'VISS'"


@pytest.fixture
def held():
    """A seizure in viss that somebody holds, as services do before they write, and two sessions."""
    seizure = SeizureFactory(verified=True, item__quantity="10", item__unit="VISS")
    with sessions(2) as (one, other):
        one.do("BEGIN")
        one.do("SELECT FROM seizures_seizure WHERE id = %s FOR NO KEY UPDATE", seizure.pk)
        yield seizure, one, other


@pytest.mark.django_db(transaction=True)
def test_a_correction_does_not_wait_for_who_has_not_written_and_they_write_by_what_it_says(held, reader):
    seizure, one, other = held

    other.do(CORRECTED)
    one.do("UPDATE seizures_seizeditem SET quantity = 20 WHERE seizure_id = %s", seizure.pk)
    one.do("COMMIT")

    assert figures(reader)["seized", "KGM"].value == 40
    assert not drift()


@pytest.mark.django_db(transaction=True)
def test_a_correction_waits_for_who_has_written_and_reaches_what_they_wrote(held, reader):
    seizure, one, other = held

    one.do("UPDATE seizures_seizeditem SET quantity = 20 WHERE seizure_id = %s", seizure.pk)
    waiting = other.start(CORRECTED)
    one.do("COMMIT")
    waiting.result(PATIENCE)

    assert figures(reader)["seized", "KGM"].value == 40
    assert not drift()


@pytest.mark.django_db(transaction=True)
def test_who_writes_during_a_correction_waits_for_it():
    seizure = SeizureFactory(verified=True, item__quantity="10", item__unit="VISS")
    with sessions(2) as (one, other):
        one.do("BEGIN")
        one.do(CORRECTED)
        waiting = other.start(
            "UPDATE seizures_seizeditem SET quantity = 20 WHERE seizure_id = %s", seizure.pk
        )
        one.do("COMMIT")
        waiting.result(PATIENCE)

    assert seizure.items.get().canonical_quantity == 40
    assert not drift()
