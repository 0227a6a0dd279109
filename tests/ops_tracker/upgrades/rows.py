"""Rows of the past: one of each kind, written by the models as they were after some migration."""

import datetime
from typing import Any

from django.db import connection

DAY = datetime.date(2009, 7, 14)
DATED = {"date_from": DAY, "date_to": DAY, "date_precision": "day"}
NOW = datetime.datetime(2026, 11, 28, tzinfo=datetime.UTC)
REVIEWED = {
    "operation": "@operation", "country": "@country", "owner": "@agency", "state": "verified",
    "created_by": "@author", "last_edited_by": "@author", "verified_by": "@supervisor",
    "submitted_at": NOW, "verified_at": NOW, **DATED,
}  # fmt: skip

# Where a later migration adds a column without a default, its value joins here: a state takes what it has.
# What begins with @ is the row made a moment before under that name.
ROWS: list[tuple[str, str, dict[str, Any]]] = [
    ("country", "agencies.Country", {"code": "X{n}", "name": "Country {n}"}),
    ("agency", "agencies.Agency", {"code": "XX-{n}", "name": "Agency {n}", "country": "@country"}),
    ("other", "agencies.Agency", {"code": "XY-{n}", "name": "Other agency {n}"}),
    ("author", "agencies.User", {"username": "author-{n}", "role": "analyst", "agency": "@agency"}),
    ("supervisor", "agencies.User", {"username": "supervisor-{n}", "role": "supervisor", "agency": "@agency"}),
    ("KGM", "measures.Unit", {"code": "KGM", "name": "kilogram", "dimension": "mass", "factor": 1}),
    ("C62", "measures.Unit", {"code": "C62", "name": "one", "dimension": "count", "factor": 1}),
    ("LBR", "measures.Unit", {"code": "LBR", "name": "pound", "dimension": "mass", "factor": "0.45359237"}),
    ("USD", "measures.Unit", {
        "code": "USD", "name": "dollar", "dimension": "money", "is_reporting": True, "minor_units": 2,
    }),
    ("JPY", "measures.Unit", {"code": "JPY", "name": "yen", "dimension": "money", "minor_units": 0}),
    ("rate", "measures.ExchangeRate", {"date": DAY, "currency": "@USD", "per_euro": "1.3975", "source": "ECB"}),
    ("rate", "measures.ExchangeRate", {"date": DAY, "currency": "@JPY", "per_euro": "129.58", "source": "ECB"}),
    ("cocaine", "measures.Measure", {
        "code": "COCAINE-{n}", "name": "cocaine", "kind": "seizure", "dimension": "mass",
        "accepted": ["mass", "money"], "unit": "@KGM",
    }),
    ("cash", "measures.Measure", {
        "code": "CASH-{n}", "name": "cash", "kind": "seizure", "dimension": "money", "accepted": ["money"],
    }),
    ("arrests", "measures.Measure", {
        "code": "ARRESTS-{n}", "name": "arrests", "kind": "outcome", "dimension": "count",
        "accepted": ["count"], "unit": "@C62",
    }),
    ("umbrella", "operations.Operation", {
        "code": "UMBRELLA-{n}", "name": "Umbrella {n}", "kind": "enforcement", "owner": "@agency",
    }),
    ("operation", "operations.Operation", {
        "code": "PHASE-{n}", "name": "Phase {n}", "kind": "enforcement", "owner": "@agency", "parent": "@umbrella",
    }),
    ("participation", "operations.Participation", {
        "operation": "@operation", "agency": "@agency", "role": "lead",
    }),
    ("source", "operations.Source", {"code": "source-{n}", "publisher": "P", "title": "T", "owner": "@agency"}),
    ("outcome", "operations.Outcome", {
        "reference": "O-{n}", "agency": "@agency", "measure": "@arrests", "quantity": 10, "unit": "@C62",
        "source": "@source", **REVIEWED,
    }),
    ("seizure", "seizures.Seizure", {"reference": "S-{n}", "seizing_agency": "@agency", **REVIEWED}),
    ("item", "seizures.SeizedItem", {
        "seizure": "@seizure", "measure": "@cocaine", "quantity": "22.5", "unit": "@LBR",
    }),
    ("money", "seizures.SeizedItem", {
        "seizure": "@seizure", "measure": "@cash", "amount": "1000", "currency": "@JPY",
    }),
    ("credit", "seizures.Credit", {"seizure": "@seizure", "agency": "@other"}),
    ("disposition", "seizures.Disposition", {
        "item": "@money", "stage": "forfeited", "amount": "400", **DATED,
    }),
]  # fmt: skip
ONCE = ("measures.Unit", "measures.ExchangeRate")


def fill(apps: Any, number: int) -> None:
    """One row of each kind that there was; what was there before is folded, and these are still pending."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('figures_fold') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute("SELECT figures_fold(1000000)")
    made: dict[str, Any] = {}
    for name, label, values in ROWS:
        try:
            model = apps.get_model(label)
        except LookupError:
            continue
        fields = {field.name: getattr(field, "attname", field.name) for field in model._meta.get_fields()}
        stated = {
            fields[field]: _value(value, made, number) for field, value in values.items() if field in fields
        }
        found = model.objects.filter(**stated).first() if label in ONCE else None
        made[name] = (found or model.objects.create(**stated)).pk


def _value(value: Any, made: dict[str, Any], number: int) -> Any:
    if not isinstance(value, str):
        return value
    return made[value[1:]] if value.startswith("@") else value.format(n=number)
