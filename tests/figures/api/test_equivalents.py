"""Equivalents: what counts weigh by factors with a source, only where asked for, and never among the figures."""

import pytest

from agencies.models import Country
from measures.models import Measure, Unit
from operations.models import EquivalentFactor
from tests.factories.keys import key_client
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
FIGURES = "/api/v1/figures/?measure=NARC.MDMA&stage=seized"


@pytest.fixture
def reader():
    return key_client("figures:read", agency="US-ICE")


def seized(quantity, unit, country="COL", date="2009-07-14", **more):
    SeizureFactory(
        verified=True, item__measure="NARC.MDMA", item__quantity=quantity, item__unit=unit,
        country=Country.objects.get(code=country), date=date, **more,
    )  # fmt: skip


def factor(kilograms, country=None, measure="NARC.MDMA", unit="U2", **years):
    return EquivalentFactor.objects.create(
        measure=Measure.objects.get(code=measure), unit=Unit.objects.quantity(unit), kilograms=kilograms,
        country=Country.objects.get(code=country) if country else None, source=f"{kilograms} in {country}", **years,
    )  # fmt: skip


def equivalents(reader, also=""):
    return reader.get(f"{FIGURES}&equivalent=KGM{also}").json()["equivalents"]


def test_they_are_only_where_asked_for_and_leave_the_figures_as_they_are(reader):
    seized("1000", "U2")
    factor("0.0003")
    plain, asked = (reader.get(f"{FIGURES}{also}").json() for also in ("", "&equivalent=KGM"))

    assert "equivalents" not in plain
    assert asked["figures"] == plain["figures"]
    [found] = asked["equivalents"]
    assert (found["value"], found["unit"], found["qualifier"]) == ("0.3", "KGM", "approximately")


def test_an_equivalent_adds_what_was_weighed_and_names_every_factor(reader):
    seized("2", "KGM")
    seized("1000", "U2", "COL")
    seized("3000", "U2", "PER")
    seized("7", "DOSE")
    factor("0.0003", "COL")
    factor("0.0002")

    [found] = equivalents(reader)

    # 2 kg, 1,000 tablets of 0.3 g and 3,000 of 0.2 g.
    assert (found["value"], found["weighed"]) == ("2.9", "2")
    used = {
        each["country"]: (each["kilograms"], each["quantity"], each["source"]) for each in found["factors"]
    }
    assert used == {"COL": ("0.0003", "1000", "0.0003 in COL"), None: ("0.0002", "3000", "0.0002 in None")}
    assert found["left_out"] == [{"unit": "DOSE", "value": "7"}]


@pytest.mark.parametrize(
    ("date", "value"),
    [("2009-07-14", "0.3"), ("2015-07-14", "0.2"), ("", None)],
    ids=["its own years", "later years", "a year that nobody knows"],
)
def test_a_factor_holds_in_its_years(reader, date, value):
    seized("1000", "U2", date=date)
    factor("0.0003", last_year=2010)
    factor("0.0002", first_year=2011)

    found = equivalents(reader)

    assert [each["value"] for each in found] == ([value] if value else [])


def test_the_factor_of_the_measure_goes_before_that_of_one_above(reader):
    seized("1000", "U2")
    factor("0.0009", measure="NARC")
    assert equivalents(reader)[0]["value"] == "0.9"

    factor("0.0003")
    assert equivalents(reader)[0]["value"] == "0.3"


def test_they_are_grouped_as_the_figures_are(reader):
    seized("1000", "U2", "COL")
    seized("2000", "U2", "PER", date="2015-01-01")
    factor("0.001")

    found = equivalents(reader, "&by=country")

    assert {each["country"]: each["value"] for each in found} == {"COL": "1", "PER": "2"}
    assert all("year" not in each for each in found)


def test_a_changed_factor_is_in_the_next_answer(reader):
    seized("1000", "U2")
    row = factor("0.0003")
    assert equivalents(reader)[0]["value"] == "0.3"

    row.kilograms = "0.0004"
    row.save()

    assert equivalents(reader)[0]["value"] == "0.4"


def test_what_is_hidden_from_the_reader_weighs_nothing(reader):
    seized("1000", "U2", marking="TLP:AMBER+STRICT", owner="US-CBP", seizing_agency="US-CBP")
    factor("0.0003")

    assert equivalents(reader) == []


@pytest.mark.parametrize(
    ("unit", "accept", "sentence"),
    [
        ("LBR", "application/json", "Equivalents come in KGM alone."),
        ("KGM", "text/csv", "Equivalents come with JSON alone."),
    ],
)
def test_other_units_and_formats_are_refused_in_words(reader, unit, accept, sentence):
    response = reader.get(f"{FIGURES}&equivalent={unit}", headers={"Accept": accept})

    assert response.status_code == 400
    assert sentence in response.content.decode()
