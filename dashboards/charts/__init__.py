"""Charts: their data for the browser, and the same in words and in a table."""

from dashboards.charts.chart import Chart
from dashboards.charts.countries import participating, results_within

__all__ = ["Chart", "participating", "results_within"]
