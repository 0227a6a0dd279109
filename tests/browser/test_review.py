"""Review with the hands on the keyboard, and thirty clean records in three clicks."""

from playwright.sync_api import Page, expect

from measures.models import Measure, Unit
from operations.models import Outcome
from outcomes.services import record_outcome
from records.services import submit
from tests.browser.conftest import accessible


def submitted(people, number: int) -> None:
    for count in range(1, number + 1):
        outcome = Outcome(
            measure=Measure.objects.get(code="PEOPLE.ARRESTED"),
            quantity=count,
            unit=Unit.objects.get(code="C62"),
            agency=people["analyst"].agency,
            marking="TLP:GREEN",
            reference=f"WAITS-{count:02}",
        )
        submit(record_outcome(outcome, by=people["analyst"]), by=people["analyst"])


def panel(page: Page):
    return page.get_by_role("region", name="The record", exact=True)


def test_keys_move_verify_and_return(open_page, people):
    submitted(people, 4)
    page = open_page("supervisor", width=1440)
    page.goto("/review/")
    expect(panel(page)).to_contain_text("WAITS-01")
    expect(panel(page)).to_contain_text("What verifying changes")
    accessible(page)

    page.keyboard.press("j")
    expect(panel(page)).to_contain_text("WAITS-02")
    page.keyboard.press("k")
    expect(panel(page)).to_contain_text("WAITS-01")
    page.keyboard.press("j")
    expect(panel(page)).to_contain_text("WAITS-02")
    page.keyboard.press("v")
    expect(page.get_by_text("WAITS-02 is verified")).to_be_visible()
    expect(panel(page)).to_contain_text("WAITS-03")

    page.keyboard.press("r")
    page.keyboard.press("Space")
    accessible(page)
    panel(page).get_by_role("button", name="Return it").press("Enter")
    expect(page.get_by_text("WAITS-03 went back to its author.")).to_be_visible()
    expect(panel(page)).to_contain_text("WAITS-04")
    outcome = Outcome.objects.get(reference="WAITS-03")
    assert outcome.state_reason == "The amount is not what the source states."


def test_thirty_clean_records_take_three_clicks(open_page, people, capsys):
    submitted(people, 30)
    page = open_page("supervisor", width=1440)
    clicks = 0
    for role, name in (
        ("link", "Review"),
        ("link", "Tick 30 without a warning"),
        ("button", "Verify the chosen"),
    ):
        page.get_by_role(role, name=name).first.click()
        clicks += 1
        page.wait_for_load_state()

    expect(page.get_by_text("30 records verified.")).to_be_visible()
    with capsys.disabled():
        print(f"\n30 clean records verified: {clicks} clicks")  # noqa: T201
    assert clicks == 3


def test_on_a_narrow_screen_the_links_lead_to_the_record(open_page, people):
    submitted(people, 1)
    page = open_page("supervisor", width=360)
    page.goto("/review/")
    accessible(page)
    page.get_by_role("link", name="WAITS-01").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("WAITS-01")


def test_a_supervisor_assigns_and_comments_with_the_keyboard(open_page, people, capsys):
    submitted(people, 2)
    page = open_page("supervisor", width=1440)
    page.goto("/review/")
    expect(panel(page)).to_contain_text("WAITS-01")
    page.keyboard.press("a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("WAITS-01 is assigned.")).to_be_visible()
    expect(page.locator("[data-row]").first).to_contain_text("assigned to")
    accessible(page)
    box = panel(page).get_by_role("textbox", name="Comment")
    box.fill("Which page of the source?")
    panel(page).get_by_label("About").select_option("source")
    panel(page).get_by_role("button", name="Comment", exact=True).click()
    expect(panel(page)).to_contain_text("Which page of the source?")
    page.goto("/review/?assigned=me")
    expect(page.locator("[data-row]")).to_have_count(1)
    with capsys.disabled():
        print("\na record assigned to oneself: 4 keystrokes")  # noqa: T201
