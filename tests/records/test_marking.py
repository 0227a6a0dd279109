"""Markings that follow others: a record its operation's, and earlier revisions that of the one in their place."""

import pytest

from operations.models import Operation
from operations.services import record_operation
from outcomes.services import amend_outcome
from records.services import submit, verify
from seizures.services import amend_seizure
from tests.calls import person, post, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

KINDS = {"seizure": SeizureFactory, "outcome": OutcomeFactory}
STRICTER = [
    ("TLP:GREEN", "TLP:AMBER", "TLP:AMBER"),
    ("TLP:CLEAR", "TLP:GREEN", "TLP:GREEN"),
    ("TLP:AMBER+STRICT", "TLP:AMBER", "TLP:AMBER+STRICT"),
    ("TLP:GREEN", "TLP:RED", "TLP:RED"),
]


def marking_of(record):
    record.refresh_from_db()
    return record.marking


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("own", "of_operation", "expected"), STRICTER)
def test_a_record_is_as_strict_as_the_operation_that_it_is_entered_in(kind, own, of_operation, expected):
    record = KINDS[kind](marking=own, operation=OperationFactory(marking=of_operation))

    assert marking_of(record) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_cannot_be_marked_down_or_moved_below_its_operation(kind):
    amber, open_to_all = OperationFactory(marking="TLP:AMBER"), OperationFactory()
    record = KINDS[kind](operation=open_to_all, verified=True)

    type(record).objects.filter(pk=record.pk).update(operation=amber)
    moved = marking_of(record)
    type(record).objects.filter(pk=record.pk).update(marking="TLP:GREEN")

    assert (moved, marking_of(record)) == ("TLP:AMBER", "TLP:AMBER")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("own", "of_operation", "expected"), STRICTER)
def test_raising_an_operation_raises_its_records(kind, own, of_operation, expected):
    operation, by = OperationFactory(), UserFactory(role="administrator", agency=None)
    records = [KINDS[kind](marking=own, operation=operation, **state) for state in ({}, {"verified": True})]

    operation.marking = of_operation
    record_operation(operation, by=by)

    assert [marking_of(record) for record in records] == [expected] * 2


@pytest.mark.parametrize("kind", KINDS)
def test_lowering_an_operation_lowers_nothing(kind):
    operation = OperationFactory(marking="TLP:AMBER")
    record = KINDS[kind](operation=operation, verified=True)

    Operation.objects.filter(pk=operation.pk).update(marking="TLP:CLEAR")

    assert marking_of(record) == "TLP:AMBER"


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_a_red_operation_names_reads_the_records_that_it_made_red(kind):
    named, other = UserFactory(), UserFactory()
    operation = OperationFactory()
    raised = KINDS[kind](operation=operation, verified=True)
    apart = KINDS[kind](operation=operation, verified=True, marking="TLP:RED", readers=[other])

    operation.marking = "TLP:RED"
    record_operation(operation, readers=[named], by=UserFactory(role="administrator", agency=None))

    assert raised in type(raised).objects.visible_to(named)
    assert list(apart.readers.all()) == [other]


RESULTS = {
    "outcomes": {"measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "C62"},
    "seizures": {"items": [{"measure": "NARC.COCAINE", "quantity": "3", "unit": "KGM"}]},
}


@pytest.mark.parametrize("plural", RESULTS)
@pytest.mark.parametrize("marking", ["TLP:AMBER", "TLP:RED"])
def test_who_enters_a_record_is_answered_with_its_marking_and_keeps_sight_of_it(plural, marking):
    analyst = person()
    operation = OperationFactory(owner=analyst.agency, marking=marking)
    operation.readers.add(analyst)
    client = signed_in(analyst)

    answer = post(client, f"/api/v1/{plural}/", {"operation": operation.code, **RESULTS[plural]})

    assert (answer.status_code, answer.json()["marking"]) == (201, marking), answer.json()
    assert client.get(answer.json()["url"]).status_code == 200


def amended(kind, original, *, by, marking, readers=()):
    """A verified amendment of the original, by the services."""
    copy = (amend_seizure if kind == "seizure" else amend_outcome)(original, by=by, reason="Corrected.")
    type(copy).objects.filter(pk=copy.pk).update(marking=marking, note="Marked up.")
    copy.readers.set(readers)
    supervisor = UserFactory(role="supervisor", agency=by.agency)
    copy.readers.add(*([supervisor] if marking == "TLP:RED" else []))
    return verify(submit(copy, by=by), by=supervisor)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("marking", ["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_raising_a_marking_reaches_all_earlier_revisions(kind, marking):
    author, outsider = person(), person("supervisor", "US-CBP")
    first = KINDS[kind](verified=True, owner=author.agency, reference="R-1")
    second = amended(kind, first, by=author, marking="TLP:GREEN")
    client, addresses = signed_in(outsider), [first.get_absolute_url(), second.get_absolute_url()]
    before = [client.get(address).status_code for address in addresses]

    third = amended(kind, second, by=author, marking=marking, readers=[author])

    assert before == [200, 200]
    for address in (*addresses, third.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert key_client(agency="US-CBP").get(f"/api/v1{address}").status_code == 404
    assert {marking_of(record) for record in (first, second, third)} == {marking}
    if marking == "TLP:RED":
        assert {frozenset(each.readers.all()) for each in (first, second, third)} == {
            frozenset(third.readers.all())
        }


@pytest.mark.parametrize("kind", KINDS)
def test_an_amendment_withdrawn_meanwhile_is_raised_too(kind):
    author = person()
    first = KINDS[kind](verified=True, owner=author.agency, reference="R-1")
    given_up = KINDS[kind](withdrawn=True, owner=author.agency, reference="R-1", revision=2, amends=first)

    amended(kind, first, by=author, marking="TLP:AMBER+STRICT")

    assert marking_of(given_up) == "TLP:AMBER+STRICT"


@pytest.mark.parametrize("kind", KINDS)
def test_a_lower_marking_leaves_earlier_revisions_as_they_were(kind):
    author = person()
    first = KINDS[kind](verified=True, owner=author.agency, reference="R-1", marking="TLP:AMBER+STRICT")

    amended(kind, first, by=author, marking="TLP:GREEN")

    assert marking_of(first) == "TLP:AMBER+STRICT"


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_named_no_more_loses_the_earlier_revisions(kind):
    author, dropped = person(), UserFactory()
    first = KINDS[kind](
        verified=True, owner=author.agency, reference="R-1", marking="TLP:RED", readers=[author, dropped]
    )

    amended(kind, first, by=author, marking="TLP:RED", readers=[author])

    assert set(first.readers.all()) == {author}
