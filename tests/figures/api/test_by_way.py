"""Figures by region and by threat: by way of the country and of the operation, as known at the instant asked for."""

import csv
import io

import pytest
from django.db import connection

from agencies.models import Country, Region, RegionMember
from figures.ledger.folding import fold_all
from operations.models import Operation
from tests.calls import findings
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import DispositionFactory, SeizureFactory
from tests.figures.api.test_changes import now, written

pytestmark = pytest.mark.django_db(transaction=True)
FIGURES = "/api/v1/figures/"


@pytest.fixture
def api():
    yield key_client("figures:read")
    connection.close()


def seized(quantity, **stated):
    return SeizureFactory(verified=True, item__quantity=quantity, **stated)


def values(found, name):
    return {each[name]: each["value"] for each in found["figures"] if each["measure"] == "NARC.COCAINE"}


@pytest.fixture
def joined():
    """Croatia before and after it joined the European Union, France, and what states no country."""
    seized("1", country="HRV", date="2013-06-30")
    seized("2", country="HRV", date="2013-07-01")
    seized("4", country="FRA", date="2009")
    seized("8")


def test_a_record_is_in_the_regions_of_its_country_at_its_date(api, joined):
    for _ in ("pending", "folded"):
        found = api.get(f"{FIGURES}?by=measure,region").json()
        got = values(found, "region")
        assert {name: got[name] for name in ("EU", "M49-150", "M49-039", "WCO-EUR", None)} == {
            "EU": "6", "M49-150": "7", "M49-039": "3", "WCO-EUR": "7", None: "8",
        }  # fmt: skip
        fold_all()
    assert {each["additive"] for each in found["figures"] if each["region"] == "EU"} == {False}
    [overlap] = [each for each in found["overlaps"] if each["measure"] == "NARC.COCAINE"]
    assert int(overlap["value"]) == sum(map(int, got.values())) - 15


def test_each_figure_by_region_opens_to_its_records(api, joined):
    figures = api.get(f"{FIGURES}?by=measure,region&measure=NARC").json()["figures"]

    for figure in figures:
        opened = api.get(figure["evidence"]).json()
        assert [each["value"] for each in opened["sums"]] == [figure["value"]], figure
        for line in opened["results"]:
            assert figure["region"] in (line["region"] or "").split(",") or figure["region"] is None


def test_what_became_of_it_is_in_the_region_of_its_own_day(api):
    """Destroyed in part before Croatia joined, and in part afterwards: of one seizure."""
    item = seized("9", country="HRV", date="2013-06-01").items.get()
    for date, quantity in (("2013-06-30", "2"), ("2013-07-02", "5")):
        DispositionFactory(item=item, stage="destroyed", date=date, quantity=quantity)

    [figure] = api.get(f"{FIGURES}?measure=NARC.COCAINE&stage=destroyed&region=EU").json()["figures"]
    opened = api.get(figure["evidence"]).json()

    assert figure["value"] == "5"
    assert [each["value"] for each in opened["sums"]] == ["5"]
    assert [(line["value"], line["date"]) for line in opened["results"]] == [("5", "2013-07-02")]


@pytest.mark.parametrize(
    ("asked", "value"),
    [("EU", "6"), ("EU,M49-039", "7"), ("M49-155", "4"), ("none", "8"), ("EU,none", "14")],
)
def test_regions_filter_and_count_each_record_once(api, joined, asked, value):
    assert [
        each["value"] for each in api.get(f"{FIGURES}?measure=NARC&region={asked}").json()["figures"]
    ] == [value]


def test_a_membership_that_is_put_right_changes_the_figures_and_not_their_past(api, joined):
    before = now()
    RegionMember.objects.filter(region__code="EU", country__code="HRV").update(valid_from="2013-01-01")

    assert values(api.get(f"{FIGURES}?by=measure,region&region=EU").json(), "region") == {"EU": "7"}
    past = api.get(f"{FIGURES}?by=measure,region&region=EU&as_of={written(before)}").json()
    assert values(past, "region") == {"EU": "6"}


def test_undated_records_are_in_the_regions_of_today(api):
    seized("1", country="GBR", date="")
    seized("2", country="GBR", date="2019-01-01")

    assert values(api.get(f"{FIGURES}?by=measure,region&region=EU").json(), "region") == {"EU": "2"}


def test_a_new_region_may_be_asked_for_at_once(api, joined):
    assert "EU" not in findings(api.get(f"{FIGURES}?region=OURS"))
    ours = Region.objects.create(code="OURS", name="Ours")
    RegionMember.objects.create(region=ours, country=Country.objects.get(code="FRA"))

    assert values(api.get(f"{FIGURES}?by=measure,region&region=OURS").json(), "region") == {"OURS": "4"}


@pytest.fixture
def about():
    drugs = OperationFactory(code="DRUGS", threats=["drug_trafficking", "money_laundering"])
    seized("1", operation=drugs)
    seized("2", operation=OperationFactory(code="CASH", threats=["money_laundering"]))
    seized("4", operation=OperationFactory(code="NOTHING"))
    seized("8")
    OutcomeFactory(verified=True, operation=drugs, quantity="5")


def test_figures_by_threat_are_those_of_the_operations_about_it(api, about):
    found = api.get(f"{FIGURES}?by=measure,threat").json()

    assert values(found, "threat") == {"drug_trafficking": "1", "money_laundering": "3", None: "12"}
    arrests = {each["threat"]: each["value"] for each in found["figures"] if each["stage"] == "outcome"}
    assert arrests == {"drug_trafficking": "5", "money_laundering": "5"}
    both = api.get(f"{FIGURES}?measure=NARC&threat=drug_trafficking,money_laundering").json()["figures"]
    assert [each["value"] for each in both] == ["3"]


def test_threats_have_a_past(api, about):
    before = now()
    Operation.objects.filter(code="NOTHING").update(threats=["cybercrime"])

    asked = f"{FIGURES}?by=measure,threat&threat=cybercrime"
    assert values(api.get(asked).json(), "threat") == {"cybercrime": "4"}
    assert values(api.get(f"{asked}&as_of={written(before)}").json(), "threat") == {}


def test_the_threats_of_an_operation_that_the_reader_may_not_see_are_not_told(api):
    hidden = OperationFactory(
        code="HIDDEN", threats=["cybercrime"], marking="TLP:AMBER+STRICT", owner="US-CBP"
    )
    own = key_client("figures:read", agency="US-ICE")
    seized("1", operation=hidden, owner="US-ICE", marking="TLP:AMBER+STRICT")

    assert values(own.get(f"{FIGURES}?by=measure,threat").json(), "threat") == {None: "1"}
    assert values(own.get(f"{FIGURES}?by=measure,threat&threat=cybercrime").json(), "threat") == {}
    opened = own.get(f"{FIGURES}evidence/?threat=none&measure=NARC").json()
    assert [line["threat"] for line in opened["results"]] == [None]


def test_changes_are_found_by_region_and_by_threat(api, about):
    since = now()
    seized("16", country="FRA", operation=Operation.objects.get(code="CASH"), date="2009")

    for asked in ("region=EU", "threat=money_laundering"):
        found = api.get(f"{FIGURES}changes/?since={written(since)}&measure=NARC&{asked}").json()
        [posting] = found["results"][0]["postings"]
        assert (posting["value"], posting["threat"]) == ("16", "money_laundering")
        assert "EU" in posting["region"].split(",")


@pytest.mark.parametrize("name", ["region", "threat"])
def test_both_are_columns_of_the_csv_and_refuse_a_code_that_there_is_not(api, joined, name):
    text = api.get(f"{FIGURES}?by={name}&measure=NARC", HTTP_ACCEPT="text/csv").content.decode()

    assert name in next(csv.reader(io.StringIO(text)))
    assert "nonesuch" in findings(api.get(f"{FIGURES}?{name}=nonesuch"))[f"/{name}"]
