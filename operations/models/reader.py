"""Named readers of TLP:RED rows: explicit tables, so that their changes are in the history."""

from typing import Any

import pghistory
from django.utils.translation import gettext_lazy as _

from operations.models.operation import Operation
from operations.models.outcome import Outcome
from operations.models.source import Source

# Django makes these models as it goes, and no type can be given to them.
_OfOperation: Any = Operation.readers.through
_OfOutcome: Any = Outcome.readers.through
_OfSource: Any = Source.readers.through


@pghistory.track()
class OperationReader(_OfOperation):  # type: ignore[misc]  # the model is made when it runs
    class Meta:
        proxy = True
        verbose_name = _("named reader of an operation")


@pghistory.track()
class OutcomeReader(_OfOutcome):  # type: ignore[misc]  # the model is made when it runs
    class Meta:
        proxy = True
        verbose_name = _("named reader of an outcome")


@pghistory.track()
class SourceReader(_OfSource):  # type: ignore[misc]  # the model is made when it runs
    class Meta:
        proxy = True
        verbose_name = _("named reader of a source")
