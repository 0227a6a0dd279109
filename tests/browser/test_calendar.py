"""The calendar and the timeline, read by eye, by keyboard and by a screen reader."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import accessible

pytestmark = pytest.mark.usefixtures("samples")


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 360)])
def test_a_month_and_a_year_are_read_by_everybody(open_page, dark, width):
    page = open_page("analyst", dark=dark, width=width)
    for address in (
        "/calendar/?month=2024-04",
        "/calendar/?month=2009-07",
        "/calendar/timeline/?month=2009-07",
    ):
        page.goto(address)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address

    page.goto("/calendar/?month=2024-05")
    page.get_by_role("link", name="Earlier").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="April 2024")).to_be_visible()
    page.get_by_role("link", name="Joint action days against labour exploitation, April 2024").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Joint action days")
