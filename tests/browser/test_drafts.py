"""What is typed survives a closed tab and a lost connection, goes out once, and leaves the device with its person."""

import pytest
from django.apps import apps
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, accessible, sign_in

pytestmark = pytest.mark.usefixtures("samples")
NEW = "/seizures/new/?operation=PACIFIC-RIM"
STORED = """async () => {
  const entries = await window.device.entries();
  const pages = (await caches.keys()).length;
  return { entries: entries.map(({ id, state, fields }) => ({ id, state, fields: JSON.stringify(fields) })), pages };
}"""


def seizures():
    return apps.get_model("seizures.Seizure").objects.filter(created_by__username="analyst")


def fill_in(page: Page, amount: str = "1000 USD") -> None:
    page.get_by_label("Date").fill("2009-07-13")
    page.keyboard.press("Alt+a")
    page.keyboard.press("Enter")
    page.get_by_label("Amount").last.fill(amount)
    expect(page.locator("[data-device-note]")).to_contain_text("Stored on this device")


def opens_without_connection(page: Page) -> None:
    """Waits until the worker is there and has what the page loads."""
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(
        "async () => (await caches.match('/seizures/new/')) && (await caches.match('/device/'))"
    )


def entry_page(page: Page) -> None:
    page.goto("/seizures/new/")
    opens_without_connection(page)
    page.goto("/seizures/new/")
    page.wait_for_load_state("networkidle")


def test_a_closed_tab_loses_nothing(open_page):
    page = open_page("analyst")
    page.goto(NEW)
    fill_in(page)
    page.get_by_role("heading", name="Reference, source and note").click()
    page.get_by_label("Note").fill("Half a sentence")
    page.wait_for_timeout(500)
    context = page.context
    page.close(run_before_unload=False)

    page = context.new_page()
    page.goto(NEW)
    expect(page.get_by_text("You typed this here, and it is not saved yet.")).to_be_visible()
    expect(page.get_by_label("Date")).to_have_value("2009-07-13")
    expect(page.get_by_label("Amount")).to_have_value("1000 USD")
    expect(page.get_by_label("Note")).to_have_value("Half a sentence")
    accessible(page)
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_text("was saved as a draft")).to_be_visible()

    assert [seizure.note for seizure in seizures()] == ["Half a sentence"]
    page.wait_for_function("async () => (await window.device.entries()).length === 0")


def test_what_is_sent_without_a_connection_goes_out_once_when_it_is_back(open_page):
    page = open_page("analyst")
    entry_page(page)
    page.context.set_offline(True)
    fill_in(page)
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("heading", name="This entry waits on this device")).to_be_visible()
    accessible(page)

    # The page opens without the server, for the next entry and for the list.
    page.get_by_role("link", name="Enter another").click()
    expect(page.get_by_role("heading", name="Record a seizure")).to_be_visible()
    fill_in(page, "2500 USD")
    page.get_by_role("button", name="Save draft", exact=True).click()
    page.get_by_role("link", name="All entries on this device").last.click()
    expect(page.get_by_text("waits to be sent")).to_have_count(2)
    assert not seizures().exists()

    page.context.set_offline(False)
    expect(page.get_by_text("sent and saved")).to_have_count(2)
    states = sorted((seizure.state, int(seizure.items.get().amount)) for seizure in seizures())
    assert states == [("draft", 2500), ("submitted", 1000)]
    accessible(page)


def test_an_answer_that_was_lost_does_not_save_twice(open_page):
    page = open_page("analyst")
    page.goto(NEW)
    fill_in(page)
    # The server has it, and the page never learns so.
    page.evaluate(
        """async () => {
          const [entry] = await window.device.entries();
          await window.device.send(entry);
          const answered = await window.device.get(entry.id);
          const lost = { ...answered, state: "waiting", fields: entry.fields, attempted: true };
          await window.device.put(lost);
        }"""
    )
    assert seizures().count() == 1

    page.goto("/device/")
    expect(page.get_by_text("sent and saved")).to_be_visible()
    assert seizures().count() == 1


def test_an_entry_that_was_changed_after_it_had_arrived_is_kept_and_told(open_page):
    page = open_page("analyst")
    page.goto(NEW)
    fill_in(page)
    page.evaluate(
        """async () => {
          const [entry] = await window.device.entries();
          await window.device.send(entry);
          const fields = entry.fields.map(([name, value]) => [name, name === "note" ? "More" : value]);
          await window.device.put({ ...entry, state: "waiting", fields, attempted: true });
        }"""
    )
    page.goto("/device/")

    expect(page.get_by_text("An earlier state of this entry was saved already.")).to_be_visible()
    assert seizures().count() == 1


def test_two_tabs_keep_both_of_what_is_typed(open_page):
    page = open_page("analyst")
    page.goto(NEW)
    fill_in(page, "1000 USD")
    other = page.context.new_page()
    other.goto(NEW)
    expect(other.get_by_label("Date")).to_have_value("")
    fill_in(other, "2000 USD")

    third = page.context.new_page()
    third.goto("/device/")
    expect(third.get_by_text("being typed")).to_have_count(2)
    third.get_by_role("link", name="Record a seizure").first.click()
    expect(third.get_by_text("This entry is open in another tab too.")).to_be_visible()
    third.goto("/device/")
    expect(third.get_by_text("being typed")).to_have_count(3)


def test_a_record_that_was_changed_meanwhile_shows_both(open_page, people):
    page = open_page("analyst")
    page.goto(NEW)
    fill_in(page)
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_text("was saved as a draft")).to_be_visible()
    record = seizures().get()
    page.goto(f"{record.get_absolute_url()}edit/")
    page.get_by_label("Amount").fill("7000 USD")
    page.wait_for_timeout(600)
    elsewhere = open_page("analyst")
    elsewhere.goto(f"{record.get_absolute_url()}edit/")
    elsewhere.get_by_label("Amount").fill("8000 USD")
    elsewhere.get_by_role("button", name="Save draft", exact=True).click()
    expect(elsewhere.get_by_text("was saved as a draft")).to_be_visible()

    page.goto(f"{record.get_absolute_url()}edit/")

    expect(page.get_by_role("alert").first).to_contain_text("was changed since you opened it")
    expect(page.get_by_label("Amount")).to_have_value("7000 USD")
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.get_by_text("was saved as a draft")).to_be_visible()
    assert seizures().get().items.get().amount == 7000


def test_a_session_that_ended_while_typing_leaves_one_entry_and_one_record(open_page):
    page = open_page("analyst")
    page.goto(NEW)
    fill_in(page)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("Username").fill("analyst")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("Amount")).to_have_value("1000 USD")
    assert [each["state"] for each in page.evaluate(STORED)["entries"]] == ["typing"]
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_text("was saved as a draft")).to_be_visible()
    page.wait_for_function("async () => (await window.device.entries()).length === 0")
    assert seizures().count() == 1


def test_a_refused_entry_is_opened_and_corrected(open_page):
    page = open_page("analyst")
    entry_page(page)
    page.context.set_offline(True)
    page.get_by_label("Date").fill("2009-07-13")
    page.get_by_role("button", name="Save draft", exact=True).click()
    page.get_by_role("link", name="All entries on this device").last.click()
    page.context.set_offline(False)

    expect(page.get_by_text("refused: open it and correct it")).to_be_visible()
    expect(page.get_by_text("at least one item")).to_be_visible()
    page.get_by_role("link", name="Record a seizure").click()
    expect(page.get_by_label("Date")).to_have_value("2009-07-13")
    fill_in(page)
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.get_by_text("was saved as a draft")).to_be_visible()
    assert seizures().count() == 1


def test_the_grid_is_restored_row_by_row(open_page):
    page = open_page("analyst")
    page.goto("/outcomes/grid/?operation=PACIFIC-RIM")
    page.locator("[name=rows-1-value]").fill("12")
    page.get_by_role("button", name="Add a row").click()
    page.locator("[name^=rows-][name$=-value]").last.fill("13")
    page.wait_for_timeout(600)
    number = page.locator("[name$=-value]").count()

    page.goto("/outcomes/grid/?operation=PACIFIC-RIM")

    expect(page.locator("[name=rows-1-value]")).to_have_value("12")
    expect(page.locator("[name$=-value]")).to_have_count(number)
    expect(page.locator("[name^=rows-][name$=-value]").last).to_have_value("13")


def test_signing_out_removes_all_of_it_after_a_warning(open_page):
    page = open_page("analyst")
    entry_page(page)
    fill_in(page)
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("signing out removes them for good")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out and remove them").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    sign_in(page, "supervisor")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert page.evaluate(STORED) == {"entries": [], "pages": 0}
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/seizures/new/")


def test_who_signs_in_next_finds_nothing_of_who_never_signed_out(open_page):
    page = open_page("analyst")
    entry_page(page)
    fill_in(page)
    page.wait_for_timeout(500)
    page.context.clear_cookies()
    sign_in(page, "supervisor")

    page.wait_for_function("async () => { await window.device.ready; return true; }")
    raw = """() => new Promise((resolve) => {
      const opening = indexedDB.open("ops-tracker", 1);
      opening.onsuccess = () => {
        const all = opening.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => resolve(all.result.length);
      };
    })"""
    assert page.evaluate(raw) == 0
    assert page.evaluate("caches.keys()") == []


def test_where_it_is_switched_off_nothing_is_stored(open_page, settings):
    page = open_page("analyst")
    entry_page(page)
    fill_in(page)
    page.wait_for_load_state("networkidle")
    settings.DEVICE_DRAFTS = False
    page.goto(NEW)

    page.get_by_label("Date").fill("2009-07-13")
    page.wait_for_timeout(600)
    expect(page.get_by_label("Amount")).to_have_count(0)
    assert page.evaluate(STORED) == {"entries": [], "pages": 0}
    expect(page.get_by_role("link", name="On this device")).to_have_count(0)


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 360)])
def test_the_list_of_the_device_is_read_by_everybody(open_page, dark, width):
    page = open_page("analyst", dark=dark, width=width)
    page.goto("/device/")
    expect(page.get_by_text("Nothing is stored on this device")).to_be_visible()
    accessible(page)
    page.goto(NEW)
    fill_in(page)
    accessible(page)
    page.goto("/device/")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Remove").click()
    accessible(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Nothing is stored on this device")).to_be_visible()
