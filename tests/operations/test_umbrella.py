"""An umbrella has phases, and a phase has none: the database refuses it, whoever writes."""

import threading

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from operations.models import Operation
from tests.factories.operations import OperationFactory


def put_under(umbrella, phase):
    with transaction.atomic():
        Operation.objects.filter(pk=phase.pk).update(parent=umbrella)


@pytest.mark.django_db
def test_a_phase_gets_no_phases():
    umbrella = OperationFactory()
    phase, other = OperationFactory(parent=umbrella), OperationFactory()

    for above, below in ((phase, other), (other, umbrella)):
        with pytest.raises(IntegrityError, match="A phase cannot have phases of its own"):
            put_under(above, below)
    with pytest.raises(IntegrityError), transaction.atomic():
        OperationFactory(parent=phase)

    put_under(umbrella, other)
    assert umbrella.phases.count() == 2


@pytest.mark.django_db(transaction=True)
def test_nor_where_both_come_at_once():
    first, second, third = (OperationFactory() for _ in range(3))
    start, refused = threading.Barrier(2), []

    def put(umbrella, phase):
        try:
            with transaction.atomic():
                Operation.objects.select_for_update().get(pk=phase.pk)
                start.wait(10)
                Operation.objects.filter(pk=phase.pk).update(parent=umbrella)
        except (IntegrityError, OperationalError) as error:
            refused.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=put, args=pair) for pair in ((second, first), (third, second))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)

    assert len(refused) == 1
    assert not Operation.objects.filter(parent__parent__isnull=False).exists()
