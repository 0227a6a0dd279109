"""A backup is a file from which everything comes back."""

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from figures.ledger import folding
from figures.models import Tally
from measures.models import Measure
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty_database(settings, django_db_blocker):
    """Another database on the same server; Django's connection points at it while the test looks."""
    name = f"{connection.settings_dict['NAME']}_restored"
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    known = {
        key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if parameters.get(key)
    }
    with psycopg.connect(**known, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield name, known
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def restored(tmp_path, empty_database, monkeypatch):
    """A function that backs this database up, brings the file back in the other, and connects to that."""
    name, known = empty_database
    address = psycopg.conninfo.make_conninfo(**known | {"dbname": name})
    file = tmp_path / "ops.dump"

    def bring_back():
        call_command("backup", file, verbosity=0)
        monkeypatch.setattr("ops_tracker.backup._address", lambda: address)
        monkeypatch.setattr("ops_tracker.backup.connection.introspection.table_names", list)
        monkeypatch.setattr("ops_tracker.backup.connection.close", lambda: None)
        call_command("restore", file, verbosity=0)
        return psycopg.connect(address)

    return bring_back


def test_everything_comes_back(restored):
    with restored() as found:
        (count,) = found.execute("SELECT count(*) FROM measures_measure").fetchone()

    assert count == Measure.objects.count() > 50


@pytest.mark.django_db(transaction=True)
def test_the_ledger_comes_back_as_it_was_and_goes_on(restored):
    SeizureFactory(verified=True)
    folding.fold_all()
    SeizureFactory(verified=True)
    tokens = set(Tally.objects.values_list("token", flat=True))

    with restored() as found:
        counted = "SELECT (SELECT count(*) FROM figures_posting), (SELECT count(*) FROM figures_pending)"
        drifted = (
            "SELECT record_id::text FROM figures_recorddrift "
            "UNION ALL SELECT grain::text FROM figures_balancedrift"
        )
        # Of each seizure a posting of its goods, and one of the seizure itself.
        assert found.execute(counted).fetchone() == (4, 2)
        assert found.execute(drifted).fetchall() == []
        # The posting of what is written now has the number of one that was made after the backup, and another sum.
        assert tokens.isdisjoint(token for (token,) in found.execute("SELECT token FROM figures_tally"))
        found.execute("UPDATE seizures_seizure SET stage = 'detected'")
        assert found.execute(counted).fetchone() == (12, 10)
        assert found.execute(drifted).fetchall() == []
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="only ever added to"):
            found.execute("DELETE FROM figures_posting")


def test_a_database_with_something_in_it_is_not_overwritten_by_chance(tmp_path):
    file = tmp_path / "ops.dump"
    file.write_bytes(b"")

    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", file)


def test_a_file_that_is_no_backup_is_refused_and_changes_nothing(tmp_path):
    file = tmp_path / "ops.dump"
    file.write_text("not a backup")
    before = Measure.objects.count()

    with pytest.raises(CommandError, match="pg_restore says"):
        call_command("restore", file, replace=True)

    assert Measure.objects.count() == before


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("backup", tmp_path / "nowhere" / "ops.dump")
