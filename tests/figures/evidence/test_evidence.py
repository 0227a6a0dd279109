"""Evidence page by page is the same as all of it at once, and adds up to the figure, now and of any instant."""

from collections import Counter
from dataclasses import replace

import pytest

from figures.answer.query import answer
from figures.evidence.facts import Reason, evidence
from figures.evidence.lines import lines
from figures.evidence.listing import EvidencePage, pinned
from figures.evidence.marks import IN
from figures.evidence.sections import sections
from figures.evidence.sums import sums
from figures.ledger.instants import pin_of_snapshot
from figures.question.names import names
from figures.question.question import NONE, REPORTED, Question
from tests.factories.agencies import UserFactory
from tests.factories.seizures import DispositionFactory, SeizedItemFactory
from tests.figures.acts.loading import store
from tests.figures.changes.test_changes import RECORDS, act, counted, standing
from tests.figures.compared import apart, without_these
from tests.figures.questions import Person, question_by, reader_by
from tests.figures.recorded import recorded
from tests.figures.scene import Scene
from tests.figures.world import Chance, record_by

QUESTIONS = 25
# What measures mean, and who is named to read what, is so today: no page keeps that.
MOVING = sorted(set(RECORDS) - {"redefine", "name_readers", "value_in_euros"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_page_by_page_it_is_the_same_and_adds_up(seed):
    chance, scene = Chance(seed), Scene()
    act(scene, chance, 40)
    then, world = standing()
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
        check_sums(in_pages(past, person, chance), past, person, apart(world.seen_today(now), past))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_over_all_pages_it_is_the_figure_of_the_first_whatever_moves_meanwhile(seed):
    chance, scene, pages = Chance(seed), Scene(), 0

    for _ in range(6):
        for _ in range(12):
            # Whoever is named to a TLP:RED record is so no longer once it is removed.
            store(scene.told(replace(record_by(chance), named=())))
        person = Person(reader_by(chance), scene.setting)
        question = Question(
            status=chance.choice(["verified", "unverified"]), currency=chance.choice(["", REPORTED])
        )
        first, found, cursor, tree = None, [], "", names().tree
        while True:
            asked, pin = pinned(question, person, cursor)
            answered = answer(asked, person)
            page = EvidencePage(asked, person, sections(asked, answered.left_out), pin).page(2, cursor)
            found += lines(asked, person, page.marks)
            first = first or by_cell(answered.figures)
            assert by_cell(answered.figures) == first
            if not (cursor := page.next):
                break
            pages += 1
            act(scene, chance, 2, MOVING)

        assert by_cell(sums(found, question, tree)) == first
    assert pages > 20


def by_cell(figures, without=()):
    return {
        (*figure.cell.values(), figure.unit): without_these(counted(figure), without) for figure in figures
    }


def in_pages(question, person, chance):
    """Through all pages, and now and then a page back."""
    listing = EvidencePage(
        question, person, sections(question, answer(question, person).left_out), pin_of_snapshot(person)
    )
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


def check_sums(found, question, person, without=()):
    answered = answer(question, person)
    assert by_cell(sums(found, question, names().tree), without) == by_cell(answered.figures, without)
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

    found = lines(asked, reader, EvidencePage(asked, reader, [IN], pin_of_snapshot(reader)).page(10).marks)

    assert sorted(line.fact.face for line in found) == faces
    assert facts(found) == Counter(("", fact.pk) for fact in evidence(asked, reader).included)
    (figure,) = answer(asked, reader).figures
    assert (figure.records, figure.value) == (len(faces), None)
