"""Forms of entry: what has the focus is seen, and what can be chosen is seen to be there."""

import pytest
from playwright.sync_api import Page

COVERED = """() => {
  const bar = document.querySelector(".form-foot").getBoundingClientRect();
  const box = document.activeElement.getBoundingClientRect();
  const inside = document.activeElement.closest(".form-foot");
  return !inside && box.height && box.bottom > bar.top + 1 && box.top < bar.bottom ? document.activeElement.id : null;
}"""


def covered(page: Page) -> list[str]:
    """Goes through the page by Tab, and returns the controls that the bar at the foot covered."""
    found = []
    for _press in range(90):
        page.keyboard.press("Tab")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if hidden := page.evaluate(COVERED):
            found.append(hidden)
        if page.evaluate("document.activeElement.closest('.form-foot') !== null"):
            return found
    raise AssertionError("the bar was never reached")


@pytest.mark.parametrize("address", ["/seizures/new/", "/operations/new/"])
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1280, 500)])
def test_the_bar_never_covers_what_has_the_focus(open_page, address, width, height):
    page = open_page("analyst")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    page.locator("[data-adds]").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")

    assert covered(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_no_choice_is_out_of_sight_within_its_box(open_page, width):
    page = open_page("analyst", width=width)
    page.goto("/operations/new/")

    cut = page.evaluate(
        "[...document.querySelectorAll('.checks')].filter((box) => box.scrollHeight > box.clientHeight + 1).length"
    )

    assert cut == 0
