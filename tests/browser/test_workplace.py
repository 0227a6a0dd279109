"""The bell, the notices and the audit trail, as people use them."""

import pytest
from playwright.sync_api import expect

from notices import services as notices
from operations.models import Outcome
from records.services import return_to_author
from tests.browser.conftest import accessible
from tests.browser.test_review import submitted


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 360)])
def test_an_analyst_is_told_of_a_returned_record_and_opens_it(open_page, people, dark, width):
    submitted(people, 1)
    return_to_author(Outcome.objects.get(), by=people["supervisor"], reason="Which page?")
    notices.make_notices()
    page = open_page("analyst", dark=dark, width=width)
    page.goto("/")
    bell = page.get_by_role("link", name="Notices")
    expect(bell).to_contain_text("1")
    accessible(page)

    bell.click()
    accessible(page)
    page.get_by_role("link", name="A record was returned to you: WAITS-01").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("WAITS-01")
    page.goto("/notices/")
    page.get_by_label("Send me notices by e-mail").select_option("daily")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your choice of e-mails is saved.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 360)])
def test_an_auditor_finds_what_a_person_did(open_page, people, dark, width):
    submitted(people, 1)
    page = open_page("auditor", dark=dark, width=width)
    page.goto("/audit/")
    accessible(page)
    page.get_by_label("Person").fill(people["analyst"].username)
    page.get_by_role("button", name="Apply").click()

    expect(page.locator("tbody tr").first).to_contain_text("Submitted for review")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 360)])
def test_an_administrator_makes_a_key_and_revokes_it(open_page, people, dark, width):
    page = open_page("administrator", dark=dark, width=width)
    for name in ("people", "agencies", "places", "keys"):
        page.goto(f"/manage/{name}/")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    page.get_by_role("link", name="New key").click()
    accessible(page)
    page.get_by_label("Name").fill("Feed of figures")
    page.get_by_label("Agency").select_option(index=1)
    page.get_by_label("read figures").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The key is made")
    accessible(page)
    page.get_by_role("link", name="To the keys").click()
    page.locator("summary", has_text="Revoke").click()
    page.get_by_role("button", name="Revoke Feed of figures").click()
    expect(page.get_by_text("Feed of figures is revoked")).to_be_visible()
    page.goto("/account/")
    accessible(page)
