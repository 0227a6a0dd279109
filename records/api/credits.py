"""Credits in the API, of whatever kind of record they are."""

from collections.abc import Iterable
from copy import copy as shallow_copy
from typing import Any

from rest_framework import serializers

from agencies.api.fields import agency_field, country_field
from common.api.fields import Strict
from common.api.writing import set_all
from common.db.rows import Row
from operations.api.fields import operation_field
from operations.discretion import Discretion
from operations.models import Operation

CREDITS = """
    SELECT c.{of}_id, c.operation_id, c.id, a.code AS agency, o.code AS operation, n.code AS country, c.role,
        c.acceptance
    FROM {table} c
    LEFT JOIN agencies_agency a ON a.id = c.agency_id
    LEFT JOIN agencies_country n ON n.id = c.country_id
    LEFT JOIN operations_operation o ON o.id = c.operation_id
    WHERE c.{of}_id = ANY(%({of}s)s::uuid[]) ORDER BY c.id
"""


class CreditRowSerializer(Strict, serializers.ModelSerializer):
    """An agency, an operation, or a country of which the source names no agency: one of the three."""

    id = serializers.UUIDField(required=False)
    agency = agency_field(required=False, allow_null=True)
    operation = operation_field(required=False, allow_null=True)
    country = country_field(required=False, allow_null=True)

    class Meta:
        fields = ("id", "agency", "operation", "country", "role", "acceptance")
        read_only_fields = ("acceptance",)
        validators = ()


def credits_sql(*, table: str, of: str) -> str:
    """Credits in SQL; `of` is the kind of record that they are of."""
    return CREDITS.format(table=table, of=of)


def visible_credits(credits: Iterable[Row], reader: Any) -> list[Row]:
    """Credits without those of operations that the reader may not see."""
    credits = list(credits)
    hidden = Discretion(reader).hidden(Operation, {credit["operation_id"] for credit in credits})
    return [credit for credit in credits if credit.pop("operation_id") not in hidden]


def rows_below(column: str, rows: Iterable[Row]) -> dict[Any, list[Row]]:
    """Rows by what they are below, without the column that says which that is."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row.pop(column), []).append(row)
    return found


def nested_rows(rows: Any, sent: Any, record: Any = None, *, of: str) -> list[Any] | None:
    """Rows as they were sent; those of a `record` that is changed in part keep what was not sent of them."""
    if sent is None:
        return None
    known = {row.pk: row for row in rows.filter(**{of: record})} if record else {}
    return [_row_of(rows.model, facts, known.get(facts.get("id"))) for facts in sent]


def _row_of(model: Any, facts: dict[str, Any], stored: Any) -> Any:
    if stored is not None:
        return set_all(shallow_copy(stored), facts)
    made = model(**facts)
    # The service refuses one that is not in this record.
    made._state.adding = "id" not in facts
    return made
