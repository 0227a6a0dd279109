"""How a figure changed between two instants: what every act added or took away, and who acted."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Country
from common.audit import audited
from records.services.review import submit, verify, withdraw
from seizures.models import Seizure
from seizures.services.seizures import amend_seizure
from tests.calls import person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizureFactory
from tests.figures.scene import run

CHANGES = "/api/v1/figures/changes/"

pytestmark = pytest.mark.django_db(transaction=True)


def now():
    return run("SELECT clock_timestamp()")[0][0].astimezone(dt.UTC)


def written(instant):
    return instant.isoformat().replace("+00:00", "Z")


def asked(client, since, query=""):
    response = client.get(f"{CHANGES}?since={written(since)}&{query}")
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def author():
    return person(agency="US-ICE")


@pytest.fixture
def supervisor():
    return person("supervisor", agency="US-ICE")


@pytest.fixture
def api():
    return key_client("figures:read", agency="US-FBI")


def effects(change, *names):
    """What the change did, in a fixed order."""
    return sorted(tuple(posting[name] for name in names) for posting in change["postings"])


def test_a_change_in_full(api, author, supervisor):
    seizure = SeizureFactory(
        submitted=True, reference="S-1", operation=OperationFactory(code="ATLAS"), owner=author.agency,
        seizing_agency="US-CBP", country="COL", date="2009-07", item__quantity="10", item__qualifier="at_least",
        created_by=author,
    )  # fmt: skip
    since = now()
    verify(seizure, by=supervisor)

    found = (
        key_client("figures:read", agency="US-FBI")
        .get(f"{CHANGES}?since={written(since)}&measure=NARC")
        .json()
    )

    [change] = found["results"]
    assert dt.datetime.fromisoformat(change.pop("at")) > since
    assert UUID(change.pop("id"))
    counts = {
        "records": 1,
        "facts": 1,
        "events": 1,
        "aggregates": 0,
        "exact": 0,
        "at_least": 1,
        "at_most": 0,
        "between": 0,
        "approximately": 0,
    }
    counts |= {"unquantified": 0, "unvalued": 0, "undated": 0}
    assert change == {
        "who": None,
        "agency": "US-ICE",
        "action": "verified",
        "reason": None,
        "record": f"/api/v1/seizures/{seizure.pk}/",
        "reference": "S-1",
        "late": False,
        "withheld": False,
        "postings": [
            {
                "measure": "NARC.COCAINE", "stage": "seized", "unit": "KGM", "value": "10", **counts,
                "operation": "ATLAS", "operations": ["ATLAS"], "agency": "US-CBP", "agencies": ["US-CBP"],
                "country": "COL", "conveyance": None, "date": "2009-07",
            }
        ],
    }  # fmt: skip
    nothing = {
        "value": None,
        "low": None,
        "high": None,
        **dict.fromkeys(counts, 0),
        "qualifier": "exact",
        "evidence": None,
    }
    assert found["figures"] == [
        {
            "measure": "NARC", "stage": "seized", "unit": "KGM", "operator": "sum", "before": nothing,
            "after": {
                "value": "10", "low": "10", "high": None, "qualifier": "at_least", **counts,
                "evidence": "/api/v1/figures/evidence/?measure=NARC&stage=seized&unit=KGM",
            },
            "difference": {"value": "10", **counts},
        }
    ]  # fmt: skip
    assert (found["since"], found["next"], found["previous"]) == (written(since), None, None)


def test_each_change_says_what_it_took_away_and_what_it_added(api, author):
    seizure = SeizureFactory(verified=True, country="COL", item__quantity="10", item__qualifier="at_least")
    moved = now()
    Seizure.objects.filter(pk=seizure.pk).update(country=Country.objects.get(code="USA"))
    edited = now()
    seizure.items.update(quantity="12.5", canonical_quantity="12.5", qualifier="exact")

    [change] = asked(api, edited)["results"]
    assert effects(change, "country", "value", "records", "exact", "at_least") == [("USA", "2.5", 0, 1, -1)]
    [change] = asked(api, moved, f"until={written(edited)}")["results"]
    assert effects(change, "country", "value", "records") == [("COL", "-10", -1), ("USA", "10", 1)]
    [change] = asked(api, moved, f"until={written(edited)}&country=COL")["results"]
    assert effects(change, "country", "value", "records") == [("COL", "-10", -1)]
    # By hand, and so nobody's in the history.
    assert [change[name] for name in ("who", "agency", "action", "reason")] == [None] * 4


def test_an_amendment_takes_the_place_of_what_it_amends(api, author, supervisor):
    seizure = SeizureFactory(
        verified=True, owner=author.agency, created_by=author, item__quantity="10", reference="S-1"
    )
    amendment = amend_seizure(seizure, by=author, reason="Corrected.")
    amendment.items.update(quantity="8", canonical_quantity="8")
    submit(amendment, by=author)
    since = now()
    verify(amendment, by=supervisor)

    found = asked(api, since)

    assert [(change["action"], change["reference"]) for change in found["results"]] == [
        ("verified", "S-1"),
        ("superseded", "S-1"),
    ]
    assert [change["postings"][0]["value"] for change in found["results"]] == ["8", "-10"]
    [figure] = found["figures"]
    assert [figure[end]["value"] for end in ("before", "after", "difference")] == ["10", "8", "-2"]


def test_what_is_not_counted_any_more_is_told_with_its_reason_to_insiders_alone(api, author, supervisor):
    seizure = SeizureFactory(verified=True, owner=author.agency, created_by=author, item__quantity="10")
    since = now()
    withdraw(seizure, by=supervisor, reason="The laboratory found sugar.")

    inside, outside = (asked(client, since)["results"][0] for client in (signed_in(supervisor), api))

    assert (inside["action"], inside["reason"]) == ("withdrawn", "The laboratory found sugar.")
    assert (outside["action"], outside["reason"]) == ("withdrawn", None)
    assert outside["record"] == f"/api/v1/seizures/{seizure.pk}/"
    assert effects(outside, "value", "records") == [("-10", -1)]


def test_a_record_that_came_to_be_withheld_or_was_deleted_is_not_named(api, author):
    withheld, deleted = SeizureFactory(verified=True, item__quantity="1"), OutcomeFactory(verified=True)
    since = now()
    with audited(by=author, action="edited", reason="An informant is in danger."):
        Seizure.objects.filter(pk=withheld.pk).update(marking="TLP:RED")
    run("DELETE FROM operations_outcome WHERE id = %s", deleted.pk)

    gone, hidden = asked(api, since)["results"]

    for change in (gone, hidden):
        assert [change[name] for name in ("who", "agency", "action", "reason", "record", "reference")] == [
            None
        ] * 6
    assert (gone["withheld"], hidden["withheld"]) == (False, True)
    assert effects(hidden, "value", "records") == [("-1", -1)]
    assert [effects(change, "value")[0] for change in (gone, hidden)] == [("-10",), ("-1",)]


def test_changes_of_what_the_reader_may_not_see_are_none(api):
    since = now()
    seizure = SeizureFactory(verified=True, marking="TLP:AMBER+STRICT", seizing_agency="US-ICE")
    CreditFactory(seizure=seizure, agency="US-FBI")

    found = asked(api, since)

    assert (found["results"], found["figures"]) == ([], [])


def test_a_change_that_leaves_the_figure_as_it_was_is_none(api):
    seizure = SeizureFactory(verified=True)
    since = now()
    Seizure.objects.filter(pk=seizure.pk).update(note="Nothing that counts.", marking="TLP:CLEAR")

    assert asked(api, since)["results"] == []


def test_since_is_not_in_the_span_and_until_is(api):
    made = [OutcomeFactory(verified=True) for _ in range(3)]
    instants = [
        run("SELECT max(posted_at) FROM figures_posting WHERE record_id = %s", each.pk)[0][0] for each in made
    ]

    found = asked(api, instants[0].astimezone(dt.UTC), f"until={written(instants[1].astimezone(dt.UTC))}")

    assert [change["reference"] for change in found["results"]] == [made[1].reference]
    assert [figure[end]["records"] for figure in found["figures"] for end in ("before", "after")] == [1, 2]


def test_credits_and_umbrellas_are_told_as_far_as_the_reader_may_see_them(api):
    umbrella = OperationFactory(code="UMBRELLA")
    phase = OperationFactory(code="PHASE", parent=umbrella)
    hidden = OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT")
    seizure = SeizureFactory(verified=True, operation=phase, seizing_agency="US-ICE")
    since = now()
    CreditFactory(seizure=seizure, agency="US-CBP")
    before_hidden = now()
    CreditFactory(seizure=seizure, agency=None, operation=hidden)

    [change] = asked(api, since)["results"]

    assert effects(change, "operation", "operations", "agencies", "value") == [
        ("PHASE", ["PHASE", "UMBRELLA"], ["US-ICE"], "-10"),
        ("PHASE", ["PHASE", "UMBRELLA"], ["US-ICE", "US-CBP"], "10"),
    ]
    [gained] = asked(api, since, "agency=US-CBP")["results"]
    assert effects(gained, "value") == [("10",)]
    assert asked(api, before_hidden)["results"] == []


def test_pages_tell_every_change_once(api):
    since = now()
    made = [OutcomeFactory(verified=True).reference for _ in range(5)]
    address, found = f"{CHANGES}?since={written(since)}&limit=2", []

    while address:
        response = api.get(address)
        assert (response.json()["next"] is not None) == ('rel="next"' in response.headers.get("Link", ""))
        found += [change["reference"] for change in response.json()["results"]]
        address = response.json()["next"]

    assert found == made[::-1]


def test_a_page_costs_the_same_for_any_length(author, supervisor):
    client, costs = signed_in(UserFactory()), []
    for length in (1, 6):
        made = [made_and_verified(author, supervisor, country="COL") for _ in range(length)]
        since = now()
        for record in made:
            withdraw(record, by=supervisor, reason="It did not happen.")
        asked(client, since)  # which reads the names of measures, operations and so on, once for all
        with CaptureQueriesContext(connection) as queries:
            assert len(asked(client, since)["results"]) == length
        costs.append(len(queries))

    # Among them: session, user, three for the figures at both ends, the page, its postings, their acts, who acted,
    # their seizures and outcomes, and which operations the reader steers.
    assert costs[0] == costs[1] <= 20


def made_and_verified(author, supervisor, **stated):
    record = SeizureFactory(
        submitted=True, owner=author.agency, created_by=author, operation=OperationFactory(), **stated
    )
    return verify(record, by=supervisor)
