"""Real pages in a real browser, served by Django with the policy that production has."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect, sync_playwright

# Playwright's loop runs in the thread in which tests ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Who speaks to a page says what stands on the button: the rule is there, and not among those that run by themselves.
RULES = {"rules": {"label-content-name-mismatch": {"enabled": True}}}
PASSWORD = "correct horse battery"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        # Root needs --no-sandbox; the pages are our own.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def people(db) -> dict[str, Any]:
    """One of each role; those who enter and review work for US-ICE."""
    call_command("load_reference", small=True, verbosity=0)
    # The models are asked for late: this file may be read before Django has set them up.
    agency, user = apps.get_model("agencies.Agency").objects, apps.get_model("agencies.User").objects
    ice, fbi = agency.get(code="US-ICE"), agency.get(code="US-FBI")
    agencies = {"analyst": ice, "supervisor": ice, "partner": fbi, "auditor": None, "administrator": None}
    return {
        role: user.create_user(role, password=PASSWORD, role=role, agency=agency)
        for role, agency in agencies.items()
    }


@pytest.fixture
def samples(people) -> None:
    call_command("load_samples", verbosity=0)


@pytest.fixture
def open_page(chromium, live_server, people) -> Iterator:
    """A function that opens a page for somebody signed in; a script error or a broken policy fails the test."""
    contexts, faults = [], []

    def opened(role: str | None = None, *, dark: bool = False, width: int = 1280) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        if role:
            sign_in(page, role)
        return page

    yield opened
    for context in contexts:
        context.close()
    answered()
    # A refused form answers 4xx on purpose, a test may cut the connection, and the browser logs both.
    expected = ("the server responded with a status of 4", "ERR_INTERNET_DISCONNECTED", "htmx:")
    assert [fault for fault in faults if not any(each in fault for each in expected)] == []


def answered() -> None:
    """Waits for the threads of requests that a closed page had sent: their connections would outlive the database."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


def sign_in(page: Page, role: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Username").fill(role)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def accessible(page: Page) -> None:
    """Asserts that axe-core finds nothing, by the rules of WCAG 2.2 AA and its best practices."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []
