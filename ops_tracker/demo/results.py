"""Outcomes of operations, made beforehand as text for COPY."""

from ops_tracker.demo.amounts import QUALIFIED, Keys, Reporter
from ops_tracker.demo.chance import Chance, spread
from ops_tracker.demo.kinds import OUTCOMES

COLUMNS = "measure_id, qualifier, quantity, unit_id, amount, currency_id"
RESULTS = 1024


def demo_results(chance: Chance, keys: Keys) -> tuple[str, ...]:
    """A table of text for COLUMNS, in which each measure has its share."""
    reporter = Reporter(chance, keys, OUTCOMES)
    kinds = {kind.measure: kind for kind in OUTCOMES}
    lines = []
    for measure in spread({kind.measure: kind.share for kind in OUTCOMES}, RESULTS):
        report = reporter.report(kinds[measure])
        qualifier = chance.pick(QUALIFIED) if report.stated else "exact"
        lines.append(f"{keys.measures[measure]}\t{qualifier}\t{report.columns()}")
    return tuple(lines)
