"""The kinds of rows that plain values name: operations, sources and records, as far as the reader may see them."""

from functools import cache, partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from common.db.lookups import Condition, RowKind, RowKindById
from operations.models import Claim, LegalInstrument, Operation, Source
from operations.sharing import Reader, visible_condition

# As HEAD of the models.
STANDS = """
    (t.state = 'verified' OR (t.state IN ('draft', 'submitted', 'returned') AND t.amends_id IS NULL))
"""


def _visible(model: type[Model], reader: Reader) -> Condition:
    return visible_condition(model, reader, table="t")


@cache
def record_kind(model: Any) -> RowKind:
    """Records of one model, by their id."""
    return RowKindById(model._meta.verbose_name, model, partial(_visible, model))


def _standing(model: type[Model], reader: Reader) -> Condition:
    """The condition of the records that a reference names: visible, and neither withdrawn nor superseded."""
    condition, params = visible_condition(model, reader, table="t")
    return f"{STANDS} AND {condition}", params


@cache
def named_record(model: Any) -> RowKind:
    """Records of one model, by their id or their reference."""
    return RowKindById(model._meta.verbose_name, model, partial(_standing, model), ("reference",))


OPERATION = RowKind(_("operation"), Operation, partial(_visible, Operation))
LEGAL_INSTRUMENT = RowKind(_("legal instrument"), LegalInstrument)
SOURCE = RowKindById(_("source"), Source, partial(_visible, Source), ("code",))


def _of_visible_operations(reader: Reader) -> Condition:
    condition, params = visible_condition(Operation, reader, table="o")
    return f"EXISTS (SELECT FROM operations_operation o WHERE o.id = t.operation_id AND {condition})", params


CLAIM = RowKindById(_("claim"), Claim, _of_visible_operations, ("code",))
