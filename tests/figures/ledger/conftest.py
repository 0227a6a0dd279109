"""Models cannot be imported before Django is set up, so what needs them is imported inside."""

import pytest


@pytest.fixture
def records():
    """Verified and not, open and restricted, credited twice; half of them folded."""
    from figures.ledger import folding  # noqa: PLC0415
    from tests.factories.operations import OutcomeFactory  # noqa: PLC0415
    from tests.factories.seizures import CreditFactory, SeizureFactory  # noqa: PLC0415

    SeizureFactory(verified=True, item__quantity="3")
    CreditFactory(seizure=SeizureFactory(verified=True, item__cash="3500000"))
    folding.fold_all()
    SeizureFactory(marking="TLP:AMBER")
    OutcomeFactory(verified=True)
