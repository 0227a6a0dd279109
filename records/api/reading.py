"""Records serialised from rows of SQL, in a fixed number of queries.

The serializers declare what may be sent and what is published. Calling each of their fields for each row would take
many times as long as the database does; so one function for each model serialises its records, in lists and alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer

from common.api.creating import CreateMixin
from common.api.responses import TaggedResponse
from common.db.statements import Row, Statement, array, as_rows, fetch_rows
from measures.models import Dimension
from measures.models.unit import CANONICAL
from measures.partial_date import PartialDate
from measures.reference.currencies import minor_units
from operations.discretion import Discretion
from operations.models import Operation, ReviewedRecord, Source, State
from operations.sharing import Reader, visible_condition

Codes = dict[str, dict[Any, str]]
# Fields that are only written: the history alone shows them.
WRITTEN_ONLY = ("reason",)

CODES = """
    SELECT 'agency' AS kind, id AS number, NULL::uuid AS id, code
    FROM agencies_agency WHERE id = ANY(%(agency)s::bigint[])
    UNION ALL SELECT 'country', id, NULL, code FROM agencies_country WHERE id = ANY(%(country)s::bigint[])
    UNION ALL SELECT 'operation', NULL, id, code FROM operations_operation WHERE id = ANY(%(operation)s::uuid[])
"""
SEEN = "SELECT t.id FROM {table} t WHERE t.id = ANY(%s::uuid[]) AND {allowed}"
# An amount as it was reported, of a row `t`, under the names by which it is published.
# measures.quantity.canonical_unit, in SQL.
_PIECES = f"CASE WHEN m.dimension = 'count' THEN o.code ELSE '{CANONICAL[Dimension.COUNT]}' END"
CANONICAL_UNIT = f"""
    CASE u.dimension
        {" ".join(f"WHEN '{each}' THEN '{unit}'" for each, unit in CANONICAL.items() if each != Dimension.COUNT)}
        ELSE CASE WHEN u.counts_pieces THEN {_PIECES} ELSE u.code END
    END
"""
AMOUNTS = f"""
    m.code AS measure, t.qualifier, t.quantity, t.quantity_high, u.code AS unit, t.canonical_quantity,
    t.canonical_quantity_high, {CANONICAL_UNIT} AS canonical_unit, t.amount, t.amount_high, c.code AS currency,
    CASE WHEN t.rate_date IS NULL THEN t.value ELSE round(t.value, %(digits)s::integer) END AS value,
    CASE WHEN t.rate_date IS NULL THEN t.value_high ELSE round(t.value_high, %(digits)s::integer) END AS value_high,
    CASE WHEN t.value IS NOT NULL THEN %(reporting)s::text END AS value_currency, t.rate_date, t.description
"""
MEASURED = """
    JOIN measures_measure m ON m.id = t.measure_id
    LEFT JOIN measures_unit o ON o.id = m.unit_id
    LEFT JOIN measures_unit u ON u.id = t.unit_id
    LEFT JOIN measures_unit c ON c.id = t.currency_id
"""
CREDITS = """
    SELECT c.{of}_id, c.operation_id, c.id, a.code AS agency, o.code AS operation, n.code AS country, c.role,
        c.acceptance
    FROM {table} c
    LEFT JOIN agencies_agency a ON a.id = c.agency_id
    LEFT JOIN agencies_country n ON n.id = c.country_id
    LEFT JOIN operations_operation o ON o.id = c.operation_id
    WHERE c.{of}_id = ANY(%({of}s)s::uuid[]) ORDER BY c.id
"""


SOURCES = """
    SELECT c.{of}_id, c.source_id AS source, c.page, c.excerpt
    FROM {table} c JOIN operations_source t ON t.id = c.source_id
    WHERE c.{of}_id = ANY(%s::uuid[]) AND {allowed} ORDER BY c.position, c.id
"""


def sources_of(rows: Sequence[Row], reader: Reader, *, table: str, of: str) -> Statement:
    """The statement for the sources of the records that the reader may see, with page and excerpt."""
    condition, values = visible_condition(Source, reader, table="t")
    sql = SOURCES.format(table=table, of=of, allowed=condition)
    return sql, [array(row["id"] for row in rows), *values]


def render_sources(first: Any, stated: Iterable[Row], inside: bool) -> list[Row]:
    """All sources of a record; `first` is its own, which has a row only if that says more."""
    found = [{**each, "excerpt": each["excerpt"] if inside else None} for each in stated]
    own = [each for each in found if each["source"] == first]
    if first and not own:
        own = [{"source": first, "page": "", "excerpt": "" if inside else None}]
    return [*own, *(each for each in found if each["source"] != first)]


def reporting() -> dict[str, Any]:
    """Parameters of a statement with amounts: the reporting currency, and its number of decimals."""
    code = settings.REPORTING_CURRENCY
    return {"reporting": code, "digits": minor_units(code)}


def credits_sql(*, table: str, of: str) -> str:
    """Credits in SQL; `of` is the kind of record that they are of."""
    return CREDITS.format(table=table, of=of)


def visible_credits(credits: Iterable[Row], reader: Any) -> list[Row]:
    """Credits without those of operations that the reader may not see."""
    credits = list(credits)
    hidden = Discretion(reader).hidden(Operation, {credit["operation_id"] for credit in credits})
    return [credit for credit in credits if credit.pop("operation_id") not in hidden]


def rows_below(column: str, rows: Iterable[Row]) -> dict[Any, list[Row]]:
    """The rows grouped by their parent, without the `column` of its id."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row.pop(column), []).append(row)
    return found


class RowsMixin(CreateMixin):
    """A viewset that serialises rows by `serialised(rows, wanted)`; `wanted` are the names of the fields to send."""

    queryset: QuerySet[Any]
    serializer_class: type[ModelSerializer[Any]]
    serialised: Callable[[Sequence[Row], Collection[str]], Sequence[Row]]

    def list(self, request: Request) -> Response:
        rows = self.paginate_queryset(as_rows(self.filter_queryset(self.get_queryset())))
        return self.get_paginated_response(self._chosen(rows or ()))

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        rows = as_rows(self.filter_queryset(self.get_queryset()))
        row = get_object_or_404(rows, pk=self.kwargs["pk"])
        whole = self.serialised([row], self.names)[0]
        return self.with_version(TaggedResponse(self._chosen([row])[0] if self._chooses else whole), whole)

    def read_again(self, rows: Iterable[Any]) -> Sequence[Row]:
        # Whoever has just written them may see them.
        pks = [str(row.pk) for row in rows]
        table = self.queryset.model._meta.db_table
        found = fetch_rows(f"SELECT * FROM {table} WHERE id = ANY(%s::uuid[])", [array(pks)])  # noqa: S608
        stored = {row["id"]: row for row in found}
        return self.serialised([stored[pk] for pk in pks], self.names)

    def _chosen(self, rows: Sequence[Row]) -> Sequence[Row]:
        if not self._chooses:
            return self.serialised(rows, self.names)
        serializer = self.get_serializer()
        assert isinstance(serializer, ModelSerializer)
        wanted = [*serializer.fields]
        return [{name: row[name] for name in wanted} for row in self.serialised(rows, wanted)]

    @property
    def _chooses(self) -> bool:
        return "fields" in self.request.query_params

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in self.serializer_class.Meta.fields if name not in WRITTEN_ONLY)


def inside_of(rows: Sequence[Row], reader: Any) -> set[Any]:
    """The ids of the records whose inner text the reader may read."""
    discretion = Discretion(reader)
    discretion.look_into_operations(
        row["operation_id"] for row in rows if row["owner_id"] != reader.agency_id
    )
    return {row["id"] for row in rows if discretion.is_inside_of(row["owner_id"], row["operation_id"])}


def coding(**ids: Iterable[Any]) -> Statement:
    """The statement for the codes of agencies, countries and operations with these ids."""
    return CODES, {kind: array(set(ids[kind]) - {None}) for kind in ("agency", "country", "operation")}


def seeing(model: type[ReviewedRecord], rows: Iterable[Row], reader: Reader) -> Iterator[Statement]:
    """The statements for which of the related records, sources and operations the reader may see, if there are any."""
    related = (model, ("part_of_id", "amends_id")), (Source, ("source_id",)), (Operation, ("operation_id",))
    for kind, columns in related:
        if ids := {row[column] for row in rows for column in columns} - {None}:
            condition, values = visible_condition(kind, reader, table="t")
            yield SEEN.format(table=kind._meta.db_table, allowed=condition), [array(ids), *values]


def codes(rows: Iterable[Row], *seen: Iterable[Row]) -> Codes:
    """The codes by kind and id, from the rows of `coding`; an id of `seeing` stands for itself."""
    found: Codes = {kind: {} for kind in ("agency", "country", "operation")}
    found["seen"] = {row["id"]: row["id"] for rows in seen for row in rows}
    for row in rows:
        found[row["kind"]][row["number"] or row["id"]] = row["code"]
    return found


def render_head(row: Row, path: str, inside: bool) -> Row:
    state = row["state"]
    return {
        "id": row["id"],
        "url": f"{path}{row['id']}/",
        "reference": row["reference"],
        "revision": row["revision"],
        "state": state,
        "state_reason": row["state_reason"] if inside else None,
        "late_reason": row["late_reason"] if inside else None,
        "counted": state == State.VERIFIED and row["part_of_id"] is None,
    }


def render_stated(row: Row, known: Mapping[str, dict[Any, str]], inside: bool, sources: Iterable[Row]) -> Row:
    first, above = (known["seen"].get(row[name]) for name in ("source_id", "part_of_id"))
    within = known["seen"].get(row["operation_id"])
    return {
        "operation": known["operation"].get(within),
        "country": known["country"].get(row["country_id"]),
        **render_date(row["date_from"], row["date_to"], row["date_precision"]),
        "source": first,
        "sources": render_sources(first, sources, inside),
        "part_of": None if row["duplicate"] else above,
        "duplicate_of": above if row["duplicate"] else None,
        "series": row["series"],
        "reported_on": row["reported_on"],
        "marking": row["marking"],
        "note": row["note"] if inside else None,
    }


def render_date(first: Any, last: Any, precision: str) -> Row:
    return {
        "date": str(PartialDate(first, last, precision)),
        "date_from": first,
        "date_to": last,
        "date_precision": precision,
    }


def render_foot(row: Row, known: Mapping[str, dict[Any, str]]) -> Row:
    return {
        "recording_agency": known["agency"][row["owner_id"]],
        "acceptance": row["acceptance"],
        "amends": known["seen"].get(row["amends_id"]),
        "created_at": row["created_at"],
        "last_edited_at": row["last_edited_at"],
        "changed_at": row["changed_at"],
        "submitted_at": row["submitted_at"],
        "confirmed_at": row["confirmed_at"],
        "verified_at": row["verified_at"],
        "version": row["version"],
    }
