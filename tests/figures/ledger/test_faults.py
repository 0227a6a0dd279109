"""A fault planted in the ledger is noticed: what checks it would fail if it were wrong."""

import pytest
from django.db import Error, IntegrityError, transaction

from common.errors import Invalid, Refused
from figures.answer.query import answer
from figures.ledger import folding
from figures.ledger.drift import drift
from tests.figures.acts import ACTS
from tests.figures.acts.loading import store
from tests.figures.compared import check_answer
from tests.figures.ledger.planted import replaced
from tests.figures.questions import Person, question_by, reader_by
from tests.figures.recorded import recorded
from tests.figures.scene import OUTCOMES, NothingThere, Scene, run
from tests.figures.world import Chance, record_by

pytestmark = pytest.mark.django_db
CHANGED = "ORDER BY record_id RETURNING id"

# The function or view, what stands in it, and what stands there instead.
FAULTS = {
    "a fold without its delete": (
        "figures_fold", "DELETE FROM figures_pending WHERE", "SELECT id FROM figures_pending WHERE",
        "RETURNING id", "",
    ),
    "a fold that forgets what it took": (
        "figures_fold", "FROM whole UNION ALL", "FROM whole WHERE FALSE UNION ALL",
    ),
    "a fold that leaves out what is restricted": ("figures_fold", "WHERE audience_id <> 0", "WHERE FALSE"),
    "a fold of other grains": ("figures_fold", "SELECT 3,", "SELECT 33,"),
    "an upsert that overwrites": ("figures_fold", "records = kept.records + excluded", "records = excluded"),
    "an upsert that loses a sign": (
        "figures_fold", "kept.amount + excluded.amount", "kept.amount + abs(excluded.amount)",
    ),
    "an upsert that forgets a column": ("figures_fold", "kept.undated + excluded.undated", "kept.undated"),
    "a month that is not one": ("figures_month", "::integer - 1", "::integer"),
    "a posting that loses a sign": ("figures_post_few", " -amount,", " amount,"),
    "a posting without its opposite": (
        "figures_post_few", "FROM figures_posting WHERE", "FROM figures_posting WHERE FALSE AND",
    ),
    "a posting that waits for no fold": (
        "figures_post_few", "SELECT id FROM posted", "SELECT id FROM posted WHERE mod(id, 5) > 0",
    ),
    "a change of an amount that posts nothing": (
        "figures_post_few", CHANGED, f"AND (sum(facts), sum(records)) <> (0, 0) {CHANGED}",
    ),
    "an umbrella without its phases": ("figures_record", "c.operations || o.parent_id", "c.operations"),
    "agencies without their credits": (
        "figures_record", "r.agency_id || c.agencies ||", "r.agency_id || c.countries ||",
    ),
    "countries without their credits": ("figures_record", "|| c.countries ||", "||"),
    "agencies without those below them": ("figures_record", "|| c.above", ""),
    "superseded records that count": ("figures_record", "NOT IN ('withdrawn', 'superseded')", "<> 'withdrawn'"),
    "parts that count": ("figures_record", "WHEN r.part_of_id IS NOT NULL THEN 'part' ", ""),
    "drafts for everybody": (
        "figures_record", "r.state = 'draft' OR o.marking", "o.marking", "r.state = 'draft' AS", "FALSE AS",
    ),
    "restricted records for everybody": ("figures_entry", "coalesce(a.id, 0)", "0::bigint"),
    "parts that their whole leaves behind": ("figures_post", "ids := figures_with_parts(ids); ", ""),
    "parts of withdrawn wholes that count": ("figures_wholes", "f.record_id IS NOT NULL AND", ""),
    "at most that is all there": (
        "figures_entry", "e.qualifier = 'at_most' THEN coalesce(e.amount, 0)", "FALSE THEN 0::numeric",
    ),
    "a fold that forgets how far above": ("figures_fold", "kept.more + excluded.more", "kept.more"),
    "goods of no stated worth that are forgotten": (
        "figures_entry", "(x.facts = 1 AND e.unpriced)::int", "0",
    ),
    "an upsert that forgets the goods of no stated worth": (
        "figures_fold", "kept.unpriced + excluded.unpriced", "kept.unpriced",
    ),
    "pieces that are never of what is counted": (
        "figures_fact", "WHEN u.dimension = 'count' AND m.dimension = 'count' THEN m.unit_id ", "",
    ),
    "tablets that are pieces": (
        "figures_fact", "WHEN u.dimension = 'count' AND NOT u.counts_pieces THEN u.id ", "",
    ),
    "money without a rate that is nothing": ("figures_face", "(1 - v.known) * p.facts", "0"),
    "methods that are forgotten": ("figures_entry", "OR e.method <> ''", ""),
    "a rate of the reporting currency that others do not notice": (
        "figures_on_rates", "WHERE is_reporting AND", "WHERE FALSE AND",
    ),
    "a rate that holds for a day": ("figures_on_rates", "date + 7", "date"),
    "what was forfeited at the old rate": ("figures_value_anew", "d.id = t.id AND", "FALSE AND"),
}  # fmt: skip

# By which acts those show that are seldom met otherwise.
SHOWN_BY = {
    "parts that their whole leaves behind": ["make_part", "give_credit", "credit_a_result"],
    "parts of withdrawn wholes that count": ["make_part", "decide_by_hand", "give_credit"],
    "parts that count": ["make_part", "decide_by_hand"],
    "countries without their credits": ["give_credit", "credit_a_result", "insert"],
    "methods that are forgotten": ["redefine", "edit_items"],
    "a rate of the reporting currency that others do not notice": ["publish_rates", "insert"],
    "a rate that holds for a day": ["publish_rates", "insert"],
    "what was forfeited at the old rate": ["publish_rates", "insert"],
}
# In which world those show that show in few: it is tried first.
WORLDS = {"parts of withdrawn wholes that count": 5}
# By which acts a trigger that is missing shows. Some are not needed as long as others are there: a seizure goes after
# its items, and TRUNCATE of it takes them along.
TRIGGERS = {
    ("seizures_seizure", "update"): [
        "move_records",
        "decide_by_hand",
        "mark",
        "make_part",
        "find_the_same",
        "make_whole",
    ],
    ("seizures_seizeditem", "insert"): ["insert", "bulk_load", "add_item", "put_item"],
    ("seizures_seizeditem", "update"): ["edit_items", "move_items", "edit_everything", "merge_items"],
    ("seizures_seizeditem", "delete"): ["remove_items", "merge_items"],
    ("seizures_credit", "insert"): ["give_credit"],
    ("seizures_credit", "update"): ["give_credit", "change_credit"],
    ("seizures_credit", "delete"): ["give_credit", "take_credit_away"],
    ("seizures_credit", "truncate"): ["give_credit", "truncate"],
    ("seizures_disposition", "insert"): ["dispose"],
    ("seizures_disposition", "update"): ["dispose", "edit_dispositions", "move_dispositions"],
    ("seizures_disposition", "delete"): ["dispose", "remove_dispositions"],
    ("seizures_disposition", "truncate"): ["dispose", "truncate"],
    ("operations_outcome", "insert"): ["insert", "bulk_load"],
    ("operations_outcome", "update"): ["move_records", "edit_items", "mark"],
    ("operations_outcome", "delete"): ["remove_outcomes", "insert"],
    ("operations_outcomecredit", "insert"): ["credit_a_result"],
    ("operations_outcomecredit", "update"): ["credit_a_result", "change_credit_of_a_result"],
    ("operations_outcomecredit", "delete"): ["credit_a_result", "change_credit_of_a_result"],
    ("operations_outcomecredit", "truncate"): ["credit_a_result", "truncate"],
    ("operations_operation", "update"): ["change_operation"],
    ("agencies_agency", "update"): ["put_agency_below"],
    ("measures_measure", "update"): ["redefine", "edit_items"],
    ("measures_unit", "update"): ["redefine", "value_in_euros"],
    ("measures_unit", "factor"): ["redefine", "insert"],
    ("measures_exchangerate", "insert"): ["publish_rates", "insert"],
    ("measures_exchangerate", "update"): ["publish_rates", "insert"],
    ("measures_exchangerate", "delete"): ["publish_rates", "insert"],
    ("measures_exchangerate", "truncate"): ["publish_rates", "insert"],
    ("seizures_seizeditem", "new"): ["insert_in_one_statement"],
    ("seizures_disposition", "new"): ["insert_in_one_statement"],
}
SPARE = {
    ("operations_outcome", "truncate"),
    ("seizures_seizure", "delete"),
    ("seizures_seizure", "truncate"),
    ("seizures_seizeditem", "truncate"),
}
# What no act shows, or hardly any: see test_seldom_faults.py.
SELDOM = {("measures_measure", "insert"), ("seizures_seizure", "insert")}


def noticed(names, steps=320, seed=1):
    """Whether anything is found wrong while these things happen to records, in any order and over and over."""
    scene, chance = Scene(), Chance(seed)
    for number in range(10):
        store(scene.told(record_by(chance, ("seizure", "outcome")[number % 3 == 0])))
    for number in range(steps // len(names)):
        for name in chance.sample(names, len(names)):
            try:
                act(scene, chance, name)
                compare(scene, chance)
                assert number % 2 or not drift()
            except (AssertionError, Error):
                return True
    return False


def noticed_in(names, seed):
    """Whether it is noticed in the world of that seed, of which nothing is left."""
    with transaction.atomic():
        found = noticed(names, seed=seed)
        transaction.set_rollback(True)
    return found


def act(scene, chance, name):
    try:
        with transaction.atomic():
            ACTS[name](scene, chance)
    except NothingThere as nothing:
        store(scene.told(record_by(chance, "outcome" if str(nothing) == OUTCOMES else "seizure")))
    except (IntegrityError, Refused, Invalid):
        pass


def compare(scene, chance):
    with transaction.atomic():
        if chance.maybe(0.3):
            folding.fold(chance.choice([1, 10, 100]))
        world, reader = recorded(scene.codes), reader_by(chance)
        question = question_by(chance, world, reader)
        check_answer(answer(question, Person(reader, scene.setting)), world, question, reader)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_ledger_is_noticed(name):
    run(replaced(*FAULTS[name]))

    # As a rule the first steps show it.
    worlds = sorted(range(1, 6), key=lambda seed: seed != WORLDS.get(name, 1))
    assert any(noticed_in(SHOWN_BY.get(name, sorted(ACTS)), seed) for seed in worlds)


@pytest.mark.parametrize(("table", "event"), TRIGGERS)
def test_a_missing_trigger_is_noticed(table, event):
    run(f"DROP TRIGGER figures_after_{event} ON {table}")

    assert noticed(TRIGGERS[table, event])


def test_each_trigger_is_missed_by_somebody():
    found = run(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'figures!_after!_%' ESCAPE '!'"
    )

    assert {(table, name.removeprefix("figures_after_")) for table, name in found} == {
        *TRIGGERS,
        *SPARE,
        *SELDOM,
    }


def test_without_a_fault_there_is_nothing_to_notice():
    assert not noticed(sorted(ACTS), steps=2 * len(ACTS))
