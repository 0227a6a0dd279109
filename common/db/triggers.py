"""Migrations of triggers, without every model being rendered anew for each of hundreds of them.

pgtrigger reloads a model's state after each trigger, and with it all models that are related to it. Nothing of a
rendered model depends on its triggers: the statements that make and drop them are in the operations themselves.
"""

from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def install() -> None:
    """Replaces how the operations of pgtrigger change the state of a project."""
    AddTrigger.state_forwards = _added  # type: ignore[method-assign]
    RemoveTrigger.state_forwards = _removed  # type: ignore[method-assign]


def _added(self: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = _options(self, app_label, state)
    options["triggers"] = [*options.get("triggers", []), self.trigger]


def _removed(self: RemoveTrigger, app_label: str, state: ProjectState) -> None:
    options = _options(self, app_label, state)
    options["triggers"] = [each for each in options.get("triggers", []) if each.name != self.name]


def _options(operation: Any, app_label: str, state: ProjectState) -> dict[str, Any]:
    options: dict[str, Any] = state.models[app_label, operation.model_name.lower()].options
    return options
