"""No refusal tells of parts that are hidden from whoever writes or decides."""

import pytest

from common.errors import Invalid, Refused
from records.services import verify
from tests.calls import person, post, signed_in
from tests.records.kinds import ADDRESSES, FACTORIES, change, supervisor_of

pytestmark = pytest.mark.django_db
QUANTITY = {"seizure": "item__quantity", "outcome": "quantity"}
STATED = {
    "seizure": lambda amount: {
        "items": [{"measure": "NARC.COCAINE", "quantity": str(amount), "unit": "KGM"}],
    },
    "outcome": lambda amount: {"measure": "PEOPLE.ARRESTED", "quantity": str(amount), "unit": "IE"},
}


def made(kind, amount, **more):
    return FACTORIES[kind](**{QUANTITY[kind]: str(amount), **more})


def parts_of(whole, kind):
    """One in each way in which a part may be hidden from other agencies."""
    return [
        made(kind, 40, owner="US-ICE", part_of=whole, verified=True, marking="TLP:RED"),
        made(kind, 43, owner="US-ICE", part_of=whole),
    ]


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize("amount", [17, 50, 100, 101])
def test_a_part_is_taken_or_refused_as_if_hidden_parts_were_not_there(kind, amount):
    """An amount after another would find out what they come to."""
    whole = made(kind, 100, owner="US-ICE", verified=True)
    parts_of(whole, kind)
    stated = {"part_of": str(whole.pk), "country": "COL", "date": "2024", **STATED[kind](amount)}

    answer = post(signed_in(person("analyst", "US-CBP")), ADDRESSES[kind], stated)

    found = answer.content.decode()
    assert (answer.status_code, "The parts come to 101" in found) == (
        (400, True) if amount > 100 else (201, False)
    )


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_edit_of_the_whole_tells_nothing_of_hidden_parts(kind):
    whole = made(kind, 100, owner="US-CBP")
    parts_of(whole, kind)

    change(whole, 10)

    made(kind, 20, owner="US-CBP", part_of=whole)
    with pytest.raises(Invalid, match="The parts come to 20"):
        change(whole, 10)


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize("hidden", ["the other part", "the whole"])
def test_a_hidden_record_is_held_against_what_is_verified_without_its_numbers(kind, hidden):
    strict = {"owner": "US-ICE", "verified": True, "marking": "TLP:RED"}
    seen = {"owner": "US-ICE", "verified": True}
    whole = made(kind, 100, **(strict if hidden == "the whole" else seen))
    made(kind, 83, part_of=whole, **(seen if hidden == "the whole" else strict))
    part = made(kind, 50, owner="US-CBP", submitted=True, part_of=whole)

    with pytest.raises(Refused) as refusal:
        verify(part, by=supervisor_of(part))

    sentence = str(refusal.value).removeprefix(f"{part}: ")
    assert sentence == "It does not fit together with records that you may not read."
    part.refresh_from_db()
    assert not part.counts
