"""An answer that was kept is the one that would be worked out now, whatever happened since."""

from datetime import datetime

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from common.redis import redis_client
from figures.api import caching
from figures.ledger import folding
from tests.factories.keys import key_client
from tests.figures.acts import ACTS
from tests.figures.acts.loading import store
from tests.figures.ledger.test_faults import act
from tests.figures.scene import Scene
from tests.figures.sessions import sessions
from tests.figures.world import Chance, record_by

ADDRESSES = [
    "/api/v1/figures/?by=operation,measure", "/api/v1/figures/?by=agency,year&calendar=us&currency=reported",
    "/api/v1/figures/?measure=NARC&by=country,month", "/api/v1/figures/?status=unverified",
]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_kept_answer_is_never_an_old_one(monkeypatch):
    scene, chance, hits = Scene(), Chance(3), 0
    for number in range(10):
        store(scene.told(record_by(chance, ("seizure", "outcome")[number % 3 == 0])))
    clients = [key_client("figures:read", agency=code) for code in ("AA", "CC")]

    for name in chance.choices(sorted(ACTS), k=40):
        act(scene, chance, name)
        if chance.maybe(0.3):
            folding.fold(chance.choice([1, 50]))
        for client, address in ((chance.choice(clients), chance.choice(ADDRESSES)) for _ in range(3)):
            client.get(address)
            before = found()
            again = client.get(address)
            hits += found() - before
            worked_out = client.get(address, headers={"cache-control": "no-cache"})
            assert without_instant(again) == without_instant(worked_out)
            assert client.get(address, headers={"if-none-match": again["ETag"]}).status_code == 304

    assert hits >= 120


def found():
    """How often Redis has had what was asked for."""
    return redis_client().info("stats")["keyspace_hits"]


def without_instant(response):
    return {name: told for name, told in response.json().items() if name != "as_of"}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_started_anew_is_no_fault_of_who_asks():
    client = key_client("figures:read")
    assert client.get("/api/v1/figures/").status_code == 200

    with sessions(1) as [other]:
        # Not before it has ended.
        other.do("SELECT pg_terminate_backend(%s, 10000)", connection.connection.info.backend_pid)
    # As every request begins outside of tests.
    close_old_connections()

    assert client.get("/api/v1/figures/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_an_older_program_kept_is_not_sent_by_a_newer(monkeypatch):
    client, address = key_client("figures:read"), "/api/v1/figures/"
    worked_out = []
    monkeypatch.setattr(
        caching, "_store", lambda key, answer, store=caching._store: worked_out.append(store(key, answer))
    )
    for _ in range(2):
        client.get(address)
    before = len(worked_out)

    monkeypatch.setattr(caching, "_program", lambda: "a newer one")
    client.get(address)

    assert (before, len(worked_out)) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_kept_answer_is_as_of_the_moment_in_which_it_is_sent():
    """Or its readers would learn when anything was last written, hidden from them or not."""
    client, instants = key_client("figures:read"), []
    for _ in range(3):
        instants += [timezone.now(), client.get("/api/v1/figures/").json()["as_of"]]

    told = [
        instant if isinstance(instant, datetime) else datetime.fromisoformat(instant) for instant in instants
    ]
    assert told == sorted(set(told))
