"""The one door for every change to operations, and to what sources state of them."""

from operations.services.facts import record_fact
from operations.services.operations import record_operation, record_participation, remove_participation
from operations.services.readers import name_readers

__all__ = ["name_readers", "record_fact", "record_operation", "record_participation", "remove_participation"]
