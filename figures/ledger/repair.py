"""Repairs a ledger that has drifted."""

from django.db import connection, transaction

from figures.ledger.drift import BALANCES_AT_A_GLANCE, Drift, Output, drift
from figures.ledger.parallel import apply_settings, row, run
from figures.models import Balance, Grain

# Records posted anew in one transaction.
BATCH = 1_000
FORGET_STRAYS = "DELETE FROM figures_pending p WHERE NOT EXISTS (SELECT FROM figures_posting WHERE id = p.id)"
COLUMNS = ", ".join(field.attname for field in Balance._meta.concrete_fields if not field.primary_key)
HEAL_BALANCES = f"""
    INSERT INTO figures_balance AS kept ({COLUMNS})
    SELECT {COLUMNS} FROM figures_balancedrift WHERE grain = %s
    ON CONFLICT ON CONSTRAINT balance_of_a_cell DO UPDATE SET
        {", ".join(f"{name} = kept.{name} + excluded.{name}" for name in Balance.NUMBERS)}
"""


ANSWERS_ARE_NEW = "UPDATE figures_tally SET token = gen_random_uuid()"


def repair(output: Output = lambda _line: None) -> Drift:
    """Posts what the ledger lacks, then corrects the balances. Returns the drift that it found.

    Others may write and fold meanwhile. Each step is right by itself: a process that is killed loses nothing, and the
    next repair does the rest.
    """
    found = drift(output)
    if found:
        output("Repairing…")
        _post_anew()
        for grain in Grain:
            _heal(grain)
        run(ANSWERS_ARE_NEW)
    return found


def _post_anew() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        apply_settings()
        cursor.execute("SELECT record_id FROM figures_recorddrift")
        drifted = [record for (record,) in cursor.fetchall()]
    for start in range(0, len(drifted), BATCH):
        run("SELECT figures_post(%s)", drifted[start : start + BATCH])


@transaction.atomic
def _heal(grain: Grain) -> None:
    # Folds wait for this; writers do not.
    run("SELECT pg_advisory_xact_lock(hashtext('figures_fold'))")
    run(FORGET_STRAYS)
    apply_settings()
    _balances, differ = row((BALANCES_AT_A_GLANCE, (grain.value,)))
    if differ:
        run(HEAL_BALANCES, grain.value)
        # No answer from before is given again, even if nothing comes after this.
        run(ANSWERS_ARE_NEW)
