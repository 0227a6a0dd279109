"""Entry with the hands on the keyboard: counted in keys beyond the values themselves."""

import pytest
from django.apps import apps
from playwright.sync_api import Page, expect

from tests.browser.conftest import accessible

pytestmark = pytest.mark.usefixtures("samples")
BUDGET = 60


class Keys:
    """A keyboard that counts the keys pressed, and apart from them the characters of values."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.typed = page, 0, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, value: str) -> None:
        self.page.keyboard.type(value)
        self.typed += len(value)


def paste(page: Page, text: str) -> None:
    """Pastes into what has the focus, as the browser does after Ctrl+V."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(paste);
        }""",
        text,
    )


def enter_first(page: Page) -> None:
    """A seizure of Pacific Rim: the next one remembers its operation, agency and marking."""
    page.goto("/seizures/new/?operation=PACIFIC-RIM")
    page.get_by_label("Date").fill("2009-07-13")
    page.keyboard.press("Alt+a")
    page.keyboard.press("Enter")
    page.get_by_label("Amount").fill("1000 USD")
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_text("was saved as a draft")).to_be_visible()


def test_a_usual_seizure_takes_few_keys_beyond_its_values(open_page, capsys):
    page = open_page("analyst")
    enter_first(page)
    page.goto("/seizures/new/")
    keys = Keys(page)

    expect(page.get_by_label("Date")).to_be_focused()
    keys.type("2009-07-14")
    for kind, tabs, measure, amount in (
        (0, 2, "", "more than 250000 USD"),
        (1, 2, "cocaine", "12.5 kg"),
        (2, 2, "pistol", "3"),
    ):
        keys.press("Alt+a")
        keys.press("Tab", kind)
        keys.press("Enter")
        keys.type(measure)
        keys.press("Tab", tabs)
        keys.type(amount)
    keys.press("Alt+c")
    keys.type("US-CBP")
    keys.press("Control+Shift+Enter")
    expect(page.get_by_text("was saved and submitted")).to_be_visible()

    with capsys.disabled():
        line = f"a seizure with 3 items and a credit: {keys.pressed} keys beyond {keys.typed} characters of values"
        print(f"\n{line}")  # noqa: T201
    assert keys.pressed <= BUDGET
    seizure = apps.get_model("seizures.Seizure").objects.exclude(date_from="2009-07-13").latest("created_at")
    items = seizure.items.order_by("position").values_list("measure__code", "qualifier", "quantity", "amount")
    assert [
        (code, qualifier, quantity and float(quantity), amount and float(amount))
        for code, qualifier, quantity, amount in items
    ] == [
        ("CASH", "at_least", None, 250000.0),
        ("NARC.COCAINE", "exact", 12.5, None),
        ("WEAPONS.PISTOL", "exact", 3.0, None),
    ]
    assert (seizure.operation.code, seizure.state) == ("PACIFIC-RIM", "submitted")
    assert [credit.agency.code for credit in seizure.credits.all()] == ["US-CBP"]


def test_a_picker_finds_by_code_by_name_and_by_the_start_of_a_word(open_page):
    page = open_page("analyst")
    page.goto("/seizures/new/")
    country = page.get_by_role("combobox", name="Country")

    for typed, found in (("col", "Colombia"), ("kingdom", "United Kingdom"), ("mex", "Mexico")):
        country.fill(typed)
        expect(page.locator(".picker-list li").first).to_have_text(found)
        page.keyboard.press("Tab")
        expect(country).to_have_value(found)
    country.fill("xyzzy")
    page.keyboard.press("Tab")
    accessible(page)
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("There is no country “xyzzy”")
    country = page.get_by_role("combobox", name="Country")
    country.fill("")
    page.keyboard.press("Tab")
    country.press("ArrowDown")
    accessible(page)
    country.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_twelve_outcomes_are_pasted_and_saved_at_once(open_page):
    page = open_page("analyst")
    page.goto("/outcomes/grid/?operation=PACIFIC-RIM")
    accessible(page)
    page.get_by_role("textbox", name="Measure").or_(
        page.get_by_role("combobox", name="Measure")
    ).first.focus()
    lines = [f"Arrested\texactly\t{number}\t2009-07" for number in range(1, 14)]
    paste(page, "\r\n".join(lines) + "\r\n")
    expect(page.locator("[name=rows-12-value]")).to_have_value("13")
    page.get_by_role("button", name="Save and submit").click()

    expect(page.get_by_text("13 outcomes were saved and submitted.")).to_be_visible()
    outcomes = apps.get_model("operations.Outcome").objects.filter(created_by__username="analyst")
    assert sorted(int(each.quantity) for each in outcomes) == list(range(1, 14))


@pytest.mark.parametrize("address", ["/outcomes/grid/", "/seizures/new/"])
def test_a_block_of_five_thousand_rows_gets_a_sentence(open_page, address):
    page = open_page("analyst")
    page.goto(address)
    if address == "/seizures/new/":
        page.get_by_text("Paste rows from a spreadsheet").click()
        page.locator("[data-pastes]").focus()
    else:
        page.locator("[name=rows-0-measure]").focus()
    paste(page, "Cocaine\t1 kg\n" * 5000)

    expect(page.locator("[data-paste-note]")).to_contain_text(
        "The block has 5,000 rows, and this page holds 100."
    )
    expect(page.locator("[name=rows-12-measure], [name=items-0-measure]")).to_have_count(0)


def test_items_are_pasted_as_rows_of_their_kinds(open_page):
    page = open_page("analyst")
    page.goto("/seizures/new/")
    page.get_by_text("Paste rows from a spreadsheet").click()
    page.locator("[data-pastes]").focus()
    paste(page, 'Cocaine\t12 kg\t\t"in two\nbags"\nUnicorns\t3')
    expect(page.locator("[data-paste-note]")).to_contain_text("Line 2: “Unicorns” is not on the list.")

    page.locator("[data-pastes]").focus()
    paste(page, 'Cocaine\t12 kg\t\t"in two\nbags"\nCurrency\t250000 USD\nWEAPONS.PISTOL\t3')
    page.get_by_label("Date").fill("2009-07-14")
    page.get_by_role("button", name="Save draft", exact=True).click()

    expect(page.get_by_text("was saved as a draft")).to_be_visible()
    seizure = apps.get_model("seizures.Seizure").objects.latest("created_at")
    items = seizure.items.order_by("position")
    assert [(item.measure.code, item.quantity or item.amount) for item in items] == [
        ("NARC.COCAINE", 12), ("CASH.CURRENCY", 250000), ("WEAPONS.PISTOL", 3),
    ]  # fmt: skip
    assert items[0].description == "in two bags"


def test_another_like_this_has_all_but_the_date_and_the_amounts(open_page):
    page = open_page("analyst")
    enter_first(page)
    page.get_by_role("link", name="Another like this").click()

    expect(page.get_by_text("Filled in like US-ICE-")).to_be_visible()
    expect(page.get_by_label("Date")).to_be_focused()
    expect(page.get_by_role("group", name="1 Cash")).to_be_visible()
    expect(page.get_by_label("Amount")).to_have_value("")


def test_a_list_that_the_page_has_once_is_searched_in_every_field_that_offers_it(open_page):
    page = open_page("analyst")
    page.goto("/seizures/new/?operation=PACIFIC-RIM")
    page.get_by_text("How it was carried, hidden and found").click()
    page.get_by_label("Origin", exact=True).fill("colom")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+KeyC")
    page.get_by_label("Country").last.fill("pana")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Origin", exact=True)).to_have_value("Colombia")
    expect(page.get_by_label("Country").last).to_have_value("Panama")
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("at least one item")
    expect(page.get_by_label("Origin", exact=True)).to_have_value("Colombia")
