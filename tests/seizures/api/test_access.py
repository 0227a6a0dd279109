"""How lists of seizures are read, and by whom."""

import pytest

from tests.calls import person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"


@pytest.fixture
def api():
    return key_client("records:read", agency="US-FBI")


def test_a_list_of_the_fields_that_are_asked_for(api):
    seizure = SeizureFactory(verified=True)

    assert api.get(f"{SEIZURES}?fields=id,counted").json()["results"] == [
        {"id": str(seizure.pk), "counted": True}
    ]


@pytest.mark.parametrize("length", [1, 6])
def test_the_list_costs_the_same_for_any_length(django_assert_num_queries, length):
    client = signed_in(person("partner", "US-FBI"))
    operation = OperationFactory()
    ParticipationFactory(operation=operation)
    for _ in range(length):
        seizure = SeizureFactory(verified=True, operation=operation, country="COL", origin=None)
        DispositionFactory(item=seizure.items.get())
        CreditFactory(seizure=seizure)
        CreditFactory(seizure=seizure, agency=None, operation=OperationFactory())

    # session, user, the page, items, dispositions, credits, their operations, codes
    # One of them: which of their operations the reader may see.
    # and the sources.
    with django_assert_num_queries(10):
        assert len(client.get(SEIZURES).json()["results"]) == length


def test_pages_lead_from_the_newest_to_the_oldest(api):
    made = [SeizureFactory(verified=True).reference for _ in range(3)]
    first = api.get(f"{SEIZURES}?limit=2").json()
    second = api.get(first["next"]).json()

    assert [row["reference"] for row in first["results"] + second["results"]] == made[::-1]
    assert second["next"] is None


def test_what_was_read_is_not_sent_again(api):
    address = f"{SEIZURES}{SeizureFactory(verified=True).pk}/"
    etag = api.get(address).headers["ETag"]

    assert etag.startswith('"1-')
    assert api.get(address, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(lambda: signed_in(UserFactory(role="auditor", agency=None)), 200, id="auditor"),
        pytest.param(lambda: signed_in(person("partner", "US-FBI")), 200, id="partner"),
        pytest.param(lambda: key_client("records:read"), 200, id="key"),
        pytest.param(lambda: key_client("figures:read"), 403, id="key-of-figures-alone"),
        pytest.param(lambda: key_client("records:write"), 403, id="key-that-writes-alone"),
    ],
)
def test_who_reads_seizures(who, status):
    assert who().get(SEIZURES).status_code == status


def test_nobody_reads_them_without_a_key_or_a_session(client):
    for address in (
        SEIZURES,
        "/api/v1/outcomes/",
        "/api/v1/figures/",
        "/api/v1/figures/evidence/",
        "/api/schema/",
    ):
        assert client.get(address).status_code == 401
