"""The main job: an analyst enters what an operation achieved, a supervisor verifies it, and totals follow."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.browser.conftest import accessible

pytestmark = pytest.mark.usefixtures("samples")

OPERATION = "/operations/PACIFIC-RIM/"
CASH, ARRESTED = "Cash and monetary instruments seized", "Arrested"
Ask = Callable[[str], Decimal]


@pytest.fixture
def ask(client, capsys, samples) -> Ask:
    """One figure of Pacific Rim by its measure, asked of the API with a key, as a partner system does."""
    call_command("createkey", agency="US-FBI", name="test", scopes="figures:read")
    key = capsys.readouterr().out.strip()

    def asked(measure: str) -> Decimal:
        answer = client.get(
            f"/api/v1/figures/?operation=PACIFIC-RIM&measure={measure}",
            headers={"authorization": f"Bearer {key}"},
        )
        return Decimal(answer.json()["figures"][0]["value"])

    return asked


def tile(page: Page, label: str) -> Decimal:
    """The exact value behind the tile of that name on the page that is open."""
    box = page.locator(".tile", has=page.get_by_text(label, exact=True))
    return Decimal(box.locator("data").get_attribute("value") or "")


def shown(page: Page) -> dict[str, Decimal]:
    """The totals as the operation's page and the overview have them."""
    totals = {}
    for name, address in (("operation", OPERATION), ("overview", "/?period=all")):
        page.goto(address)
        totals |= {f"{name} {label}": tile(page, label) for label in (CASH, ARRESTED)}
    return totals


def enter_seizure(page: Page) -> None:
    """By the keyboard alone, from the operation's page."""
    page.goto(OPERATION)
    page.get_by_role("link", name="Record a seizure").press("Enter")
    page.wait_for_load_state()
    page.get_by_label("Date").press_sequentially("2009-07")
    page.keyboard.press("Alt+a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="1 Cash and monetary instruments")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("more")
    page.keyboard.press("Tab")
    page.keyboard.type("250000")
    page.keyboard.press("Tab")
    page.keyboard.type("USD")
    page.get_by_role("button", name="Save and submit").press("Enter")
    expect(page.get_by_text("Submitted", exact=True).first).to_be_visible()


def enter_arrests(page: Page) -> None:
    page.goto(OPERATION)
    page.get_by_role("link", name="Record an outcome").click()
    # Scripts make a text field of the list, and take its label along.
    page.wait_for_load_state()
    page.get_by_label("Measure").fill("Arrested")
    page.get_by_label("How many").fill("3")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_text("Submitted", exact=True).first).to_be_visible()


def verify_next(page: Page, kind: str) -> str:
    """Opens the first record of the kind in the queue, and verifies it. Returns what was said to change."""
    page.goto("/review/")
    page.locator(f'main a[href^="/{kind}/"]').first.click()
    change = page.get_by_role("region", name="What verifying changes").inner_text()
    page.get_by_role("button", name="Verify", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="is verified, and counts from now on")).to_be_visible()
    return change


def test_what_an_operation_achieved_is_seen_with_qualifier_and_source(open_page):
    page = open_page("analyst")
    page.get_by_role("link", name="Operations", exact=True).click()
    page.get_by_role("link", name="Pacific Rim").click()

    cash = page.locator(".tile", has=page.get_by_text(CASH, exact=True))
    expect(cash).to_contain_text("about")
    expect(cash).to_contain_text("US$155 million")
    row = page.get_by_role("row", name="Cocaine seized About")
    expect(row).to_contain_text("about 3.3 ton")
    expect(row).to_contain_text("short ton of 2,000 lb")
    expect(
        row.get_by_role("link", name="A Miami law office’s blog").or_(row.get_by_text("Miami"))
    ).to_be_visible()


def test_totals_move_by_exactly_what_was_verified(open_page, ask):
    analyst, supervisor = open_page("analyst"), open_page("supervisor")
    before, asked = shown(analyst), (ask("CASH"), ask("PEOPLE.ARRESTED"))

    enter_seizure(analyst)
    enter_arrests(analyst)

    assert shown(analyst) == before
    assert (ask("CASH"), ask("PEOPLE.ARRESTED")) == asked

    money = verify_next(supervisor, "seizures")
    arrests = verify_next(supervisor, "outcomes")

    assert "250,000" in money
    assert "3" in arrests
    expected = {
        name: value + (Decimal(250_000) if name.endswith(CASH) else Decimal(3))
        for name, value in before.items()
    }
    assert shown(supervisor) == expected
    assert (ask("CASH"), ask("PEOPLE.ARRESTED")) == (asked[0] + 250_000, asked[1] + 3)


def test_a_record_goes_back_with_a_comment_and_comes_again(open_page):
    analyst, supervisor = open_page("analyst"), open_page("supervisor")
    enter_arrests(analyst)

    supervisor.goto("/review/")
    supervisor.goto(supervisor.locator('main a[href^="/outcomes/"]').first.get_attribute("href") or "")
    supervisor.get_by_role("button", name="Return").click()
    dialog = supervisor.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("On which day?")
    dialog.get_by_role("button", name="Return").click()
    expect(supervisor.get_by_text("Returned", exact=True).first).to_be_visible()

    analyst.goto("/my-work/")
    expect(analyst.get_by_text("On which day?")).to_be_visible()
    row = analyst.get_by_role("row").filter(has_text="On which day?")
    row.locator('a[href^="/outcomes/"]').first.click()
    analyst.get_by_role("link", name="Edit").click()
    analyst.get_by_label("Date").fill("2009-07-14")
    analyst.get_by_role("button", name="Save and submit").click()

    expect(analyst.get_by_text("Submitted", exact=True).first).to_be_visible()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(open_page):
    page = open_page("analyst")
    page.goto("/seizures/new/?operation=PACIFIC-RIM")
    page.get_by_label("Date").fill("2009-13")
    page.get_by_role("button", name="Narcotics").click()
    item = page.get_by_role("group", name="Narcotics")
    item.get_by_label("Quantity").fill("-3")
    item.get_by_label("Unit").select_option("KGM")
    page.get_by_role("button", name="Save draft", exact=True).click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    for label, sentence in (("Date", "is not a date"), ("Quantity", "negative")):
        field = page.get_by_label(label).first
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby").split()
        assert sentence in " ".join(page.locator(f"#{name}").inner_text() for name in described)
    expect(page.get_by_label("Date")).to_have_value("2009-13")
    expect(page.get_by_label("Quantity").first).to_have_value("-3")
    accessible(page)
