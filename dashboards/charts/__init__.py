"""Charts: their data for the browser, and the same in words and in a table."""

from dashboards.charts.chart import Chart
from dashboards.charts.countries import operations_with, participating, results_within
from dashboards.charts.trend import by_year

__all__ = ["Chart", "by_year", "operations_with", "participating", "results_within"]
