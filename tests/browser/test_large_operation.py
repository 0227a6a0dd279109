"""On the tabs of an operation with much in it, families and figures open where they stand."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import accessible
from tests.browser.test_pages import fits

pytestmark = pytest.mark.usefixtures("samples")
OPERATION = "/operations/SWB-FY2009/"
RESULTS, PARTICIPANTS = f"{OPERATION}results/", f"{OPERATION}participants/"


@pytest.fixture(autouse=True)
def much(monkeypatch):
    """Two rows are much."""
    monkeypatch.setattr("dashboards.operation.figures.MOST", 2)
    monkeypatch.setattr("dashboards.operation.figures.FIRST", 1)


def test_a_family_opens_in_its_place(open_page):
    page = open_page("analyst")
    page.goto(RESULTS)
    families = page.locator("#results details")
    first = families.first

    first.locator("summary").click()
    expect(first.locator("table tbody tr").first).to_be_visible()

    assert page.url.endswith(RESULTS)
    accessible(page)


def test_another_figure_is_chosen_in_its_place(open_page):
    page = open_page("analyst")
    page.goto(PARTICIPANTS)
    chooser = page.get_by_label("Figure")
    other = chooser.locator("option").nth(1)
    value, label = other.get_attribute("value") or "", (other.text_content() or "").strip()

    chooser.select_option(value)

    expect(page.locator("#agencies .group-head")).to_have_text(label)
    expect(chooser).to_have_value(value)
    assert page.url.endswith(PARTICIPANTS)


def test_who_is_credited_is_fetched_once_it_comes_into_sight(open_page, monkeypatch):
    monkeypatch.setattr("dashboards.operation.figures.HEAVY", 0)
    page = open_page("analyst")
    page.goto(PARTICIPANTS)

    expect(page.locator("#agencies table")).to_be_visible()
    accessible(page)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_and_its_parts_are_accessible_and_fit(open_page, width):
    page = open_page("analyst", width=width)
    for address in (
        "",
        "results/",
        "seizures/",
        "outcomes/",
        "participants/",
        "sources/",
        "history/",
        "by-agency/",
    ):
        page.goto(OPERATION + address)
        page.wait_for_load_state("networkidle")
        accessible(page)
        fits(page)


def test_without_scripts_a_family_opens_on_its_own_page(chromium, live_server, open_page):
    signed_in = open_page("analyst")
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=signed_in.context.storage_state()
    )
    page = context.new_page()
    page.goto(RESULTS)
    page.locator("#results details summary").first.click()
    page.get_by_role("link", name="Every measure of").first.click()

    expect(page.locator("#family table")).to_be_visible()
    context.close()
