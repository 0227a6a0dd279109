"""What is read in one statement about operations is what plain querysets find."""

import pytest

from operations.models import Operation
from records.surroundings import Surroundings
from seizures.models import Seizure
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
ROLES = ("lead", "coordinator", "participant", "observer", "host")


@pytest.mark.parametrize("marking", ["TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_the_operations_of_drafts_are_those_that_plain_queries_find(marking):
    agency = AgencyFactory()
    by = UserFactory(role="analyst", agency=agency)
    OperationFactory(owner=agency, marking=marking)
    OperationFactory(marking=marking)
    for role in ROLES:
        ParticipationFactory(agency=agency, role=role, operation__marking=marking)
    around = Surroundings([Seizure()], by=by)

    around.look_up_operations(set(Operation.objects.values_list("pk", flat=True)))

    operations = Operation.objects.visible_to(by)
    assert around.visible_operations == dict(operations.values_list("pk", "marking"))
    assert around.recordable_operations == set(operations.recordable_by(by).values_list("pk", flat=True))
    assert around.steered_operations == set(operations.steered_by(by).values_list("pk", flat=True))
