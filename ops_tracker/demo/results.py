"""Outcomes of operations, made beforehand as text for COPY."""

from ops_tracker.demo.amounts import Keys, Reporter
from ops_tracker.demo.chance import Chance, spread
from ops_tracker.demo.kinds import OUTCOMES

COLUMNS = "measure_id, qualifier, quantity, quantity_high, unit_id, amount, amount_high, currency_id"
RESULTS = 1024


def demo_results(chance: Chance, keys: Keys) -> tuple[str, ...]:
    """A table of text for COLUMNS, in which each measure has its share."""
    reporter = Reporter(chance, keys, OUTCOMES)
    kinds = {kind.measure: kind for kind in OUTCOMES}
    lines = []
    for measure in spread({kind.measure: kind.share for kind in OUTCOMES}, RESULTS):
        qualifier, report = reporter.qualified(kinds[measure])
        lines.append(f"{keys.measures[measure]}\t{qualifier}\t{report.columns()}")
    return tuple(lines)
