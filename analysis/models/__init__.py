from analysis.models.saved_question import SavedQuestion
from analysis.models.subscription import Mailing, Rhythm, Subscription
from analysis.models.watched import ForecastSeries, Signal, WatchedSeries

__all__ = [
    "ForecastSeries",
    "Mailing",
    "Rhythm",
    "SavedQuestion",
    "Signal",
    "Subscription",
    "WatchedSeries",
]
