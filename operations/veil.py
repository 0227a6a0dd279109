"""Relations to records that the reader may not see: the field is shown, without the name and id of the other record."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from operations.discretion import Discretion
from operations.models import Operation


class Veiled:
    """The placeholder of a hidden row. It has no id, so that no link leads to it."""

    pk = code = ""

    def __str__(self) -> str:
        return _("not shown to you")

    @property
    def name(self) -> str:
        return str(self)

    def get_absolute_url(self) -> str:
        return ""


def veil_hidden(row: Any, names: tuple[str, ...], reader: Any) -> None:
    """Replaces, in the relations of these names, each row that the reader may not see."""
    for name in names:
        field = row._meta.get_field(name)
        pk = getattr(row, field.attname)
        if pk is not None and not field.related_model.objects.visible_to(reader).filter(pk=pk).exists():
            row._state.fields_cache[name] = Veiled()


def veil_operations(rows: Iterable[Any], discretion: Discretion) -> None:
    """Replaces the operation of each row that the reader may not see: of records, their own agency's alone.

    Their agency was taken out of it since, or it was marked up; what it is called today is not for them.
    """
    rows = list(rows)
    discretion.look_up(Operation, {row.operation_id for row in rows})
    for row in rows:
        if row.operation_id is not None and not discretion.may_name(Operation, row.operation_id):
            row._state.fields_cache["operation"] = Veiled()


def unveil(row: Any) -> None:
    for name in [name for name in row._state.fields_cache if is_veiled(row, name)]:
        del row._state.fields_cache[name]


def is_veiled(row: Any, name: str) -> bool:
    # A property and no relation has no such entry.
    return type(row._state.fields_cache.get(name)) is Veiled
