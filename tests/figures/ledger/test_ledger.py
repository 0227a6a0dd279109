"""The ledger from outside: folded by whom it may be, checked against the records, and put right when it is not."""

import logging
import os
import subprocess
import sys
import threading

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import DatabaseError, connection

from figures.ledger import drift, folding, repair
from figures.ledger.parallel import one_instant
from figures.ledger.reconciliation import reconcile
from figures.models import Balance, Fact, Grain, Pending, Posting, Reconciliation, Tally
from tests.factories.seizures import SeizureFactory
from tests.figures.ledger.outside import run, said
from tests.figures.ledger.tampering import TAMPERING, tamper

pytestmark = pytest.mark.django_db


def test_what_is_recorded_waits_to_be_folded_and_says_since_when(records):
    waiting = folding.pending()

    assert waiting.number == Pending.objects.count() > 0
    assert waiting.since == Posting.objects.filter(pk__in=Pending.objects.values("pk")).first().posted_at
    assert 0 <= waiting.seconds < 60


def test_nothing_pending_is_as_old_as_nothing():
    assert (folding.pending().number, folding.pending().seconds) == (0, 0)


def test_a_fold_moves_no_more_than_it_is_told(records):
    before = folding.pending().number

    assert folding.fold(1) == 1
    assert folding.pending().number == before - 1


def test_rollup_folds_everything_and_says_how_many(records):
    number = folding.pending().number

    assert said("rollup") == f"{number} postings folded.\n"
    assert said("rollup") == "Nothing is left to fold.\n"
    assert folding.pending().number == 0


def test_rollup_waits_for_a_fold_that_is_at_work_and_says_so():
    SeizureFactory()
    known = {"host", "port", "user", "password", "dbname"}
    address = {name: value for name, value in connection.get_connection_params().items() if name in known}
    other, waits = psycopg.connect(**address), []
    other.execute("SET statement_timeout = '10s'")
    other.execute("SELECT pg_advisory_xact_lock(hashtext('figures_fold'))")

    def ended() -> None:
        waits.append(folding.pending().number)
        other.close()

    # A posting of the goods, and one of the seizure itself.
    assert folding.catch_up(ended) == 2
    assert waits == [2]


def test_reconcile_tells_what_it_compared_and_that_nothing_has_drifted(records):
    told = said("reconcile").splitlines()

    assert told[0] == f"{Fact.objects.count()} facts against {Posting.objects.count()} postings: they agree."
    assert f"{Balance.objects.filter(grain=Grain.MONTH).count()} balances by month: they agree." in told
    assert told[-1].startswith("Nothing has drifted (")


def test_a_repair_where_nothing_is_wrong_changes_nothing(records):
    before = list(Tally.objects.order_by("name").values_list())

    assert not repair.repair()
    assert list(Tally.objects.order_by("name").values_list()) == before


def test_drift_is_loud_and_every_comparison_is_written_down(records, caplog):
    tamper(TAMPERING["a posting changed"][0])
    with caplog.at_level(logging.ERROR):
        reconcile(repairs=True)
        reconcile(repairs=True)

    second, first = Reconciliation.objects.all()
    assert (first.drifted_records, first.repaired, second.drifted, second.repaired) == (1, True, False, False)
    assert (second.facts, second.balances) == (first.facts, Balance.objects.count())
    [line] = caplog.records
    assert line.getMessage().startswith("The ledger has drifted: 1 records and ")


def test_what_cannot_be_repaired_is_not_called_repaired(records, monkeypatch):
    tamper(TAMPERING["a balance too high"][0])
    monkeypatch.setattr("figures.ledger.repair._heal", lambda _grain: None)

    with pytest.raises(CommandError, match="has drifted still") as told:
        said("reconcile", "--repair")

    assert told.value.returncode == 1
    assert not Reconciliation.objects.get().repaired


@pytest.mark.parametrize(("command", "status"), [("rollup", 2), ("reconcile", 2)])
def test_a_database_that_does_not_answer_is_told_in_a_sentence(command, status):
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}

    ended = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=settings.BASE_DIR,
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == status
    assert ended.stderr.startswith("CommandError: The database does not answer: connection failed")
    assert len(ended.stderr.splitlines()) == 1


def test_a_repair_that_is_ended_half_way_loses_nothing_and_is_taken_up_again(records, monkeypatch):
    tamper(TAMPERING["no balances at all"][0])
    wrong, left = drift.drift().balances, []
    tokens = set(Tally.objects.values_list("token", flat=True))

    def ended(grain):
        if grain > Grain.MONTH:
            raise KeyboardInterrupt
        heal(grain)

    heal = repair._heal
    monkeypatch.setattr(repair, "_heal", ended)
    with pytest.raises(KeyboardInterrupt):
        repair.repair()
    left.append(drift.drift().balances)
    # What was answered before is not given again, though nobody has finished.
    assert tokens.isdisjoint(Tally.objects.values_list("token", flat=True))
    monkeypatch.undo()
    repair.repair()
    left.append(drift.drift().balances)

    assert wrong > left[0] > left[1] == 0


@pytest.mark.django_db(transaction=True)
def test_over_several_connections_it_finds_the_same():
    SeizureFactory.create_batch(3, verified=True)
    folding.fold_all()
    run("ANALYZE seizures_seizure")
    assert len(drift._records()) == 2
    assert not drift.drift()

    run("UPDATE figures_balance SET records = records + 1 WHERE grain = 1")
    run("ALTER TABLE seizures_seizeditem DISABLE TRIGGER USER")
    run("DELETE FROM seizures_seizeditem WHERE id = (SELECT max(id::text)::uuid FROM seizures_seizeditem)")
    run("ALTER TABLE seizures_seizeditem ENABLE TRIGGER USER")

    # Of each seizure there are two facts: the goods and the seizure itself.
    found = repair.repair()
    assert (found.records, found.balances, found.facts, found.postings) == (1, 2, 4, 6)
    assert not drift.drift()
    assert drift.records_drifted() == (4, 8, 0)


@pytest.mark.django_db(transaction=True)
def test_it_is_compared_at_one_instant_whatever_others_write():
    question = ("SELECT count(*) FROM figures_posting", ())

    def write():
        SeizureFactory()
        connection.close()

    with one_instant() as ask:
        before = next(ask([question]))
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        during = next(ask([question]))

    # A posting of the goods, and one of the seizure itself.
    assert (before, during, Posting.objects.count()) == ((0,), (0,), 2)


@pytest.mark.django_db(transaction=True)
def test_what_fails_in_one_of_its_connections_is_told():
    with pytest.raises(DatabaseError, match="division by zero"), one_instant() as ask:
        list(ask([("SELECT 1", ()), ("SELECT 1 / 0", ()), ("SELECT pg_sleep(0.1)", ())]))


@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_written_while_it_is_compared():
    with pytest.raises(DatabaseError, match="read-only"), one_instant() as ask:
        next(ask([("DELETE FROM figures_pending RETURNING 1", ())]))
