import pytest
from django.urls import reverse

from agencies.models import Agency
from operations.models import Operation
from tests.entry import beside, operation, refusal, rows, text_of, typed
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
NEW = "/operations/new/"
LEAD = {"agency": "US-ICE", "role": "lead"}


@pytest.fixture
def analyst(client):
    user = UserFactory(agency=Agency.objects.get(code="US-ICE"))
    client.force_login(user)
    return user


def address(record: Operation) -> str:
    return reverse("operation-edit", args=[record.code])


def stored(participation, **changed):
    agency = participation.agency.code if participation.agency else ""
    return {"id": participation.pk, "agency": agency, "role": participation.role} | changed


def test_an_operation_is_entered_with_who_takes_part(client, analyst):
    response = client.post(
        NEW,
        operation(
            LEAD,
            {"country": "COL", "role": "participant", "function": "intelligence", "area": "Caribbean"},
            starts="2009-Q3", ends="2010", threats=["drug_trafficking", "money_laundering"], objectives="Find out.",
        ),
    )  # fmt: skip

    saved = Operation.objects.get()
    assert response.url == saved.get_absolute_url()
    assert (str(saved.starts), str(saved.ends), saved.owner) == ("2009-Q3", "2010", analyst.agency)
    assert saved.threats == ["drug_trafficking", "money_laundering"]
    assert [str(row) for row in saved.participations.order_by("pk")] == [
        "ICE (lead agency)", "Colombia (participating agency)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "control", "sentence"),
    [
        pytest.param({"code": ""}, "id_code", "required", id="no-code"),
        pytest.param({"code": "no spaces"}, "id_code", "Capital letters", id="no-such-code"),
        pytest.param({"name": "N" * 161}, "id_name", "at most 160", id="too-long"),
        pytest.param({"kind": "party"}, "id_kind", "not one of", id="unknown-kind"),
        pytest.param({"parent": "NOTHING"}, "id_parent", "There is no operation", id="unknown-umbrella"),
        pytest.param({"threats": ["rain"]}, "id_threats", "not one of", id="unknown-threat"),
        pytest.param({"starts": "soon"}, "id_starts", "is not a date", id="no-date"),
        pytest.param({"starts": "2009-01-01/2009-02-01"}, "id_starts", "one day, month", id="a-stretch"),
        pytest.param(
            {"starts": "2010", "ends": "2009"}, "id_ends", "ends before it starts", id="end-before-start"
        ),
        pytest.param(
            {"duration_days": "-1"}, "id_duration_days", "greater than or equal to 0", id="negative"
        ),
        pytest.param(
            {"duration_days": "9" * 30}, "id_duration_days", "less than or equal", id="far-too-long"
        ),
        pytest.param({"duration_days": "1e999"}, "id_duration_days", "is not a number", id="no-number"),
        pytest.param({"findings": "a\0"}, "id_findings", "Null characters", id="a-null-character"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, analyst, changed, control, sentence):
    response = client.post(NEW, operation(LEAD, **({"scope": "Typed words"} | changed)))

    assert response.status_code == 200
    assert sentence in beside(response, control)
    assert typed(response, "id_scope") == "Typed words"
    assert typed(response, "id_participations-0-agency") == "US-ICE"
    assert not Operation.objects.exists()


def test_a_code_is_used_once(client, analyst):
    OperationFactory(code="NEW-TIDE")

    assert "already exists" in beside(client.post(NEW, operation(LEAD)), "id_code")


def test_two_leads_are_refused_at_the_second_and_nothing_is_saved(client, analyst):
    response = client.post(NEW, operation(LEAD, {"agency": "US-FBI", "role": "lead", "area": "Typed"}))

    assert "has a lead agency already" in beside(response, "id_participations-1-role")
    assert typed(response, "id_participations-1-area") == "Typed"
    assert not Operation.objects.exists()


def test_several_may_lead_jointly(client, analyst):
    joint = {"role": "lead", "joint_lead": "on"}

    client.post(NEW, operation({"agency": "US-ICE", **joint}, {"agency": "US-FBI", **joint}))

    assert Operation.objects.get().participations.count() == 2


def test_a_row_without_an_agency_is_refused(client, analyst):
    response = client.post(NEW, operation(LEAD, {"role": "observer"}))

    assert "Choose the agency, or the country" in text_of(response)
    assert not Operation.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"participations-TOTAL_FORMS": ""}, id="no-number-of-rows"),
        pytest.param({"participations-TOTAL_FORMS": "many"}, id="no-number-at-all"),
        pytest.param({"participations-TOTAL_FORMS": "1000000000"}, id="far-too-many"),
    ],
)
def test_rows_that_do_not_arrive_whole_are_refused(client, analyst, broken):
    response = client.post(NEW, operation(LEAD) | broken)

    assert response.status_code == 200
    assert "error-summary" in text_of(response)
    assert not Operation.objects.exists()


def test_the_lead_is_handed_over_at_once(client, analyst):
    record = OperationFactory(owner=analyst.agency)
    old = ParticipationFactory(operation=record, agency=analyst.agency, role="lead")
    new = ParticipationFactory(operation=record, agency=Agency.objects.get(code="US-FBI"))

    response = client.post(
        address(record),
        operation(stored(old, role="participant"), stored(new, role="lead"), code=record.code, version=1),
    )

    assert response.status_code == 302
    assert record.participations.get(role="lead").agency.code == "US-FBI"


def test_who_is_taken_off_the_page_is_taken_out(client, analyst):
    record = OperationFactory(owner=analyst.agency)
    gone = ParticipationFactory(operation=record)
    kept = ParticipationFactory(operation=record)

    client.post(
        address(record),
        operation(
            stored(gone, DELETE="on"), stored(kept, function="laboratory"), code=record.code, version=1
        ),
    )

    assert [row.function for row in record.participations.all()] == ["laboratory"]


def test_a_row_of_another_operation_is_not_touched(client, analyst):
    record, other = OperationFactory(owner=analyst.agency), ParticipationFactory(area="Theirs")

    client.post(address(record), operation(stored(other, area="Ours"), code=record.code, version=1))

    other.refresh_from_db()
    assert (other.area, record.participations.get().area) == ("Theirs", "Ours")


def test_editing_shows_what_is_recorded(client, analyst):
    record = OperationFactory(owner=analyst.agency, starts="2009-07", ends="2009-Q4", threats=["fugitives"])
    ParticipationFactory(operation=record, agency=analyst.agency, role="coordinator")

    response = client.get(address(record))

    assert (typed(response, "id_starts"), typed(response, "id_ends")) == ("2009-07", "2009-Q4")
    assert typed(response, "id_participations-0-role") == "coordinator"
    assert response.context["form"]["threats"].value() == ["fugitives"]


def test_of_two_editors_the_second_learns_of_the_first(client, analyst):
    record = OperationFactory(owner=analyst.agency)
    sent = operation(code=record.code, version=1)
    client.post(address(record), sent | {"name": "First"})

    second = client.post(address(record), sent | {"name": "Second"})

    record.refresh_from_db()
    assert second.status_code == 409
    assert "was changed since you opened it" in refusal(second)
    assert (typed(second, "id_name"), record.name) == ("Second", "First")


@pytest.mark.parametrize(
    ("role", "new", "own", "others"),
    [
        pytest.param("analyst", 200, 200, 403, id="analyst"),
        pytest.param("supervisor", 200, 200, 403, id="supervisor"),
        pytest.param("partner", 403, 403, 403, id="partner"),
        pytest.param("auditor", 403, 403, 403, id="auditor"),
        pytest.param("administrator", 403, 200, 200, id="administrator-without-agency"),
    ],
)
def test_who_may_enter_and_change_operations(client, role, new, own, others):
    user = UserFactory(role=role, agency=None) if role == "administrator" else UserFactory(role=role)
    client.force_login(user)
    ours = OperationFactory(**({"owner": user.agency} if user.agency else {}))

    assert client.get(NEW).status_code == new
    assert client.post(NEW, operation()).status_code == (302 if new == 200 else 403)
    assert client.get(address(ours)).status_code == own
    assert client.get(address(OperationFactory())).status_code == others


def test_an_operation_that_one_may_not_see_is_not_there(client, analyst):
    assert client.get(address(OperationFactory(marking="TLP:RED"))).status_code == 404


def test_nobody_enters_without_signing_in(client):
    assert client.post(NEW, operation()).url.startswith(reverse("sign-in"))
    assert not Operation.objects.exists()


@pytest.mark.parametrize("length", [1, 12])
def test_the_page_costs_the_same_for_any_number_of_rows(client, analyst, length, django_assert_num_queries):
    record = OperationFactory(owner=analyst.agency)
    ParticipationFactory.create_batch(length, operation=record)

    # session, user; the operation, may it be changed (2); its rows, its readers; agencies, countries,
    # operations, people; the legal instruments that it rests on, and those there are
    with django_assert_num_queries(13):
        client.get(address(record))


def test_an_empty_formset_is_no_error(client, analyst):
    assert client.post(NEW, operation() | rows("participations")).status_code == 302
