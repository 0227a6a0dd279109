"""Models cannot be imported before Django is set up, so what needs them is imported inside."""

import pytest


@pytest.fixture
def reader(client):
    from tests.factories.agencies import UserFactory  # noqa: PLC0415

    user = UserFactory(role="analyst")
    client.force_login(user)
    return user
