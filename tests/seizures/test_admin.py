"""The admin screens of seizures: items and credits are saved with the seizure, or nothing is."""

import pytest
from django.urls import reverse

from agencies.models import Agency, Country, Place
from measures.models import Measure, Unit
from operations.models import State
from seizures.models import Credit, SeizedItem, Seizure
from tests.admin_page import errors, filled
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/seizures/seizure/add/"
LIST = "/admin/seizures/seizure/"


def change(seizure):
    return reverse("admin:seizures_seizure_change", args=[seizure.pk])


@pytest.fixture
def ice():
    return Agency.objects.get(code="US-ICE")


@pytest.fixture
def analyst(client, ice):
    user = UserFactory(role="analyst", agency=ice)
    client.force_login(user)
    return user


def measure(code):
    return Measure.objects.get(code=code).pk


def cash(number, amount, **more):
    row = {"measure": measure("CASH"), "amount": amount, "currency": Unit.objects.currency("USD").pk}
    row |= {"qualifier": "exact", **more}
    return {f"items__{number}__{name}": value for name, value in row.items()}


def cocaine(number, quantity, **more):
    row = {"measure": measure("NARC.COCAINE"), "quantity": quantity, "unit": Unit.objects.quantity("KGM").pk}
    row |= {"qualifier": "exact", **more}
    return {f"items__{number}__{name}": value for name, value in row.items()}


def enter(client, **typed):
    return client.post(ADD, filled(client.get(ADD), **typed))


def test_a_seizure_is_entered_with_items_and_credits(client, analyst, ice):
    operation, other = OperationFactory(owner=ice), AgencyFactory()

    response = enter(
        client,
        operation=operation.pk, date="2009-07-14", conveyance="bus", concealment="compartment",
        destination=Country.objects.get(code="MEX").pk,
        **cash(0, "3500000", qualifier="at_least"), **cocaine(1, "2.5", purity="80"),
        credits__0__agency=other.pk, credits__0__role="intelligence",
    )  # fmt: skip

    assert response.status_code == 302, errors(response)
    seizure = Seizure.objects.get()
    assert (seizure.state, seizure.seizing_agency, seizure.created_by) == (State.DRAFT, ice, analyst)
    assert [
        (item.measure.code, item.qualifier, item.amount or item.quantity) for item in seizure.items.all()
    ] == [
        ("CASH", "at_least", 3_500_000),
        ("NARC.COCAINE", "exact", 2.5),
    ]
    assert [(credit.agency, credit.role) for credit in seizure.credits.all()] == [(other, "intelligence")]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"items__1__measure": "999999"}, "items-1-measure", "Select a valid choice."),
        ({"items__1__unit": "999999"}, "items-1-unit", "Select a valid choice."),
        ({"items__1__currency": "999999"}, "items-1-currency", "Select a valid choice."),
        ({"country": "999999"}, "country", "Select a valid choice."),
        ({"items__1__quantity": "-1"}, "items-1-quantity", "A quantity cannot be negative."),
        ({"items__0__amount": "-1"}, "items-0-amount", "An amount cannot be negative."),
        ({"items__0__amount": "1.234"}, "items-0-amount", "2 digits after the decimal point"),
        ({"items__1__purity": "101"}, "items-1", "from 0 to 100"),
        ({"date": "2999-01-01"}, "date", "in the future"),
        ({"date": "2009-08/2009-07"}, "date", "The end is before the start."),
        ({"credits__0__agency": "own"}, "credits-0-agency", "The seizing agency has the seizure already"),
    ],
)
def test_what_is_wrong_is_told_beside_it_and_nothing_is_saved(client, analyst, ice, typed, field, sentence):
    if "credits__0__agency" in typed:
        typed = {"credits__0__agency": ice.pk, "credits__0__role": "joint", "seizing_agency": ice.pk}

    response = enter(client, **{**cash(0, "100"), **cocaine(1, "2"), **typed})

    assert response.status_code == 200
    assert sentence in str({name: told for name, told in errors(response).items() if name.startswith(field)})
    for model in (Seizure, SeizedItem, Credit):
        assert not model.objects.exists()
    assert response.context["inline_admin_formsets"][0].formset.forms[0]["amount"].value()


def test_a_unit_that_does_not_fit_the_measure_is_refused(client, analyst):
    response = enter(client, **cocaine(0, "2", measure=measure("WEAPONS")))

    assert errors(response) == {"items-0-unit": ["Weapons is not measured in kilogram."]}


def test_a_seizure_without_items_is_refused(client, analyst):
    response = enter(client)

    assert errors(response) == {"items": ["Say what was taken: add at least one item."]}


def test_faults_of_the_seizure_and_of_its_items_are_told_together(client, analyst):
    response = enter(client, date="2999", **cash(0, "-1"), **cocaine(1, "-2"))

    assert set(errors(response)) == {"date", "items-0-amount", "items-1-quantity"}


def test_a_part_larger_than_its_whole_is_refused(client, analyst, ice):
    whole = SeizureFactory(owner=ice, item__cash="1000")

    response = enter(client, part_of=whole.pk, **cash(0, "1001"))

    assert errors(response) == {"part_of": ["The parts come to 1,001 USD, and the whole is only 1,000 USD."]}
    assert Seizure.objects.count() == 1


def test_items_are_changed_added_and_taken_away(client, analyst, ice):
    seizure = SeizureFactory(owner=ice, item__cash="1000")
    SeizedItemFactory(seizure=seizure)
    page = client.get(change(seizure))

    response = client.post(
        change(seizure), filled(page, items__0__amount="900", items__1__DELETE="on", **cocaine(2, "7"))
    )

    assert response.status_code == 302, errors(response)
    assert [item.amount or item.quantity for item in seizure.items.all()] == [900, 7]


def test_nobody_writes_over_a_change_that_they_have_not_seen(client, analyst, ice):
    seizure = SeizureFactory(owner=ice)
    page = client.get(change(seizure))
    Seizure.objects.filter(pk=seizure.pk).update(version=2)

    response = client.post(change(seizure), filled(page, note="Mine"))

    assert "was changed since you opened it" in errors(response)[""][0]
    assert response.context["adminform"].form["note"].value() == "Mine"


def test_a_record_of_another_agency_is_for_reading_only(client, analyst):
    seizure = SeizureFactory(submitted=True)

    assert client.get(change(seizure)).context["has_change_permission"] is False
    assert client.post(change(seizure), {"note": "Ours"}).status_code == 403


@pytest.mark.parametrize(
    ("marking", "own", "seen"),
    [
        ("TLP:CLEAR", False, True),
        ("TLP:AMBER", False, False),
        ("TLP:AMBER", True, True),
        ("TLP:RED", True, False),
    ],
)
def test_only_seizures_that_the_reader_may_see_are_listed(client, analyst, ice, marking, own, seen):
    seizure = SeizureFactory(owner=ice if own else AgencyFactory(), marking=marking, verified=True)

    assert bool(client.get(LIST).context["cl"].result_list) is seen
    assert client.get(change(seizure)).status_code == (200 if seen else 302)


def test_naming_readers_makes_a_red_record_theirs_and_its_authors(client, analyst):
    reader = UserFactory(agency=analyst.agency)

    enter(client, marking="TLP:RED", readers=[reader.pk], **cash(0, "100"))

    assert set(Seizure.objects.get().readers.all()) == {reader, analyst}


def test_credit_of_an_operation_that_the_reader_may_not_see_is_not_named(client, analyst, ice):
    seizure = SeizureFactory(owner=ice)
    CreditFactory(
        seizure=seizure, agency=None, operation=OperationFactory(name="Undertow", marking="TLP:AMBER")
    )

    pages = [
        client.get(address).content.decode() for address in (change(seizure), f"{LIST}{seizure.pk}/history/")
    ]

    assert not any("Undertow" in page for page in pages)


def test_the_list_tells_revisions_apart_and_says_what_is_counted(client, analyst, ice):
    SeizureFactory(reference="A-1", owner=ice, superseded=True)
    record = SeizureFactory(reference="A-1", revision=2, owner=ice, item=None)
    SeizedItemFactory(seizure=record, measure="WEAPONS", quantity="9", unit="C62")

    page = client.get(LIST).content.decode()

    assert "A-1 (revision 2)" in page
    assert "Weapons: exactly 9 weapons" in page


def test_a_verified_seizure_is_amended_in_a_copy(client, analyst, ice):
    seizure = SeizureFactory(owner=ice, verified=True)
    CreditFactory(seizure=seizure)

    chosen = {"_selected_action": [seizure.pk], "seen": f"{seizure.pk}:{seizure.version}"}
    client.post(LIST, {"action": "amend", "reason": "Corrected.", **chosen})

    copy = Seizure.objects.get(amends=seizure)
    assert (copy.items.count(), copy.credits.count(), copy.state) == (1, 1, State.DRAFT)


def test_places_are_found_by_name_or_code(client, analyst):
    Place.objects.create(name="Buenaventura", kind="sea_port", locode="COBUN")

    found = client.get(
        "/admin/autocomplete/",
        {"app_label": "seizures", "model_name": "seizure", "field_name": "place", "term": "cobun"},
    )

    assert [result["text"] for result in found.json()["results"]] == ["Buenaventura"]


@pytest.mark.parametrize("rows", [1, 9])
def test_the_list_costs_the_same_for_any_length(client, analyst, django_assert_max_num_queries, rows):
    for _ in range(rows):
        operation = OperationFactory()
        SeizureFactory(
            operation=operation, owner=operation.owner, verified=True, item__cash="1", country="COL"
        )

    # session, user, years, count, page, items, measures, units, currencies, a filter each of the related ones
    with django_assert_max_num_queries(14):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 9])
def test_a_page_costs_the_same_for_any_number_of_items(
    client, analyst, ice, django_assert_max_num_queries, rows
):
    seizure = SeizureFactory(owner=ice)
    SeizedItemFactory.create_batch(rows, seizure=seizure)
    CreditFactory.create_batch(rows, seizure=seizure)

    with django_assert_max_num_queries(18):
        client.get(change(seizure))


def test_the_history_tells_of_the_items_too(client, analyst, ice):
    enter(client, **cash(0, "100"))
    seizure = Seizure.objects.get()

    page = client.get(f"{LIST}{seizure.pk}/history/")

    assert [trail.name for trail in page.context["histories"]] == ["", "Cash and monetary instruments"]
    assert page.context["histories"][1].entries[0].who == analyst.username
