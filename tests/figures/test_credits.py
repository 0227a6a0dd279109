"""Credits of outcomes, of countries without an agency, and of agencies by those below them."""

import pytest

from agencies.models import Agency, Country
from figures.answer.query import answer
from figures.ledger.drift import drift
from figures.ledger.folding import fold_all
from figures.question.question import Question
from operations.models import OutcomeCredit
from tests.calls import person, signed_in
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture(params=["pending", "folded"])
def folded(request):
    return fold_all if request.param == "folded" else lambda: None


def values(reader, **question):
    answered = answer(Question(**question), reader)
    found = {figure.cell.get("agency", "all"): figure.value for figure in answered.figures}
    return found, [overlap.value for overlap in answered.overlaps]


def test_a_joint_arrest_is_in_the_totals_of_two_agencies_and_once_in_that_of_all(reader, folded):
    outcome = OutcomeFactory(verified=True, agency="US-ICE", quantity="10")
    OutcomeCredit.objects.create(outcome=outcome, agency=Agency.objects.get(code="US-CBP"))
    folded()

    assert values(reader, by=("agency",)) == ({"US-ICE": 10, "US-CBP": 10}, [10])
    assert values(reader) == ({"all": 10}, [])
    assert values(reader, agency=("US-CBP",)) == ({"all": 10}, [])
    assert not drift()


def test_an_outcome_is_credited_to_another_operation_and_its_umbrella(reader, folded):
    phase = OperationFactory(code="PHASE", parent=OperationFactory(code="UMBRELLA"))
    outcome = OutcomeFactory(verified=True, quantity="10")
    OutcomeCredit.objects.create(outcome=outcome, operation=phase)
    folded()

    for code in ("PHASE", "UMBRELLA"):
        assert values(reader, operation=(code,)) == ({"all": 10}, [])


def test_what_is_not_accepted_counts_for_nobody_else(reader):
    outcome = OutcomeFactory(verified=True, agency="US-ICE", quantity="10")
    OutcomeCredit.objects.create(
        outcome=outcome, agency=Agency.objects.get(code="US-CBP"), acceptance="pending"
    )

    assert values(reader, agency=("US-CBP",)) == ({}, [])


def test_an_agency_has_what_those_below_it_are_credited_with_once(reader, folded):
    seizure = SeizureFactory(verified=True, seizing_agency="US-ICE", item__quantity="10")
    CreditFactory(seizure=seizure, agency="US-CBP")
    SeizureFactory(verified=True, seizing_agency="US-CBP", item__quantity="7")
    SeizureFactory(verified=True, seizing_agency="US-DEA", item__quantity="100")
    folded()

    assert values(reader, agency=("US-DHS",)) == ({"all": 17}, [])
    assert values(reader, agency=("US-DHS", "US-ICE")) == ({"all": 17}, [])
    assert values(reader, by=("agency",), agency=("US-DHS",)) == ({"US-DHS": 17}, [])
    # What has no credit of its own is no row unless it is asked for.
    assert values(reader, by=("agency",)) == ({"US-ICE": 10, "US-CBP": 17, "US-DEA": 100}, [10])


def test_however_far_below_and_through_its_evidence(reader, folded):
    SeizureFactory(verified=True, seizing_agency="US-ICE-SF", item__quantity="3")
    SeizureFactory(verified=True, seizing_agency="US-ICE", item__quantity="2")
    folded()
    client = signed_in(person())

    for code, total in (("US-ICE-SF", "3"), ("US-ICE", "5"), ("US-DHS", "5")):
        [figure] = client.get(f"{FIGURES}?agency={code}").json()["figures"]
        assert figure["value"] == total
        found = client.get(figure["evidence"]).json()["results"]
        assert sum(int(fact["value"]) for fact in found) == int(total)
    figures = client.get(f"{FIGURES}?by=agency").json()["figures"]
    assert {figure["agency"]: figure["value"] for figure in figures} == {"US-ICE-SF": "3", "US-ICE": "5"}
    for figure in figures:
        found = client.get(figure["evidence"]).json()["results"]
        assert sum(int(fact["value"]) for fact in found) == int(figure["value"])


def test_an_agency_that_moves_takes_its_results_along(reader, folded):
    above = AgencyFactory(code="XX-ABOVE")
    SeizureFactory(verified=True, seizing_agency="US-DEA", item__quantity="3")
    Agency.objects.filter(code="US-DEA").update(parent=above)
    folded()

    assert values(reader, agency=("XX-ABOVE",)) == ({"all": 3}, [])
    assert not drift()

    Agency.objects.filter(code="US-DEA").update(parent=None)

    assert values(reader, agency=("XX-ABOVE",)) == ({}, [])


def test_a_country_is_credited_without_an_agency(reader, folded):
    seizure = SeizureFactory(verified=True, seizing_agency=None, item__quantity="3")
    for code in ("FRA", "KEN"):
        CreditFactory(seizure=seizure, agency=None, country=Country.objects.get(code=code))
    folded()

    assert values(reader, by=("agency",)) == ({None: 3, "FRA-UNNAMED": 3, "KEN-UNNAMED": 3}, [6])
    assert values(reader, agency=("KEN-UNNAMED",)) == ({"all": 3}, [])
    assert not drift()


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/api/v1/outcomes/", {"measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "C62"}),
        ("/api/v1/seizures/", {"items": [{"measure": "NARC.COCAINE", "quantity": "3", "unit": "KGM"}]}),
    ],
)
def test_credits_are_written_and_read_through_the_api(address, body):
    client = signed_in(person())
    credits = [{"agency": "US-CBP", "role": "joint"}, {"country": "KEN", "role": "support"}]

    made = client.post(address, body | {"credits": credits}, content_type="application/json")

    assert made.status_code == 201, made.content
    told = made.json()["credits"]
    assert [(each["agency"], each["operation"], each["country"], each["role"]) for each in told] == [
        ("US-CBP", None, None, "joint"),
        (None, None, "KEN", "support"),
    ]
    etag = client.get(f"{address}{made.json()['id']}/")["ETag"]
    changed = client.patch(
        f"{address}{made.json()['id']}/",
        {"credits": [{"id": told[1]["id"], "role": "case"}]},
        content_type="application/json",
        headers={"If-Match": etag},
    )
    assert changed.status_code == 200, changed.content
    assert [(each["id"], each["country"], each["role"]) for each in changed.json()["credits"]] == [
        (told[1]["id"], "KEN", "case")
    ]


@pytest.mark.parametrize(
    ("credits", "pointer"),
    [
        ([{"agency": "US-ICE"}], "/credits/0/agency"),
        ([{"agency": "US-CBP"}, {"agency": "US-CBP"}], "/credits/1/agency"),
        ([{"agency": "US-CBP", "country": "KEN"}], "/credits/0"),
        ([{"country": "SUN"}], "/credits/0/country"),
        ([{"role": "joint"}], "/credits/0"),
    ],
)
def test_credits_that_cannot_be_are_refused(credits, pointer):
    body = {
        "measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "C62", "agency": "US-ICE", "date": "2020-01-01",
        "credits": credits,
    }  # fmt: skip

    refused = signed_in(person()).post("/api/v1/outcomes/", body, content_type="application/json")

    assert refused.status_code == 400
    assert any(error["pointer"].endswith(pointer) for error in refused.json()["errors"]), refused.json()
