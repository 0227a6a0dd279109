"""A number is echoed beside its field before it is saved, as the server reads it, in the pages and in the admin."""

import re

import pytest
from playwright.sync_api import Page, expect


def in_spanish(page: Page) -> None:
    page.context.add_cookies([{"name": "django_language", "value": "es", "url": page.url}])


@pytest.mark.parametrize("width", [1280, 360])
def test_what_is_typed_is_echoed_and_what_is_doubtful_is_asked(open_page, width):
    page = open_page("analyst", width=width)
    in_spanish(page)
    page.goto("/seizures/new/")
    page.locator("[data-adds=CASH]").click()
    amount, echo = page.locator("#id_items-0-amount"), page.locator("#id_items-0-amount_echo")

    amount.press_sequentially("1500000")
    expect(echo).to_have_text("1.500.000 (1 millón 500 mil)")
    assert "id_items-0-amount_echo" in amount.get_attribute("aria-describedby")
    assert echo.get_attribute("aria-live") == "polite"

    amount.fill("15.000")
    expect(echo).to_contain_text(re.compile("15000.*15"))
    page.locator("#id_date").fill("2009-07-14")
    page.locator("#id_items-0-currency").fill("EUR")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_items-0-amount_error")).to_contain_text("15000")

    page.locator("#id_items-0-amount").fill("15000")
    expect(page.locator("#id_items-0-amount_echo")).to_have_text("15.000 (15 mil)")


def test_the_admin_echoes_as_well(open_page):
    page = open_page("administrator")
    page.goto("/admin/agencies/place/add/")

    page.locator("#id_accuracy").press_sequentially("1500")
    expect(page.locator("#id_accuracy_echo")).to_have_text("1,500 (1 thousand 500)")
