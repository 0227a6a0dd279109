"""What the page of an amendment says of totals is what verifying it does to them."""

import pytest
from django.utils.html import strip_tags

from agencies.models import Agency, Country
from figures.answer.query import answer
from figures.question.question import Question
from measures.partial_date import PartialDate
from records import services as review
from seizures import services
from seizures.models import Credit
from tests.calls import person
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.figures.scene import run

pytestmark = pytest.mark.django_db
PLACES = {
    "Old": {"operation": ("OLD",)}, "New": {"operation": ("NEW",)}, "Mexico": {"country": ("MEX",)},
    "Colombia": {"country": ("COL",)}, "DEA": {"agency": ("US-DEA",)},
    "CBP": {"agency": ("US-CBP",)},
}  # fmt: skip


@pytest.fixture
def author():
    return person()


@pytest.fixture
def supervisor(client):
    user = person("supervisor")
    client.force_login(user)
    return user


@pytest.fixture
def record(author):
    record = SeizureFactory(
        owner=author.agency, created_by=author, verified=True, item=None,
        operation=OperationFactory(code="OLD", name="Old"), country="MEX", date="2009-08",
    )  # fmt: skip
    SeizedItemFactory(seizure=record, cash="250000")
    DispositionFactory(item=SeizedItemFactory(seizure=record, quantity="12.5"), quantity="4")
    CreditFactory(seizure=record, agency=Agency.objects.get(code="US-CBP"))
    # Whoever takes part is not asked anew.
    ParticipationFactory(operation=record.operation, agency="US-CBP")
    return record


def amended(record, author, credits=None, **fields):
    """An amendment that says otherwise where the record is counted, and is up for review."""
    copy = services.amend_seizure(record, by=author, reason="Corrected.")
    for name, value in fields.items():
        setattr(copy, name, value)
    credits = list(copy.credits.all()) if credits is None else credits
    services.change_seizure(copy, items=list(copy.items.all()), credits=credits, by=author)
    review.submit(copy, by=author)
    return copy


def totals(reader, **place):
    return {
        (figure.cell["measure"], figure.cell["stage"]): figure.value
        for figure in answer(Question(by=("measure",), **place), reader).figures
    }


def told(effects):
    differences = [effect.moved.difference for effect in effects]
    return {(figure.cell["measure"], figure.cell["stage"]): figure.value for figure in differences}


def words(page):
    return " ".join(strip_tags(page.content.decode()).split())


def test_a_record_that_moves_leaves_totals_and_comes_into_others(client, author, supervisor, record):
    dea = Agency.objects.get(code="US-DEA")
    new = OperationFactory(code="NEW", name="New", owner=author.agency)
    copy = amended(
        record, author, operation=new, country=Country.objects.get(code="COL"), credits=[Credit(agency=dea)]
    )
    before = {name: totals(supervisor, **place) for name, place in PLACES.items()}

    page = client.get(copy.get_absolute_url())
    moves = {str(place.value): move for move in page.context["moves"] for place in move["places"]}
    review.verify(copy, by=supervisor)

    assert set(moves) == set(PLACES)
    assert page.context["effects"] == []
    for name, place in PLACES.items():
        after = totals(supervisor, **place)
        told_of = told(moves[name]["effects"])
        assert told_of == {
            key: after.get(key, 0) - before[name].get(key, 0) for key in {*before[name], *after}
        }
        assert len(told_of) == 3
    text = words(page)
    assert "Out of the totals of Old, CBP, Mexico" in text
    assert "The totals of all together do not move." in text


def test_a_record_that_stays_where_it_is_moves_by_the_difference_alone(client, author, supervisor, record):
    copy = amended(record, author, note="Nothing else.")

    page = client.get(copy.get_absolute_url())

    assert (page.context["effects"], page.context["moves"]) == ([], [])
    assert "No total moves." in words(page)


def test_another_date_is_out_of_one_time_and_into_another(client, author, supervisor, record):
    copy = amended(record, author, date=PartialDate.parse("2009-03"))

    text = words(client.get(copy.get_absolute_url()))

    assert "Out of the totals of August 2009" in text
    assert "Into the totals of March 2009" in text


def test_place_and_date_are_told_together_where_they_have_the_same(client, author, supervisor, record):
    record.items.all()[1].dispositions.all().delete()
    copy = amended(record, author, date=PartialDate.parse("2009-03"), country=Country.objects.get(code="COL"))

    out, into = client.get(copy.get_absolute_url()).context["moves"]

    assert [str(place.value) for place in out["places"]] == ["Mexico", "2009-08"]
    assert [str(place.value) for place in into["places"]] == ["Colombia", "2009-03"]


def test_a_closer_date_is_in_the_same_year_still(client, author, supervisor, record):
    run(
        "UPDATE seizures_seizure SET date_from = '2009-01-01', date_to = '2009-12-31', date_precision = 'year'"
    )
    record.refresh_from_db()
    copy = amended(record, author, date=PartialDate.parse("2009-08"))

    (move,) = client.get(copy.get_absolute_url()).context["moves"]

    assert (move["into"], [place.value for place in move["places"]]) == (True, [PartialDate.parse("2009-08")])
    assert set(told(move["effects"])) == {("CASH.CURRENCY", "seized"), ("NARC.COCAINE", "seized")}


def test_an_umbrella_has_what_its_phases_have(client, author, supervisor, record):
    umbrella = OperationFactory(code="UMBRELLA", name="Umbrella", owner=author.agency)
    record.operation.parent = umbrella
    record.operation.save()
    copy = amended(record, author, operation=umbrella)

    (move,) = client.get(copy.get_absolute_url()).context["moves"]

    assert (move["into"], [place.value for place in move["places"]]) == (False, ["Old"])


def test_operations_of_one_name_are_two(client, author, supervisor, record):
    copy = amended(record, author, operation=OperationFactory(code="OTHER", name="Old", owner=author.agency))

    moves = client.get(copy.get_absolute_url()).context["moves"]

    assert [(move["into"], [place.value for place in move["places"]]) for move in moves] == [
        (False, ["Old"]),
        (True, ["Old"]),
    ]
