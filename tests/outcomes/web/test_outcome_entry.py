import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import Agency
from operations.models import Outcome
from tests.entry import beside, outcome, refusal, text_of, typed
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, SourceFactory

pytestmark = pytest.mark.django_db
NEW = "/outcomes/new/"


@pytest.fixture
def analyst(client):
    user = UserFactory(agency=Agency.objects.get(code="US-ICE"))
    client.force_login(user)
    return user


def test_a_result_is_saved_as_a_draft_of_ones_agency(client, analyst):
    operation = OperationFactory(owner=analyst.agency)
    source = SourceFactory()

    response = client.post(
        NEW,
        outcome(operation=operation.code, agency="US-FBI", country="COL", source=source.code, note="Inside."),
    )

    saved = Outcome.objects.get()
    assert response.url == saved.get_absolute_url()
    assert (saved.state, saved.owner, saved.created_by) == ("draft", analyst.agency, analyst)
    assert (saved.operation, saved.source, saved.agency.code) == (operation, source, "US-FBI")
    assert (saved.quantity, saved.unit.code, str(saved.date)) == (Decimal(18), "C62", "2009-07")


def test_a_sum_of_money_has_no_unit(client, analyst):
    client.post(
        NEW, outcome(measure="FORFEITURE.CRIMINAL", quantity="", amount="37000000.50", currency="usd")
    )

    saved = Outcome.objects.get()
    assert (saved.amount, saved.currency.code, saved.unit, saved.quantity) == (
        Decimal("37000000.50"),
        "USD",
        None,
        None,
    )


def test_save_and_submit_hands_it_over(client, analyst):
    response = client.post(NEW, outcome(then="submit"), follow=True)

    assert Outcome.objects.get().state == "submitted"
    assert "saved and submitted" in text_of(response)


def test_another_is_entered_for_the_same_operation(client, analyst):
    operation = OperationFactory(owner=analyst.agency)

    response = client.post(NEW, outcome(operation=operation.code, then="another"))

    assert response.url == f"{NEW}?operation={operation.code}&after={Outcome.objects.get().pk}"


def test_a_new_one_begins_with_the_operation_and_its_marking(client, analyst):
    operation = OperationFactory(amber=True, owner=analyst.agency)

    response = client.get(NEW, {"operation": operation.code})

    assert typed(response, "id_operation") == operation.code
    assert typed(response, "id_marking") == "TLP:AMBER"
    assert typed(response, "id_agency") == "US-ICE"


def test_an_operation_that_one_may_not_see_is_not_offered(client, analyst):
    hidden = OperationFactory(marking="TLP:RED")

    offered = client.get(NEW, {"operation": hidden.code})
    refused = client.post(NEW, outcome(operation=hidden.code))

    assert hidden.name not in text_of(offered)
    assert beside(refused, "id_operation") == f"There is no operation “{hidden.code}”."


TOMORROW = (datetime.date.today() + datetime.timedelta(days=2)).isoformat()  # noqa: DTZ011


@pytest.mark.parametrize(
    ("changed", "control", "sentence"),
    [
        pytest.param({"measure": "NO.SUCH"}, "id_measure", "There is no measure", id="unknown-measure"),
        pytest.param({"measure": ""}, "id_measure", "Choose what it is", id="no-measure"),
        pytest.param({"measure": "NARC.COCAINE"}, "id_measure", "There is no measure", id="a-measure-of-seizures"),
        pytest.param({"country": "XXX"}, "id_country", "There is no country", id="unknown-country"),
        pytest.param({"quantity": "-1"}, "id_quantity", "negative", id="negative-number"),
        pytest.param({"quantity": "1.5"}, "id_quantity", "whole numbers", id="half-a-person"),
        pytest.param({"quantity": "1e999"}, "id_quantity", "not a number", id="no-number"),
        pytest.param({"quantity": "", "amount": "1"}, "id_currency", "currency", id="amount-without-currency"),
        pytest.param(
            {"quantity": "", "amount": "-1", "currency": "USD", "measure": "FORFEITURE"},
            "id_amount", "negative", id="negative-amount",
        ),
        pytest.param({"amount": "1", "currency": "QQQ"}, "id_currency", "There is no currency", id="unknown-currency"),
        pytest.param({"amount": "1", "currency": "USD"}, "id_amount", "not an amount of money", id="money-for-persons"),
        pytest.param(
            {"measure": "ACTIVITY.FUNDS_DIRECTED"}, "id_quantity", "amount of money", id="number-for-money"
        ),
        pytest.param({"date": "2009-13"}, "id_date", "is not a date", id="no-date"),
        pytest.param({"date": "\0"}, "id_date", "is not a date", id="a-null-character"),
        pytest.param({"date": "2009-07-14/2009-07-01"}, "id_date", "end is before", id="end-before-start"),
        pytest.param({"date": TOMORROW}, "id_date", "in the future", id="future-date"),
        pytest.param({"marking": "TLP:WHITE"}, "id_marking", "not one of", id="unknown-marking"),
        pytest.param({"readers": "999999"}, "id_readers", "not one of", id="unknown-reader"),
        pytest.param({"part_of": "NOTHING-1"}, "id_part_of", "no record with the reference", id="no-such-whole"),
        pytest.param({"note": "a\0b"}, "id_note", "Null characters", id="null-in-note"),
        pytest.param({"reference": "R" * 61}, "id_reference", "at most 60", id="too-long"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(client, analyst, changed, control, sentence):
    sent = outcome(**({"description": "Typed words"} | changed))

    response = client.post(NEW, sent)

    assert response.status_code == 200
    assert sentence in beside(response, control)
    assert typed(response, "id_description") == "Typed words"
    assert not Outcome.objects.exists()


def test_everything_wrong_is_said_at_once(client, analyst):
    response = client.post(NEW, outcome(measure="", quantity="-1", date="soon", country="XXX"))

    assert all(beside(response, f"id_{name}") for name in ("measure", "quantity", "date", "country"))


def test_a_part_is_not_larger_than_its_whole(client, analyst):
    whole = OutcomeFactory(verified=True, quantity="10")

    response = client.post(NEW, outcome(part_of=whole.reference, quantity="11"))

    assert "parts come to 11" in beside(response, "id_part_of")
    assert typed(response, "id_part_of") == whole.reference
    assert Outcome.objects.count() == 1


def test_a_whole_that_one_may_not_see_is_not_there(client, analyst):
    hidden = OutcomeFactory(verified=True, marking="TLP:RED")

    response = client.post(NEW, outcome(part_of=hidden.reference))

    assert "no record with the reference" in beside(response, "id_part_of")


def test_a_reference_is_used_once(client, analyst):
    OutcomeFactory(owner=analyst.agency, reference="ONCE")

    response = client.post(NEW, outcome(reference="ONCE"))

    assert "already" in beside(response, "id_reference")


def test_editing_shows_what_was_recorded_and_keeps_what_is_typed(client, analyst):
    record = OutcomeFactory(owner=analyst.agency, returned=True, quantity="12", note="First.")
    address = reverse("outcome-edit", args=[record.pk])

    shown = client.get(address)
    client.post(address, outcome(quantity="14", reference=record.reference, version=record.version))

    record.refresh_from_db()
    assert (typed(shown, "id_quantity"), typed(shown, "id_note")) == ("12", "First.")
    assert (record.quantity, record.note, record.last_edited_by) == (14, "", analyst)


def test_of_two_editors_the_second_learns_of_the_first_and_loses_nothing(client, analyst):
    record = OutcomeFactory(owner=analyst.agency, created_by=analyst)
    address = reverse("outcome-edit", args=[record.pk])
    sent = outcome(reference=record.reference, version=record.version)
    client.post(address, sent | {"quantity": "20"})

    second = client.post(address, sent | {"quantity": "30", "note": "Mine."})

    record.refresh_from_db()
    assert second.status_code == 409
    assert "was changed since you opened it" in refusal(second)
    assert (typed(second, "id_quantity"), typed(second, "id_note"), record.quantity) == ("30", "Mine.", 20)


def test_the_second_may_save_over_the_first_knowingly(client, analyst):
    record = OutcomeFactory(owner=analyst.agency, created_by=analyst)
    address = reverse("outcome-edit", args=[record.pk])
    sent = outcome(reference=record.reference, version=record.version)
    client.post(address, sent | {"quantity": "20"})

    second = client.post(address, sent | {"quantity": "30"})
    client.post(address, sent | {"quantity": "30", "over": second.context["form"].version_to_overwrite})

    record.refresh_from_db()
    assert record.quantity == 30


def test_a_version_that_is_no_number_is_an_old_one(client, analyst):
    record = OutcomeFactory(owner=analyst.agency, created_by=analyst)

    response = client.post(reverse("outcome-edit", args=[record.pk]), outcome(version="1 or 1"))

    assert response.status_code == 409


def test_what_waits_for_review_is_not_edited(client, analyst):
    record = OutcomeFactory(owner=analyst.agency, submitted=True)

    response = client.post(reverse("outcome-edit", args=[record.pk]), outcome(version=record.version))

    assert response.status_code == 409
    assert "is waiting for review" in refusal(response)


def test_who_marks_it_red_does_not_lose_sight_of_it(client, analyst):
    reader = UserFactory(agency=analyst.agency)

    response = client.post(NEW, outcome(marking="TLP:RED", readers=[str(reader.pk)]), follow=True)

    assert response.status_code == 200
    assert set(Outcome.objects.get().readers.all()) == {analyst, reader}
