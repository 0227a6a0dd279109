"""Models cannot be imported before Django is set up, so what needs them is imported inside."""

from typing import Any

import pytest


@pytest.fixture
def analyst(db: None) -> Any:
    from tests.calls import person  # noqa: PLC0415

    return person("analyst", "US-ICE")


@pytest.fixture
def dea(db: None) -> Any:
    from tests.calls import person  # noqa: PLC0415

    return person("analyst", "US-DEA")


@pytest.fixture
def rim(db: None) -> Any:
    """ICE leads; DEA and CBP take part, FBI does not, ATF only observes."""
    from tests.factories.operations import OperationFactory, ParticipationFactory  # noqa: PLC0415

    operation = OperationFactory(code="RIM", owner="US-ICE")
    for code, role in (("US-DEA", "participant"), ("US-CBP", "participant"), ("US-ATF", "observer")):
        ParticipationFactory(operation=operation, agency=code, role=role)
    return operation
