"""A code is used once, and whoever asks for one learns as little as can be of who has it."""

import logging
from typing import Any

from common.errors import Invalid
from operations.sharing import Reader

log = logging.getLogger(__name__)


def refuse_taken(row: Any, by: Reader) -> None:
    """Raises Invalid if another row has the code. To be asked last of all, when nothing else is wrong.

    Otherwise whoever sends what cannot be recorded would learn which codes hidden rows have, and leave no trace: now
    each code that is free costs them a row with their name on it (decision 31). The sentence is the same for all.
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
