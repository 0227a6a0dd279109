"""The house keeps its own rules: floors, sizes, one door, and nothing that hides who did what."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parent.parent
# The ground floor first. A room is not on the floor of another: those on one floor do not import each other.
FLOORS = [
    {"common"},
    {"measures", "agencies"},
    {"operations"},
    {"records"},
    {"seizures", "outcomes"},
    {"figures"},
    {"dashboards"},
    {"ops_tracker"},
]
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
LONGEST_FILE, LONGEST_FUNCTION = 299, 25


def source_files() -> list[Path]:
    return sorted(
        path for room in LEVEL for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts
    )


def imports_of(path: Path) -> Iterator[str]:
    """Modules imported anywhere in the file, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its floor"
            yield node.module or ""


def points_down(importer: str, imported: str) -> bool:
    if imported not in LEVEL or imported == importer:
        return True
    return LEVEL[imported] < LEVEL[importer]


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_point_down(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]

    upward = [name for name in imports_of(path) if not points_down(room, name.split(".")[0])]

    assert upward == []


def test_rooms_on_one_floor_do_not_import_each_other() -> None:
    assert not points_down("measures", "agencies")
    assert not points_down("seizures", "outcomes")
    assert not points_down("operations", "seizures")
    assert points_down("seizures", "operations")


def test_the_ground_floor_imports_the_frameworks_alone() -> None:
    outside = {name.split(".")[0] for path in (ROOT / "common").rglob("*.py") for name in imports_of(path)}

    allowed = {
        "django", "rest_framework", "django_filters", "drf_spectacular", "django_stubs_ext", "psycopg", "redis",
        "pghistory",
        "common",
        # How languages write numbers, dates and names.
        "babel",
    }  # fmt: skip
    assert outside - allowed - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text()
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]

    long = {node.name: length for node in functions if (length := _length(node)) > LONGEST_FUNCTION}

    assert len(text.splitlines()) <= LONGEST_FILE
    assert long == {}


def _length(function: ast.FunctionDef) -> int:
    """Lines of the body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_file_is_a_box_for_odds_and_ends() -> None:
    names = {path.stem for path in source_files()} | {path.parent.name for path in source_files()}

    assert names & {"utils", "helpers", "misc", "core", "signals", "actions"} == set()


def test_every_scheduled_task_exists() -> None:
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert callable(import_string(entry["task"]))


def test_nothing_stands_on_top_that_does_not_belong_there() -> None:
    top = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}

    assert top - {"node_modules"} <= {
        "manage.py", "pyproject.toml", "requirements.txt", "requirements-embedded.txt", "requirements-dev.txt",
        "package.json", "package-lock.json", "Makefile", "Dockerfile", "docker-compose.yml", "README.md",
        "CHANGELOG.md", "LICENSE", "deploy", "docs", "locale", "static", "templates", "tests", *LEVEL,
    }  # fmt: skip


# Folders of templates by the room that they belong to; what is not named here is the frame, on top of all.
TEMPLATES = {
    "components": "common", "operations": "operations", "records": "records", "seizures": "seizures",
    "outcomes": "outcomes", "dashboards": "dashboards",
}  # fmt: skip
LIBRARIES = {path.stem: path.parts[-3] for path in ROOT.glob("*/templatetags/[a-z]*.py")}
TAG = re.compile(r"{%-?\s*(load|include)\s+(.*?)\s*-?%}")


def rooms_used(template: str) -> set[str]:
    """The rooms of ours that a template loads libraries or includes other templates of."""
    used = set()
    for tag, rest in TAG.findall(template):
        if tag == "load":
            used |= {LIBRARIES[name] for name in rest.split() if name in LIBRARIES}
        elif folder := re.match(r"[\"']([a-z_]+)/", rest):
            used.add(TEMPLATES.get(folder[1], "dashboards"))
    return used


@pytest.mark.parametrize(
    "path",
    sorted(path for room in TEMPLATES for path in (ROOT / "templates" / room).rglob("*.html")),
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_templates_only_look_down(path: Path) -> None:
    """A page extends the frame that it is shown in; what it includes and loads stands on its floor or below."""
    room = TEMPLATES[path.relative_to(ROOT / "templates").parts[0]]

    assert [used for used in rooms_used(path.read_text()) if not points_down(room, used)] == []


def test_a_template_that_looks_up_is_noticed() -> None:
    assert rooms_used('{% load i18n effects %} {% include "seizures/parts/x.html" with a=b %}') == {
        "dashboards",
        "seizures",
    }


# Names that a framework, or a list of like modules, asks for in more than one place.
NAMES_OF_FRAMEWORKS = {"Command", "Config", "main"}
NAMES_TWICE = {
    "rows": "each module of reference data has them",
    "fold": "the task is one line, named by what it does",
    "reconcile": "the task is one line, named by what it does",
    "figure": "a template tag, named by what it renders as",
    "partial_date": "a template filter, named by what it renders as",
    "moment": "a template filter, named by what it renders as",
    "save": "each of the two floors of reference data has its own service",
    "remove": "each of the two floors of reference data has its own service",
}


def public_names(text: str) -> Iterator[str]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def test_a_public_name_is_defined_once() -> None:
    """One word for one thing, and one thing for one word."""
    places: dict[str, list[str]] = {}
    for path in source_files():
        for name in public_names(path.read_text()):
            places.setdefault(name, []).append(str(path.relative_to(ROOT)))

    twice = {name: found for name, found in places.items() if len(found) > 1}

    assert {
        name: found for name, found in twice.items() if name not in NAMES_OF_FRAMEWORKS | NAMES_TWICE.keys()
    } == {}
    assert NAMES_TWICE.keys() - twice.keys() == set(), "what is defined once needs no reason"
