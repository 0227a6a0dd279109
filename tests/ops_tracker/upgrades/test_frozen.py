"""A migration does tomorrow what it did when it was made: its SQL is its own, and stays as it is (decision 24)."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

from common.db.frozen import frozen_sql, with_columns
from tests.frozen import sql_in_force
from tests.test_house import LEVEL, ROOT

LIST = Path(__file__).parent / "frozen.sha256"
# What a migration reads stands in a folder of its number; other SQL is of the code that reads it.
FILES = sorted(path for room in LEVEL for path in (ROOT / room).glob("sql/[0-9]*/*.sql"))
MIGRATIONS = sorted(path for room in LEVEL for path in (ROOT / room).glob("migrations/[0-9]*.py"))
# How a migration would come by a text that is not its own.
READERS = {"open", "read_text", "read_bytes", "Path", "import_module"}


def listed() -> dict[str, str]:
    lines = [line.split() for line in LIST.read_text().splitlines()]
    return {name: digest for digest, name in lines}


def line_of(path: Path) -> str:
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_frozen_sql_does_not_change(path: Path) -> None:
    digest, name = line_of(path).split()

    assert name in listed(), f"A new file? Add it to {LIST.relative_to(ROOT)}:\n{line_of(path)}"
    assert listed()[name] == digest, (
        f"{name} belongs to a migration that has run elsewhere. Put the change into a migration of its own (decision "
        f"24); if this one has never left your branch, its line is now:\n{line_of(path)}"
    )


def test_nothing_is_listed_that_is_not_there() -> None:
    assert listed().keys() - {str(path.relative_to(ROOT)) for path in FILES} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_frozen_sql_is_run_by_the_migration_of_its_number(path: Path) -> None:
    app, number = path.parents[2], path.parent.name
    (migration,) = app.glob(f"migrations/{number}_*.py")

    assert path.stem in frozen_parts(migration)


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_migration_takes_its_sql_from_nowhere_else(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    named = {node.id for node in nodes if isinstance(node, ast.Name)}
    named |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    taken = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LEVEL
        for alias in node.names
    }
    in_sql = {
        name.id
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "RunSQL"
        for name in ast.walk(node)
        if isinstance(name, ast.Name)
    }

    assert named & READERS == set()
    assert taken <= {frozen_sql.__name__}
    assert in_sql & set(LEVEL) == set()


def frozen_parts(migration: Path) -> set[str]:
    """The files that the migration names, of its own folder: any other first argument is refused."""
    parts: set[str] = set()
    for node in ast.walk(ast.parse(migration.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == frozen_sql.__name__
        ):
            first, *rest = node.args
            assert isinstance(first, ast.Name)
            assert first.id == "__file__"
            if not _is_older(node, migration):
                parts |= {part.value for part in rest if isinstance(part, ast.Constant)}
    return parts


def test_no_migration_brings_back_an_older_text() -> None:
    for migration in MIGRATIONS:
        for node in ast.walk(ast.parse(migration.read_text())):
            of = [word.value.value for word in getattr(node, "keywords", ()) if word.arg == "of"]
            if of and isinstance(node, ast.Call):
                names = {f"{part.value}.sql" for part in node.args if isinstance(part, ast.Constant)}
                between = [
                    path
                    for path in FILES
                    if path.parents[2] == migration.parents[1]
                    and path.name in names
                    and of[0] < path.parent.name < migration.name
                ]
                assert between == [], f"{migration.name} runs what is of {of[0]}; newer are {between}"


def _is_older(call: ast.Call, migration: Path) -> bool:
    """Whether it runs an earlier migration's files once more; nobody can run what a later one will have."""
    (of,) = [word.value for word in call.keywords if word.arg == "of"] or [None]
    if of is None:
        return False
    assert isinstance(of, ast.Constant)
    assert str(of.value) < migration.name
    return True


def test_what_is_in_force_is_what_the_migrations_ran_last() -> None:
    made = re.findall(r"CREATE (?:OR REPLACE )?(?:VIEW|FUNCTION) (\w+)", sql_in_force("figures"))

    assert {"figures_fact", "figures_post_few", "figures_fold", "figures_recorddrift"} <= {*made}
    assert not re.search(r"\{[a-z]+[:}]", sql_in_force("figures"))


def test_a_list_of_columns_is_written_out_wherever_it_stands() -> None:
    text = "SELECT {key}, {numbers: sum(#) AS #} FROM t WHERE a = '{}' AND ({numbers}) <> ({numbers: 0})"

    assert with_columns(text, {"key": ["k"], "numbers": ["a", "b"]}) == (
        "SELECT k, sum(a) AS a, sum(b) AS b FROM t WHERE a = '{}' AND (a, b) <> (0, 0)"
    )
    with pytest.raises(KeyError):
        with_columns("{other}", {})
