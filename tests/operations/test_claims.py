"""Claims lead to nothing of another operation."""

import pytest

from common.errors import Invalid
from operations.models import Claim
from operations.services import record_fact
from tests.calls import person, signed_in
from tests.factories.operations import ClaimFactory, OperationFactory, SourceFactory

pytestmark = pytest.mark.django_db


def claim_of(operation, **more):
    stored = ClaimFactory(operation=operation, source=SourceFactory(owner=operation.owner))
    values = {
        field.attname: getattr(stored, field.attname)
        for field in stored._meta.concrete_fields
        if field.name not in more
    }
    stored.delete()
    return Claim(**{**values, **more})


def test_a_whole_is_a_claim_on_the_same_operation():
    by = person("supervisor")
    operation, other = (OperationFactory(owner=by.agency) for _ in range(2))
    same, elsewhere = ClaimFactory(operation=operation), ClaimFactory(operation=other)

    record_fact(claim_of(operation, part_of=same), by=by)
    with pytest.raises(Invalid) as refusal:
        record_fact(claim_of(operation, part_of=elsewhere), by=by)

    assert list(refusal.value.errors) == ["part_of"]


def test_a_whole_does_not_leave_its_parts_for_another_operation():
    by = person("supervisor")
    operation, other = (OperationFactory(owner=by.agency) for _ in range(2))
    whole = ClaimFactory(operation=operation)
    ClaimFactory(operation=operation, part_of=whole)
    whole.operation = other

    with pytest.raises(Invalid) as refusal:
        record_fact(whole, by=by)

    assert list(refusal.value.errors) == ["operation"]


def test_the_api_names_no_whole_on_a_hidden_operation():
    """Such as were recorded before it was refused."""
    seen, hidden = OperationFactory(), OperationFactory(marking="TLP:RED")
    whole = ClaimFactory(operation=hidden)
    part = ClaimFactory(operation=seen, part_of=whole)
    ordinary = ClaimFactory(operation=seen, part_of=ClaimFactory(operation=seen))

    answer = signed_in(person()).get("/api/v1/claims/")

    assert str(whole.pk) not in answer.content.decode()
    found = {row["code"]: row["part_of"] for row in answer.json()["results"]}
    assert (found[part.code], found[ordinary.code]) == (None, str(ordinary.part_of_id))
