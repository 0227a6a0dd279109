"""Models cannot be imported before Django is set up, so what needs them is imported inside."""

import pytest


@pytest.fixture
def analyst(client):
    from agencies.models import Agency  # noqa: PLC0415
    from tests.factories.agencies import UserFactory  # noqa: PLC0415

    user = UserFactory(agency=Agency.objects.get(code="US-ICE"))
    client.force_login(user)
    return user
