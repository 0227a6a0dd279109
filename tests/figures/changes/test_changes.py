"""How a figure changed: what lies between its two ends is what the postings add up to, whatever was done to records."""

from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from common.errors import Invalid, Refused
from figures.answer.figure import COUNTS, EXACT
from figures.changes.by_act import figure_changes
from figures.changes.ends import changes
from figures.changes.span import Span
from figures.ledger import folding
from figures.question.names import names
from tests.figures.acts import ACTS
from tests.figures.compared import ONCE, key, shown, without_these
from tests.figures.compared import apart as not_compared
from tests.figures.expected import expected
from tests.figures.parts import figure_of
from tests.figures.questions import Person, question_by, reader_by
from tests.figures.recorded import recorded
from tests.figures.scene import NothingThere, Scene, run
from tests.figures.world import Chance

QUESTIONS = 25
# Who may read what is decided by what is so today: a world of the past does not know that of operations.
RECORDS = sorted(set(ACTS) - {"change_operation", "participate"})
# Of one act, records are counted for each measure, and what they are counted for together is not taken off again.
NUMBERS = ("value", "less", "more", *(name for name in COUNTS if name not in ONCE))


def act(scene, chance, times, names=RECORDS):
    for _ in range(times):
        try:
            with transaction.atomic():
                ACTS[chance.choice(names)](scene, chance)
        except (IntegrityError, Refused, Invalid, NothingThere):
            continue
        if chance.maybe(0.2):
            folding.fold(7)


def standing():
    """The instant, and what is recorded then."""
    return run("SELECT clock_timestamp()")[0][0], recorded()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_the_figure_before_and_the_postings_are_the_figure_after(seed):
    chance, scene = Chance(seed), Scene()
    act(scene, chance, 40)
    since, then = standing()
    act(scene, chance, 40)
    until, later = standing()
    act(scene, chance, 10)
    now = recorded()

    for _ in range(QUESTIONS):
        reader = reader_by(chance)
        question = question_by(chance, now, reader).narrowed(by=())
        open_end = chance.maybe(0.3)
        changed = changes(question, Person(reader, scene.setting), Span(since, None if open_end else until))

        after = now if open_end else later.seen_today(now)
        check_ends(changed, then.seen_today(now), after, question, reader)
        check_effects(changed, chance)


def check_ends(changed, before, after, question, reader):
    for end, world in (("before", before), ("after", after)):
        wanted = shown(expected(world, question, reader), world)
        figures = {key(getattr(each, end)): getattr(each, end) for each in changed.moved}
        assert set(wanted) <= set(figures)
        without = not_compared(world, question)
        for cell, figure in figures.items():
            assert without_these(counted(figure), without) == without_these(
                figure_of(wanted.get(cell, []), set()), without
            )


def apart(figure):
    """Of a measure that is not added up, or that may have no quantity to be shown."""
    return figure.cell["measure"] in names().operators.keys() | names().by_worth


def counted(figure):
    return {name: getattr(figure, name) for name in ("value", "less", "more", *COUNTS)}


def check_effects(changed, chance):
    """Every change is told once, and all of them together are the difference."""
    sums = defaultdict(lambda: dict.fromkeys(NUMBERS, Decimal(0)))
    seen = []
    for change in in_pages(changed, chance.randint(1, 9)):
        assert change.effects
        seen.append((change.at, change.id))
        for effect in change.effects:
            if apart(effect.figure):
                # What is not added up does not add up.
                continue
            for cell in cells_of(effect.figure, changed.question):
                for name, number in without_these(counted(effect.figure), ONCE).items():
                    sums[cell][name] = EXACT.add(sums[cell][name], Decimal(number or 0))
    assert len({pk for _at, pk in seen}) == len(seen)
    assert [at for at, _pk in seen] == sorted((at for at, _pk in seen), reverse=True)
    moved = {
        (*each.after.cell.values(), each.after.unit): without_these(counted(each.difference), ONCE)
        for each in changed.moved
        if not apart(each.after)
    }
    assert something(sums) == something(moved)


def cells_of(figure, question):
    codes = names().tree.shown(figure.cell["measure"], question)
    return [(code, figure.cell["stage"], figure.unit) for code in codes]


def something(sums):
    known = {cell: {name: number or 0 for name, number in found.items()} for cell, found in sums.items()}
    return {cell: found for cell, found in known.items() if any(found.values())}


def in_pages(changed, size):
    last = None
    while page := list(changed.latest.filter(pk__lt=last)[:size] if last else changed.latest[:size]):
        yield from figure_changes(changed, page)
        last = page[-1].pk
