"""The rooms of figures stand one above the other: each is built on those before it, and none on one after it."""

from pathlib import Path

import pytest

from tests.test_house import ROOT, imports_of

FIGURES = ROOT / "figures"
# The lowest first. What stands beside the rooms (admin, apps, tasks, commands) is on top of all of them.
ROOMS = [
    "models",
    "ledger",
    "question",
    "answer",
    "postings",
    "evidence",
    "changes",
    "exchange",
    "effects",
    "claims",
    "targets",
    "equivalents",
    "closed_periods",
    "completeness",
    "api",
]


def room_of(module: str) -> str:
    """Of `figures.answer.query` it is `answer`; empty for what is not in figures."""
    app, *path = module.split(".")
    return path[0] if app == "figures" and path else ""


def modules() -> list[Path]:
    return sorted(
        path for path in FIGURES.rglob("*.py") if path.relative_to(FIGURES).parts[0] != "migrations"
    )


def reaches_up(room: str, imported: str) -> bool:
    """What is in no room is on top; it may reach for anything, and nothing may reach for it."""
    if room not in ROOMS or not imported:
        return False
    return imported not in ROOMS or ROOMS.index(imported) > ROOMS.index(room)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(FIGURES)))
def test_no_room_is_built_on_one_above_it(path: Path) -> None:
    room = path.relative_to(FIGURES).with_suffix("").parts[0]

    upward = [module for module in imports_of(path) if reaches_up(room, room_of(module))]

    assert upward == []


def test_each_room_is_there_and_has_its_place() -> None:
    found = {path.relative_to(FIGURES).with_suffix("").parts[0] for path in modules()}

    assert found - {"__init__", "admin", "apps", "tasks", "management"} == {*ROOMS}


def test_a_reach_upwards_is_seen() -> None:
    assert reaches_up("ledger", "question")
    assert reaches_up("answer", "tasks")
    assert not reaches_up("changes", "answer")
    assert not reaches_up("management", "tasks")
