"""Unique codes, checked so that a caller learns as little as possible about hidden rows (decision 31)."""

import logging
from typing import Any

from django.db import connection

from common.errors import Invalid
from operations.sharing import Reader

log = logging.getLogger(__name__)


# What the codes that the system gives begin with.
HEADS = {"source": "SRC", "claim": "CL", "indicator": "IND"}


def give_code(row: Any) -> None:
    """Gives a row without a code a unique one, such as `SRC-00042`."""
    rows = type(row)._default_manager
    while not (row.code or "").strip():
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('operations_reference')")
            [number] = cursor.fetchone()
        code = f"{HEADS[row._meta.model_name]}-{number:05}"
        # Somebody may have typed it.
        row.code = "" if rows.filter(code=code).exists() else code


def refuse_taken(row: Any, by: Reader) -> None:
    """Raises Invalid if another row has the code. Call it last, when nothing else is wrong.

    Otherwise a request that is refused for something else would show which codes hidden rows have, and leave no
    trace. As it is, each code that is free costs the caller a row under their name. The sentence is the same for all
    rows.
    """
    model = type(row)
    other = model._default_manager.filter(code=row.code).exclude(pk=row.pk).first()
    if other is None:
        return
    if not model._default_manager.all().visible_to(by).filter(pk=other.pk).exists():
        log.warning(
            "Account %s asked for the code of %s %s, which is hidden from it", by.user_id, model, other.pk
        )
    field = model._meta.get_field("code")
    names = {"model_name": model._meta.verbose_name, "field_label": field.verbose_name}
    raise Invalid({"code": [str(field.error_messages["unique"]) % names]})
