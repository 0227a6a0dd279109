"""References that looked the same and were not become one form when an older database is upgraded."""

import pytest
from django.apps import apps
from django.db import connection

from tests.ops_tracker.upgrades.databases import Upgrade, empty_database
from tests.ops_tracker.upgrades.rows import fill
from tests.test_house import LEVEL

pytestmark = pytest.mark.django_db
OURS = {app.label for app in apps.get_app_configs() if app.name.split(".")[0] in LEVEL}
MADE_ONE = "references_in_one_form"
TABLES = {"seizures_seizure": "reference", "operations_outcome": "reference", "operations_claim": "code"}
TYPED = ["CASE-\u00e91", "CASE-e\u03011", "CASE\t2\n", "CASE-3"]


def run(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


@pytest.mark.parametrize(
    ("table", "column"),
    [("seizures_seizure", "reference"), ("operations_outcome", "reference"), ("operations_claim", "code")],
)
def test_each_table_is_looked_through(table, column, upgraded):
    references = upgraded[table]

    assert len({*references}) == len(TYPED)
    assert {"CASE-\u00e91", "CASE 2", "CASE-3"} < {*references}
    assert any(each.startswith("CASE-\u00e91 (") for each in references)


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), empty_database("test_references"):
        upgrade = Upgrade(lambda apps, number: None, OURS)
        nodes = upgrade.loader.graph.node_map
        made_one = [key for key in nodes if key[1].endswith(MADE_ONE)]
        before = [parent.key for key in made_one for parent in nodes[key].parents if parent.key[0] == key[0]]
        upgrade.to(before)
        state = upgrade.loader.project_state([*upgrade.loader.applied_migrations]).apps
        for number in range(len(TYPED)):
            fill(state, number)
        operation, source, measure, unit = (
            run(f"SELECT id FROM {name} ORDER BY id LIMIT 1")[0]  # noqa: S608
            for name in ("operations_operation", "operations_source", "measures_measure", "measures_unit")
        )
        for number in range(len(TYPED)):
            run(
                "INSERT INTO operations_claim (id, code, operation_id, source_id, measure_id, unit_id, statement,"
                " stage, qualifier, note, date_precision, created_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s,"
                " '', '', 'exact', '', 'unknown', now())",
                f"claim-{number}", operation, source, measure, unit,
            )  # fmt: skip
        owner = run("SELECT owner_id FROM seizures_seizure LIMIT 1")[0]
        for table, column in TABLES.items():
            owned = f", owner_id = {owner}" if column == "reference" else ""
            for key, text in zip(run(f"SELECT id FROM {table} ORDER BY id"), TYPED, strict=True):  # noqa: S608
                run(f"UPDATE {table} SET {column} = %s{owned} WHERE id = %s", text, key)  # noqa: S608
        upgrade.to(made_one)
        return {table: run(f"SELECT {column} FROM {table}") for table, column in TABLES.items()}  # noqa: S608
