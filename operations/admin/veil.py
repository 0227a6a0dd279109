"""A record may point at another that its reader may not see: the pointer is kept, and the name is not told."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _


class Veiled:
    """Stands in for the row that is not shown."""

    def __init__(self, pk: Any) -> None:
        self.pk = pk

    def __str__(self) -> str:
        return _("not shown to you")


def veil(row: Any, name: str) -> None:
    row._state.fields_cache[name] = Veiled(getattr(row, row._meta.get_field(name).attname))


def veil_hidden(row: Any, names: tuple[str, ...], reader: Any) -> None:
    """Veils those of the relations that lead to what the reader may not see."""
    for name in names:
        field = row._meta.get_field(name)
        pk = getattr(row, field.attname)
        if pk is not None and not field.related_model.objects.visible_to(reader).filter(pk=pk).exists():
            veil(row, name)


def marked_hidden(rows: QuerySet[Any], name: str, reader: Any) -> QuerySet[Any]:
    """Rows that know by `<name>_hidden` what to veil: in a list, that is no query a row."""
    visible = rows.model._meta.get_field(name).related_model.objects.visible_to(reader)
    return rows.annotate(**{f"{name}_hidden": ~Exists(visible.filter(pk=OuterRef(name)))})


def veil_marked(row: Any) -> None:
    for key, hidden in list(row.__dict__.items()):
        name = key.removesuffix("_hidden")
        if hidden is True and name != key and getattr(row, row._meta.get_field(name).attname) is not None:
            veil(row, name)
