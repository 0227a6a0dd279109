# ruff: noqa: S608 -- SQL written by hand is what this is about
"""What is killed in the middle: loads, reviews, folds and whatever else; and what is checked afterwards."""

import time
from collections.abc import Iterator
from itertools import count
from os import getpid
from pathlib import Path

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from common.errors import Invalid, Refused
from figures.ledger import folding
from records import services as reviews
from seizures.models import Seizure
from seizures.services import amend_seizure
from tests.figures.acts import ACTS
from tests.figures.scene import ITEMS, SEIZURES, NothingThere, Scene, copy_in, run
from tests.figures.sessions import PATIENCE, check_ledger
from tests.figures.world import GOODS, Chance, amount_by, record_by

# Those that end by themselves.
SHORT = ("check",)
# What a load commits at once: so many seizures, with so many items each.
LOADED, TAKEN = 3, 2


def is_ready() -> bool:
    return "measures_measure" in connection.introspection.table_names()


def _forever(scene: Scene, seed: int) -> Iterator[Chance]:
    scene.numbers = count(getpid() * 10**6)
    chance = Chance(f"{seed} {getpid()}")
    while True:
        yield chance


def load(scene: Scene, seed: int, log: Path) -> None:
    """COPY of a few seizures with items and credits in one transaction; its name is in the log once it is committed."""
    for number, chance in enumerate(_forever(scene, seed)):
        note, several = f"load-{getpid()}-{number}", []
        for _ in range(LOADED):
            made_up = record_by(chance, "seizure")
            made_up.amounts = [amount_by(chance, GOODS, seized=True) for _ in range(TAKEN)]
            several.append(scene.told(made_up))
            several[-1].record.note = note
        with transaction.atomic():
            copy_in(told.record for told in several)
            for rows in ("items", "credits", "dispositions"):
                copy_in(row for told in several for row in getattr(told, rows))
        with log.open("a") as file:
            file.write(f"{note}\n")


def review(scene: Scene, seed: int, log: Path) -> None:
    """Amends and verifies what was loaded: when the amendment counts, the original does not any more."""
    for _chance in _forever(scene, seed):
        found = run(f"SELECT id FROM {SEIZURES} WHERE state = 'verified' ORDER BY random() LIMIT 1")
        if not found:
            continue
        original = Seizure.objects.select_related("owner").get(pk=found[0][0])
        by, supervisor = scene.setting.users[original.owner.code], scene.supervisors[original.owner.code]
        try:
            copy = amend_seizure(original, by=by, reason="Corrected.")
            run(f"UPDATE {ITEMS} SET quantity = quantity + 1 WHERE seizure_id = %s", copy.pk)
            reviews.submit(copy, by=by)
            reviews.verify(copy, by=supervisor)
        except (Refused, Invalid, IntegrityError):
            continue


def fold(scene: Scene, seed: int, log: Path) -> None:
    for chance in _forever(scene, seed):
        folding.fold(chance.choice([1, 10, 100]))


def change(scene: Scene, seed: int, log: Path) -> None:
    """Anything, to anything. Loads are left alone, or they could not be counted."""
    names = sorted(
        {"move_records", "mark", "give_credit", "dispose", "change_operation", "participate", "redefine"}
    )
    for chance in _forever(scene, seed):
        try:
            with transaction.atomic():
                ACTS[chance.choice(names)](scene, chance)
        except (DatabaseError, Refused, Invalid, NothingThere):
            continue


def check(scene: Scene, seed: int, log: Path) -> None:
    """Once the database answers again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.ensure_connection()
            break
        except OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    check_all(log.read_text().split())


def check_all(committed: list[str]) -> None:
    """Nothing is there by half, nothing that was committed is lost, and the ledger is right."""
    loads = run(
        f"SELECT note, count(DISTINCT s.id), count(i.id) FROM {SEIZURES} s JOIN {ITEMS} i ON i.seizure_id = s.id"
        " WHERE note LIKE 'load-%%' AND amends_id IS NULL GROUP BY note"
    )
    assert {(seizures, items) for _, seizures, items in loads} <= {(LOADED, LOADED * TAKEN)}
    assert set(committed) <= {note for note, *_ in loads}
    twice = run(
        f"SELECT a.id FROM {SEIZURES} a JOIN {SEIZURES} b ON b.amends_id = a.id"
        " WHERE a.state = 'verified' AND b.state = 'verified'"
    )
    assert twice == []
    check_ledger()
