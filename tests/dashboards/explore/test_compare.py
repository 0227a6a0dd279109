"""Two operations, agencies, countries or periods side by side; each figure opens to its records."""

import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db
LARGEST = 150_000


def compare(client, **parameters):
    return client.get(reverse("compare"), parameters)


def rows_of(response):
    return [
        (move.label, move.before.amount.value, move.after.amount.value, move.difference.text)
        for move in response.context["page"]
    ]


def test_two_operations_stand_side_by_side_with_the_difference(client, reader):
    first, second = OperationFactory(), OperationFactory(name="The second")
    SeizureFactory(verified=True, operation=first, item__quantity="10")
    SeizureFactory(verified=True, operation=second, item__quantity="12.5")
    OutcomeFactory(verified=True, operation=second, quantity="4")

    response = compare(client, of="operation", a=first.code, b="the second")

    assert rows_of(response) == [
        ("Narcotics seized", 10, 12.5, "+2.5\xa0kg"),
        ("Arrested", None, 4, "+4\xa0persons"),
    ]
    narcotics, arrests = response.context["page"]
    assert [client.get(end.url).context["tiles"][0].value for end in (narcotics.before, narcotics.after)] == [
        10, 12.5,
    ]  # fmt: skip
    assert arrests.before.url == ""


def test_a_difference_of_bounds_has_its_qualifier(client, reader):
    first, second = OperationFactory(), OperationFactory()
    SeizureFactory(verified=True, operation=first, item__qualifier="at_least")
    SeizureFactory(verified=True, operation=second, item__quantity="12")

    ((_label, _before, _after, text),) = rows_of(compare(client, of="operation", a=first.code, b=second.code))

    assert text == "+\xa0nearly 2\xa0kg"


def test_agencies_have_their_credits_in_full_and_the_page_says_so(client, reader):
    seizure = SeizureFactory(verified=True)
    other = AgencyFactory()
    CreditFactory(seizure=seizure, agency=other)

    response = compare(client, of="agency", a=seizure.seizing_agency.code, b=other.code)

    assert rows_of(response) == [("Narcotics seized", 10, 10, "no change of the amount")]
    assert "A record credited to both is on both sides." in response.content.decode()


@pytest.mark.parametrize(
    ("parameters", "values"),
    [
        ({"of": "country", "a": "Colombia", "b": "PER"}, (10, 20)),
        ({"of": "period", "a": "2020", "b": "2021"}, (20, 10)),
        ({"of": "period", "a": "US FY2020", "b": "US FY2021"}, (10, 20)),
        ({"of": "country", "a": "COL", "b": "PER", "period": "2020"}, (10, 10)),
        ({"of": "country", "a": "COL", "b": "PER", "measure": "CASH"}, None),
    ],
)
def test_anything_else_narrows_both_sides(client, reader, parameters, values):
    SeizureFactory(verified=True, country="COL", date="2020-03")
    SeizureFactory(verified=True, country="PER", date="2020-11")
    SeizureFactory(verified=True, country="PER", date="2021-03")

    rows = rows_of(compare(client, **parameters))

    assert [row[1:3] for row in rows] == ([values] if values else [])


@pytest.mark.parametrize(
    "parameters",
    [
        {"of": "country", "a": "Atlantis", "b": "PER"},
        {"of": "period", "a": "whenever", "b": "2021"},
        {"of": "operation", "measure": "COCAIN"},
        {"of": "operation", "colour": "red"},
        {"of": "operation", "a": "\0"},
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(client, reader, parameters):
    response = compare(client, **parameters)

    assert (response.status_code, len(response.context["sentences"])) == (400, 1)


@pytest.mark.parametrize(
    "parameters", [{}, {"of": "nothing"}, {"of": "period"}, {"of": "agency", "a": "US-ICE"}]
)
def test_as_long_as_nothing_is_chosen_the_page_says_what_to_do(client, reader, parameters):
    response = compare(client, **parameters)

    assert response.status_code == 200
    assert "Choose two to compare" in response.content.decode()


def test_a_hidden_operation_is_compared_with_nothing(client, reader):
    hidden, shown = OperationFactory(amber=True, name="Quiet Heron"), OperationFactory()

    response = compare(client, of="operation", a=hidden.code, b=shown.code)

    assert response.status_code == 400
    assert "Quiet Heron" not in response.content.decode()


@pytest.mark.parametrize("records", [1, 8])
def test_a_comparison_costs_the_same_however_much_there_is(
    client, reader, django_assert_max_num_queries, records
):
    first, second = OperationFactory(), OperationFactory()
    for _number in range(records):
        for operation in (first, second):
            SeizureFactory(verified=True, operation=operation)
            OutcomeFactory(verified=True, operation=operation)

    with django_assert_max_num_queries(32):
        response = compare(client, of="operation", a=first.code, b=second.code)
    assert len(response.content) < LARGEST


def explained(client, first, second, why="NARC/seized/KGM"):
    response = compare(client, of="operation", a=first.code, b=second.code, why=why)
    return [
        [(row.record, row.amount) for row in side.rows] for side in response.context["sides_explained"]
    ], response


def test_a_difference_is_explained_by_the_records_of_each_side_the_largest_first(client, reader):
    first, second = OperationFactory(), OperationFactory()
    large = SeizureFactory(verified=True, operation=first, item__quantity="900")
    small = SeizureFactory(verified=True, operation=first, item__quantity="5")
    other = SeizureFactory(verified=True, operation=second, item__quantity="7")
    SeizureFactory(verified=True, operation=second, item__cash="100")
    SeizureFactory(operation=second, item__quantity="8000")

    sides, response = explained(client, first, second)

    assert sides == [[(large, "900\xa0kg"), (small, "5\xa0kg")], [(other, "7\xa0kg")]]
    assert large.get_absolute_url() in response.content.decode()


def test_a_record_on_both_sides_explains_no_difference(client, reader):
    first, second = OperationFactory(), OperationFactory()
    both = SeizureFactory(verified=True, operation=first, item__quantity="900")
    CreditFactory(seizure=both, agency=None, operation=second)
    other = SeizureFactory(verified=True, operation=second, item__quantity="7")

    sides, response = explained(client, first, second)

    assert sides == [[], [(other, "7\xa0kg")]]
    assert [side.common for side in response.context["sides_explained"]] == [1, 1]


def test_a_record_that_the_reader_may_not_see_explains_nothing_to_them(client, reader):
    first, second = OperationFactory(), OperationFactory()
    hidden = {"verified": True, "marking": "TLP:AMBER+STRICT", "owner": "US-FBI"}
    SeizureFactory(operation=first, item__quantity="900", **hidden)
    seen = SeizureFactory(verified=True, operation=first, item__quantity="2")
    SeizureFactory(verified=True, operation=second, item__quantity="7")

    sides, _response = explained(client, first, second)

    assert sides[0] == [(seen, "2\xa0kg")]


@pytest.mark.parametrize("why", ["", "NOTHING/seized/KGM", "NARC/seized", "\0", "NARC/seized/U2"])
def test_an_unknown_difference_is_passed_over(client, reader, why):
    first, second = OperationFactory(), OperationFactory()
    SeizureFactory(verified=True, operation=first)

    response = compare(client, of="operation", a=first.code, b=second.code, why=why)

    assert response.status_code == 200
    assert "sides_explained" not in response.context
