"""Who takes part: each once in a role, of its own country, and no list that is saved over unseen."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Country
from common.errors import Invalid, Outdated
from operations import services
from operations.models import Operation, Participation
from tests.calls import findings, person, post, send, signed_in
from tests.entry import operation as typed
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
PARTICIPATIONS = "/api/v1/participations/"


@pytest.fixture
def ours():
    return OperationFactory(code="OURS", owner="US-ICE")


@pytest.fixture
def api():
    return signed_in(person())


@pytest.mark.parametrize(
    "who",
    [
        pytest.param({"country": "COL"}, id="a-country"),
        pytest.param({"note": "Partners, not named"}, id="somebody"),
        pytest.param({"country": "COL", "note": "Its navy"}, id="a-country-and-a-note"),
        pytest.param({"agency": "US-CBP"}, id="an-agency"),
    ],
)
def test_nobody_takes_part_twice(ours, api, who):
    first, second = (post(api, PARTICIPATIONS, {"operation": "OURS"} | who) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 400)
    [sentence] = findings(second).values()
    assert sentence.endswith("has that role in the operation already.")
    assert post(api, PARTICIPATIONS, {"operation": "OURS", "role": "host"} | who).status_code == 201


def test_the_database_refuses_it_too(ours):
    ParticipationFactory(operation=ours, agency=None, country="COL")

    with pytest.raises(IntegrityError, match="participant_takes_a_role_once"), transaction.atomic():
        ParticipationFactory(operation=ours, agency=None, country="COL")


def test_an_agency_takes_part_for_its_own_country(ours, api):
    refused = post(api, PARTICIPATIONS, {"operation": "OURS", "agency": "US-CBP", "country": "COL"})
    international = post(api, PARTICIPATIONS, {"operation": "OURS", "agency": "WCO", "country": "COL"})

    assert refused.status_code == 400
    assert list(findings(refused)) == ["/country"]
    assert "is an agency of United States" in findings(refused)["/country"]
    assert international.status_code == 201


def test_a_list_is_saved_with_its_operation_or_not_at_all(ours):
    cbp, col = Agency.objects.get(code="US-CBP"), Country.objects.get(code="COL")
    rows = [Participation(agency=cbp), Participation(country=col), Participation(country=col)]
    ours.name = "Renamed"

    with pytest.raises(Invalid) as refusal:
        services.record_operation(ours, participations=rows, by=person())

    assert set(refusal.value.errors) == {"participations.2"}
    stored = Operation.objects.get(pk=ours.pk)
    assert (stored.name == "Renamed", stored.participations.count()) == (False, 0)


def test_the_lead_is_handed_over_in_one_list(ours):
    old = ParticipationFactory(operation=ours, agency="US-CBP", role="lead")
    new = Participation(agency=Agency.objects.get(code="US-DEA"), role="lead")
    old.role = "participant"

    services.record_operation(ours, participations=[new, old], by=person())

    roles = {row.agency.code: row.role for row in ours.participations.all()}
    assert roles == {"US-CBP": "participant", "US-DEA": "lead"}


def test_another_operations_row_is_not_taken_over(ours):
    theirs = ParticipationFactory(agency="US-CBP")

    with pytest.raises(Invalid, match="does not take part any more"):
        services.record_operation(ours, participations=[theirs], by=person())

    assert Participation.objects.get(pk=theirs.pk).operation != ours


def test_rows_that_say_the_same_are_not_saved_again(ours):
    row = ParticipationFactory(operation=ours, agency="US-CBP")
    services.record_operation(ours, participations=[row], by=person())

    assert Operation.objects.get(pk=ours.pk).version == 1


@pytest.mark.parametrize("how", ["added", "changed", "removed"])
def test_whoever_takes_part_is_of_the_version_of_the_operation(ours, api, how):
    row = ParticipationFactory(operation=ours, agency="US-CBP")
    before = api.get("/api/v1/operations/OURS/").headers["ETag"]
    if how == "removed":
        services.remove_participation(row, by=person())
    else:
        row.function = "intelligence"
        new = Participation(operation=ours, agency=Agency.objects.get(code="US-DEA"))
        services.record_participation(new if how == "added" else row, by=person())

    stale = send(api, "PATCH", "/api/v1/operations/OURS/", {"name": "Renamed"}, if_match=before)

    assert stale.status_code == 412


def test_a_page_opened_before_an_agency_was_added_does_not_remove_it(ours, client):
    client.force_login(person())
    services.record_participation(
        Participation(operation=ours, agency=Agency.objects.get(code="US-DEA")), by=person()
    )

    page = client.post(
        "/operations/OURS/edit/", typed({"agency": "US-ICE", "role": "lead"}, code="OURS", version=1)
    )

    assert page.status_code == 409
    assert [row.agency.code for row in ours.participations.all()] == ["US-DEA"]


def test_a_participation_is_added_to_the_operation_that_was_seen(ours):
    row = Participation(operation=ours, agency=Agency.objects.get(code="US-DEA"))

    with pytest.raises(Outdated):
        services.record_participation(row, by=person(), version=7)


@pytest.mark.parametrize("number", [2, 20])
def test_of_many_at_once_none_reads_all_the_others_again(ours, api, number):
    body = [
        {"operation": ours.code, "role": "participant", "note": f"Police {each}"} for each in range(number)
    ]

    with CaptureQueriesContext(connection) as queries:
        assert post(api, PARTICIPATIONS, body).status_code == 201

    of_rows = [query["sql"] for query in queries if 'FROM "operations_participation"' in query["sql"]]
    # However many are sent; whether one is there already (LIMIT 1) is no reading of rows.
    assert len([sql for sql in of_rows if "LIMIT 1" not in sql]) == 4


def test_of_several_each_error_is_under_its_number():
    operation, other = OperationFactory(owner="US-ICE"), OperationFactory(owner="US-ICE")
    row = {"operation": operation.code, "role": "participant", "agency": "US-CBP"}

    response = post(
        signed_in(person()),
        "/api/v1/participations/",
        [row, {**row, "operation": other.code}, row, {**row, "agency": "US-DEA"}],
    )

    assert findings(response) == {"/2/agency": "That agency has that role in the operation already."}
    assert not Participation.objects.exists()
