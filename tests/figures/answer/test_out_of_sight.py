"""One's own records in an operation that one may not see count in a row without a name, and for no umbrella of it."""

from decimal import Decimal

import pytest

from figures.answer.query import answer
from figures.ledger.folding import fold_all
from figures.question.question import Question
from operations.models import Participation
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db

CASH = {"measure": ("CASH",), "stage": ("seized",)}
# What a reader finds by an operation.
DOORS = [
    "/seizures/?operation={}",
    "/outcomes/?operation={}",
    "/api/v1/seizures/?operation={}",
    "/api/v1/outcomes/?operation={}",
    "/operations/{}/",
    "/operations/{}/results/",
    "/operations/{}/seizures/",
    "/operations/{}/outcomes/",
    "/operations/{}/participants/",
    "/operations/{}/by-agency/",
    "/operations/{}/sources/",
    "/operations/{}/history/",
    "/evidence/?operation={}",
    "/evidence.csv?operation={}",
    "/api/v1/figures/evidence/?operation={}",
    "/api/v1/figures/changes/?operation={}&since=2020-01-01",
]
# Nothing of the phase stands there, whoever reads it.
WITHOUT = ["/operations/{}/sources/", "/operations/{}/history/"]
# What tells of the phase: its code, with which the references of its records begin, its name, and the sum with it.
TELLING = ("PHASE", "Operation Phase", "US$157")


@pytest.fixture
def reader():
    return person("supervisor", "US-ICE")


@pytest.fixture
def scene(reader):
    """Records of US-ICE in an umbrella and in its phase, of which the agency has been taken out since."""
    umbrella = OperationFactory(code="UMBRELLA", owner="US-CBP")
    phase = OperationFactory(code="PHASE", parent=umbrella, marking="TLP:AMBER", owner="US-CBP")
    other = OperationFactory(code="OTHER", owner="US-CBP")
    for operation in (umbrella, phase):
        ParticipationFactory(operation=operation, agency=reader.agency)
    ours = {"verified": True, "owner": "US-ICE"}
    SeizureFactory(operation=umbrella, reference="SEEN-1", item__cash="50", **ours)
    SeizureFactory(operation=phase, reference="PHASE-1", item__cash="100", **ours)
    credited = SeizureFactory(operation=phase, reference="PHASE-2", item__cash="7", **ours)
    CreditFactory(seizure=credited, operation=other, agency=None)
    OutcomeFactory(operation=phase, reference="PHASE-3", **ours)
    Participation.objects.filter(operation=phase, agency=reader.agency).delete()
    return umbrella


@pytest.fixture(params=["folded", "pending"])
def ledger(request, scene):
    if request.param == "folded":
        fold_all()
    return scene


def found(reader, **question):
    answered = answer(Question(**(CASH | question)), reader)
    return answered, {figure.cell.get("operation"): figure.value for figure in answered.figures}


@pytest.mark.parametrize("time", [{}, {"by": ("year",)}, {"by": ("agency",)}, {"country": ("none",)}])
def test_they_count_for_no_umbrella(ledger, reader, time):
    other = person("supervisor", "US-CBP")
    of_reader, _rows = found(reader, operation=("UMBRELLA",), **time)
    of_lead, _rows = found(other, operation=("UMBRELLA",), **time)

    assert [figure.value for figure in of_reader.figures] == [50]
    assert [figure.value for figure in of_lead.figures] == [157]


def test_the_sum_of_credits_less_the_overlap_is_the_total(ledger, reader):
    answered, rows = found(reader, by=("operation",))
    total, _rows = found(reader)

    assert rows == {"UMBRELLA": 50, "withheld": 107, "OTHER": 7}
    assert [overlap.value for overlap in answered.overlaps] == [7]
    assert sum(rows.values()) - 7 == total.figures[0].value == Decimal(157)
    assert found(reader, operation=("withheld",))[0].figures[0].value == 107
    assert found(reader, operation=("OTHER",))[0].figures[0].value == 7


def test_nobody_else_has_such_a_row(ledger):
    _answered, rows = found(person("partner", "US-FBI"), by=("operation",))

    assert rows == {"UMBRELLA": 50}


def test_the_row_opens_to_its_records(ledger, reader):
    client = signed_in(reader)
    figures = client.get("/api/v1/figures/?by=operation&measure=CASH").json()["figures"]
    [row] = [each for each in figures if each["operation"] == "withheld"]

    behind = client.get(row["evidence"]).json()

    assert {line["reference"] for line in behind["results"]} == {"PHASE-1", "PHASE-2"}
    assert [figure["value"] for figure in behind["figures"]] == [row["value"]]


@pytest.mark.parametrize("door", DOORS)
def test_no_door_finds_them_by_their_umbrella(scene, reader, door):
    of_lead = told(person("supervisor", "US-CBP"), door)

    assert told(reader, door) == []
    assert bool(of_lead) == (door not in WITHOUT)


def told(reader, door):
    """What the door, asked for the umbrella, tells the reader of the phase."""
    answered = signed_in(reader).get(door.format("UMBRELLA"))
    assert answered.status_code == 200
    text = text_of(answered) if "text/html" in answered["Content-Type"] else b"".join(answered).decode()
    return [word for word in TELLING if word in text]
