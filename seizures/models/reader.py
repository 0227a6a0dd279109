"""Named readers of TLP:RED seizures, as in operations/models/reader.py."""

from typing import Any

import pghistory
from django.utils.translation import gettext_lazy as _

from seizures.models.seizure import Seizure

_OfSeizure: Any = Seizure.readers.through


@pghistory.track()
class SeizureReader(_OfSeizure):  # type: ignore[misc]  # the model is made when it runs
    class Meta:
        proxy = True
        verbose_name = _("named reader of a seizure")
