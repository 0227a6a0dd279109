"""A load of invented results is the same every time, and goes on where it was stopped."""

import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import models, transaction

from agencies.models import Agency, User
from common.errors import Refused
from operations.models import Operation, Outcome, Participation, Source
from ops_tracker.demo import load as loading
from ops_tracker.demo.load import load_demo
from seizures.models import Credit, Disposition, SeizedItem, Seizure

TABLES = (Operation, Participation, Seizure, SeizedItem, Credit, Disposition, Outcome)


def told(field: models.Field) -> str:
    """What says the same in every database: keys of agencies and people are given anew each time."""
    by = {Agency: "code", User: "username"}.get(field.related_model)
    return f"{field.name}__{by}" if by else field.attname


def _is_told(field: models.Field) -> bool:
    """Whether it is of the record, and not of when or in which order it was loaded."""
    return not isinstance(field, models.AutoField) and field.name != "changed_at"


def fingerprint() -> dict[str, str]:
    found = {}
    for table in TABLES:
        fields = [field for field in table._meta.concrete_fields if _is_told(field)]
        rows = sorted(map(str, table.objects.values_list(*map(told, fields))))
        found[table.__name__] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def loaded_anew(**options) -> dict[str, str]:
    """What a load leaves, in a transaction of its own that leaves nothing."""
    with transaction.atomic():
        list(load_demo(**options))
        found = fingerprint()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_rows_and_seed_make_the_same_records():
    first = loaded_anew(rows=100, seed=1)

    assert loaded_anew(rows=100, seed=1) == first
    assert loaded_anew(rows=100, seed=2)["Seizure"] != first["Seizure"]


@pytest.mark.django_db
def test_a_load_that_was_stopped_continues_where_it_was(monkeypatch):
    monkeypatch.setattr(loading, "CHUNK", 40)
    whole = loaded_anew(rows=100, seed=1)
    stopped = load_demo(rows=100, seed=1)
    assert next(stopped)[0] == 40
    stopped.close()

    with pytest.raises(Refused, match=r"stopped at 40 of 100 seizures, seed 1\. Continue it with ROWS=100"):
        next(load_demo(rows=200, seed=1))
    steps = [reached for reached, _ in load_demo(rows=100, seed=1)]

    assert steps == [80, 100]
    assert fingerprint() == whole


@pytest.mark.django_db
def test_a_chunk_is_in_as_a_whole_or_not_at_all(monkeypatch):
    monkeypatch.setattr(loading, "CHUNK", 40)
    steps = load_demo(rows=100, seed=1)
    next(steps)
    before = fingerprint()
    monkeypatch.setitem(loading.COLUMNS, "seizures_disposition", "no_such_column")

    with pytest.raises(Exception, match="no_such_column"), transaction.atomic():
        next(steps)

    assert fingerprint() == before
    assert Source.objects.get(code="DEMO").location == "40 of 100 seizures, seed 1"


@pytest.mark.django_db
def test_of_two_at_a_time_the_slower_one_stops():
    slower = loading._begun(100, 1)
    list(load_demo(rows=100, seed=1))

    with pytest.raises(Refused, match="Another process"):
        loading._loaded(slower, 100, {})


@pytest.mark.parametrize("rows", ["0", "-5", "many", "1.5", "", "1000000000000"])
def test_rows_that_are_no_number_of_rows_are_refused(rows):
    with pytest.raises(CommandError, match="ROWS is a whole number from 1 to 100,000,000, and not"):
        call_command("demo_data", rows=rows)


@pytest.mark.django_db
def test_the_command_says_what_it_has_entered(capsys):
    call_command("demo_data", rows="25")

    said = capsys.readouterr().out
    assert said.startswith("Entered 25 seizures, ")
    assert "1 outcomes in " in said
    with pytest.raises(CommandError, match="are here already"):
        call_command("demo_data", rows="25")
