# ruff: noqa: S608 -- SQL written by hand is what this is about
"""What people do, through the services."""

from decimal import Decimal

from operations.models import Outcome
from outcomes.services import amend_outcome, change_outcome
from records import services as reviews
from seizures.models import Disposition, SeizedItem, Seizure
from seizures.services import amend_seizure, change_seizure, record_disposition
from tests.figures.acts.act import act
from tests.figures.scene import OUTCOMES, SEIZURES, NothingThere, Scene, date_of, ids, run
from tests.figures.world import AGENCIES, STATES_OF, Chance, code_by


def _found(table: str, pk: object) -> Seizure | Outcome:
    return (Seizure if table == SEIZURES else Outcome).objects.select_related("owner", "operation").get(pk=pk)


def _in_state(chance: Chance, *states: str) -> Seizure | Outcome:
    for table in chance.sample([SEIZURES, OUTCOMES], 2):
        found = ids(
            f"SELECT id FROM {table} WHERE state = ANY(%s) ORDER BY reference, revision", list(states)
        )
        if found:
            return _found(table, chance.choice(found))
    raise NothingThere(states[0])


@act
def submit(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "draft", "returned")
    reviews.submit(record, by=scene.setting.users[record.owner.code])


@act
def verify(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "submitted")
    reviews.verify(record, by=scene.supervisors[record.owner.code])


@act
def give_back(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "submitted")
    reviews.return_to_author(record, by=scene.supervisors[record.owner.code], reason="Look again.")


@act
def withdraw(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "verified", "verified", "draft", "submitted")
    reviews.withdraw(record, by=scene.supervisors[record.owner.code], reason="It did not happen.")


@act
def accept(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "verified", "submitted")
    reviews.accept(record, by=scene.supervisors[chance.choice(AGENCIES)])


@act
def object_to(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "verified", "submitted")
    reviews.object_to(record, by=scene.supervisors[chance.choice(AGENCIES)], reason="Not ours.")


@act
def edit_draft(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "draft", "returned")
    by = scene.setting.users[record.owner.code]
    for each in STATES_OF["seizure" if isinstance(record, Seizure) else "outcome"]:
        setattr(record, each.column, scene.id_of(each, code_by(chance, each.name)))
    if isinstance(record, Outcome):
        change_outcome(record, by=by)
        return
    more = {"measure": scene.measures["NARC"], "quantity": Decimal(5), "unit": scene.units["KGM"]}
    change_seizure(record, items=[*record.items.all()[1:], SeizedItem(id=scene.new_id(), **more)], by=by)


@act
def amend(scene: Scene, chance: Chance) -> None:
    """Opens an amendment, edits it, and takes it some of the way to where it counts in the original's place."""
    record = _in_state(chance, "verified")
    by, supervisor = scene.setting.users[record.owner.code], scene.supervisors[record.owner.code]
    if isinstance(record, Outcome):
        copy: Seizure | Outcome = amend_outcome(record, by=by, reason="Corrected.")
    else:
        copy = amend_seizure(record, by=by, reason="Corrected.")
    change = chance.choice(
        ["country_id = NULL", "operation_id = NULL", "marking = 'TLP:AMBER'", "date_to = date_to"]
    )
    run(f"UPDATE {copy._meta.db_table} SET {change} WHERE id = %s", copy.pk)
    if chance.maybe(0.8):
        reviews.submit(copy, by=by)
        if chance.maybe(0.8):
            reviews.verify(copy, by=supervisor)


@act
def dispose_by_service(scene: Scene, chance: Chance) -> None:
    record = _in_state(chance, "draft", "returned")
    if not isinstance(record, Seizure) or (item := record.items.first()) is None:
        raise NothingThere
    gone = Disposition(
        id=scene.new_id(), item=item, stage="destroyed", quantity=Decimal(1), date=date_of("2009-08")
    )
    record_disposition(gone, by=scene.setting.users[record.owner.code])
