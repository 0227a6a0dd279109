"""The seizing agency may be not stated: no credit is invented for whoever records it."""

import pytest

from figures.answer.query import answer
from figures.question.question import Question
from ops_tracker.samples.load import load_samples
from seizures.models import Seizure
from seizures.services import record_seizure
from tests.calls import person, signed_in
from tests.entry import seizure as typed
from tests.factories.agencies import UserFactory
from tests.factories.seizures import CreditFactory, SeizureFactory
from tests.seizures.test_services import cocaine

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"
BODY = {"items": [{"measure": "NARC.COCAINE", "quantity": "10", "unit": "KGM"}]}


@pytest.fixture
def analyst():
    return person(agency="US-ICE")


def by_agency(reader, **question):
    figures = answer(Question(by=("agency",), **question), reader).figures
    return {figure.cell["agency"]: figure.value for figure in figures}


def test_what_is_not_stated_stays_so(analyst):
    entered = record_seizure(Seizure(), items=[cocaine()], by=analyst)

    assert (entered.seizing_agency, entered.owner) == (None, analyst.agency)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        pytest.param({}, "US-ICE", id="the-senders-own-where-it-is-left-out"),
        pytest.param({"seizing_agency": None}, None, id="nobodys-where-it-is-null"),
        pytest.param({"seizing_agency": "US-CBP"}, "US-CBP", id="anothers"),
    ],
)
@pytest.mark.parametrize("several", [False, True])
def test_through_the_api(analyst, sent, stored, several):
    client, body = signed_in(analyst), BODY | sent
    response = client.post(SEIZURES, [body] if several else body, content_type="application/json")

    assert response.status_code == 201, response.content
    [made] = response.json() if several else [response.json()]
    assert made["seizing_agency"] == stored
    etag = client.get(f"{SEIZURES}{made['id']}/")["ETag"]
    changed = client.patch(
        f"{SEIZURES}{made['id']}/",
        {"seizing_agency": None},
        content_type="application/json",
        headers={"If-Match": etag},
    )
    assert (changed.status_code, changed.json()["seizing_agency"]) == (200, None)


def test_figures_by_agency_say_what_is_not_stated(analyst):
    seizure = SeizureFactory(verified=True, seizing_agency=None)
    CreditFactory(seizure=seizure, agency="US-CBP")

    assert by_agency(analyst) == {None: 10, "US-CBP": 10}
    assert by_agency(analyst, agency=("none",)) == {None: 10}
    assert by_agency(analyst, agency=("US-CBP",)) == {"US-CBP": 10}


def test_pages_say_so(analyst):
    seizure = SeizureFactory(verified=True, seizing_agency=None, owner="US-ICE", operation=None)
    client = signed_in(analyst)

    for address in (f"/seizures/{seizure.pk}/", "/seizures/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "not stated" in page.content.decode()
        assert ">None<" not in page.content.decode()


def test_the_page_of_entry_takes_none(analyst):
    response = signed_in(analyst).post("/seizures/new/", typed(seizing_agency=""))

    assert response.status_code == 302
    assert Seizure.objects.get().seizing_agency is None


@pytest.mark.parametrize("code", ["AT-1", "CC-1", "CN-1", "CN-2", "SW-4"])
def test_samples_credit_nobody_where_the_source_names_nobody(code, samples):
    seizure = Seizure.objects.get(reference=code)

    assert (seizure.seizing_agency, [*seizure.credits.all()]) == (None, [])
    assert seizure.note.find("recording agency") < 0


def test_no_agency_has_what_atlas_seized(samples):
    assert by_agency(UserFactory(), operation=("ATLAS",), stage=("seized",)) == {None: 3_500_000}


@pytest.fixture
def samples(db):
    load_samples()
