"""Every figure opens to the records in it, and to those left out of it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agencies.models import Country
from figures.answer.figure import Figure
from figures.question.question import GROUPINGS
from seizures.models import Seizure
from tests.calls import findings, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.api.test_changes import now, written
from tests.figures.scene import run
from tests.figures.sessions import sessions
from tests.figures.stored import Setting
from tests.figures.world import Chance, world

VERIFY = """
    UPDATE operations_outcome SET state = 'verified', verified_at = now(),
        verified_by_id = (SELECT max(id) FROM agencies_user WHERE id <> created_by_id)
    WHERE id = %s
"""
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
    counts = {
        "records": 1,
        "facts": 1,
        "events": 1,
        "aggregates": 0,
        "exact": 0,
        "at_least": 0,
        "at_most": 1,
        "between": 0,
        "approximately": 0,
    }
    counts |= {"unquantified": 0, "unvalued": 0, "undated": 0}
    figure = {
        "measure": "NARC",
        "stage": "seized",
        "unit": "KGM",
        "value": "45.359237",
        "low": "0",
        "high": "45.359237",
        "qualifier": "at_most",
        "operator": "sum",
        **counts,
    }
    assert found["figures"] == found["sums"] == [figure | counts]
    assert found["results"] == [
        {
            "id": f"item/{seizure.items.get().pk}/quantity",
            "record": f"/api/v1/seizures/{seizure.pk}/",
            "reference": "S-1",
            "kind": "item",
            "facts": 1,
            "withheld": False,
            "late": False,
            "included": True,
            "reason": None,
            "share": False,
            "state": "verified",
            "operation": "ATLAS",
            "agency": "US-CBP",
            "country": "COL",
            "conveyance": None,
            "measure": "NARC.COCAINE",
            "stage": "seized",
            "date": "2009-07",
            "value": "45.359237",
            "low": "0",
            "high": "45.359237",
            "unit": "KGM",
            "qualifier": "at_most",
            "reported": "100",
            "reported_high": None,
            "reported_unit": "LBR",
        }
    ]


@pytest.mark.django_db
def test_those_left_out_come_after_those_in_with_their_reasons(api):
    whole = SeizureFactory(verified=True, date="2009-07", reference="in")
    SeizureFactory(verified=True, date="2009-07", reference="part", part_of=whole)
    SeizureFactory(submitted=True, date="2009-07", reference="unverified")
    SeizureFactory(verified=True, date="2009", reference="undated")
    SeizureFactory(superseded=True, date="2009-07", reference="duplicate")
    SeizureFactory(withdrawn=True, verified_at=now(), date="2009-07", reference="withdrawn")
    SeizureFactory(verified=True, date="2008-07", reference="outside")
    SeizureFactory(submitted=True, date="2008-07")
    SeizureFactory(verified=True, date="2009-07", marking="TLP:AMBER+STRICT")

    found = api.get(f"{EVIDENCE}?from=2009-07&to=2009-07").json()

    assert [(fact["reference"], fact["reason"]) for fact in found["results"]] == [
        ("in", None),
        *(
            (reason, reason)
            for reason in ("unverified", "part", "undated", "duplicate", "withdrawn", "outside")
        ),
    ]
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


@pytest.mark.django_db(transaction=True)
def test_the_pages_add_up_to_the_figure_of_the_first_though_a_record_is_amended_between_them(api):
    made = [OutcomeFactory(verified=True, quantity=str(10**number)) for number in range(6)]
    address, sums, figures, instants = f"{EVIDENCE}?measure=PEOPLE&limit=2", [], [], set()

    while address:
        page = api.get(address).json()
        sums += [Decimal(found["value"]) for found in page["sums"]]
        figures.append(page["figures"])
        instants.add(page["as_of"])
        address = page["next"]
        run("UPDATE operations_outcome SET quantity = 7 WHERE id = %s", made[0].pk)
        OutcomeFactory(verified=True)

    assert sum(sums) == 111_111
    assert [[figure["value"] for figure in found] for found in figures] == [["111111"]] * 3
    assert len(instants) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_under_way_during_the_first_page_is_on_none_of_them(api):
    for _ in range(3):
        OutcomeFactory(verified=True, quantity="10")
    late = OutcomeFactory(quantity="10")
    with sessions(1) as [writer]:
        writer.do("BEGIN")
        # Its instant is before the first page's, and nobody sees it before it is committed.
        writer.do("SELECT now()")
        first = api.get(f"{EVIDENCE}?limit=2").json()
        writer.do(VERIFY, late.pk)
        writer.do("COMMIT")
        second = api.get(first["next"]).json()

    assert [figure["value"] for figure in second["figures"]] == ["30"]
    assert sum(Decimal(found["value"]) for page in (first, second) for found in page["sums"]) == 30


@pytest.mark.django_db
def test_what_is_not_possible_is_refused(api):
    assert set(findings(api.get(f"{EVIDENCE}?measure=NOPE"))) == {"/measure"}
    assert set(findings(api.get(f"{EVIDENCE}?cursor=x"))) == {"/cursor"}
    assert set(findings(api.get(f"{EVIDENCE}?colour=red"))) == {"/colour"}


@pytest.mark.django_db
def test_there_is_a_way_back(api):
    made = [OutcomeFactory(verified=True).reference for _ in range(5)]
    first = api.get(f"{EVIDENCE}?limit=2").json()
    last = api.get(api.get(first["next"]).json()["next"]).json()

    middle = api.get(last["previous"]).json()
    start = api.get(middle["previous"]).json()

    assert [references(page) for page in (start, middle, last)] == [made[:2:-1], made[2:0:-1], made[:1]]
    assert (start["previous"], last["next"]) == (None, None)
    assert api.get(middle["next"]).json()["results"] == last["results"]


def references(page):
    return [fact["reference"] for fact in page["results"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor",
    [
        "x", "in.", "in.x.1.1", "nope.1.1.1", "duplicate.1.1.1", f"in.{2**70}.1.1", "-in.-1.1.1", "in.٣.1.1", "in.1.1",
        "in.1.x.1", f"in.1.1.{2**62}",
    ],
)  # fmt: skip
def test_a_cursor_that_was_made_up_is_refused(api, cursor):
    assert set(findings(api.get(f"{EVIDENCE}?cursor={cursor}"))) == {"/cursor"}


@pytest.mark.django_db(transaction=True)
def test_of_an_instant_in_the_past_it_is_what_counted_then(api):
    kept, moved = (SeizureFactory(verified=True, item__quantity=amount) for amount in ("1", "2"))
    deleted = OutcomeFactory(verified=True)
    then = now()
    Seizure.objects.filter(pk=moved.pk).update(country=Country.objects.get(code="COL"))
    kept.items.update(canonical_quantity="100")
    run("DELETE FROM operations_outcome WHERE id = %s", deleted.pk)
    SeizureFactory(verified=True)

    found = api.get(f"{EVIDENCE}?as_of={written(then)}").json()

    assert [(fact["reference"], fact["value"], fact["country"]) for fact in found["results"]] == [
        (None, "10", None),
        (moved.reference, "2", None),
        (kept.reference, "1", None),
    ]
    assert found["sums"] == found["figures"]
    assert sorted(figure["value"] for figure in found["figures"]) == ["10", "3"]
    assert found["query"]["as_of"] == found["as_of"] == written(then)


@pytest.mark.django_db
def test_a_page_costs_the_same_for_any_length():
    client, costs = signed_in(UserFactory()), []
    for length in (1, 5):
        for _ in range(length):
            SeizureFactory(verified=True, operation=OperationFactory(), country="COL")
            OutcomeFactory(submitted=True, operation=OperationFactory())
        client.get(EVIDENCE)  # which reads the names of measures, operations and so on, once for all
        with CaptureQueriesContext(connection) as queries:
            assert client.get(EVIDENCE).status_code == 200
        costs.append(len(queries))

    # Among them: session, user, the figures, a walk for each reason, the facts, whose they are, the measures, and the
    # operations that the reader may see.
    assert costs[0] == costs[1] <= 23


@pytest.mark.usefixtures("db")
class TestEvidence(TestCase):
    @settings(max_examples=4, deadline=None, database=None, phases=[Phase.generate])
    @given(seed=st.integers(0, 2**32))
    def test_through_its_link_every_figure_adds_up_to_itself(self, seed):
        chance, setting = Chance(seed), Setting()
        setting.store(world(chance))
        client = signed_in(setting.users[chance.choice(sorted(setting.users))])

        for _ in range(2):
            by = ",".join(chance.some(GROUPINGS, 3, 1))
            calendar, currency = chance.choice(["calendar", "us"]), chance.choice(["USD", "reported"])
            query = f"by={by}&calendar={calendar}&currency={currency}"
            for figure in client.get(f"/api/v1/figures/?{query}").json()["figures"]:
                response = client.get(f"{figure['evidence']}&limit=500")
                assert response.status_code == 200, figure
                inside = [fact for fact in response.json()["results"] if fact["included"]]
                known = [Decimal(fact["value"]) for fact in inside if fact["value"] is not None]
                assert len(inside) == figure["facts"]
                total = Figure({}, figure["unit"] or "", sum(known) if known else None).stated
                assert total == (figure["value"] and Decimal(figure["value"]))
                assert {fact["unit"] for fact in inside} == {figure["unit"]}
