"""Models cannot be imported before Django is set up, so what needs them is imported inside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def importing(db: None, tmp_path: Path) -> Iterator[Any]:
    from tests.factories.operations import OperationFactory  # noqa: PLC0415
    from tests.imports.small import Importing  # noqa: PLC0415

    OperationFactory(code="ATLAS", owner="US-ICE")
    importing = Importing(tmp_path)
    yield importing
    importing.close()
