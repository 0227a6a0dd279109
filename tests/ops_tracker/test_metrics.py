"""What a machine that watches the server may read, and what it learns."""

import re

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from figures.ledger import folding
from figures.ledger.reconciliation import reconcile
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
SAMPLE = re.compile(r'ops_tracker_[a-z_]+(\{[a-z_]+="\w+"(,[a-z_]+="\w+")*\})? -?[0-9.e+-]+')


def read(client, **extra):
    response = client.get("/metrics", **extra)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = response.content.decode().splitlines()
    return {
        name: float(value) for name, _space, value in (line.partition(" ") for line in lines) if name != "#"
    }


def test_every_line_is_prometheus_text(client):
    SeizureFactory()
    reconcile(repairs=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE seizures_seizure")

    text = client.get("/metrics").content.decode()

    assert text.endswith("\n")
    samples = [line for line in text.splitlines() if not line.startswith(("# HELP ", "# TYPE "))]
    assert len(samples) > 8
    assert [line for line in samples if not SAMPLE.fullmatch(line)] == []


def test_what_is_pending_is_told_and_what_was_folded(client):
    SeizureFactory.create_batch(3)
    before = read(client)
    folding.fold_all()
    after = read(client)

    # Of each seizure one of its goods, and one of the seizure itself.
    assert (before["ops_tracker_pending_postings"], after["ops_tracker_pending_postings"]) == (6, 0)
    assert before["ops_tracker_oldest_pending_seconds"] > 0 == after["ops_tracker_oldest_pending_seconds"]
    for values in (before, after):
        assert values["ops_tracker_postings_total"] == 6
    assert after["ops_tracker_folded_postings_total"] == 6


def test_the_last_reconciliation_is_told(client):
    assert "ops_tracker_reconciled_timestamp_seconds" not in read(client)
    SeizureFactory()
    folding.fold_all()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE figures_balance SET records = 2")
    found = reconcile(repairs=True)

    told = read(client)

    assert told["ops_tracker_reconciled_timestamp_seconds"] == pytest.approx(
        found.began_at.timestamp(), abs=1
    )
    assert told["ops_tracker_drift_records"] == 0
    assert told["ops_tracker_drift_balances"] == found.drifted_balances > 0
    assert told["ops_tracker_drift_repaired"] == 1


def test_records_and_balances_are_estimated_by_state_and_grain(client):
    SeizureFactory.create_batch(3, verified=True)
    SeizureFactory.create_batch(2, submitted=True)
    # Enough that PostgreSQL tells balances by grain.
    for year in range(2000, 2020):
        SeizureFactory(date=str(year), returned=True)
    folding.fold_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE seizures_seizure, figures_balance")

    told = read(client)

    assert told['ops_tracker_records{kind="seizure",state="verified"}'] == 3
    assert told['ops_tracker_records{kind="seizure",state="submitted"}'] == 2
    assert told['ops_tracker_balances{grain="operation"}'] > 0


def test_no_large_table_is_read(client):
    with CaptureQueriesContext(connection) as queries:
        read(client)

    read_tables = {table for query in queries for table in re.findall(r'FROM "?(\w+)', query["sql"])}
    assert read_tables <= {
        "pg_class",
        "pg_stats",
        "figures_pending",
        "figures_posting",
        "figures_tally",
        "figures_reconciliation",
    }
    [posting] = [query["sql"] for query in queries if 'FROM "figures_posting"' in query["sql"]] or ["id = 1"]
    assert "id" in posting.partition("WHERE")[2]


@pytest.mark.parametrize(
    "extra",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.9"},
    ],
)
def test_without_a_token_only_this_machine_may_read(client, extra):
    response = client.get("/metrics", **extra)

    assert response.status_code == 403
    assert response.content.decode() == "Only from this machine, unless METRICS_TOKEN is set.\n"


def test_behind_a_proxy_this_machine_is_everybody(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert client.get("/metrics").status_code == 403


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ("Bearer right", 200),
        ("Bearer wrong", 401),
        ("Bearer ", 401),
        ("right", 401),
        ("Bearer ü", 401),
        ("", 401),
    ],
)
def test_with_a_token_whoever_shows_it_may_read_from_anywhere(client, settings, shown, status):
    settings.METRICS_TOKEN = "right"

    response = client.get("/metrics", REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION=shown)

    assert response.status_code == status
    assert client.get("/metrics").status_code == 401


def test_nothing_is_written_there(client):
    assert client.post("/metrics").status_code == 405


def test_a_database_that_does_not_answer_is_no_server_error(client, monkeypatch):
    def fails():
        raise OperationalError

    monkeypatch.setattr(folding, "pending", fails)

    assert client.get("/metrics").status_code == 503
