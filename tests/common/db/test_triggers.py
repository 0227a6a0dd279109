"""Triggers are migrated as pgtrigger migrates them, and quicker."""

import importlib.util

import pytest
from django.db.migrations.loader import MigrationLoader
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from common.db import triggers


def triggers_of(state):
    return {
        key: sorted(trigger.name for trigger in model.options.get("triggers", []))
        for key, model in state.models.items()
        if model.options.get("triggers")
    }


@pytest.fixture
def as_pgtrigger_does(monkeypatch):
    """The operations as the package defines them."""
    spec = importlib.util.find_spec("pgtrigger.migrations")
    plain = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plain)
    for ours, theirs in ((AddTrigger, plain.AddTrigger), (RemoveTrigger, plain.RemoveTrigger)):
        monkeypatch.setattr(ours, "state_forwards", theirs.state_forwards)


@pytest.mark.django_db
def test_after_all_migrations_the_state_has_the_triggers_that_pgtrigger_gives_it(request):
    assert AddTrigger.state_forwards is triggers._added
    quick = triggers_of(MigrationLoader(None).project_state())
    request.getfixturevalue("as_pgtrigger_does")

    assert AddTrigger.state_forwards is not triggers._added
    assert quick == triggers_of(MigrationLoader(None).project_state())
    assert len(quick) > 20
