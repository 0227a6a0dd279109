from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Invalid
from operations import rules, services
from operations.models import Marking
from operations.services.readers import Rule


class NamesReaders:
    """A viewset of what may be marked TLP:RED: whoever marks it so is named among its readers, or would lose it."""

    rule: Rule = staticmethod(rules.may_steer)

    def saved(self, service: Callable[..., Any], record: Any, *, by: Any, **rest: Any) -> Any:
        """The record that the service saved, with its readers named."""
        if record.marking != Marking.RED:
            return service(record, by=by, **rest)
        with transaction.atomic():
            record = service(record, by=by, **rest)
            if self.request.user.user_id is None:  # type: ignore[attr-defined]
                raise Invalid({"marking": [_("Only named persons read TLP:RED, and a key is none.")]})
            services.name_readers(record, readers=record.readers.all(), by=by, rule=self.rule)
        return record
