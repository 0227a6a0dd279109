"""Statements sent together, and connections checked without a round trip, do what Django does one by one."""

import select

import pytest
from django.db import DataError, close_old_connections, connection

from common.db import statements
from common.db.statements import (
    ensure_connected,
    execute_together,
    fetch_rows,
    fetch_together,
    models_of,
    selecting,
)
from measures.models import Unit
from tests.figures.sessions import sessions

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = [
    (
        "SELECT code, factor, dimension FROM measures_unit WHERE code = ANY(%s) ORDER BY code",
        [["KGM", "LBR"]],
    ),
    ("SELECT count(*) FROM measures_unit", []),
    ("SELECT %s::text", ["100 %"]),
    ("SELECT code FROM measures_unit WHERE FALSE", []),
]


def plainly(text, params):
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return cursor.fetchall()


def test_statements_sent_together_return_what_each_returns_alone():
    assert [cursor.fetchall() for cursor in execute_together(*TEXTS)] == [plainly(*each) for each in TEXTS]


def test_rows_of_planned_statements_are_those_of_plain_ones():
    (together,) = fetch_together((TEXTS[0][0], TEXTS[0][1]))

    plain = [(code, str(factor), dimension) for code, factor, dimension in plainly(*TEXTS[0])]
    assert [tuple(row.values()) for row in together] == plain
    assert together == fetch_rows(*TEXTS[0])


def test_models_of_a_statement_are_those_of_the_manager():
    (rows,) = execute_together((selecting(Unit, "t.code = %s"), ["KGM"]))

    (unit,) = models_of(Unit, rows)

    assert vars(unit).keys() - {"_state"} == vars(Unit.objects.get(code="KGM")).keys() - {"_state"}
    assert unit == Unit.objects.get(code="KGM")


def test_what_the_database_refuses_is_raised_as_django_raises_it():
    with pytest.raises(DataError):
        execute_together(("SELECT 1", []), ("SELECT 1 / %s", [0]))

    assert plainly("SELECT 1", []) == [(1,)]


@pytest.mark.parametrize("ended", [False, True])
def test_a_connection_is_taken_for_good_exactly_when_django_finds_it_usable(ended):
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    if ended:
        end(pid)
        close_old_connections()

    socket = connection.connection.fileno()

    assert statements._is_silent(socket) == connection.is_usable() == (not ended)


def test_a_connection_is_made_anew_once_its_server_has_ended():
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    end(pid)
    # As every request begins outside of tests.
    close_old_connections()

    ensure_connected()

    assert plainly("SELECT pg_backend_pid() <> %s", [pid]) == [(True,)]


def test_a_connection_with_something_to_read_is_checked_and_kept():
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    connection.cursor().execute("LISTEN news")
    with sessions(1) as [other]:
        other.call(lambda: connection.cursor().execute("NOTIFY news")).result()
    close_old_connections()
    arrived, _, _ = select.select([connection.connection.fileno()], [], [], 10)
    assert arrived

    ensure_connected()

    assert plainly("SELECT pg_backend_pid()", []) == [(pid,)]


def end(pid):
    with sessions(1) as [other]:
        # Not before it has ended.
        other.do("SELECT pg_terminate_backend(%s, 10000)", pid)
