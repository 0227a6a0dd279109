"""Rows that are saved by COPY are those that an INSERT would have saved."""

from decimal import Decimal

import pytest
from django.forms.models import model_to_dict

from common.audit import audited
from common.db import copying
from common.db.conditions import check_row
from measures.models import Measure, Unit
from measures.partial_date import PartialDate
from operations.models import Outcome, Qualifier, State
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory

pytestmark = pytest.mark.django_db
OWN = ("id", "reference")
ODD = "Tab\there, back\\slash, line\nfeed, \\N and “quotes”"


def outcomes(number, by):
    measure, unit = Measure.objects.get(code="PEOPLE.ARRESTED"), Unit.objects.quantity("C62")
    for each in range(number):
        row = Outcome(
            owner=by.agency, created_by=by, last_edited_by=by, authors=[by.pk, 7], reference=f"R-{by.pk}-{each}",
            state=State.DRAFT, qualifier=Qualifier.AT_LEAST, measure=measure, quantity=Decimal("18.0"), unit=unit,
            description=ODD, note="",
        )  # fmt: skip
        row.date = PartialDate.parse("2009-Q3")
        check_row(row)
        yield row


def stored(rows):
    """All columns, but those that tell the rows apart."""
    found = Outcome.objects.filter(pk__in=[row.pk for row in rows]).order_by("reference").values()
    times = (
        "created_at",
        "changed_at",
        "last_edited_at",
        "created_by_id",
        "last_edited_by_id",
        "authors",
        "owner_id",
    )
    return [{name: value for name, value in row.items() if name not in (*OWN, *times)} for row in found]


def test_both_ways_lead_to_the_same_rows(monkeypatch):
    first, second = UserFactory(), UserFactory()
    copied, inserted = list(outcomes(30, first)), list(outcomes(30, second))

    copying.insert_rows(Outcome, copied)
    monkeypatch.setattr(copying, "FEW", 100)
    copying.insert_rows(Outcome, inserted)

    assert stored(copied) == stored(inserted)
    assert stored(copied)[0]["description"] == ODD
    one = Outcome.objects.get(pk=copied[3].pk)
    assert (one.authors, one.created_at is not None) == ([first.pk, 7], True)
    assert not any(row._state.adding for row in copied)
    assert model_to_dict(one) == model_to_dict(copied[3])


def test_what_is_copied_has_its_history():
    by = UserFactory()
    rows = list(outcomes(30, by))

    with audited(by=by, action="entered", reason="From a file."):
        copying.insert_rows(Outcome, rows)

    events = Outcome.pgh_event_model.objects.filter(pgh_obj__in=rows).select_related("pgh_context")
    assert len(events) == 30
    assert {event.pgh_context.metadata["reason"] for event in events} == {"From a file."}


def test_few_rows_take_one_statement(django_assert_num_queries):
    rows = list(outcomes(3, OutcomeFactory().created_by))

    with django_assert_num_queries(1):
        copying.insert_rows(Outcome, rows)
