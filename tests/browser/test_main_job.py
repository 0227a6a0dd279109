"""The main job, from what is known to what has moved: an analyst enters, a supervisor verifies, totals follow."""

import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.browser.conftest import accessible

pytestmark = pytest.mark.usefixtures("samples")


@pytest.fixture
def ask(client, capsys):
    """Asks the API for one figure of Pacific Rim with a key, as a partner system does."""
    call_command("createkey", agency="US-FBI", name="test", scopes="figures:read records:read")
    key = capsys.readouterr().out.strip()

    def asked(measure: str) -> Decimal:
        answer = client.get(
            f"/api/v1/figures/?operation=PACIFIC-RIM&measure={measure}",
            headers={"authorization": f"Bearer {key}"},
        )
        return sum(Decimal(figure["value"]) for figure in answer.json()["figures"])

    return asked
