"""What one record, or one request, may hold: work is in proportion to it, and has an end."""

import time

import pytest

from common.errors import Invalid
from records.drafts import MOST_ROWS
from seizures import services
from seizures.models import Credit, Seizure
from tests.calls import findings, person, post, signed_in
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.taken import cocaine

pytestmark = pytest.mark.django_db
SEIZURES = "/api/v1/seizures/"
BAD = {"measure": "NARC.COCAINE", "quantity": "-1", "unit": "KGM", "purity": "101"}
CREDIT = {"agency": "US-CBP"}


@pytest.fixture
def api():
    return signed_in(person())


@pytest.mark.parametrize("rows", ["items", "credits"])
def test_a_record_has_a_bounded_number_of_rows(rows):
    by = UserFactory()
    item, credit = cocaine(), Credit(agency=AgencyFactory())
    several = {"items": [item], "credits": [credit]} | {rows: [item if rows == "items" else credit] * 501}

    with pytest.raises(Invalid) as refusal:
        services.record_seizure(Seizure(), **several, by=by)

    assert refusal.value.errors == {rows: ["There are 501; a record has 500 at most."]}


@pytest.mark.parametrize(
    "body", [{"items": [BAD] * 6000}, {"items": [BAD], "credits": [CREDIT] * 12000}], ids=["items", "credits"]
)
def test_many_thousand_bad_rows_are_refused_at_once(api, body):
    began = time.monotonic()

    response = post(api, SEIZURES, body)

    assert response.status_code == 400
    assert time.monotonic() - began < 2
    assert any(str(MOST_ROWS) in sentence for sentence in findings(response).values())


def test_a_list_of_records_has_a_bounded_number_of_rows_too(api):
    response = post(api, SEIZURES, [{"items": [{}] * 500}] * 11)

    assert response.status_code == 413
    assert "There are 5500 rows" in findings(response)[""]


def test_every_bad_row_costs_as_much_as_the_one_before(api):
    post(api, SEIZURES, {"items": [BAD]})
    took = {}
    for number in (100, 400):
        began = time.process_time()
        response = post(api, SEIZURES, {"items": [BAD] * number})
        took[number] = time.process_time() - began
        assert len(findings(response)) == 2 * number

    assert took[400] < 12 * took[100]
