"""The one door for every change to outcomes."""

from outcomes.services.outcomes import amend_outcome, change_outcome, record_outcome

__all__ = ["amend_outcome", "change_outcome", "record_outcome"]
