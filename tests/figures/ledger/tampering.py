"""What should be impossible in the ledger, done past its triggers."""

from figures.models import Balance, Grain, Pending, Posting
from tests.figures.ledger.outside import run

# What should be impossible, and how many records and balances it sets wrong; None for more than one.
TAMPERING = {
    "a balance too high": ("UPDATE figures_balance SET records = records + 1 WHERE id = {balance}", 0, 1),
    "an amount with the wrong sign": ("UPDATE figures_balance SET amount = -amount WHERE id = {amount}", 0, 1),
    "two balances that even out": (
        "UPDATE figures_balance SET records = records + CASE WHEN id = {balance} THEN 1 ELSE -1 END "
        "WHERE id IN ({balance}, {amount})",
        0,
        2,
    ),
    "a balance in another country": ("UPDATE figures_balance SET country_id = -7 WHERE id = {country}", 0, 2),
    "a balance of nothing": (
        "INSERT INTO figures_balance SELECT (jsonb_populate_record(b, '{{\"id\": 999999, \"stage\": \"x\"}}')).* "
        "FROM figures_balance b WHERE id = {balance}",
        0,
        1,
    ),
    "no balances at all": ("DELETE FROM figures_balance", 0, None),
    "a fold without its upsert": ("DELETE FROM figures_pending", 0, None),
    "a fold without its delete": (
        "INSERT INTO figures_pending SELECT id FROM figures_posting EXCEPT TABLE figures_pending",
        0,
        None,
    ),
    "a posting that is pending and is not": ("INSERT INTO figures_pending VALUES (999999)", 0, 1),
    "a posting changed": ("UPDATE figures_posting SET amount = amount + 1 WHERE id = {folded}", 1, None),
    "a posting moved to another measure": (
        "UPDATE figures_posting SET measure_id = measure_id + 1 WHERE id = {folded}",
        1,
        None,
    ),
    "a posting lost": ("DELETE FROM figures_posting WHERE id = {folded}", 1, None),
    "a pending posting lost": ("DELETE FROM figures_posting WHERE id = {pending}", 1, 1),
    "an item changed": ("UPDATE seizures_seizeditem SET quantity = 4, canonical_quantity = 4 WHERE quantity = 3", 1, 0),
    "a record withdrawn": ("UPDATE seizures_seizure SET state = 'superseded' WHERE marking = 'TLP:AMBER'", 1, 0),
    "a credit lost": ("DELETE FROM seizures_credit", 1, 0),
}  # fmt: skip


WATCHED = ("figures_posting", "seizures_seizure", "seizures_seizeditem", "seizures_credit")


def tamper(sql):
    """Runs the statement past the triggers."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in WATCHED:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    folded = Posting.objects.exclude(pk__in=Pending.objects.values("pk"))
    chosen = {
        "balance": Balance.objects.first().pk,
        "amount": Balance.objects.exclude(amount=0).last().pk,
        "country": Balance.objects.filter(grain=Grain.COUNTRY_MONTH).first().pk,
        "folded": folded.first().pk,
        "pending": Pending.objects.first().pk,
    }
    assert run(sql.format(**chosen))
    for table in WATCHED:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
