"""A step with many records, one by one: a refusal does not stop the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Invalid, Refused
from operations.models import ReviewedRecord

Step = Callable[..., ReviewedRecord]
# Records at once: each takes some statements of its own.
MOST = 500


@dataclass
class StepsTaken:
    """The records with which the step was taken, and why it was not with the others, by their ids."""

    done: list[ReviewedRecord] = field(default_factory=list)
    refused: dict[UUID, Refused | Invalid] = field(default_factory=dict)


def take_each(model: type[ReviewedRecord], step: Step, seen: Mapping[UUID, int], *, by: User) -> StepsTaken:
    """Takes the step with each record in the version that the user read. Hidden records are treated as missing."""
    visible: Any = model._default_manager.visible_to(by)
    found = visible.in_bulk(list(seen))
    taken = StepsTaken()
    for pk, version in seen.items():
        try:
            if pk not in found:
                raise Refused(_("There is no such record."))
            taken.done.append(step(found[pk], by=by, version=version))
        except (Refused, Invalid) as refusal:
            taken.refused[pk] = refusal
    return taken
