"""The audit trail for its readers: who made each event, and as much of the object as the reader may see."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from pghistory import core

from agencies.models import User
from operations.models import Operation, Outcome, Source
from seizures.models import SeizedItem, Seizure

# What a row is called, by the first of these that its model has.
NAMES = ("reference", "code", "username", "name", "measure__code", "agency__code", "prefix")
# Everybody who reads the trail reads these; a model that is neither here nor below is nobody's to read.
OPEN = {
    "agencies.Agency", "agencies.ApiKey", "agencies.Country", "agencies.CountryName", "agencies.Place",
    "agencies.User", "measures.ExchangeRate", "measures.Measure", "measures.Unit",
}  # fmt: skip
# The records whose marking decides, and the column that leads to them.
ABOVE: dict[str, tuple[str, tuple[type[Model], ...]]] = {
    "operations.Operation": ("id", (Operation,)),
    "operations.Outcome": ("id", (Outcome,)),
    "operations.Source": ("id", (Source,)),
    "seizures.Seizure": ("id", (Seizure,)),
    "operations.Participation": ("operation_id", (Operation,)),
    "operations.Claim": ("operation_id", (Operation,)),
    "operations.Indicator": ("operation_id", (Operation,)),
    "operations.Comment": ("record", (Seizure, Outcome)),
    "seizures.SeizedItem": ("seizure_id", (Seizure,)),
    "seizures.Credit": ("seizure_id", (Seizure,)),
    "seizures.Disposition": ("item_id", (SeizedItem,)),
    "operations.OperationReader": ("operation_id", (Operation,)),
    "operations.OutcomeReader": ("outcome_id", (Outcome,)),
    "operations.SourceReader": ("source_id", (Source,)),
    "seizures.SeizureReader": ("seizure_id", (Seizure,)),
}
# Rows that name a reader of a record: their name has both, also after they are deleted.
NAMING = {label for label in ABOVE if label.endswith("Reader")}


def tracked() -> dict[str, Any]:
    """The event model of each tracked model, by the model's label."""
    models: Any = core.event_models()
    return {event.pgh_tracked_model._meta.label: event for event in models}


def describe(events: list[Any], reader: User) -> None:
    """Sets `person`, `there` (the object exists), `open` (the reader may see it) and `named` (its name) on each event.

    An object that is not open is named by its id alone.
    """
    by_model: dict[str, list[Any]] = defaultdict(list)
    for event in events:
        by_model[event.pgh_obj_model].append(event)
    people = _people(events)
    for label, some in by_model.items():
        model = apps.get_model(label)
        there = _there(model, {event.pgh_obj_id for event in some})
        open_names = _open_names(label, some, reader) if label in ABOVE else {}
        for event in some:
            event.person = people.get(event, "")
            event.there = event.pgh_obj_id in there
            event.open = label in OPEN or event.pgh_id in open_names
            name = open_names.get(event.pgh_id) or there.get(event.pgh_obj_id)
            event.named = (event.open and name) or event.pgh_obj_id


def _people(events: Iterable[Any]) -> dict[Any, str]:
    """The actor of each event: the name in the event, or for older ones the name of the account with that id."""
    contexts = {event: event.pgh_context or {} for event in events}
    ids = {
        context["user"]
        for context in contexts.values()
        if "username" not in context and isinstance(context.get("user"), int)
    }
    names: dict[Any, str] = dict(User.objects.filter(pk__in=ids).values_list("pk", "username")) if ids else {}
    return {
        event: context.get("username") or names.get(context.get("user"), "")
        for event, context in contexts.items()
    }


def _there(model: type[Model], ids: set[str]) -> dict[str, str]:
    """The names of the rows that still exist, by id."""
    fields = {field.name for field in model._meta.get_fields()}
    name = next((name for name in NAMES if name.split("__")[0] in fields), "pk")
    rows = model._default_manager.filter(pk__in=ids).values_list("pk", name)
    return {str(pk): str(named or "") for pk, named in rows}


def _open_names(label: str, events: list[Any], reader: User) -> dict[int, str]:
    """Events whose record the reader may see, by id, with the name of the row if it needs more than its own."""
    column, above = ABOVE[label]
    noted = tracked()[label].objects.filter(pk__in=[event.pgh_id for event in events])
    columns = ("pgh_id", column, "user_id") if label in NAMING else ("pgh_id", column)
    rows = {pgh_id: found for pgh_id, *found in noted.values_list(*columns)}
    seen = _visible(above, {found[0] for found in rows.values()}, reader)
    open_to = {pgh_id: found for pgh_id, found in rows.items() if found[0] in seen}
    if label not in NAMING:
        return dict.fromkeys(open_to, "")
    names = dict(
        User.objects.filter(pk__in=[who for _on, who in open_to.values()]).values_list("pk", "username")
    )
    return {
        pgh_id: _("%(record)s: %(person)s") % {"record": seen[on], "person": names.get(who, who)}
        for pgh_id, (on, who) in open_to.items()
    }


def _visible(models: Iterable[type[Model]], ids: set[Any], reader: User) -> dict[Any, str]:
    """The names of the rows that the reader may see, by id."""
    return {row.pk: str(row) for model in models for row in _rows(model, reader).filter(pk__in=ids)}


def _rows(model: Any, reader: User) -> Any:
    rows = model._default_manager.all()
    if model is SeizedItem:
        return rows.filter(Q(seizure__in=Seizure.objects.visible_to(reader).values("pk"))).select_related(
            "measure"
        )
    return rows.visible_to(reader)
