"""The screens of the admin that save, with a row of each, and what a person types there."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import F
from django.test import RequestFactory

from agencies.models import Agency, Country, Place, Region, User
from agencies.services import make_key
from measures.models import ExchangeRate, Measure, Unit
from operations.models import EquivalentFactor, LegalInstrument, MethodNote, Operation
from tests.calls import person
from tests.factories.agencies import UserFactory
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.factories.seizures import SeizureFactory


class Screen(NamedTuple):
    """The role of who saves there, and how a row is made.

    `typed` are the changes on its page, `meanwhile` those of somebody else, and `added` what is typed into an empty
    page, all by field.
    """

    row: Callable[[], Any]
    typed: dict[str, Any]
    meanwhile: dict[str, Any]
    added: Callable[[], dict[str, Any]]
    role: str = "administrator"


# A change of what has a version.
NEW_VERSION = {"version": F("version") + 1}


def ice() -> Agency:
    return Agency.objects.get(code="US-ICE")


def _operation() -> Operation:
    return OperationFactory(owner="US-ICE")


def _account() -> User:
    user = UserFactory(agency="US-ICE")
    user.set_unusable_password()
    user.save()
    return user


def _key() -> Any:
    scopes = ["records:read", "records:write"]
    return make_key(agency=ice(), name="K", scopes=scopes, by=None, holder=UserFactory(agency="US-ICE"))[0]


def _stated(**more: Any) -> dict[str, Any]:
    return {"operation": _operation().pk, "code": "NEW-1", **more}


def _arrested(**more: Any) -> dict[str, Any]:
    unit = Unit.objects.quantity("C62").pk
    return {"measure": Measure.objects.get(code="PEOPLE.ARRESTED").pk, "unit": unit, **more}


def _item() -> dict[str, Any]:
    cash = {
        "measure": Measure.objects.get(code="CASH").pk, "qualifier": "exact", "amount": "300",
        "currency": Unit.objects.currency("USD").pk,
    }  # fmt: skip
    return {f"items__0__{name}": value for name, value in cash.items()}


SCREENS = {
    "agencies.Agency": Screen(
        ice, {"name": "Typed"}, {"acronym": "OTHER"}, lambda: {"code": "XX-NEW", "name": "New", "kind": "other"}
    ),
    "agencies.Country": Screen(
        lambda: Country.objects.get(code="COL"),
        {"name": "Typed"},
        {"numeric": "999"},
        lambda: {"code": "XXX", "name": "New", "kind": "territory"},
    ),
    "agencies.Place": Screen(
        lambda: Place.objects.create(name="Here", kind="city"),
        {"name": "Typed"},
        {"kind": "sea_port"},
        lambda: {"name": "New", "kind": "city"},
    ),
    "agencies.Region": Screen(
        lambda: Region.objects.get(code="EU"),
        {"name": "Typed"},
        {"source": "Other"},
        lambda: {"code": "NEW", "name": "New", "kind": "own"},
    ),
    "operations.MethodNote": Screen(
        lambda: MethodNote.objects.create(
            country=Country.objects.get(code="USA"), measure=Measure.objects.get(code="NARC"), text="A", source="B"
        ),
        {"text": "Typed"},
        {"source": "Other"},
        lambda: {
            "country": Country.objects.get(code="USA").pk, "measure": Measure.objects.get(code="NARC").pk,
            "text": "New", "source": "New",
        },
    ),
    "operations.EquivalentFactor": Screen(
        lambda: EquivalentFactor.objects.create(
            measure=Measure.objects.get(code="NARC"), unit=Unit.objects.quantity("U2"), kilograms="1", source="B"
        ),
        {"source": "Typed"},
        {"kilograms": "2"},
        lambda: {
            "measure": Measure.objects.get(code="NARC").pk, "unit": Unit.objects.quantity("DOSE").pk,
            "kilograms": "0.001", "source": "New",
        },
    ),
    "operations.LegalInstrument": Screen(
        lambda: LegalInstrument.objects.get(code="UNTOC"),
        {"reference": "Typed"},
        {"note": "Other"},
        lambda: {"code": "NEW", "name": "New", "kind": "network"},
    ),
    "agencies.User": Screen(
        _account,
        {"first_name": "Typed"},
        {"role": "supervisor"},
        lambda: {"username": "new", "usable_password": "false", "role": "auditor"},
    ),
    "agencies.ApiKey": Screen(
        _key,
        {"calls_per_minute": "7"},
        {"calls_per_minute": 5},
        lambda: {"name": "New", "agency": ice().pk, "scopes": ["figures:read"]},
    ),
    "measures.Measure": Screen(
        lambda: Measure.objects.get(code="PEOPLE.ARRESTED"),
        {"unodc_name": "Typed"},
        {"position": 99},
        lambda: {
            "code": "NEWMEASURE", "name": "New", "kind": "seizure", "dimension": "count", "accepted": ["count"],
            "unit": Unit.objects.quantity("C62").pk, "operator": "sum", "position": "1",
        },
    ),
    "measures.Unit": Screen(
        lambda: Unit.objects.quantity("KGM"),
        {"symbol": "typed"},
        {"nibrs_code": "XX"},
        lambda: {"code": "NEWUNIT", "name": "New", "dimension": "mass", "factor": "2"},
    ),
    "measures.ExchangeRate": Screen(
        lambda: ExchangeRate.objects.create(
            date="2009-07-14", currency=Unit.objects.get(code="VES"), per_euro=2, source="A bank"
        ),
        {"source": "Typed"},
        {"per_euro": 3},
        lambda: {
            "date": "2021-07-14", "currency": Unit.objects.get(code="VES").pk, "per_euro": "2", "source": "A bank",
        },
    ),
    "operations.Operation": Screen(
        _operation,
        {"scope": "Typed"},
        {"findings": "Looked at again."} | NEW_VERSION,
        lambda: {"code": "NEW-TIDE", "name": "New", "kind": "enforcement", "marking": "TLP:GREEN"},
        "analyst",
    ),
    "operations.Source": Screen(
        lambda: SourceFactory(owner="US-ICE"),
        {"title": "Typed"},
        {"marking": "TLP:AMBER+STRICT"},
        lambda: {"code": "NEW-1", "publisher": "P", "title": "T", "marking": "TLP:GREEN"},
        "analyst",
    ),
    "operations.Claim": Screen(
        lambda: ClaimFactory(operation=_operation()),
        {"statement": "Typed"},
        {"value": 11},
        lambda: _stated(
            **_arrested(), source=SourceFactory().pk, qualifier="exact", value="3", statement="S"
        ),
        "analyst",
    ),
    "operations.Indicator": Screen(
        lambda: IndicatorFactory(operation=_operation()),
        {"name": "Typed"},
        {"after": 11},
        lambda: _stated(name="New", before="3", after="2", unit=Unit.objects.quantity("C62").pk),
        "analyst",
    ),
    "operations.Plan": Screen(
        lambda: PlanFactory(operation=OperationFactory(owner="US-ICE", starts="2009")),
        {"due_days": "7"},
        {"every": "quarter"},
        lambda: {"operation": _operation().pk, "every": "once", "due_days": "9", "review_levels": "1"},
        "analyst",
    ),
    "operations.Target": Screen(
        lambda: TargetFactory(operation=_operation()),
        {"statement": "Typed"},
        {"value": 11},
        lambda: {"operation": _operation().pk, **_arrested(), "value": "3"},
        "analyst",
    ),
    "operations.Outcome": Screen(
        lambda: OutcomeFactory(owner="US-ICE"),
        {"quantity": "7"},
        {"note": "Looked at again."} | NEW_VERSION,
        lambda: _arrested(quantity="3"),
        "analyst",
    ),
    "seizures.Seizure": Screen(
        lambda: SeizureFactory(owner="US-ICE"),
        {"note": "Typed"},
        {"stage": "detected"} | NEW_VERSION,
        lambda: {"date": "2009-07", **_item()},
        "analyst",
    ),
}  # fmt: skip


def _disposed() -> dict[str, Any]:
    item = SeizureFactory(owner="US-ICE").items.get()
    return {"item": item.pk, "stage": "destroyed", "quantity": "1", "unit": item.unit_id, "date": "2010"}


# Screens that add, and change nothing.
ADDED = {label: (screen.role, screen.added) for label, screen in SCREENS.items()} | {
    "seizures.Disposition": ("analyst", _disposed)
}


def saving(may: str) -> set[str]:
    """The labels of all screens on which anybody may add, or change, by the admin itself."""
    found = set()
    for role in ("administrator", "supervisor"):
        request = RequestFactory().get("/")
        request.user = person(role)
        found |= {
            model._meta.label
            for model, screen in admin.site._registry.items()
            if getattr(screen, f"has_{may}_permission")(request)
        }
    return found


def user_for(role: str) -> User:
    return UserFactory(role=role, agency=None) if role == "administrator" else person(role)
