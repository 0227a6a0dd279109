"""A part of a reported whole: something that the whole states, and no more of it."""

import pytest

from common.errors import Invalid
from seizures import services
from seizures.models import Seizure
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory
from tests.taken import cash, cocaine

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return UserFactory()


def test_a_part_is_not_larger_than_its_whole(analyst):
    whole = SeizureFactory(owner=analyst.agency, verified=True, item__cash="41000000")
    services.record_seizure(Seizure(part_of=whole), items=[cash("11200000")], by=analyst)

    with pytest.raises(Invalid) as refusal:
        services.record_seizure(Seizure(part_of=whole), items=[cash("29800001")], by=analyst)

    assert "41,000,001 USD" in refusal.value.errors["part_of"][0]
    assert whole.parts.count() == 1


def test_a_part_in_another_unit_is_compared_in_the_canonical_one(analyst):
    whole = SeizureFactory(owner=analyst.agency, verified=True, item__quantity="1")

    with pytest.raises(Invalid):
        services.record_seizure(Seizure(part_of=whole), items=[cocaine("1001", "GRM")], by=analyst)
    services.record_seizure(Seizure(part_of=whole), items=[cocaine("1000", "GRM")], by=analyst)


@pytest.mark.parametrize(
    ("item", "fits"),
    [
        pytest.param(lambda: cash("1"), True, id="some-of-it"),
        pytest.param(lambda: cocaine("5"), False, id="another-thing"),
        pytest.param(lambda: cash("1", "EUR"), True, id="another-currency"),
    ],
)
def test_a_part_is_something_that_the_whole_states(analyst, item, fits):
    whole = SeizureFactory(owner=analyst.agency, verified=True, item__cash="1000")
    part = Seizure(part_of=whole)

    if fits:
        services.record_seizure(part, items=[item()], by=analyst)
    else:
        with pytest.raises(Invalid, match="does not state"):
            services.record_seizure(part, items=[item()], by=analyst)

    assert whole.parts.count() == int(fits)


def test_tablets_are_no_part_of_kilograms_unless_the_whole_leaves_it_open(analyst):
    kilograms = SeizureFactory(owner=analyst.agency, verified=True)
    unquantified = SeizureFactory(owner=analyst.agency, verified=True, unquantified=True)

    with pytest.raises(Invalid, match="does not state"):
        services.record_seizure(Seizure(part_of=kilograms), items=[cocaine("5", "U2")], by=analyst)
    services.record_seizure(Seizure(part_of=unquantified), items=[cocaine("5", "U2")], by=analyst)


def test_a_whole_that_was_withdrawn_meanwhile_takes_no_part(analyst):
    whole = SeizureFactory(owner=analyst.agency, verified=True, item__cash="1000")
    Seizure.objects.filter(pk=whole.pk).update(state="withdrawn", state_reason="It did not happen.")

    with pytest.raises(Invalid, match="no such record"):
        services.record_seizure(Seizure(part_of=whole), items=[cash("1")], by=analyst)
