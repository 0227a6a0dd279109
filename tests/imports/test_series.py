"""Daily snapshots of a running total become one series in whatever order they come, and count once."""

import itertools

import pytest

from figures.answer.query import answer
from figures.question.question import Question
from imports.mapping.checking import read_mapping
from imports.mapping.errors import BadMapping
from imports.models import FileImport
from seizures.models import Seizure
from tests.calls import person
from tests.imports.small import MAPPING

pytestmark = pytest.mark.django_db
DAYS = {"2009-07-14": "10", "2009-07-15": "25", "2009-07-16": "40"}
HEADER = "Date,Place,Drug,Amount,Unit,As of"
CUMULATIVE = {
    "series": "ATLAS-DAILY",
    "columns": {**MAPPING["columns"], "As of": "reported_on"},
    "key": ["Drug"],
}


def snapshot(importing, day, **wanted):
    row = f"2009,Cali,Cocaine,{DAYS[day]},KGM,{day}"
    return importing(row, header=HEADER, name=f"{day}.csv", **CUMULATIVE, **wanted)


@pytest.mark.parametrize("order", list(itertools.permutations(DAYS)))
def test_the_newest_counts_whatever_the_order(importing, order):
    for day in order:
        found = snapshot(importing, day, submit=True, verifier=person("supervisor"))
        assert (found.counts["records"], found.counts["changed"], found.counts["errors"]) == (1, 0, 0)

    assert Seizure.objects.filter(series="ATLAS-DAILY").count() == len(DAYS)
    [total] = answer(Question(operation=("ATLAS",)), importing.by).figures
    assert total.value == 40


def test_what_is_there_already_is_the_newest_report_and_is_not_added_to(importing):
    for day in list(DAYS)[:2]:
        snapshot(importing, day, submit=True, verifier=person("supervisor"))
    [figure] = snapshot(importing, "2009-07-16", dry_run=True).compared.added
    assert (figure["before"], figure["value"], figure["after"]) == ("25", "40", None)


def test_the_same_snapshot_again_changes_nothing_and_a_corrected_one_changes_its_own(importing):
    for day in DAYS:
        snapshot(importing, day)
    again = snapshot(importing, "2009-07-15")
    assert (again.counts["records"], again.counts["unchanged"]) == (0, 1)

    row = "2009,Cali,Cocaine,26,KGM,2009-07-15"
    corrected = importing(row, header=HEADER, name="corrected.csv", **CUMULATIVE)
    assert (corrected.counts["records"], corrected.counts["changed"]) == (0, 1)
    assert Seizure.objects.get(reported_on="2009-07-15").items.get().quantity == 26
    assert Seizure.objects.count() == len(DAYS)


def test_a_series_without_a_day_is_refused_before_a_file_is_read():
    with pytest.raises(BadMapping, match="has a day"):
        read_mapping({**MAPPING, "series": "ATLAS-DAILY"})
    assert not FileImport.objects.exists()
