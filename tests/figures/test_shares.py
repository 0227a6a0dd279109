"""A part of another record counts for those agencies whom that one is not credited to, and for nothing else."""

import pytest
from django.utils.timezone import now

from agencies.models import Agency
from figures.answer.query import answer
from figures.ledger.drift import drift
from figures.ledger.folding import fold_all
from figures.question.question import Question
from operations.models import Outcome, OutcomeCredit
from records.services import mark_duplicate, undo_duplicate
from tests.calls import person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
WHOLE = {"measure": "PEOPLE.ARRESTED_OR_CHARGED", "quantity": "50", "agency": None}


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture(params=["pending", "folded"])
def folded(request):
    return fold_all if request.param == "folded" else lambda: None


def made(whole=None, **part):
    """25 arrests by US-ICE-SF, a part of 50 arrests or charges by nobody stated."""
    above = OutcomeFactory(verified=True, **{**WHOLE, **(whole or {})})
    below = {"quantity": "25", "agency": "US-ICE-SF", "verified": True, **part}
    return above, OutcomeFactory(part_of=above, **below)


def credited(outcome, code):
    return OutcomeCredit.objects.create(outcome=outcome, agency=Agency.objects.get(code=code))


def values(reader, **question):
    return [figure.value for figure in answer(Question(**question), reader).figures]


def test_a_part_counts_for_the_agency_that_its_whole_is_not_credited_to(reader, folded):
    made()
    folded()

    assert values(reader, agency=("US-ICE-SF",)) == [25]
    assert values(reader, agency=("US-DHS",)) == [25]
    assert values(reader, agency=("US-ICE-SF", "US-ICE")) == [25]
    assert values(reader) == [50]
    assert values(reader, agency=("US-CBP",)) == []
    assert not drift()


def test_by_agency_the_rows_less_the_overlap_are_the_total(reader, folded):
    made(whole={"measure": "PEOPLE.ARRESTED"})
    folded()

    answered = answer(Question(by=("agency",)), reader)

    assert {figure.cell["agency"]: figure.value for figure in answered.figures} == {"US-ICE-SF": 25, None: 50}
    assert [overlap.value for overlap in answered.overlaps] == [25]


def test_a_row_in_a_cell_without_a_total_is_its_own_overlap(reader, folded):
    made()
    folded()

    answered = answer(Question(by=("agency", "measure")), reader)

    assert {(figure.cell["agency"], figure.value, figure.additive) for figure in answered.figures} == {
        ("US-ICE-SF", 25, False), (None, 50, True),
    }  # fmt: skip
    assert [overlap.value for overlap in answered.overlaps] == [25]


@pytest.mark.parametrize("whose", ["US-ICE-SF", "US-ICE", "US-DHS"])
def test_a_part_adds_nothing_where_its_whole_is_credited(reader, folded, whose):
    whole, _part = made()
    credited(whole, whose)
    folded()

    found = [code for code in ("US-ICE-SF", "US-ICE", "US-DHS") if values(reader, agency=(code,)) == [25]]

    assert found == ["US-ICE-SF", "US-ICE", "US-DHS"][: ["US-ICE-SF", "US-ICE", "US-DHS"].index(whose)]
    assert values(reader, agency=("US-DHS",)) == [50]
    assert not drift()


def test_agencies_asked_together_have_the_whole_once(reader, folded):
    whole, _part = made()
    credited(whole, "US-CBP")
    folded()

    assert values(reader, agency=("US-CBP",)) == [50]
    assert values(reader, agency=("US-CBP", "US-ICE-SF")) == [50]
    assert values(reader, agency=("none", "US-ICE-SF")) == [50]


def test_a_part_of_a_part_adds_nothing_to_what_that_one_counts_for(reader, folded):
    _whole, part = made()
    inner = OutcomeFactory(verified=True, part_of=part, quantity="5", agency="US-ICE-SF")
    credited(inner, "US-FBI")
    folded()

    assert values(reader, agency=("US-ICE-SF",)) == [25]
    assert values(reader, agency=("US-FBI",)) == [5]
    assert values(reader, agency=("US-FBI", "US-ICE-SF")) == [25]


def test_what_is_verified_counts_once_its_whole_is(reader, folded):
    above = OutcomeFactory(submitted=True, **WHOLE)
    OutcomeFactory(part_of=above, verified=True, quantity="25", agency="US-ICE-SF")
    folded()

    question = {"agency": ("US-ICE-SF",)}
    assert values(reader, **question) == []
    assert values(reader, **question, status="unverified") == [25]
    assert answer(Question(**question), reader).left_out["unverified"] == 1


@pytest.mark.parametrize(
    "change", [{"state": "withdrawn", "state_reason": "Wrong."}, {"series": "S", "reported_on": "2020-01-01"}]
)
def test_a_part_of_what_does_not_count_for_certain_counts_for_nobody(reader, change):
    whole, _part = made()

    Outcome.objects.filter(pk=whole.pk).update(**change)

    assert values(reader, agency=("US-ICE-SF",)) == []
    assert not drift()


def test_that_a_hidden_whole_is_credited_is_told_by_no_figure(folded):
    operation = OperationFactory(owner="US-DEA")
    made(whole={"marking": "TLP:AMBER+STRICT", "owner": "US-DEA", "operation": operation})
    folded()

    assert values(person(agency="US-FBI"), agency=("US-ICE-SF",)) == []


def test_what_changes_a_whole_changes_what_its_part_counts_for(reader):
    whole, part = made(whole={"measure": "PEOPLE.ARRESTED"})
    credit = credited(whole, "US-ICE-SF")
    assert values(reader, agency=("US-ICE-SF",)) == [50]

    credit.delete()
    assert values(reader, agency=("US-ICE-SF",)) == [25]

    Outcome.objects.filter(pk=part.pk).update(part_of=None)
    assert values(reader) == [75]
    assert not drift()


def test_its_evidence_opens_to_the_figure_and_says_that_it_is_a_part(folded):
    made(whole={"measure": "PEOPLE.ARRESTED"})
    folded()
    client = signed_in(person())

    [figure] = client.get(f"{FIGURES}?agency=US-ICE-SF").json()["figures"]
    found = client.get(figure["evidence"]).json()

    assert [(fact["value"], fact["included"], fact["share"]) for fact in found["results"]] == [
        ("25", True, True)
    ]
    for code, total in (("US-ICE-SF", "25"), ("US-DHS", "25")):
        [figure] = client.get(f"{FIGURES}?by=agency&agency={code}").json()["figures"]
        assert (figure["value"], figure["additive"]) == (total, True)
        assert [fact["value"] for fact in client.get(figure["evidence"]).json()["results"]] == [total]
    assert "a part: counted for its agency alone" in client.get("/evidence/?agency=US-ICE-SF").text
    [figure] = client.get(f"{FIGURES}").json()["figures"]
    told = client.get(f"{figure['evidence']}").json()["results"]
    assert [(fact["included"], fact["reason"], fact["share"]) for fact in told] == [
        (True, None, False), (False, "part", False),
    ]  # fmt: skip


def mark(part, whole, boss):
    return mark_duplicate(part, by=boss, same_as=whole.pk, reason="One event.")


def test_a_duplicate_counts_for_nobody_and_is_in_the_evidence_of_nobody(reader, folded):
    boss = person("supervisor", "US-ICE")
    first = OutcomeFactory(verified=True, owner="US-CBP", agency="US-CBP", quantity="50")
    twice = OutcomeFactory(verified=True, owner="US-ICE", agency="US-ICE", quantity="48")
    credited(twice, "US-DEA")
    folded()
    whose = ("US-ICE", "US-DEA", "US-DHS")
    assert [values(reader, agency=(code,)) for code in whose] == [[48], [48], [98]]

    mark(twice, first, boss)
    folded()

    assert values(reader) == values(reader, agency=("US-DHS",)) == [50]
    assert [values(reader, agency=(code,)) for code in ("US-ICE", "US-DEA")] == [[], []]
    found = signed_in(boss).get("/api/v1/figures/evidence/?measure=PEOPLE.ARRESTED&agency=US-DEA").json()
    assert [(fact["included"], fact["share"], fact["reason"]) for fact in found["results"]] == [
        (False, False, "part")
    ]
    answered = signed_in(boss).get(f"{FIGURES}?measure=PEOPLE.ARRESTED&by=agency").json()
    assert {figure["agency"]: figure["value"] for figure in answered["figures"]} == {"US-CBP": "50"}
    assert answered["left_out"]["parts"] == 1
    assert not drift()

    twice.refresh_from_db()
    undo_duplicate(twice, by=boss, reason="Two events.")
    folded()

    assert [values(reader, agency=(code,)) for code in whose] == [[48], [48], [98]]
    assert not drift()


@pytest.mark.django_db(transaction=True)
def test_as_of_before_a_duplicate_was_found_it_counts(reader, folded):
    first = OutcomeFactory(verified=True, agency="US-CBP", quantity="50")
    twice = OutcomeFactory(verified=True, owner="US-ICE", agency="US-DEA", quantity="48")
    folded()
    before = now()

    mark(twice, first, person("supervisor", "US-ICE"))
    folded()

    assert [values(reader, as_of=at) for at in (before, None)] == [[98], [50]]
    assert [values(reader, agency=("US-DEA",), as_of=at) for at in (before, None)] == [[48], []]


def test_a_part_found_to_be_the_same_counts_no_more_where_it_was_a_share(reader, folded):
    _whole, part = made()
    folded()
    assert values(reader, agency=("US-ICE-SF",)) == [25]

    Outcome.objects.filter(pk=part.pk).update(duplicate=True)
    folded()

    assert values(reader, agency=("US-ICE-SF",)) == []
    assert values(reader) == [50]
    assert not drift()
