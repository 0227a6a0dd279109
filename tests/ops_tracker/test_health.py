"""Alive, ready, and how far the folding is behind."""

import pytest
from django.db import OperationalError, connection

from figures.ledger import folding
from figures.models import Posting
from ops_tracker import health
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


def test_it_is_alive_without_anything(client):
    assert client.get("/healthz").json() == {"status": "alive"}


def test_it_is_ready_when_everything_answers(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "database": True,
        "cache": True,
        "broker": True,
        "pending_postings": 0,
        "oldest_pending_seconds": 0.0,
        "folding": "in time",
    }


def test_what_waits_to_be_folded_is_told(client):
    SeizureFactory.create_batch(2)

    told = client.get("/readyz").json()

    # Of each seizure one of its goods, and one of the seizure itself.
    assert told["pending_postings"] == 4
    assert 0 <= told["oldest_pending_seconds"] < 60


@pytest.mark.parametrize(("late", "many"), [(-1, 100), (100, 1)])
def test_old_or_many_pending_postings_are_told_and_it_is_ready_all_the_same(client, monkeypatch, late, many):
    SeizureFactory.create_batch(2)
    monkeypatch.setattr(health, "LATE", late)
    monkeypatch.setattr(health, "MANY", many)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["folding"] == "behind: figures are right, and slower"


def test_an_old_posting_is_as_old_as_it_is(client):
    SeizureFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE figures_posting DISABLE TRIGGER USER")
        Posting.objects.update(posted_at="2020-01-01T00:00Z")
        cursor.execute("ALTER TABLE figures_posting ENABLE TRIGGER USER")

    assert client.get("/readyz").json()["folding"] == "behind: figures are right, and slower"


@pytest.mark.parametrize("part", ["database", "cache", "broker"])
def test_what_does_not_answer_is_named(client, monkeypatch, part):
    def fails():
        raise OperationalError

    monkeypatch.setitem(health.NEEDED, part, fails)

    response = client.get("/readyz")

    assert response.status_code == 503
    told = response.json()
    assert (told["status"], told[part]) == ("not ready", False)


def test_without_its_database_it_still_answers(client, monkeypatch):
    def fails():
        raise OperationalError

    monkeypatch.setitem(health.NEEDED, "database", fails)
    monkeypatch.setattr(folding, "pending", fails)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "pending_postings" not in response.json()


@pytest.mark.parametrize(
    "elsewhere", [{"REMOTE_ADDR": "192.0.2.7"}, {"headers": {"x-forwarded-for": "192.0.2.7"}}]
)
def test_nobody_elsewhere_counts_what_is_recorded(client, elsewhere):
    """They would see when anything is, hidden from them or not."""
    told = client.get("/readyz", **elsewhere).json()

    assert "folding" in told
    assert not {"pending_postings", "oldest_pending_seconds"} & told.keys()
