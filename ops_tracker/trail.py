"""The audit trail for its readers: who made each event, and as much of the object as the reader may see."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from agencies.models import Role, User
from operations.discretion import Discretion
from ops_tracker.event_access import ABOVE, NAMING, STRICTER, access_to, tracked

# What a row is called, by the first of these that its model has.
NAMES = ("reference", "code", "username", "name", "measure__code", "agency__code", "prefix")
# Everybody who reads the trail reads these; what is neither here, nor below, nor has a marking is nobody's to read.
OPEN = {
    "agencies.Agency", "agencies.ApiKey", "agencies.Country", "agencies.CountryName", "agencies.Place",
    "agencies.Region", "agencies.RegionMember", "agencies.User", "measures.ExchangeRate", "measures.Measure",
    "measures.Unit", "operations.EquivalentFactor", "operations.LegalInstrument", "operations.LegalParty",
    "operations.MethodNote", "analysis.Signal",
}  # fmt: skip
# The name of a place that somebody did not find may tell what happened there.
ADMINISTRATORS = {"agencies.PlaceRequest"}
# Their agency's alone, and nobody who works for one reads the trail.
CLOSED = {"analysis.SavedQuestion", "analysis.Subscription", "imports.FileImport", "imports.SavedMapping"}


def describe(events: list[Any], reader: User) -> None:
    """Sets on each event `person`, `there` (the object exists), `named` (its name), `open` and `inside`.

    An object that the reader may not see is named by its id alone. `open` events may be read, and with `inside` their
    reasons and inner text, too.
    """
    by_model: dict[str, list[Any]] = defaultdict(list)
    for event in events:
        by_model[event.pgh_obj_model].append(event)
    people, discretion = _people(events), Discretion(reader)
    for label, some in by_model.items():
        there = _there(apps.get_model(label), {event.pgh_obj_id for event in some})
        for event in some:
            event.person = people.get(event, "")
            event.there = event.pgh_obj_id in there
        if label in ABOVE:
            _describe_marked(label, some, there, discretion)
        else:
            _describe_unmarked(label, some, there, reader)


def _describe_unmarked(label: str, events: list[Any], there: dict[str, str], reader: User) -> None:
    is_open = label in OPEN or (label in ADMINISTRATORS and reader.role == Role.ADMINISTRATOR)
    for event in events:
        event.open = event.inside = is_open
        event.named = (event.open and there.get(event.pgh_obj_id)) or event.pgh_obj_id


def _describe_marked(label: str, events: list[Any], there: dict[str, str], discretion: Discretion) -> None:
    access = access_to(label, [event.pgh_id for event in events], discretion)
    # A row that names a reader has its name also after it is deleted.
    people = _named_people(label, access) if label in NAMING else {}
    for event in events:
        found, name = access.get(event.pgh_id), there.get(event.pgh_obj_id)
        event.open, event.inside = (found.readable, found.inside) if found else (False, False)
        if label in STRICTER and not event.open:
            # The name of a file may tell what is in it.
            name = None
        if found and event.pgh_id in people and found.inside:
            names = {"record": found.record, "person": people[event.pgh_id]}
            name = _("%(record)s: %(person)s") % names
        event.named = (found and name) or event.pgh_obj_id


def _named_people(label: str, ids: Iterable[int]) -> dict[int, str]:
    rows = dict(tracked()[label].objects.filter(pgh_id__in=ids).values_list("pgh_id", "user_id"))
    names = dict(User.objects.filter(pk__in=rows.values()).values_list("pk", "username"))
    return {pgh_id: names.get(person) or str(person) for pgh_id, person in rows.items()}


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
