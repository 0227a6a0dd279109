from analysis.models.saved_question import SavedQuestion

__all__ = ["SavedQuestion"]
