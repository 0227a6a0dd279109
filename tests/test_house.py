"""The house keeps its own rules: floors, sizes, one door, and nothing that hides who did what."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from tests.import_graph import import_graph, modules_of

ROOT = Path(__file__).resolve().parent.parent
# The ground floor first. A room is not on the floor of another: those on one floor do not import each other.
FLOORS = [
    {"common"},
    {"measures", "agencies"},
    {"operations"},
    {"records"},
    {"seizures", "outcomes"},
    {"figures"},
    {"imports", "analysis", "notices"},
    {"dashboards"},
    {"ops_tracker"},
]
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in sorted(rooms)}
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


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Packages are followed into what their `__init__` imports. Raises CycleError with the way round."""
    TopologicalSorter(import_graph(modules_of(ROOT, source_files()))).prepare()


def test_a_way_round_through_a_package_is_noticed(tmp_path: Path) -> None:
    texts = {
        "rooms/__init__.py": "from rooms.first import First",
        "rooms/first.py": "from rooms.second import Second",
        "rooms/second.py": "import rooms.third",
        "rooms/third.py": "",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    modules = modules_of(tmp_path, tmp_path.rglob("*.py"))
    TopologicalSorter(import_graph(modules)).prepare()

    (tmp_path / "rooms/third.py").write_text("from rooms import First")

    with pytest.raises(CycleError, match="third"):
        TopologicalSorter(import_graph(modules)).prepare()


def test_the_ground_floor_imports_the_frameworks_alone() -> None:
    outside = {name.split(".")[0] for path in (ROOT / "common").rglob("*.py") for name in imports_of(path)}

    allowed = {
        "django", "rest_framework", "django_filters", "drf_spectacular", "django_stubs_ext", "psycopg", "redis",
        "pghistory", "pgtrigger",
        "common",
        # Draws pictures anew.
        "PIL",
        # JSON in a twentieth of the time.
        "orjson",
        # Writes workbooks row by row.
        "xlsxwriter",
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


# Folders of templates by the room that they belong to. What stands in none of them is the frame of every page.
TEMPLATES = {
    "admin/figures": "figures", "admin/operations": "operations", "admin/records": "records", "api": "ops_tracker",
    "components": "common", "dashboards": "dashboards", "imports": "imports", "notices": "notices",
    "operations": "operations",
    "ops_tracker": "ops_tracker",
    "outcomes": "outcomes",
    "records": "records", "registration": "dashboards", "seizures": "seizures",
}  # fmt: skip
FRAME = {
    "400.html", "403.html", "403_csrf.html", "404.html", "500.html", "admin/base_site.html", "admin/change_form.html",
    "base.html",
    "partials/chart_scripts.html", "partials/head.html", "partials/languages.html", "partials/rail.html",
    "partials/themes.html", "partials/topbar.html", "partials/user_menu.html", "plain.html", "refused.html",
}  # fmt: skip
LIBRARIES = {path.stem: path.parts[-3] for path in ROOT.glob("*/templatetags/[a-z]*.py")}
TAG = re.compile(r"{%-?\s*(load|include|extends)\s+(.*?)\s*-?%}")


def template_files() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def room_of(template: str) -> str | None:
    """The room of a template, by its name; None for the frame and for templates of others."""
    return next((room for folder, room in TEMPLATES.items() if template.startswith(f"{folder}/")), None)


def rooms_used(template: str) -> set[str]:
    """The rooms of ours that a template, by its text, loads libraries or other templates of."""
    used = set()
    for tag, rest in TAG.findall(template):
        if tag == "load":
            used |= {LIBRARIES[name] for name in rest.split() if name in LIBRARIES}
        elif named := re.match(r"[\"']([^\"']+)[\"']", rest):
            used |= {room_of(named[1])} - {None}
    return used


@pytest.mark.parametrize("path", template_files(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_only_look_down(path: Path) -> None:
    """What a template includes, extends and loads stands on its floor or below; the frame stands on top of all."""
    name = str(path.relative_to(ROOT / "templates"))
    room = room_of(name) or "ops_tracker"

    assert room_of(name) or name in FRAME, "a template belongs to a room"
    assert [used for used in rooms_used(path.read_text()) if not points_down(room, used)] == []


def test_a_template_that_looks_up_is_noticed() -> None:
    text = (
        '{% extends "records/x.html" %}{% load i18n effects %} {% include "seizures/parts/x.html" with a=b %}'
    )

    assert rooms_used(text) == {"dashboards", "records", "seizures"}


def templates_named(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
            yield node.value


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_code_renders_templates_of_its_floor_or_below(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]

    rooms = {name: room_of(name) for name in templates_named(path.read_text())}

    assert {name: found for name, found in rooms.items() if found and not points_down(room, found)} == {}


# Names that a framework, or a list of like modules, asks for in more than one place.
NAMES_OF_FRAMEWORKS = {"Command", "Config", "main"}
NAMES_TWICE = {
    "rows": "each module of reference data has them",
    "fold": "the task is one line, named by what it does",
    "reconcile": "the task is one line, named by what it does",
    "figure": "a template tag, named by what it renders as",
    "partial_date": "a template filter, named by what it renders as",
    "moment": "a template filter, named by what it renders as",
    "save": "each floor with reference data has its own service, with its own rule",
    "remove": "each floor with reference data has its own service, with its own rule",
}


def public_names(text: str) -> Iterator[str]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def places_of_names(root: Path, paths: Iterable[Path]) -> dict[str, list[str]]:
    """The files in which each public name is defined."""
    places: dict[str, list[str]] = {}
    for path in paths:
        for name in public_names(path.read_text()):
            places.setdefault(name, []).append(str(path.relative_to(root)))
    return places


def test_a_public_name_is_defined_once() -> None:
    """One word for one thing, and one thing for one word."""
    twice = {name: found for name, found in places_of_names(ROOT, source_files()).items() if len(found) > 1}

    assert {
        name: found for name, found in twice.items() if name not in NAMES_OF_FRAMEWORKS | NAMES_TWICE.keys()
    } == {}
    assert NAMES_TWICE.keys() - twice.keys() == set(), "what is defined once needs no reason"


# Words that say nothing of what is returned or done; docs/words.md has those to use instead.
DIALECT = re.compile(r"(?:^|_)(?:told|tells?|asked|asks?|kept|gone|goes|said|says?)(?:_|$)")
DIALECT_IN_CLASSES = re.compile(r"(?:Told|Tells?|Asked|Asks?|Kept|Gone|Goes|Said|Says?|Known)(?![a-z])")
DIALECT_STORED = {
    "told_at": "a column, which the version before this one writes while it is replaced",
    "asked_at": "a column, the same",
}


def dialect_of(name: str, text: str) -> Iterator[str]:
    """The names in the text of a module, and its own, that have a word of the dialect."""
    if DIALECT.search(name):
        yield name
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            if DIALECT_IN_CLASSES.search(node.name):
                yield node.name
            fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
            fields += [
                target for each in node.body if isinstance(each, ast.Assign) for target in each.targets
            ]
            yield from (each.id for each in fields if isinstance(each, ast.Name) and DIALECT.search(each.id))
        elif isinstance(node, ast.FunctionDef):
            arguments = [each.arg for each in [*node.args.args, *node.args.kwonlyargs]]
            yield from (each for each in [node.name, *arguments] if DIALECT.search(each))


def test_names_are_words_of_the_trade() -> None:
    """A name that others use says what it returns or does: functions, classes, fields, parameters and modules."""
    found = {
        str(path.relative_to(ROOT)): names
        for path in source_files()
        if (names := set(dialect_of(path.stem, path.read_text())) - DIALECT_STORED.keys())
    }

    assert found == {}


def test_a_name_of_the_dialect_is_noticed() -> None:
    text = "class KnownRows:\n    asked: int\n\n    def tell(self, what_is_kept): ...\n"

    assert set(dialect_of("told", text)) == {"told", "KnownRows", "asked", "tell", "what_is_kept"}
    assert set(dialect_of("rows", "class Unknown:\n    def masks(self, saying): ...")) == set()


def test_coverage_is_measured_in_every_room() -> None:
    settings_of_coverage = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]["run"]

    assert set(settings_of_coverage["source"]) == LEVEL.keys()
    assert settings_of_coverage["branch"] is True


def test_no_module_is_excused_from_types() -> None:
    """Only a library without types is left out, and the classes that are made of its classes."""
    settings_of_mypy = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]

    excused = {name for each in settings_of_mypy["overrides"] for name in each} - {"module"}

    assert settings_of_mypy["strict"] is True
    assert excused == {"ignore_missing_imports", "disallow_subclassing_any"}
