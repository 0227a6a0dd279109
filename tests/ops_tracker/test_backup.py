"""A backup is a file from which everything comes back."""

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from measures.models import Measure

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


def test_everything_comes_back(tmp_path, empty_database, monkeypatch):
    name, known = empty_database
    file = tmp_path / "ops.dump"
    call_command("backup", file, verbosity=0)
    monkeypatch.setattr(
        "ops_tracker.backup._address", lambda: psycopg.conninfo.make_conninfo(**known | {"dbname": name})
    )
    monkeypatch.setattr("ops_tracker.backup.connection.introspection.table_names", list)
    monkeypatch.setattr("ops_tracker.backup.connection.close", lambda: None)

    call_command("restore", file, verbosity=0)

    with psycopg.connect(**known | {"dbname": name}) as restored:
        (count,) = restored.execute("SELECT count(*) FROM measures_measure").fetchone()
    assert count == Measure.objects.count() > 50


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
