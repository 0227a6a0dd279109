"""Figures of persons by sex, age and nationality: parts, and what is not stated, add up to the ledger's whole."""

from decimal import Decimal

import pytest
from django.db import connection

from agencies.models import Country
from figures.ledger.folding import fold_all
from operations.models import Outcome, OutcomePersons
from outcomes import services
from records import services as review
from tests.calls import findings, person, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.figures.api.test_changes import now, written

pytestmark = pytest.mark.django_db(transaction=True)
FIGURES = "/api/v1/figures/"
PERSONS = f"{FIGURES}persons/"


@pytest.fixture
def api():
    yield key_client("figures:read")
    connection.close()


def arrests(quantity, *persons, **stated):
    record = OutcomeFactory(verified=True, measure="PEOPLE.ARRESTED", quantity=quantity, **stated)
    for number, sex, age, country in persons:
        nationality = Country.objects.get(code=country) if country else None
        OutcomePersons.objects.create(
            outcome=record, number=number, sex=sex, age=age, nationality=nationality
        )
    return record


def parts(api, name, query=""):
    answer = api.get(f"{PERSONS}?by={name}{query}")
    assert answer.status_code == 200, answer.json()
    return {each[name]: each["value"] for each in answer.json()["figures"]}


@pytest.fixture
def three():
    """Ten persons broken down in part, five in full, and four of whom nothing is said."""
    arrests(
        "10", (4, "female", "", None), (2, "", "minor", "COL"), (1, "male", "minor", "COL"), country="ESP"
    )
    arrests("5", (2, "female", "adult", None), (3, "male", "adult", "FRA"), country="FRA", date="2010-03-01")
    arrests("4", country="ESP")


def test_persons_are_divided_and_what_is_not_stated_is_the_rest(api, three):
    for _ in ("pending", "folded"):
        assert parts(api, "sex") == {"female": "6", "male": "4", None: "9"}
        assert parts(api, "age") == {"adult": "5", "minor": "3", None: "11"}
        assert parts(api, "nationality") == {"COL": "3", "FRA": "3", None: "13"}
        fold_all()


@pytest.mark.parametrize("name", ["sex", "age", "nationality"])
@pytest.mark.parametrize(
    "query",
    ["", "&country=ESP", "&from=2010-01&to=2010-12", "&measure=PEOPLE", "&measure=CASH", "&status=unverified"],
)  # fmt: skip
def test_the_parts_add_up_to_the_figures_of_the_ledger(api, three, name, query):
    OutcomeFactory(measure="PEOPLE.ARRESTED", quantity="7", state="submitted")
    arrests("30", (9, "female", "adult", "COL"), qualifier="at_most")
    arrests("20", (5, "female", "adult", "COL"), qualifier="between", quantity_high="25")

    whole = api.get(f"{FIGURES}?unit=IE{query}").json()["figures"]
    found = api.get(f"{PERSONS}?by={name}{query}").json()["figures"]

    def sums(figures):
        return {column: sum(Decimal(each[column]) for each in figures) for column in ("value", "low", "high")}

    assert sums(found) == sums(whole)
    assert {each["measure"] for each in found} == {each["measure"] for each in whole}


def test_other_dimensions_divide_them_too(api, three):
    found = api.get(f"{PERSONS}?by=sex,country,year").json()["figures"]

    assert {(each["country"], each["year"], each["sex"]): each["value"] for each in found} == {
        ("ESP", "2009", "female"): "4", ("ESP", "2009", "male"): "1", ("ESP", "2009", None): "9",
        ("FRA", "2010", "female"): "2", ("FRA", "2010", "male"): "3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "women", "rest"),
    [
        ({"quantity": "10"}, ("4", "4", "4", "exact"), ("6", "6", "6", "exact")),
        (
            {"quantity": "10", "qualifier": "at_least"},
            ("4", "4", None, "at_least"),
            ("6", "6", None, "at_least"),
        ),
        ({"quantity": "10", "qualifier": "at_most"}, ("4", "0", "4", "at_most"), ("6", "0", "6", "at_most")),
        (
            {"quantity": "10", "qualifier": "between", "quantity_high": "12"},
            ("4", "4", "4", "exact"),
            ("6", "6", "8", "approximately"),
        ),
        (
            {"quantity": "10", "qualifier": "approximately"},
            ("4", None, None, "approximately"),
            ("6", None, None, "approximately"),
        ),
    ],
)
def test_a_part_is_as_certain_as_its_whole(api, stated, women, rest):
    arrests(stated.pop("quantity"), (4, "female", "", None), **stated)

    found = api.get(f"{PERSONS}?by=sex").json()["figures"]

    assert {each["sex"]: tuple(each[name] for name in ("value", "low", "high", "qualifier")) for each in found} == {
        "female": women, None: rest,
    }  # fmt: skip


def test_at_an_instant_the_parts_are_those_of_then(api):
    ice, boss = person("analyst", "US-ICE"), person("supervisor", "US-ICE")
    record = OutcomeFactory(
        owner="US-ICE", agency="US-ICE", created_by=ice, quantity="10", measure="PEOPLE.ARRESTED"
    )
    services.change_outcome(record, persons=[OutcomePersons(number=4, sex="female")], by=ice)
    review.submit(record, by=ice)
    review.verify(Outcome.objects.get(pk=record.pk), by=boss)
    then = now()
    amended = services.amend_edited_outcome(
        Outcome.objects.get(pk=record.pk),
        persons=[OutcomePersons(number=5, sex="female"), OutcomePersons(number=5, sex="male")],
        by=ice,
        reason="Counted again.",
    )
    assert parts(api, "sex") == {"female": "4", None: "6"}
    review.submit(amended, by=ice)
    review.verify(Outcome.objects.get(pk=amended.pk), by=boss)

    assert parts(api, "sex") == {"female": "5", "male": "5"}
    assert parts(api, "sex", f"&as_of={written(then)}") == {"female": "4", None: "6"}


def test_the_parts_of_an_edited_draft_are_those_of_the_instant(api):
    ice = person("analyst", "US-ICE")
    record = OutcomeFactory(
        owner="US-ICE", agency="US-ICE", created_by=ice, quantity="10", measure="PEOPLE.ARRESTED"
    )
    services.change_outcome(record, persons=[OutcomePersons(number=4, sex="female")], by=ice)
    then = now()
    services.change_outcome(record, persons=[OutcomePersons(number=3, sex="male")], by=ice)
    reader = signed_in(ice)

    assert parts(reader, "sex", "&status=unverified") == {"male": "3", None: "7"}
    assert parts(reader, "sex", f"&status=unverified&as_of={written(then)}") == {"female": "4", None: "6"}


def test_parts_of_what_the_reader_may_not_see_are_in_no_figure(api):
    arrests("10", (4, "female", "", None), marking="TLP:AMBER+STRICT")
    arrests("10", (3, "female", "", None), operation=OperationFactory(marking="TLP:RED"))
    arrests("5", (1, "female", "", None))

    assert parts(api, "sex") == {"female": "1", None: "4"}


def test_each_part_opens_to_the_evidence_of_its_whole(api, three):
    found = api.get(f"{PERSONS}?by=sex&country=FRA").json()["figures"]

    evidence = api.get(found[0]["evidence"]).json()
    assert [each["value"] for each in evidence["figures"]] == ["5"]


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("", "by", "by one of them at a time"),
        ("?by=sex,age", "by", "by one of them at a time"),
        ("?by=country", "by", "by one of them at a time"),
        ("?by=sex,colour", "by", "colour"),
        ("?by=sex&unit=KGM", "unit", "unit"),
        ("?by=sex&country=XXX", "country", "XXX"),
    ],
)
def test_a_question_that_cannot_be_divided_is_refused_with_a_sentence(api, query, field, words):
    answer = api.get(f"{PERSONS}{query}")

    assert answer.status_code == 400
    assert words in str(findings(answer)) or words in str(answer.json())
    assert field in str(answer.json())
