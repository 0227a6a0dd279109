"""The results of an operation show the persons by sex, age and nationality, where records state them."""

import pytest

from agencies.models import Country
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.operations import OperationFactory, OutcomeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def atlas():
    operation = OperationFactory(code="ATLAS")
    arrests = OutcomeFactory(verified=True, operation=operation, measure="PEOPLE.ARRESTED", quantity="10")
    arrests.persons.create(number=4, sex="female")
    arrests.persons.create(number=3, nationality=Country.objects.get(code="COL"))
    OutcomeFactory(verified=True, operation=operation, measure="PEOPLE.CONVICTED", quantity="5")


def test_results_of_a_family_are_divided_by_what_is_stated(atlas):
    page = signed_in(person("partner", "US-FBI")).get("/operations/ATLAS/results/PEOPLE/")

    assert page.status_code == 200
    found = {
        table.label: [(row.measure, row.value, row.figure.value) for row in table.rows]
        for table in page.context["persons"]
    }
    assert found == {
        "sex": [("Arrested", "female", 4), ("Arrested", "", 6)],
        "nationality": [("Arrested", "Colombia", 3), ("Arrested", "", 7)],
    }
    assert "Persons by nationality" in text_of(page)


def test_a_figure_of_persons_opens_to_its_evidence(atlas):
    reader = signed_in(person("partner", "US-FBI"))
    page = reader.get("/operations/ATLAS/results/PEOPLE/")

    assert reader.get(page.context["persons"][0].rows[0].url).status_code == 200


def test_other_families_have_none(atlas):
    page = signed_in(person("partner", "US-FBI")).get("/operations/ATLAS/results/ACTIVITY/")

    assert page.status_code == 200
    assert not page.context["persons"]
