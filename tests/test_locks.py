"""Every package that the code needs is named and locked: what was installed by hand is missing on a fresh machine."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_house import LEVEL, ROOT, imports_of

LOCKS = {
    "requirements.txt": [],
    "requirements-embedded.txt": ["embedded"],
    "requirements-dev.txt": ["embedded", "dev"],
}
# Where code stands that runs with no more than the lock has.
RUNS = {
    "requirements.txt": sorted(LEVEL),
    "requirements-dev.txt": ["tests"],
}
# The servers out of wheels, which `make run` alone starts.
EMBEDDED = Path("ops_tracker", "local")


def locked(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)(?:\[.*?\])?==", (ROOT / lock).read_text(), re.MULTILINE))


def others_imported(folders: list[str]) -> dict[str, str]:
    """The modules of others that code in these folders imports, with one file that does."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {
        name: str(path.relative_to(ROOT))
        for path in paths
        if EMBEDDED not in path.relative_to(ROOT).parents
        for module in imports_of(path)
        if (name := module.partition(".")[0]) not in {*LEVEL, "tests", *sys.stdlib_module_names}
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_that_is_named_is_locked(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    texts = [*project["project"]["dependencies"], *(text for group in LOCKS[lock] for text in groups[group])]
    named = {canonicalize_name(Requirement(text).name) for text in texts if isinstance(text, str)}

    assert named - locked(lock) == set()


@pytest.mark.parametrize("lock", RUNS)
def test_every_package_that_is_imported_is_locked(lock: str) -> None:
    found, of = locked(lock), packages_distributions()

    missing = {
        name: path
        for name, path in others_imported(RUNS[lock]).items()
        if not {canonicalize_name(each) for each in of.get(name, ())} & found
    }

    assert missing == {}
