"""JSON that can be read in more than one way is not read at all."""

import pytest

from tests.calls import findings, person, post, signed_in

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"
CASH = '{"measure": "CASH.CURRENCY", "amount": "5", "currency": "USD"%s}'


@pytest.mark.parametrize(
    "body",
    [
        '{"marking": "TLP:RED", "items": [' + CASH % "" + '], "marking": "TLP:GREEN"}',
        '{"items": [' + CASH % ', "amount": "6"' + "]}",
        '{"items": [' + CASH % ', "\\u0061mount": "6"' + "]}",
        "[" + '{"items": [' + CASH % "" + "]}, " + '{"items": [], "items": [' + CASH % "" + "]}]",
    ],
    ids=["record", "item", "spelled otherwise", "one of a list"],
)
def test_a_name_stands_once_in_an_object(body):
    response = post(signed_in(person()), SEIZURES, body)

    assert response.status_code == 400
    assert "stands twice" in findings(response)[""]


def test_a_name_may_stand_in_several_objects():
    body = '[{"items": [' + CASH % "" + "]}, " + '{"items": [' + CASH % "" + ", " + CASH % "" + "]}]"

    assert post(signed_in(person()), SEIZURES, body).status_code == 201
