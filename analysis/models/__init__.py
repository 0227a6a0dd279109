from analysis.models.saved_question import SavedQuestion
from analysis.models.subscription import Mailing, Rhythm, Subscription

__all__ = ["Mailing", "Rhythm", "SavedQuestion", "Subscription"]
