import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def analyst(agency):
    return UserFactory(role="analyst", agency=agency)


@pytest.fixture
def supervisor(agency):
    return UserFactory(role="supervisor", agency=agency)


@pytest.mark.parametrize(
    ("role", "work", "review"),
    [
        pytest.param("analyst", 200, 403, id="analyst"),
        pytest.param("supervisor", 200, 200, id="supervisor"),
        pytest.param("partner", 403, 403, id="partner"),
        pytest.param("auditor", 403, 403, id="auditor"),
        pytest.param("administrator", 403, 403, id="administrator"),
    ],
)
def test_who_enters_has_work_and_who_verifies_has_a_queue(client, role, work, review):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("my-work")).status_code == work
    assert client.get(reverse("review")).status_code == review


def test_my_work_is_what_i_entered_and_the_agencys_is_one_step_away(client, agency, analyst):
    SeizureFactory(owner=agency, created_by=analyst, reference="MINE")
    SeizureFactory(owner=agency, reference="COLLEAGUE")
    SeizureFactory(reference="STRANGER")
    client.force_login(analyst)

    mine = client.get(reverse("my-work")).content.decode()
    ours = client.get(reverse("my-work"), {"whose": "agency"}).content.decode()

    assert ("MINE" in mine, "COLLEAGUE" in mine, "STRANGER" in mine) == (True, False, False)
    assert ("MINE" in ours, "COLLEAGUE" in ours, "STRANGER" in ours) == (True, True, False)


def test_what_was_returned_comes_first_with_the_reason(client, agency, analyst):
    SeizureFactory(owner=agency, created_by=analyst)
    OutcomeFactory(
        owner=agency, created_by=analyst, returned=True, state_reason="Count persons, not charges."
    )
    client.force_login(analyst)

    response = client.get(reverse("my-work"))

    assert [group["records"][0].state for group in response.context["groups"]] == ["returned", "draft"]
    assert "Count persons, not charges." in response.content.decode()


def test_the_chosen_records_are_verified_together(client, agency, analyst, supervisor):
    seizure = SeizureFactory(owner=agency, created_by=analyst, submitted=True)
    outcome = OutcomeFactory(owner=agency, created_by=analyst, submitted=True)
    left = OutcomeFactory(owner=agency, created_by=analyst, submitted=True)
    client.force_login(supervisor)

    chosen = [f"seizure:{seizure.pk}:1", f"outcome:{outcome.pk}:1"]
    response = client.post(reverse("review"), {"record": chosen}, follow=True)

    for record in (seizure, outcome, left):
        record.refresh_from_db()
    assert (seizure.state, outcome.state, left.state) == ("verified", "verified", "submitted")
    assert "2 records verified." in response.content.decode()


def test_ones_own_record_waits_for_another_person(client, agency, supervisor):
    seizure = SeizureFactory(owner=agency, created_by=supervisor, submitted=True)
    client.force_login(supervisor)

    page = client.get(reverse("review")).content.decode()
    client.post(reverse("review"), {"record": [f"seizure:{seizure.pk}:1"]})

    seizure.refresh_from_db()
    assert "another person must review it" in page
    assert f"seizure:{seizure.pk}" not in page
    assert seizure.state == "submitted"


def test_a_forged_choice_changes_nothing(client, supervisor):
    seizure = SeizureFactory(submitted=True)
    client.force_login(supervisor)

    client.post(reverse("review"), {"record": [f"seizure:{seizure.pk}", "seizure:nonsense", "x"]})

    seizure.refresh_from_db()
    assert seizure.state == "submitted"


def test_the_rail_counts_what_one_may_decide(client, agency, analyst, supervisor):
    SeizureFactory.create_batch(2, owner=agency, created_by=analyst, submitted=True)
    SeizureFactory(owner=agency, created_by=supervisor, submitted=True)
    client.force_login(supervisor)

    response = client.get(reverse("operations"))

    assert response.context["review_count"]() == 2


@pytest.mark.parametrize("records", [1, 6])
def test_the_queue_costs_the_same_for_any_length(
    client, agency, supervisor, django_assert_max_num_queries, records
):
    SeizureFactory.create_batch(records, owner=agency, submitted=True)
    OutcomeFactory.create_batch(records, owner=agency, submitted=True)
    client.force_login(supervisor)

    # three lists of filters, and what looks wrong with seizures and with outcomes
    with django_assert_max_num_queries(33):
        client.get(reverse("review"))


def test_what_changed_since_the_queue_was_read_is_named_and_left(client, agency, analyst, supervisor):
    changed = SeizureFactory(owner=agency, created_by=analyst, submitted=True, version=4)
    seen = OutcomeFactory(owner=agency, created_by=analyst, submitted=True)
    unseen = OutcomeFactory(owner=agency, created_by=analyst, submitted=True)
    client.force_login(supervisor)

    chosen = [f"seizure:{changed.pk}:3", f"outcome:{seen.pk}:1", f"outcome:{unseen.pk}"]
    page = client.post(reverse("review"), {"record": chosen}, follow=True).content.decode()

    for record in (changed, seen, unseen):
        record.refresh_from_db()
    assert (changed.state, seen.state, unseen.state) == ("submitted", "verified", "submitted")
    assert "1 record verified." in page
    assert f"{changed.reference} was changed since you opened it." in page


def test_the_queue_sends_the_versions_that_it_shows(client, agency, analyst, supervisor):
    record = SeizureFactory(owner=agency, created_by=analyst, submitted=True, version=7)
    client.force_login(supervisor)

    assert f'value="seizure:{record.pk}:7"' in client.get(reverse("review")).content.decode()
