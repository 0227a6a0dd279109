"""The admin screens of operations and of what sources state: refused and saved as everywhere else."""

import pytest
from django.contrib.admin import ModelAdmin
from django.urls import reverse

from agencies.models import Agency, Country
from operations.admin.operation import OperationAdmin
from operations.models import Operation, Participation
from operations.services import remove_participation
from tests.admin_page import errors, filled
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory, SourceFactory

pytestmark = pytest.mark.django_db

ADD_OPERATION = "/admin/operations/operation/add/"
OUTCOMES = "/admin/operations/outcome/"


def change(record):
    return reverse(f"admin:operations_{record._meta.model_name}_change", args=[record.pk])


@pytest.fixture
def ice():
    return Agency.objects.get(code="US-ICE")


@pytest.fixture
def analyst(client, ice):
    user = UserFactory(role="analyst", agency=ice)
    client.force_login(user)
    return user


@pytest.fixture
def supervisor(client, ice):
    user = UserFactory(role="supervisor", agency=ice)
    client.force_login(user)
    return user


@pytest.fixture
def operation(ice):
    operation = OperationFactory(code="TIDEWATER", owner=ice)
    ParticipationFactory(operation=operation, agency=ice, lead=True)
    return operation


def test_an_operation_is_entered_with_its_participants(client, analyst, ice):
    page = client.get(ADD_OPERATION)
    data = filled(
        page,
        code="TIDEWATER", name="Tidewater", kind="enforcement", starts="2009-07", ends="2009",
        threats=["drug_trafficking", "cybercrime"],
        participations__0__agency=ice.pk, participations__0__role="lead",
        participations__1__country=Country.objects.get(code="COL").pk, participations__1__role="participant",
    )  # fmt: skip

    response = client.post(ADD_OPERATION, data)

    assert response.status_code == 302, errors(response)
    operation = Operation.objects.get(code="TIDEWATER")
    assert (operation.owner, str(operation.starts), str(operation.ends)) == (ice, "2009-07", "2009")
    assert operation.threats == ["drug_trafficking", "cybercrime"]
    assert [str(row) for row in operation.participations.all()] == [
        "ICE (lead agency)",
        "Colombia (participating agency)",
    ]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"starts": "2009-08", "ends": "2009-07"}, "ends", "The operation ends before it starts."),
        ({"starts": "2009-01-01/2009-02-01"}, "starts", "one"),
        ({"starts": "July"}, "starts", "“July” is not a date."),
        ({"code": "no good"}, "code", "Capital letters and digits"),
        ({"kind": "party"}, "kind", "Select a valid choice."),
        ({"participations__0__country": "999999"}, "participations-0-country", "Select a valid choice."),
        (
            {"participations__0__role": "lead", "participations__1__role": "lead"},
            "participations-1-", "lead agency already",
        ),
        (
            {"participations__0__agency": "", "participations__0__function": "Watch"},
            "participations-0", "Choose the agency",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_operation_is_told_beside_it_and_nothing_is_saved(
    client, analyst, ice, typed, field, sentence
):
    two = {f"participations__{n}__agency": AgencyFactory().pk for n in (0, 1)}
    two |= {f"participations__{n}__role": "participant" for n in (0, 1)}
    good = {"code": "TIDEWATER", "name": "Tidewater", "kind": "enforcement", **two}

    response = client.post(ADD_OPERATION, filled(client.get(ADD_OPERATION), **{**good, **typed}))

    assert response.status_code == 200
    told = {name: sentences for name, sentences in errors(response).items() if name.startswith(field)}
    assert sentence in str(told), errors(response)
    assert not Operation.objects.exists()
    assert not Participation.objects.exists()
    assert response.context["adminform"].form["name"].value() == "Tidewater"


@pytest.mark.parametrize(("ends", "runs", "status"), [("2010", 1, 302), ("2009-06", 2, 200)])
def test_only_a_refused_save_runs_the_screen_twice_and_no_save_reaches_the_service_twice(
    client, analyst, ice, monkeypatch, ends, runs, status
):
    seen = {"runs": 0, "saves": 0}
    screen, record = ModelAdmin.changeform_view, OperationAdmin.record
    typed = {
        "code": "TIDEWATER",
        "name": "Tidewater",
        "kind": "enforcement",
        "starts": "2009-07",
        "ends": ends,
    }
    data = filled(client.get(ADD_OPERATION), **typed)

    def counting(name, function):
        def counted(*args, **kwargs):
            seen[name] += 1
            return function(*args, **kwargs)

        return counted

    monkeypatch.setattr(ModelAdmin, "changeform_view", counting("runs", screen))
    monkeypatch.setattr(OperationAdmin, "record", counting("saves", record))
    response = client.post(ADD_OPERATION, data)

    assert (seen, response.status_code) == ({"runs": runs, "saves": 1}, status)
    assert Operation.objects.count() == 2 - runs


def test_the_lead_can_pass_from_one_agency_to_another_in_one_go(client, analyst, operation):
    follower = ParticipationFactory(operation=operation)
    page = client.get(change(operation))

    response = client.post(
        change(operation),
        filled(page, participations__0__role="participant", participations__1__role="lead"),
    )

    assert response.status_code == 302, errors(response)
    follower.refresh_from_db()
    assert follower.role == "lead"


def test_a_participant_is_taken_out(client, analyst, operation):
    ParticipationFactory(operation=operation)
    page = client.get(change(operation))

    client.post(change(operation), filled(page, participations__1__DELETE="on"))

    assert operation.participations.count() == 1


def test_nobody_writes_over_a_change_that_they_have_not_seen(client, analyst, operation):
    page = client.get(change(operation))
    Operation.objects.filter(pk=operation.pk).update(version=2)

    response = client.post(change(operation), filled(page, name="Mine"))

    assert "was changed since you opened it" in str(errors(response)[""])


@pytest.mark.parametrize(
    ("marking", "agency", "status"),
    [
        ("TLP:GREEN", None, 200),
        ("TLP:AMBER", None, 302),
        ("TLP:AMBER", "US-ICE", 200),
        ("TLP:RED", "US-ICE", 302),
    ],
)
def test_only_operations_that_the_reader_may_see_open(client, ice, marking, agency, status):
    operation = OperationFactory(owner=ice, marking=marking)
    client.force_login(UserFactory(role="analyst", agency=ice if agency else AgencyFactory()))

    assert client.get(change(operation)).status_code == status
    listed = client.get("/admin/operations/operation/").context["cl"].result_list
    assert list(listed) == ([operation] if status == 200 else [])
    found = client.get(
        "/admin/autocomplete/",
        {
            "app_label": "operations",
            "model_name": "outcome",
            "field_name": "operation",
            "term": operation.code,
        },
    )
    assert len(found.json()["results"]) == (1 if status == 200 else 0)


def test_an_operation_of_others_is_for_reading_only(client, analyst):
    operation = OperationFactory()

    page = client.get(change(operation))

    assert page.context["has_change_permission"] is False
    assert client.post(change(operation), {"name": "Ours"}).status_code == 403


def test_a_source_is_entered_with_a_partial_date(client, analyst):
    add = "/admin/operations/source/add/"

    response = client.post(
        add, filled(client.get(add), code="SRC-1", publisher="A court", title="A judgment", date="2009-07")
    )

    assert response.status_code == 302, errors(response)
    assert str(SourceFactory._meta.model.objects.get().date) == "2009-07"


@pytest.mark.parametrize("rows", [1, 9])
def test_lists_cost_the_same_for_any_length(client, supervisor, ice, django_assert_max_num_queries, rows):
    for _ in range(rows):
        operation = OperationFactory(owner=AgencyFactory())
        OutcomeFactory(operation=operation, owner=operation.owner, verified=True, country="COL")

    for address, most in (("/admin/operations/operation/", 9), (OUTCOMES, 12)):
        # session, user, count, page, date hierarchy, a filter each, the review count of the frame
        with django_assert_max_num_queries(most):
            client.get(address)


@pytest.mark.parametrize("rows", [1, 9])
def test_a_page_costs_the_same_for_any_number_of_participants(
    client, analyst, operation, django_assert_max_num_queries, rows
):
    ParticipationFactory.create_batch(rows, operation=operation)

    # session, user, their agency's preferences, operation, rule, participations, owner, umbrella, readers to choose
    # from, content type, legal instruments to choose from
    with django_assert_max_num_queries(13):
        client.get(change(operation))


def test_the_history_tells_who_changed_what(client, analyst, operation):
    client.post(change(operation), filled(client.get(change(operation)), name="High Water"))

    page = client.get(f"/admin/operations/operation/{operation.pk}/history/")

    latest = page.context["histories"][0][1][0]
    assert (latest.who, str(latest.what), latest.changed) == (analyst.username, "Edited", ["Name"])


def test_the_history_keeps_who_was_taken_out(client, analyst, operation):
    participant = ParticipationFactory(operation=operation)
    remove_participation(participant, by=analyst, reason="Named by mistake.")

    page = client.get(f"/admin/operations/operation/{operation.pk}/history/")

    [told] = [told for told in page.context["histories"] if told.name == str(participant)]
    latest = told.entries[0]
    assert (latest.what, latest.who, latest.reason) == ("Deleted", analyst.username, "Named by mistake.")


@pytest.mark.parametrize(("marking", "shown"), [("TLP:GREEN", True), ("TLP:AMBER", False)])
def test_an_umbrella_that_the_reader_may_not_see_is_kept_and_not_named(
    client, analyst, operation, marking, shown
):
    operation.parent = OperationFactory(name="Umbrella", marking=marking)
    operation.save()

    page = client.get(change(operation))
    client.post(change(operation), filled(page, name="High Water"))

    assert ("Umbrella</option>" in page.content.decode()) is shown
    operation.refresh_from_db()
    assert (operation.name, operation.parent.name) == ("High Water", "Umbrella")
