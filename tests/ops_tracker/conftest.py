"""Models cannot be imported before Django is set up, so what needs them is imported inside."""

from typing import Any

import pytest


@pytest.fixture(scope="module")
def described() -> Any:
    """The description of the API."""
    from drf_spectacular.generators import SchemaGenerator  # noqa: PLC0415

    return SchemaGenerator().get_schema(request=None, public=True)
