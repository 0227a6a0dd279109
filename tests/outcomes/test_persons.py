"""Persons of an outcome by sex, age group and nationality: parts of the whole on every door, and never more than it."""

import pytest
from django.db import IntegrityError, connection

from agencies.models import Country
from common.errors import Invalid
from operations.models import Outcome, OutcomePersons
from outcomes import services
from outcomes.plain import resolve_outcomes
from records import services as review
from tests.calls import person, post, send, signed_in
from tests.entry import outcome, refusal, rows, text_of
from tests.factories.operations import OutcomeFactory

pytestmark = pytest.mark.django_db

OUTCOMES = "/api/v1/outcomes/"
ARRESTS = {"measure": "PEOPLE.ARRESTED", "quantity": "10", "unit": "IE", "date": "2009-07-14"}
WOMEN, MEN = {"number": 4, "sex": "female"}, {"number": 6, "sex": "male"}
GIRLS = {"number": 2, "sex": "female", "age": "minor", "nationality": "COL"}


@pytest.fixture
def ice():
    return person("analyst", "US-ICE")


@pytest.fixture
def stored(ice):
    arrests = OutcomeFactory(owner="US-ICE", agency="US-ICE", created_by=ice, quantity="10")
    return services.change_outcome(arrests, persons=[OutcomePersons(**WOMEN)], by=ice)


def listed(record):
    found = OutcomePersons.objects.filter(outcome=record).select_related("nationality")
    return sorted(
        (row.number, row.sex, row.age, row.nationality.code if row.nationality else None) for row in found
    )


def at_end_of_transaction():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_persons_are_sent_and_read_broken_down(ice):
    answer = post(signed_in(ice), OUTCOMES, ARRESTS | {"persons": [WOMEN, MEN, GIRLS | {"sex": ""}]})

    assert answer.status_code == 201, answer.json()
    expected = [(2, "", "minor", "COL"), (4, "female", "", None), (6, "male", "", None)]
    assert listed(answer.json()["id"]) == expected
    assert answer.json()["persons"] == [
        {"number": 4, "sex": "female", "age": "", "nationality": None},
        {"number": 6, "sex": "male", "age": "", "nationality": None},
        {"number": 2, "sex": "", "age": "minor", "nationality": "COL"},
    ]


@pytest.mark.parametrize(
    ("changed", "persons", "path", "words"),
    [
        ({}, [WOMEN, MEN | {"number": 7}], "/persons", "By sex there are 11, and in all 10"),
        ({}, [WOMEN, GIRLS, MEN], "/persons", "By sex there are 12"),
        ({}, [{"number": 11, "nationality": "COL"}], "/persons", "By nationality there are 11"),
        ({}, [{"number": 11, "age": "adult"}], "/persons", "By age group there are 11"),
        ({"qualifier": "at_least"}, [WOMEN | {"number": 11}], "/persons", "in all 10"),
        ({"qualifier": "between", "quantity_high": "20"}, [WOMEN | {"number": 11}], "/persons", "in all 10"),
        ({"quantity": None, "unit": None}, [WOMEN], "/persons", "State first how many persons there are in all"),
        ({}, [{"number": 3}], "/persons/0/sex", "their sex, their age group or their nationality"),
        ({}, [WOMEN, WOMEN], "/persons/1", "The same persons are in the list already"),
        ({}, [WOMEN | {"number": 0}], "/persons/0/number", "1"),
        ({}, [WOMEN | {"sex": "x"}], "/persons/0/sex", "x"),
        ({}, [WOMEN | {"nationality": "XXX"}], "/persons/0/nationality", "XXX"),
        ({}, [WOMEN | {"nationality": "SUN"}], "/persons/0/nationality", ""),
        ({"measure": "ACTIVITY.INSPECTIONS"}, [WOMEN], "/persons", "does not count persons"),
    ],
)  # fmt: skip
def test_parts_that_are_no_parts_of_the_whole_are_refused_with_a_sentence(ice, changed, persons, path, words):
    answer = post(signed_in(ice), OUTCOMES, ARRESTS | changed | {"persons": persons})

    assert answer.status_code == 400
    problems = {each["pointer"].lstrip("#"): each["detail"] for each in answer.json()["errors"]}
    assert words in problems[path]
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ({"quantity": "8"}, [(4, "female", "", None)]),
        ({"persons": [MEN]}, [(6, "male", "", None)]),
        ({"quantity": "3", "persons": [WOMEN | {"number": 3}]}, [(3, "female", "", None)]),
        ({"persons": []}, []),
    ],
)
def test_a_change_replaces_the_parts_that_it_sends_and_leaves_what_it_does_not(ice, stored, sent, left):
    client, path = signed_in(ice), f"{OUTCOMES}{stored.pk}/"

    changed = send(client, "PATCH", path, sent, if_match=client.get(path)["ETag"])

    assert changed.status_code == 200, changed.json()
    assert listed(stored) == left
    at_end_of_transaction()


def test_a_whole_does_not_become_smaller_than_its_parts(ice, stored):
    stored.quantity = 3

    with pytest.raises(Invalid, match="By sex there are 4, and in all 3"):
        services.change_outcome(stored, by=ice)


def test_the_same_parts_are_no_change(ice, stored):
    before = stored.version

    services.change_outcome(stored, persons=[OutcomePersons(**WOMEN)], by=ice)
    assert Outcome.objects.get(pk=stored.pk).version == before

    services.change_outcome(stored, persons=[OutcomePersons(**WOMEN | {"number": 5})], by=ice)
    assert Outcome.objects.get(pk=stored.pk).version == before + 1
    assert OutcomePersons.pgh_event_model.objects.filter(outcome_id=stored.pk).count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operations_outcomepersons SET number = 11",
        "UPDATE operations_outcome SET quantity = 3",
        "UPDATE operations_outcome SET quantity = NULL, unit_id = NULL",
        "UPDATE operations_outcome SET measure_id = m.id FROM measures_measure m WHERE code = 'ACTIVITY.INSPECTIONS'",
    ],
)
def test_the_database_has_no_more_persons_in_parts_than_in_all(stored, statement):
    at_end_of_transaction()
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="are more than it has"):
        cursor.execute(f"{statement}; SET CONSTRAINTS ALL IMMEDIATE")


def test_an_amendment_has_the_parts_of_its_original_and_shows_what_it_changes(ice, stored):
    review.submit(stored, by=ice)
    review.verify(Outcome.objects.get(pk=stored.pk), by=person("supervisor", "US-ICE"))

    copy = services.amend_outcome(Outcome.objects.get(pk=stored.pk), by=ice, reason="Counted again.")
    assert listed(copy) == listed(stored)
    services.change_outcome(copy, persons=[OutcomePersons(**WOMEN | {"number": 5})], by=ice)

    page = text_of(signed_in(ice).get(copy.get_absolute_url()))
    assert listed(stored) == [(4, "female", "", None)]
    assert "female: 4" in page
    assert "female: 5" in page


def test_an_amendment_that_changes_the_parts_alone_amends_something(ice, stored):
    review.submit(stored, by=ice)
    review.verify(Outcome.objects.get(pk=stored.pk), by=person("supervisor", "US-ICE"))
    original = Outcome.objects.get(pk=stored.pk)

    copy = services.amend_edited_outcome(
        original, persons=[OutcomePersons(**WOMEN), OutcomePersons(**MEN)], by=ice, reason="The men, too."
    )

    assert listed(copy) == [(4, "female", "", None), (6, "male", "", None)]


def test_the_page_has_the_parts_folded_with_what_is_not_stated(ice, stored):
    colombia = Country.objects.get(code="COL")
    both = [OutcomePersons(**WOMEN), OutcomePersons(number=2, nationality=colombia)]
    services.change_outcome(stored, persons=both, by=ice)

    page = signed_in(ice).get(stored.get_absolute_url())

    tables = {table.label: (table.rows, table.not_stated) for table in page.context["persons"]}
    assert tables == {"Sex": ([("female", 4)], 6), "Nationality": ([("Colombia", 2)], 8)}
    assert "By sex, age and nationality" in text_of(page)


def test_persons_are_entered_and_corrected_on_the_page(ice):
    client = signed_in(ice)
    new = outcome() | rows("persons", {"number": "20", "sex": "female"})

    refused = client.post("/outcomes/new/", new)
    assert "By sex there are 20, and in all 18" in refusal(refused)
    saved = client.post("/outcomes/new/", new | {"persons-0-number": "11"})

    assert saved.status_code == 302
    record = Outcome.objects.get()
    assert listed(record) == [(11, "female", "", None)]
    assert 'value="11"' in text_of(client.get(f"/outcomes/{record.pk}/edit/"))


def test_files_and_samples_have_persons_by_the_codes_of_their_countries(ice):
    [resolved] = resolve_outcomes([ARRESTS | {"persons": [GIRLS]}], by=ice)
    assert not resolved.findings.errors

    [record] = services.record_outcomes([resolved.draft], by=ice)

    assert listed(record) == [(2, "female", "minor", "COL")]
