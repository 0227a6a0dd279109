"""What is done on each screen of the admin, and the events that it leaves in the audit trail."""

from django.contrib import admin
from django.urls import reverse
from pghistory import core

from agencies.models import Agency, Country, Role, Scope
from measures.models import Measure, Unit
from tests.admin_page import errors, filled
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory, SourceFactory
from tests.factories.seizures import SeizureFactory

EVENTS = "/admin/pghistory/events/"


WORD = "correct horse battery"


def agency():
    return Agency.objects.get(code="US-ICE").pk


def arrests():
    return {
        "measure": Measure.objects.get(code="PEOPLE.ARRESTED").pk,
        "unit": Unit.objects.quantity("C62").pk,
    }


def operation():
    led = OperationFactory(owner="US-ICE")
    ParticipationFactory(operation=led, agency="US-ICE", lead=True)
    return led.pk


def cocaine(**more):
    item = {"measure": Measure.objects.get(code="NARC.COCAINE").pk, "unit": Unit.objects.quantity("KGM").pk}
    return {
        f"items__0__{name}": value
        for name, value in {**item, "qualifier": "exact", "quantity": "9", **more}.items()
    }


# What is typed to make one of each, and what of it is changed afterwards.
ADDED = {
    "agencies.Agency": lambda: {"code": "XX-NEW", "acronym": "NEW", "name": "New"},
    "agencies.ApiKey": lambda: {"name": "New", "agency": agency(), "scopes": [Scope.READ_FIGURES]},
    "agencies.Country": lambda: {
        "code": "XNW", "name": "New", "names__0__language": "es", "names__0__name": "Nuevo",
    },
    "agencies.Place": lambda: {"name": "New", "kind": "city", "country": Country.objects.get(code="COL").pk},
    "agencies.Region": lambda: {
        "code": "NEW", "name": "New", "kind": "own",
        "members__0__country": Country.objects.get(code="COL").pk,
    },
    "agencies.User": lambda: {
        "username": "new", "password1": WORD, "password2": WORD, "role": "analyst", "agency": agency(),
    },
    "measures.ExchangeRate": lambda: {
        "date": "2001-01-01", "currency": Unit.objects.currency("GBP").pk, "per_euro": "0.7", "source": "New",
    },
    "measures.Measure": lambda: {
        "code": "NEW", "name": "New", "kind": "seizure", "dimension": "mass", "accepted": ["mass"],
        "unit": Unit.objects.quantity("KGM").pk,
    },
    "measures.Unit": lambda: {"code": "NEW", "name": "New", "dimension": "mass", "factor": "3"},
    "operations.Claim": lambda: {
        "code": "new", "operation": operation(), "source": SourceFactory().pk, **arrests(), "value": "3",
        "statement": "Three.",
    },
    "operations.Indicator": lambda: {
        "code": "new", "operation": operation(), "name": "New", "before": "3", "unit": arrests()["unit"],
    },
    "operations.LegalInstrument": lambda: {
        "code": "NEW", "name": "New", "kind": "network",
        "parties__0__country": Country.objects.get(code="COL").pk,
    },
    "operations.EquivalentFactor": lambda: {
        "measure": Measure.objects.get(code="NARC").pk, "unit": Unit.objects.quantity("U2").pk, "kilograms": "0.001",
        "source": "New",
    },
    "operations.Plan": lambda: {"operation": operation(), "every": "once", "due_days": "9", "review_levels": "1"},
    "operations.Target": lambda: {"operation": operation(), **arrests(), "value": "3"},
    "operations.MethodNote": lambda: {
        "country": Country.objects.get(code="USA").pk, "measure": Measure.objects.get(code="NARC").pk,
        "text": "New", "source": "New",
    },
    "operations.Operation": lambda: {"code": "NEW", "name": "New", "kind": "enforcement"},
    "operations.Outcome": lambda: {**arrests(), "quantity": "3"},
    "operations.Source": lambda: {"code": "new", "publisher": "New", "title": "New"},
    "seizures.Disposition": lambda: {
        "item": SeizureFactory(owner="US-ICE").items.get().pk, "stage": "destroyed", "quantity": "1",
    },
    "seizures.Seizure": cocaine,
}  # fmt: skip
CHANGED = {
    "operations.Claim": {"statement": "Four."},
    "operations.EquivalentFactor": {"source": "Changed"},
    "operations.MethodNote": {"text": "Changed."},
    "operations.Outcome": {"note": "Changed."},
    "operations.Plan": {"due_days": "8"},
    "operations.Target": {"statement": "Changed."},
    "operations.Source": {"title": "Changed"},
    "seizures.Seizure": {"note": "Changed."},
    "agencies.User": {"first_name": "Changed"},
    "measures.ExchangeRate": {"source": "Changed"},
}
DELETED = sorted(
    label for label in ADDED.keys() - {"agencies.ApiKey"} if label.startswith(("agencies", "measures"))
)
SCREENS = {screen.opts.label: screen for screen in admin.site._registry.values()}


def page(label, name, *args):
    app, model = label.lower().split(".")
    return reverse(f"admin:{app}_{model}_{name}", args=args)


def newest():
    return {
        event: event.objects.order_by("-pgh_id").values_list("pgh_id", flat=True).first()
        for event in core.event_models()
    }


class Watched:
    """Who is said to have done what happens inside."""

    def __enter__(self):
        self.before = newest()
        return self

    def __exit__(self, *_details):
        self.events = [
            row
            for event, last in self.before.items()
            for row in event.objects.filter(pgh_id__gt=last or 0).select_related("pgh_context")
        ]
        self.people = {row.pgh_context and row.pgh_context.metadata.get("username") for row in self.events}


def actor(client, label):
    """Somebody who may add such rows, and change and delete them where anybody may."""
    roles = (Role.ADMINISTRATOR, Role.SUPERVISOR)
    app, model = label.lower().split(".")
    people = [UserFactory(role=role, agency="US-ICE") for role in roles]
    person = next(person for person in people if person.has_perm(f"{app}.add_{model}"))
    client.force_login(person)
    return person


def made(client, label, typed=None):
    screen, address = SCREENS[label], page(label, "add")
    present = set(screen.model.objects.values_list("pk", flat=True))
    response = client.post(address, filled(client.get(address), **(typed or ADDED[label]())))
    assert response.status_code == 302, errors(response)
    return screen.model.objects.exclude(pk__in=present).filter(**own(label)).get()


def own(label):
    # What a row of an inline form brings with it is no row of the screen.
    return {"key": None} if label == "agencies.User" else {}
