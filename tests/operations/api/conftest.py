"""Models cannot be imported before Django is set up, so what needs them is imported inside."""

import pytest


@pytest.fixture
def analyst():
    from tests.calls import person, signed_in  # noqa: PLC0415

    return signed_in(person())
