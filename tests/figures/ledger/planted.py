"""Faults that are planted in the SQL of the ledger."""

import re

from tests.frozen import sql_in_force


def sql():
    """The whole of it, without comments, and however its lines are broken."""
    return re.sub(r"\s+", " ", re.sub(r"--.*", "", sql_in_force("figures")))


def replaced(name, *changes):
    """The statement that makes the function or view, changed."""
    made = rf"CREATE (?:OR REPLACE )?(?:FUNCTION {name}\b.*?\$\$.*?\$\$;|VIEW {name}\b[^;]*;)"
    statement = re.sub("^CREATE (OR REPLACE )?", "CREATE OR REPLACE ", re.findall(made, sql())[-1])
    for before, after in zip(changes[::2], changes[1::2], strict=True):
        assert before in statement, f"{name} does not say {before!r} any more"
        statement = statement.replace(before, after)
    return statement
