"""The one door for every change to seizures. Their review goes through operations.services."""

from seizures.services.dispositions import record_disposition
from seizures.services.seizures import amend_seizure, change_seizure, record_seizure

__all__ = ["amend_seizure", "change_seizure", "record_disposition", "record_seizure"]
