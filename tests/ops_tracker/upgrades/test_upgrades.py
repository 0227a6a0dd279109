"""A new installation and an upgraded one are the same, whatever was upgraded, and with rows of every time in it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from figures.ledger.folding import fold_all
from tests.ops_tracker.upgrades.databases import Upgrade, empty_database, schema
from tests.ops_tracker.upgrades.rows import fill
from tests.test_house import LEVEL

# What each release brought its databases to, the oldest first. A release adds its line; what is newer comes last.
RELEASES = {
    "0.1.0": {"agencies": "0001", "measures": "0002", "operations": "0005", "seizures": "0004", "figures": "0009"},
}  # fmt: skip
OURS = {app.label for app in apps.get_app_configs() if app.name.split(".")[0] in LEVEL}


def steps(upgrade: Upgrade) -> list[list[tuple[str, str]]]:
    graph = upgrade.loader.graph
    named = {
        release: [upgrade.loader.get_migration_by_prefix(*state) for state in states.items()]
        for release, states in RELEASES.items()
    }
    return [
        *([(found.app_label, found.name) for found in migrations] for migrations in named.values()),
        graph.leaf_nodes(),
    ]


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - the names are below
        (number,) = cursor.fetchone()
    return int(number)


@pytest.fixture(scope="module")
def upgraded(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """What became of a database that every migration found with rows in it."""
    with django_db_blocker.unblock(), empty_database("test_upgraded"):
        upgrade = Upgrade(fill, OURS)
        for targets in steps(upgrade):
            upgrade.to(targets)
        fold_all()
        return {
            "schema": schema(),
            "steps": upgrade.passed,
            "drift": count("figures_recorddrift") + count("figures_balancedrift"),
            "seizures": count("seizures_seizure"),
            "valued": count("seizures_seizeditem WHERE value > 0"),
            "sources": count("operations_source WHERE marking = 'TLP:AMBER' AND operation_id IS NOT NULL"),
            "rounded": count("seizures_seizeditem WHERE rate_date IS NOT NULL AND value = round(value, 2)"),
            "posted": count("(SELECT DISTINCT record_id FROM figures_posting)"),
        }


@pytest.mark.django_db
def test_an_upgraded_database_is_made_as_a_new_one_is(upgraded: dict[str, Any]) -> None:
    new = schema()

    assert {name: made for name, made in upgraded["schema"].items() if new.get(name) != made} == {}
    assert new.keys() - upgraded["schema"].keys() == set()
    assert {"figures_fact; Type: VIEW", "figures_posting; Type: TABLE"} <= new.keys()


def test_rows_of_every_time_are_in_the_figures_of_today(upgraded: dict[str, Any]) -> None:
    assert upgraded["drift"] == 0
    assert upgraded["seizures"] == upgraded["valued"] > 10
    assert upgraded["posted"] > 2 * upgraded["seizures"]
    # Those of before 0010 of figures were worked out as amounts are today.
    assert upgraded["rounded"] == 0


def test_sources_of_the_time_before_markings_are_for_those_who_work_with_them(
    upgraded: dict[str, Any],
) -> None:
    assert upgraded["sources"] >= 10
