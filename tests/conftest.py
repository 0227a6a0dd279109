"""The session brings its own services, in a data directory beside that of `make run`."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from pytest_django.plugin import blocking_manager_key

from ops_tracker.local import embedded

_services = ExitStack()
# The workers of a parallel run share the services that the first process started.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["OPS_TRACKER_DATA"] = str(Path(embedded.data_dir(), "test"))
    _services.enter_context(embedded.services(durable=False))
else:
    # A Redis database for each: a job that one of them sends is not done by a worker of another.
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) % 15 + 1
    address, _, _database = os.environ["REDIS_URL"].partition("?")
    os.environ["REDIS_URL"] = (
        f"{address}?db={number}"
        if address.startswith("unix:")
        else urlsplit(address)._replace(path=f"/{number}").geturl()
    )

# Settings read the variables above, so they are named no sooner than here (and not in pyproject.toml).
os.environ["DJANGO_SETTINGS_MODULE"] = "ops_tracker.settings"

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import translation  # noqa: E402

from agencies.limits import buckets  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# WhiteNoise warns of a folder that is not there yet, and here warnings are errors.
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Reference data (without the many rates and places) is there for every test."""
    with django_db_blocker.unblock():
        call_command("load_reference", small=True, verbosity=0)


@pytest.fixture(autouse=True)
def _in_english():
    """A request leaves its language behind in the thread; no test inherits it."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nothing_spent(monkeypatch):
    """What one test spends of its limits, in Redis, no other finds spent."""
    monkeypatch.setattr(buckets, "PREFIX", f"limit/{uuid4()}/")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A transactional test empties every table when it ends: the next one needs the reference data again."""
    yield
    if nextitem is None:
        return  # The database is gone.
    marker = item.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(
        item, "fixturenames", ()
    ):
        with item.config.stash[blocking_manager_key].unblock():
            call_command("load_reference", small=True, verbosity=0)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """The workers of a parallel run read their settings as late as this process has, once the variables are theirs."""
    os.environ.pop("DJANGO_SETTINGS_MODULE")


def pytest_unconfigure(config: pytest.Config) -> None:
    _services.close()
