import pytest

from common.pages.paging import SIZE
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.page import element, parsed, words

pytestmark = pytest.mark.django_db
LIST = "/outcomes/"


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


def found(client, **asked):
    return {record.reference for record in client.get(LIST, asked).context["page_obj"]}


@pytest.fixture
def some(reader):
    tide = OperationFactory(code="TIDE")
    phase = OperationFactory(code="TIDE-2", parent=tide)
    OutcomeFactory(
        reference="A-1", operation=tide, agency="US-FBI", country="COL", date="2009-07", verified=True
    )
    OutcomeFactory(reference="A-2", operation=phase, agency="US-ICE", date="2009-Q3", submitted=True)
    OutcomeFactory(
        reference="B-1", measure="PEOPLE.VICTIMS.CHILD", date="2010", marking="TLP:CLEAR", verified=True
    )
    OutcomeFactory(reference="HIDDEN", marking="TLP:RED", verified=True)


@pytest.mark.parametrize(
    ("asked", "references"),
    [
        pytest.param({}, {"A-1", "A-2", "B-1"}, id="all"),
        pytest.param({"q": "a-"}, {"A-1", "A-2"}, id="beginning"),
        pytest.param({"q": "-1"}, {"A-1", "B-1"}, id="end"),
        pytest.param({"q": "HIDDEN"}, set(), id="not-to-be-seen"),
        pytest.param({"q": "%"}, set(), id="a-sign-of-the-database"),
        pytest.param({"operation": "TIDE"}, {"A-1", "A-2"}, id="an-operation-and-its-phases"),
        pytest.param({"operation": "TIDE-2"}, {"A-2"}, id="a-phase"),
        pytest.param({"agency": "US-FBI"}, {"A-1"}, id="agency"),
        pytest.param({"country": "COL"}, {"A-1"}, id="country"),
        pytest.param({"measure": "PEOPLE.VICTIMS"}, {"B-1"}, id="a-measure-and-what-is-below"),
        pytest.param({"state": "submitted"}, {"A-2"}, id="state"),
        pytest.param({"marking": "TLP:CLEAR"}, {"B-1"}, id="marking"),
        pytest.param({"period": "2009"}, {"A-1", "A-2"}, id="year"),
        pytest.param({"period": "2009-07"}, {"A-1"}, id="month"),
        pytest.param({"period": "2009-07-01/2010-12-31"}, {"A-1", "A-2", "B-1"}, id="stretch"),
    ],
)
def test_the_list_is_narrowed(client, some, asked, references):
    assert found(client, **asked) == references


@pytest.mark.parametrize(
    "asked",
    [
        {"operation": "NOTHING"}, {"measure": "NOTHING"}, {"country": "\0"}, {"period": "soon"}, {"state": "lost"},
        {"q": "a\0"}, {"agency": "x" * 5000}, {"sort": "password"},
    ],
)  # fmt: skip
def test_what_is_not_understood_finds_nothing_and_says_why(client, some, asked):
    response = client.get(LIST, asked)

    assert (response.status_code, list(response.context["page_obj"])) == (200, [])
    assert "field-error" in text_of(response)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param("", ["C", "A", "B"], id="newest-first"),
        pytest.param("latest", ["B", "C", "A"], id="unknown-dates-last"),
        pytest.param("earliest", ["C", "B", "A"], id="unknown-dates-last-too"),
        pytest.param("reference", ["A", "B", "C"], id="reference"),
    ],
)
def test_the_order_is_chosen(client, reader, sort, order):
    for reference, date in (("B", "2010"), ("A", ""), ("C", "2009")):
        OutcomeFactory(reference=reference, date=date, verified=True)

    assert [record.reference for record in client.get(LIST, {"sort": sort}).context["page_obj"]] == order


def test_pages_follow_each_other_without_a_count(client, reader):
    OutcomeFactory.create_batch(SIZE + 1, verified=True)

    first, second = (client.get(LIST, {"page": number, "state": "verified"}) for number in (1, 2))

    assert (len(first.context["page_obj"]), len(second.context["page_obj"])) == (SIZE, 1)
    assert "page=2" in text_of(first)
    assert "state=verified" in text_of(second)
    assert not second.context["page_obj"].has_next


def test_past_the_end_the_last_page_is_shown(client, reader):
    OutcomeFactory.create_batch(SIZE + 1, verified=True)

    page = client.get(LIST, {"page": 999})

    assert (page.context["page_obj"].number, len(page.context["page_obj"])) == (2, 1)
    assert f"{SIZE + 1}–{SIZE + 1} of {SIZE + 1}" in text_of(page)
    assert f"1–{SIZE} of more than {SIZE}" in text_of(client.get(LIST))


def test_countries_of_today_are_offered_first(client, reader):
    countries = element(parsed(client.get(LIST)), "id_country")

    offered = [words(option) for option in countries.css("option")]
    names = ("Zimbabwe", "Kosovo", "German Democratic Republic (until 1990)")
    places = [offered.index(name) for name in names]
    assert places == sorted(places)
    (territories,) = countries.css('optgroup[label="Reporting territories"]')
    assert "Kosovo" in [words(option) for option in territories.css("option")]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "1.5", "\0", "9999"])
def test_a_page_that_is_not_there_is_no_error(client, reader, number):
    assert client.get(LIST, {"page": number}).status_code == 200


def test_an_empty_list_says_what_will_be_there(client, reader):
    assert "No outcome yet" in text_of(client.get(LIST))
    assert "Nothing fits" in text_of(client.get(LIST, {"q": "X"}))


@pytest.mark.parametrize("length", [1, 20])
def test_the_list_costs_the_same_for_any_length(client, reader, length, django_assert_num_queries):
    OutcomeFactory.create_batch(length, verified=True)

    # session, user, their agency; the records; what the filters offer: operations, measures, agencies (twice), and
    # countries
    with django_assert_num_queries(9):
        client.get(LIST)


def test_references_are_suggested_while_they_are_typed(client, some):
    response = client.get("/outcomes/references/", {"part_of": "a-"})

    assert 'value="A-1"' in text_of(response)
    assert "HIDDEN" not in text_of(client.get("/outcomes/references/", {"part_of": "H"}))
    assert text_of(client.get("/outcomes/references/")) == ""
