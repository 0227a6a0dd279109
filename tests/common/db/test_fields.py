"""The checks of fields are Django's own, and remember only values that mean the same whenever they come."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from common.db.copying import blank_row, link
from common.db.fields import check_fields
from operations.models import Stage
from seizures.models import SeizedItem, Seizure
from tests.factories.agencies import AgencyFactory

RELATED = ("owner", "created_by", "last_edited_by")


def errors_of(check) -> dict[str, list[str]]:
    try:
        check()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"stage": "burnt"},
        {"stage": Stage.SEIZED},
        {"stage": ""},
        {"marking": None},
        {"reference": "a\tb"},
        {"reference": "x" * 61},
        {"event_count": -1},
        {"event_count": 3},
        {"event_count": "three"},
        {"conveyance": "camel", "kind": "rumour"},
        {"authors": [1, 2]},
        {"authors": [True, 2]},
        {"id": "no identifier"},
        {"part_of_id": uuid4()},
        {"date_from": "2009-13-01"},
        {"changed_at": "yesterday"},
    ],
)
def test_fields_are_checked_as_django_does(changed):
    for _again in range(2):
        one, other = Seizure(**changed), Seizure(**changed)
        ours = errors_of(lambda row=one: check_fields(row, *RELATED))
        assert ours == errors_of(lambda row=other: row.clean_fields(RELATED))


def test_a_number_is_not_accepted_because_an_equal_one_was():
    check_fields(SeizedItem(quantity=Decimal(1)), "seizure", "measure")
    with pytest.raises(ValidationError, match="digits"):
        check_fields(SeizedItem(quantity=Decimal("1." + 50 * "0")), "seizure", "measure")


@pytest.mark.django_db
def test_a_blank_row_is_a_new_one_with_its_defaults():
    row, usual, agency = blank_row(Seizure), Seizure(), AgencyFactory()
    differing = {"id", "changed_at"}
    for field in Seizure._meta.concrete_fields:
        if field.name not in differing:
            assert getattr(row, field.attname) == getattr(usual, field.attname), field.name
    assert row._state.adding
    assert row.pk not in (None, blank_row(Seizure).pk)
    assert row.authors is not blank_row(Seizure).authors

    link(row, "owner", agency)
    assert (row.owner, row.owner_id) == (agency, agency.pk)
    link(row, "owner", None)
    assert row.owner_id is None
