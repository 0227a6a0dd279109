"""Addresses of the API are those that it answers at, and are built in one place."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from common.api.addresses import PREFIX, api_url
from ops_tracker.api_v1 import ROOMS
from tests.test_house import ROOT, source_files

OTHERS = {
    "api-figures": ("figures",),
    "api-evidence": ("figures", "evidence"),
    "api-figure-changes": ("figures", "changes"),
    "api-figure-persons": ("figures", "persons"),
}


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_has_the_address_that_the_router_gives_it(room):
    assert api_url(room) == reverse(f"api-{room}-list")
    assert api_url(room, "KEY-1") == reverse(f"api-{room}-detail", args=["KEY-1"])


@pytest.mark.parametrize(("name", "parts"), OTHERS.items())
def test_figures_have_the_addresses_that_they_are_answered_at(name, parts):
    assert api_url(*parts) == reverse(name)


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_address_of_the_api_is_written_out_elsewhere(path: Path):
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    documented = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    }

    written = [text for text in texts if PREFIX.rstrip("/") in text and text not in documented]

    assert path == ROOT / "common/api/addresses.py" or written == []
