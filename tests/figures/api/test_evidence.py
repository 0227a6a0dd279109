"""Every figure opens to the records in it, and to those left out of it."""

from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.calls import findings, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.stored import Setting
from tests.figures.test_answer import DIMENSIONS
from tests.figures.world import Chance, world

EVIDENCE = "/api/v1/figures/evidence/"


@pytest.fixture
def api():
    return key_client("figures:read", agency="US-FBI")


@pytest.mark.django_db
def test_a_fact_in_full(api):
    seizure = SeizureFactory(
        verified=True, reference="S-1", operation=OperationFactory(code="ATLAS"), seizing_agency="US-CBP",
        country="COL", date="2009-07", item__quantity="100", item__unit="LBR", item__qualifier="at_most",
    )  # fmt: skip

    found = api.get(f"{EVIDENCE}?measure=NARC").json()

    assert found["query"]["measure"] == ["NARC"]
    assert (found["withheld"], found["next"], found["previous"]) == (False, None, None)
    assert found["results"] == [
        {
            "id": f"item/{seizure.items.get().pk}/quantity",
            "record": f"/api/v1/seizures/{seizure.pk}/",
            "reference": "S-1",
            "kind": "item",
            "included": True,
            "reason": None,
            "state": "verified",
            "operation": "ATLAS",
            "agency": "US-CBP",
            "country": "COL",
            "measure": "NARC.COCAINE",
            "stage": "seized",
            "date": "2009-07",
            "value": "45.359237",
            "unit": "KGM",
            "qualifier": "at_most",
            "reported": "100",
            "reported_unit": "LBR",
        }
    ]


@pytest.mark.django_db
def test_those_left_out_come_after_those_in_with_their_reasons(api):
    whole = SeizureFactory(verified=True, date="2009-07", reference="in")
    SeizureFactory(verified=True, date="2009-07", reference="part", part_of=whole)
    SeizureFactory(submitted=True, date="2009-07", reference="unverified")
    SeizureFactory(verified=True, date="2009", reference="undated")
    SeizureFactory(withdrawn=True, date="2009-07", reference="gone")
    SeizureFactory(verified=True, date="2009-07", marking="TLP:AMBER+STRICT")
    SeizureFactory(verified=True, date="2008-07")

    found = api.get(f"{EVIDENCE}?from=2009-07&to=2009-07").json()

    inside, *outside = found["results"]
    assert (inside["reference"], inside["reason"]) == ("in", None)
    assert {fact["reference"]: fact["reason"] for fact in outside} == {
        name: name for name in ("gone", "part", "undated", "unverified")
    }
    assert found["withheld"]


@pytest.mark.django_db
def test_pages_hold_every_fact_once(api):
    made = {OutcomeFactory(verified=True).reference for _ in range(3)}
    made |= {OutcomeFactory(submitted=True).reference for _ in range(2)}
    facts, address = [], f"{EVIDENCE}?limit=2"

    while address:
        page = api.get(address).json()
        facts += page["results"]
        address = page["next"]

    assert sorted(fact["reference"] for fact in facts) == sorted(made)
    assert [fact["included"] for fact in facts] == [True] * 3 + [False] * 2


@pytest.mark.django_db
def test_what_is_not_possible_is_refused(api):
    assert set(findings(api.get(f"{EVIDENCE}?measure=NOPE"))) == {"/measure"}
    assert set(findings(api.get(f"{EVIDENCE}?cursor=x"))) == {"/cursor"}
    assert set(findings(api.get(f"{EVIDENCE}?colour=red"))) == {"/colour"}


@pytest.mark.django_db
@pytest.mark.parametrize("length", [1, 6])
def test_a_page_costs_the_same_for_any_length(django_assert_num_queries, length):
    client = signed_in(UserFactory())
    for _ in range(length):
        SeizureFactory(verified=True, operation=OperationFactory(), country="COL")
        OutcomeFactory(submitted=True, operation=OperationFactory())

    # session, user, savepoint and release, whether any is withheld, the page
    with django_assert_num_queries(6):
        assert len(client.get(EVIDENCE).json()["results"]) == 2 * length


@pytest.mark.usefixtures("db")
class TestEvidence(TestCase):
    @settings(max_examples=4, deadline=None, database=None, phases=[Phase.generate])
    @given(seed=st.integers(0, 2**32))
    def test_through_its_link_every_figure_adds_up_to_itself(self, seed):
        chance, setting = Chance(seed), Setting()
        setting.store(world(chance))
        client = signed_in(setting.users[chance.choice(sorted(setting.users))])

        for _ in range(2):
            by = ",".join(chance.some(DIMENSIONS, 3))
            calendar, currency = chance.choice(["calendar", "us"]), chance.choice(["USD", "reported"])
            query = f"by={by}&calendar={calendar}&currency={currency}"
            for figure in client.get(f"/api/v1/figures/?{query}").json()["figures"]:
                response = client.get(f"{figure['evidence']}&limit=500")
                assert response.status_code == 200, figure
                inside = [fact for fact in response.json()["results"] if fact["included"]]
                known = [Decimal(fact["value"]) for fact in inside if fact["value"] is not None]
                assert len(inside) == figure["records"]
                assert (sum(known) if known else None) == (figure["value"] and Decimal(figure["value"]))
                assert {fact["unit"] for fact in inside} == {figure["unit"]}
