from measures.models.exchange_rate import ExchangeRate
from measures.models.measure import Measure
from measures.models.unit import Dimension, Unit

__all__ = ["Dimension", "ExchangeRate", "Measure", "Unit"]
