"""Who may read what: TLP 2.0, one phrase for pages, API, figures and admin screens."""

import pytest

from agencies.models import ApiKey
from operations.models import Marking, Operation, Outcome
from operations.sharing import may_see
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory

pytestmark = pytest.mark.django_db

READERS = ("owner", "participant", "stranger", "named", "auditor")


@pytest.fixture
def people():
    owner, participant, stranger = AgencyFactory.create_batch(3)
    return {
        "owner": UserFactory(agency=owner),
        "participant": UserFactory(agency=participant),
        "stranger": UserFactory(agency=stranger),
        "named": UserFactory(agency=stranger),
        "auditor": UserFactory(role="auditor", agency=None),
    }


@pytest.mark.parametrize(
    ("marking", "who"),
    [
        (Marking.CLEAR, {"owner", "participant", "stranger", "named", "auditor"}),
        (Marking.GREEN, {"owner", "participant", "stranger", "named", "auditor"}),
        (Marking.AMBER, {"owner", "participant"}),
        (Marking.AMBER_STRICT, {"owner"}),
        (Marking.RED, {"named"}),
    ],
)
def test_a_marking_says_who_reads(people, marking, who):
    operation = OperationFactory(owner=people["owner"].agency)
    ParticipationFactory(operation=operation, agency=people["participant"].agency)
    marked = OperationFactory(owner=people["owner"].agency, marking=marking)
    ParticipationFactory(operation=marked, agency=people["participant"].agency)
    marked.readers.add(people["named"])
    record = OutcomeFactory(
        operation=operation,
        owner=people["owner"].agency,
        marking=marking,
        readers=[people["named"]],
        verified=True,
    )

    operations = {name for name in READERS if marked in Operation.objects.visible_to(people[name])}
    records = {name for name in READERS if record in Outcome.objects.visible_to(people[name])}

    assert operations == who
    assert records == who


def test_a_record_is_hidden_with_its_operation(people):
    operation = OperationFactory(owner=people["owner"].agency, marking=Marking.AMBER_STRICT)
    record = OutcomeFactory(
        operation=operation, owner=people["owner"].agency, marking=Marking.CLEAR, verified=True
    )

    assert record in Outcome.objects.visible_to(people["owner"])
    assert record not in Outcome.objects.visible_to(people["stranger"])


def test_a_draft_is_seen_by_the_agency_that_writes_it(people):
    record = OutcomeFactory(owner=people["owner"].agency, marking=Marking.CLEAR)

    assert record in Outcome.objects.visible_to(people["owner"])
    assert record not in Outcome.objects.visible_to(people["participant"])


def test_a_record_without_operation_at_amber_stays_with_its_agency(people):
    record = OutcomeFactory(
        owner=people["owner"].agency, marking=Marking.AMBER, verified=True, operation=None
    )

    assert record in Outcome.objects.visible_to(people["owner"])
    assert record not in Outcome.objects.visible_to(people["participant"])
    assert record not in Outcome.objects.visible_to(people["auditor"])


def test_an_agency_named_nowhere_joins_nothing():
    ParticipationFactory(agency=None, country="COL")

    assert not Operation.objects.joined_by(UserFactory(role="auditor", agency=None)).exists()


@pytest.mark.parametrize("model", [Operation, Outcome])
def test_the_condition_that_is_made_once_is_meant_for_each_reader(people, model):
    """Whoever asks after whom: only the reader's own ids are put into it."""
    readers = {**people, "key": ApiKey(agency=people["participant"].agency)}
    parent = OperationFactory(owner=people["owner"].agency)
    for number, marking in enumerate(Marking):
        owner = people[("owner", "stranger")[number % 2]].agency
        operation = OperationFactory(owner=owner, marking=marking, parent=parent)
        ParticipationFactory(operation=operation, agency=people["participant"].agency)
        operation.readers.add(people["named"])
        for state in ("verified", "submitted", "returned"):
            for within in (operation, parent, None):
                OutcomeFactory(
                    operation=within, owner=owner, marking=marking, readers=[people["named"]], **{state: True}
                )
        OutcomeFactory(owner=owner, marking=marking)

    seen = {name: {row.pk for row in model.objects.visible_to(reader)} for name, reader in readers.items()}
    again = {name: {row.pk for row in model.objects.visible_to(readers[name])} for name in reversed(readers)}

    assert seen == again
    assert seen == {name: {row.pk for row in model.objects.allowed_to(readers[name])} for name in readers}
    everything = set(model.objects.values_list("pk", flat=True))
    # Most see something that others do not, and nobody sees everything.
    assert len({frozenset(found) for found in (*seen.values(), everything)}) >= 5
    for name, reader in readers.items():
        visible = model.objects.visible_to(reader)
        assert {pk for pk in everything if may_see(model, reader, pk)} == seen[name]
        assert set(model.objects.exclude(pk__in=visible.values("pk")).values_list("pk", flat=True)) == (
            everything - seen[name]
        )
    assert set(parent.phases.visible_to(people["stranger"])) == set(
        parent.phases.allowed_to(people["stranger"])
    )
