"""Who may read what: TLP 2.0, one phrase for pages, API, figures and admin screens."""

import pytest

from operations.models import Marking, Operation, Outcome
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
