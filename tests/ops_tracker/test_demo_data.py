"""Invented results are what the services would have written."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import models, transaction

from agencies.models import Country, Place, Role
from common.errors import Refused
from figures.answer.query import answer
from figures.question.question import Question
from measures.models import Unit
from operations.models import Marking, Operation, Outcome, Qualifier, State
from ops_tracker.demo.chance import spread, zipf
from ops_tracker.demo.load import load_demo
from records import rules
from records.checks import check_measured
from records.surroundings import check_parts
from seizures.disposed import check_disposed
from seizures.models import Credit, Disposition, SeizedItem, Seizure
from tests.calls import person

# With this seed the rarest marking is among so few.
ROWS, SEED = 400, 3


@pytest.fixture(scope="module")
def invented(django_db_setup, django_db_blocker):
    """One load for all tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        Place.objects.create(name="Somewhere", kind="sea_port", locode="USXXX", country=usa())
        list(load_demo(rows=ROWS, seed=SEED))
        yield
        transaction.set_rollback(True)


def usa():
    return Country.objects.get(code="USA")


def test_there_is_one_load_a_database(invented):
    with pytest.raises(Refused, match="are here already"):
        next(load_demo(rows=ROWS, seed=SEED))


def test_there_are_as_many_as_asked_for(invented):
    items = Counter(Seizure.objects.annotate(n=models.Count("items")).values_list("n", flat=True))

    assert Seizure.objects.count() == ROWS
    assert Outcome.objects.count() == ROWS // 20
    assert set(items) == {1, 2, 3, 4}
    assert 1.7 < SeizedItem.objects.count() / ROWS < 2.1


def test_the_largest_operation_is_at_home_in_one_country(invented):
    largest = Seizure.objects.filter(operation__code="DEMO-001")

    assert 0.11 < largest.count() / ROWS < 0.2
    assert 0.5 < largest.filter(country=usa()).count() / largest.count() < 0.7


def test_every_kind_of_record_is_there(invented):
    items, seizures = SeizedItem.objects.all(), Seizure.objects.all()

    assert distinct(seizures, "state") == set(State.values)
    assert distinct(seizures, "marking") == set(Marking.values)
    assert distinct(seizures, "date_precision") >= {"day", "month", "quarter", "year", "unknown"}
    assert distinct(items, "qualifier") == set(Qualifier.values)
    assert {code.split(".")[0] for code in distinct(items, "measure__code")} == {
        "CASH", "NARC", "WEAPONS", "AMMUNITION", "PROPERTY", "WILDLIFE", "GOODS",
    }  # fmt: skip
    assert len(distinct(items, "currency__code")) > 12
    assert {"KGM", "LBR", "C62", "U2", "LTR"} < distinct(items, "unit__code")
    assert items.filter(quantity=None, amount=None).exists()
    assert items.filter(measure__code__startswith="NARC", amount__gt=0).exists()
    assert seizures.filter(part_of__isnull=False).exists()
    assert seizures.filter(place__isnull=False).exists()
    for leg in ("origin", "transit", "destination"):
        assert seizures.filter(**{f"{leg}__isnull": False}).exists()
    assert 0.2 < seizures.filter(credits__isnull=False).distinct().count() / ROWS < 0.3
    assert 0.03 < Disposition.objects.count() / items.count() < 0.09


def distinct(rows, name):
    return set(rows.order_by().values_list(name, flat=True).distinct()) - {None}


def test_nearly_all_are_verified_by_somebody_else(invented):
    verified = Seizure.objects.verified().select_related("verified_by", "created_by")

    assert 0.85 < verified.count() / ROWS < 0.92
    for record in [*verified, *Outcome.objects.verified()]:
        assert record.verified_by_id not in (record.created_by_id, record.last_edited_by_id)
        assert (record.verified_by.role, record.verified_by.agency_id) == (Role.SUPERVISOR, record.owner_id)
        assert (record.created_by.role, record.created_by.agency_id) == (Role.ANALYST, record.owner_id)
        assert record.created_at <= record.last_edited_at <= record.submitted_at <= record.verified_at


def test_records_pass_the_checks_of_the_services(invented):
    for record in [*Seizure.objects.all()[::7], *Outcome.objects.all()[::3], *Operation.objects.all()[::20]]:
        record.full_clean()
    for item in SeizedItem.objects.select_related("measure", "unit", "currency", "seizure"):
        check_measured(item, kind="seizure", day=item.seizure.date_from)
    for outcome in Outcome.objects.select_related("measure", "unit", "currency"):
        check_measured(outcome, kind="outcome", day=outcome.date_from)
    for item in SeizedItem.objects.filter(dispositions__isnull=False).select_related(
        "seizure", "unit", "currency"
    ):
        check_disposed(item, item.dispositions.select_related("unit", "currency"), item.seizure)
        assert item.seizure.state == State.VERIFIED
    for record in Seizure.objects.filter(marking=Marking.RED):
        rules.can_be_reviewed(record)


def test_the_database_has_filled_in_what_it_works_out(invented):
    for item in SeizedItem.objects.exclude(quantity=None).select_related("unit"):
        assert item.canonical_quantity == item.quantity * item.unit.factor
    assert not SeizedItem.objects.filter(currency__code="USD", value=None, amount__gt=0).exists()
    event = Seizure.pgh_event_model.objects.filter(pgh_obj__reference="DEMO-S00000000").get()
    assert event.pgh_context.metadata == {"action": "imported", "reason": "invented results"}


def test_amendments_follow_on_what_they_replace(invented):
    for amendment in Seizure.objects.filter(revision=2).select_related("amends"):
        original = amendment.amends
        assert (original.state, original.reference) == (State.SUPERSEDED, amendment.reference)
        assert original.owner_id == amendment.owner_id
        assert original.state_reason == "Replaced by revision 2."
        assert original.created_at < amendment.created_at
        assert original.items.count() == amendment.items.count()
    assert Seizure.objects.filter(revision=2).count() == Seizure.objects.filter(state="superseded").count()


def test_parts_are_in_what_they_are_parts_of(invented):
    for part in Seizure.objects.filter(part_of__isnull=False).select_related("part_of"):
        rows = [
            list(record.items.select_related("measure", "unit", "currency"))
            for record in (part.part_of, part)
        ]
        check_parts(rows[0], [rows[1]])
        assert part.part_of.state == State.VERIFIED
        assert part.part_of.kind == Seizure.Kind.AGGREGATE


def test_credits_are_others(invented):
    for credit in Credit.objects.select_related("seizure", "operation"):
        assert credit.agency_id != credit.seizure.seizing_agency_id
        assert credit.operation_id is None or credit.operation_id != credit.seizure.operation_id
        assert credit.operation is None or credit.operation.marking in ("TLP:CLEAR", "TLP:GREEN")


def test_operations_have_a_crew_and_records_mostly_come_from_it(invented):
    for operation in Operation.objects.prefetch_related("participations"):
        crew = {row.agency_id for row in operation.participations.all()} - {None}
        assert operation.owner_id in crew
        assert 2 <= len(crew) <= 8
    seizures = Seizure.objects.exclude(operation=None)
    inside = seizures.filter(operation__participations__agency=models.F("owner")).distinct()
    assert inside.count() / seizures.count() > 0.9
    assert Operation.objects.filter(code="DEMO-003").get().phases.count() == 3


def test_readers_see_by_marking_what_they_may(invented):
    stranger = person(agency="US-FBI")
    red = Seizure.objects.filter(marking=Marking.RED)

    visible = Seizure.objects.visible_to(stranger)

    assert 0 < visible.count() < ROWS
    assert not (visible & red).exists()
    for record in red:
        assert record.readers.count() == 2
        assert record.operation is None or record in Seizure.objects.visible_to(record.created_by)


def test_a_figure_is_the_sum_of_the_records(invented):
    reader = person()
    question = Question(measure=("NARC.COCAINE",), country=("USA",), stage=("seized",))

    figures = {figure.unit: figure for figure in answer(question, reader).figures}

    items = SeizedItem.objects.filter(
        seizure__in=Seizure.objects.visible_to(reader).verified().filter(country=usa(), part_of=None),
        seizure__stage="seized",
        measure__code__startswith="NARC.COCAINE.",
    )
    kilograms = [item.canonical_quantity for item in items.filter(unit__dimension="mass")]
    assert len(kilograms) > 5
    assert figures["KGM"].value == sum(kilograms, Decimal(0))


def test_tables_keep_the_shares():
    table = spread({"a": 3, "b": 1}, 8)

    assert table == ("a",) * 6 + ("b",) * 2
    assert zipf(["x", "y", "z"]) == {"x": 1, "y": 1 / 2, "z": 1 / 3}


def test_currencies_without_a_rate_stay_unvalued(invented):
    unrated = Unit.objects.filter(code__in=["COP", "NGN", "AED", "PEN"])

    assert not SeizedItem.objects.filter(currency__in=unrated, value__isnull=False).exists()
