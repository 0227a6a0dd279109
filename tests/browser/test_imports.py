"""A file becomes records: sent, mapped by looking, checked, compared with its own totals, recorded and taken back."""

import pytest
from django.apps import apps
from playwright.sync_api import Page, expect

from tests.browser.conftest import accessible

pytestmark = pytest.mark.usefixtures("samples")

FILE = """Results of the Pacific unit
Date;Place;Drug;Quantity;Unit
14.07.2009;Miami;Cocaine;1.250,5;KGM
15.07.2009;Miami;Heroin;3,25;KGM
16.07.2009;Nowhere Point;Perico;2;KGM
"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def worker(page: Page) -> None:
    """Does what the worker does, for the file whose page is open."""
    from imports.services.jobs import run_job  # noqa: PLC0415 -- models cannot be imported before Django is set up

    found = apps.get_model("imports.FileImport").objects.order_by("-created_at").first()
    run_job(found.pk)
    page.goto(found.get_absolute_url())


def checked(page: Page) -> None:
    accessible(page)
    assert not page.evaluate(WIDE)


def send(page: Page) -> None:
    page.goto("/imports/")
    checked(page)
    page.locator("input[name=file]").set_input_files(
        {"name": "pacific.csv", "mimeType": "text/csv", "buffer": FILE.encode("utf-16")}
    )
    page.get_by_role("button", name="Check the file").press("Enter")


def map_it(page: Page) -> None:
    """What was guessed is right; how numbers are written, and what a word stands for, is said."""
    expect(page.get_by_role("heading", name="What its words stand for")).to_be_visible()
    expect(page.get_by_label("Quantity", exact=True)).to_have_value("quantity")
    checked(page)
    page.get_by_label("Perico").first.fill("NARC.COCAINE")
    page.get_by_label("Decimals").select_option(",")
    page.get_by_label("Between thousands").select_option(".")
    page.get_by_label("Operation", exact=True).select_option(label="PACIFIC-RIM")
    page.get_by_label("Save it as").fill("pacific")
    page.get_by_role("button", name="Check the file by it").press("Enter")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    checked(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_person_imports_a_file(open_page, width):
    page = open_page("analyst", width=width)
    send(page)
    map_it(page)

    worker(page)
    expect(page.get_by_text("New records: 3.")).to_be_visible()
    expect(page.locator("tr", has_text="1,252.5")).to_contain_text("NARC.COCAINE")
    checked(page)

    for printed, answer in (("1,252.4", "Differs by 0.1"), ("1,252.5", "Agrees")):
        page.get_by_label("Measure", exact=True).select_option("NARC.COCAINE")
        page.get_by_label("Year", exact=True).select_option("2009")
        page.get_by_label("Total in the file").fill(printed)
        page.get_by_role("button", name="Compare").press("Enter")
        expect(page.get_by_text(answer)).to_be_visible()
    checked(page)

    page.get_by_label("Hand the records over for review").check()
    page.get_by_role("button", name="Record the rows").press("Enter")
    worker(page)
    expect(page.get_by_role("status").filter(has_text="recorded")).to_be_visible()
    page.get_by_label("Reason").fill("The wrong file.")
    page.get_by_role("button", name="Undo the whole import").press("Enter")
    expect(page.get_by_text("3 records taken back.")).to_be_visible()
    checked(page)


def test_a_file_is_cancelled_by_the_keyboard(open_page):
    page = open_page("analyst")
    send(page)
    map_it(page)
    page.get_by_role("button", name="Cancel").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("cancelled it before it was read")).to_be_visible()
    expect(page.get_by_role("button", name="Record the rows")).to_be_visible()
    checked(page)
