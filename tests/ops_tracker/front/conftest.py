import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops_tracker.local.children import Child, children
from ops_tracker.local.stack import answers
from tests.ops_tracker.local.test_stack import free_port, wait_until


def serve(application: str, logs: Path, **env: str) -> Iterator[int]:
    """The port of a web server as `make run` starts it, with this application in place of ours."""
    port = free_port()
    web: Child = children(port, logs)[0]
    web.command = [application if part == "ops_tracker.asgi:application" else part for part in web.command]
    web.start(os.environ | {"PYTHONUNBUFFERED": "1"} | env)
    try:
        wait_until(lambda: answers(port) or not web.lives())
        assert web.lives(), web.last_words()
        yield port
    finally:
        web.terminate()
        wait_until(lambda: not web.lives(), seconds=20)
        web.kill()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    yield from serve("tests.ops_tracker.front.application:application", tmp_path_factory.mktemp("front"))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The application itself. What is asked of it here needs no table."""
    yield from serve("ops_tracker.asgi:application", tmp_path_factory.mktemp("ours"))
