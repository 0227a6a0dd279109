"""Rows of an entry form come and go on the page, and with them what was wrong."""

from playwright.sync_api import expect

SENTENCE = "Say what was taken: add at least one item."


def test_adding_a_row_takes_the_complaint_away(open_page):
    page = open_page("analyst")
    page.goto("/seizures/new/")
    page.get_by_role("button", name="Save draft", exact=True).click()
    beside = page.locator("[data-formset=items] .field-error", has_text=SENTENCE)
    expect(beside).to_be_visible()

    page.locator("[data-formset=items] [data-adds]").first.click()

    expect(beside).to_have_count(0)
