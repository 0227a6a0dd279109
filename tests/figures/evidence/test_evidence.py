"""Evidence page by page is the same as all of it at once, and adds up to the figure, now and of any instant."""

from collections import Counter

import pytest

from figures.answer.query import answer
from figures.evidence.facts import Reason, evidence
from figures.evidence.lines import lines
from figures.evidence.listing import Listing
from figures.evidence.marks import IN
from figures.evidence.standing import sections
from figures.evidence.sums import sums
from figures.question.names import names
from figures.question.question import NONE, REPORTED, Question
from tests.factories.agencies import UserFactory
from tests.factories.seizures import DispositionFactory, SeizedItemFactory
from tests.figures.changes.test_changes import act, counted, standing
from tests.figures.questions import Person, question_by, reader_by
from tests.figures.recorded import recorded
from tests.figures.scene import Scene
from tests.figures.world import Chance

QUESTIONS = 25


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_page_by_page_it_is_the_same_and_adds_up(seed):
    chance, scene = Chance(seed), Scene()
    act(scene, chance, 40)
    then, _world = standing()
    act(scene, chance, 40)
    now = recorded()

    for _ in range(QUESTIONS):
        reader = reader_by(chance)
        person = Person(reader, scene.setting)
        question = question_by(chance, now, reader).narrowed(by=(), top=0)
        found = in_pages(question, person, chance)

        check_sums(found, question, person)
        whole = evidence(question, person)
        assert facts(found) == Counter((fact.reason, fact.pk) for fact in [*whole.included, *whole.left_out])
        check_order(found, question)
        past = question.narrowed(as_of=then)
        check_sums(in_pages(past, person, chance), past, person)


def in_pages(question, person, chance):
    """Through all pages, and now and then a page back."""
    listing = Listing(question, person, sections(question, answer(question, person).left_out))
    size, cursor, found = chance.randint(1, 9), "", []
    while True:
        page = listing.page(size, cursor)
        assert len(page.marks) <= size
        found += lines(question, person, page.marks)
        if cursor and chance.maybe(0.3):
            before = listing.page(size, page.previous)
            assert len(before.marks) == size
            assert listing.page(size, before.next) == page
        if not page.next:
            return found
        cursor = page.next


def check_sums(found, question, person):
    answered = answer(question, person)
    wanted = {(*figure.cell.values(), figure.unit): counted(figure) for figure in answered.figures}
    assert {
        (*figure.cell.values(), figure.unit): counted(figure)
        for figure in sums(found, question, names().tree)
    } == wanted
    if not question.as_of:
        told = Counter(line.mark.reason for line in found)
        left_out = answered.left_out
        assert [told["part"], told["undated"]] == [left_out["parts"], left_out["undated"]]


def facts(found):
    return Counter((line.mark.reason, line.fact.pk) for line in found)


def check_order(found, question):
    order = ["", *Reason.values]
    assert [line.mark.reason for line in found] == sorted(
        (line.mark.reason for line in found), key=order.index
    )
    assert all((line.mark.reason == IN) == (line.fact.reason == "") for line in found)
    assert all(line.of.record is not None for line in found)


@pytest.mark.django_db
@pytest.mark.parametrize(("currency", "faces"), [("", ["quantity"]), (REPORTED, ["money", "quantity"])])
def test_what_became_of_goods_without_a_unit_stands_behind_its_figure(currency, faces):
    item = SeizedItemFactory(
        seizure__verified=True, measure="CASH.CURRENCY", quantity=None, unit=None, amount=None, currency=None
    )
    DispositionFactory(item=item, stage="destroyed", quantity="3", amount=None)
    asked = Question(measure=("CASH.CURRENCY",), stage=("destroyed",), unit=NONE, currency=currency)
    reader = UserFactory()

    found = lines(asked, reader, Listing(asked, reader, [IN]).page(10).marks)

    assert sorted(line.fact.face for line in found) == faces
    assert facts(found) == Counter(("", fact.pk) for fact in evidence(asked, reader).included)
    (figure,) = answer(asked, reader).figures
    assert (figure.records, figure.value) == (len(faces), None)
