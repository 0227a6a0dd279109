"""The description of the API is read and tried in the browser, with nothing from outside, under the strict policy."""

from playwright.sync_api import expect


def test_the_description_renders_under_the_policy(open_page, live_server):
    page, outside = open_page("analyst"), []
    page.on(
        "request", lambda sent: outside.append(sent.url) if not _ours(sent.url, live_server.url) else None
    )

    # What is far out of sight is not drawn.
    page.set_viewport_size({"width": 1280, "height": 9000})
    page.goto("/api/docs/")

    expect(page.get_by_role("heading", name="Ops Tracker")).to_be_visible()
    page.locator("#operations-figures-figures").get_by_role("button").first.click()
    expect(page.get_by_text("Every figure has a qualifier")).to_be_visible()
    assert outside == []


def test_a_question_is_tried_from_the_description(open_page):
    page = open_page("analyst")
    page.goto("/api/docs/#/figures/figures")

    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()

    expect(page.locator(".live-responses-table")).to_contain_text("left_out")


def test_there_is_a_way_back(open_page):
    page = open_page("analyst")
    page.goto("/api/docs/")

    page.get_by_role("link", name="Back to Ops Tracker").click()

    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_it_is_for_those_who_are_signed_in(open_page):
    page = open_page()

    page.goto("/api/docs/")

    expect(page.get_by_label("Password")).to_be_visible()


def _ours(url, base):
    return url.startswith((base, "data:", "blob:"))
