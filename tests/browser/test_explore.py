"""Explore, as somebody who knows no code uses it: with and without a mouse, wide and narrow, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import accessible
from tests.browser.test_pages import fits
from tests.factories.seizures import SeizureFactory

QUESTION = "/explore/?by=country,year&measure=NARC&stage=seized&calendar=us"


@pytest.fixture
def seized(people) -> None:
    for day in ("2020-11", "2021-04-02"):
        SeizureFactory(verified=True, country="COL", date=day)
    SeizureFactory(verified=True, country="PER", date="2021-05", unquantified=True)
    # Of another unit: which figure is drawn is then chosen from a list.
    SeizureFactory(verified=True, country="PER", date="2021-06", item__unit="U2")


def test_a_new_reader_finds_how_much_cocaine_colombia_seized_by_quarter_and_which_records(open_page, seized):
    page = open_page("partner")
    page.get_by_role("link", name="Explore").click()

    page.get_by_label("Measure", exact=True).select_option(label="\N{EM SPACE}Cocaine")
    page.get_by_label("Stage", exact=True).select_option(label="Seized")
    page.get_by_label("Country", exact=True).select_option(label="Colombia")
    page.get_by_label("Period", exact=True).fill("US FY2021")
    page.get_by_label("Group by", exact=True).select_option(label="Quarter")
    page.get_by_label("Group by", exact=True).press("Tab")
    page.get_by_role("button", name="Show", exact=True).press("Enter")

    expect(page.locator("#asked")).to_contain_text("Cocaine seized, in Colombia, in US FY2021")
    row = page.get_by_role("row").filter(has_text="FY2021-Q3")
    expect(row).to_contain_text("10 kg")
    row.get_by_role("link").first.click()
    expect(page.locator("#in-title")).to_be_visible()
    expect(page.get_by_text("Country: Colombia")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1440, True), (360, False), (360, True)], ids=str)
def test_explore_is_accessible_and_fits(open_page, seized, width, dark):
    page = open_page("partner", dark=dark, width=width)
    compared = "/compare/?of=country&a=COL&b=PER"
    refused = "/explore/?measure=COCAIN&from=2021-09&to=2020-10"
    for address in ("/explore/", QUESTION, refused, compared, "/compare/?of=period&a=never"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        accessible(page)
        fits(page)
