"""Every page of the admin that saves does so once, and never over what somebody else has changed meanwhile."""

import pytest
from django.apps import apps
from django.urls import reverse

from tests.admin_page import errors, filled
from tests.calls import signed_in
from tests.ops_tracker.admin_screens import ADDED, SCREENS, saving, user_for

pytestmark = pytest.mark.django_db
# Its page shows a request and changes nothing: requests are marked as done in the list.
READ_ONLY = {"agencies.PlaceRequest"}


def page_of(label, name, *args):
    return reverse(f"admin:{label.lower().replace('.', '_')}_{name}", args=args)


@pytest.fixture
def opened():
    """The row of a screen, its address, the browser of who may change it, and the page as it was opened."""

    def open_page(label):
        row = SCREENS[label].row()
        browser = signed_in(user_for(SCREENS[label].role))
        address = page_of(label, "change", row.pk)
        return row, address, browser, browser.get(address)

    return open_page


def values(row):
    return list(type(row).objects.filter(pk=row.pk).values())


def test_every_screen_that_saves_is_walked():
    assert saving("change") - READ_ONLY == SCREENS.keys()
    assert saving("add") == ADDED.keys()


@pytest.mark.parametrize("label", SCREENS)
def test_what_was_changed_meanwhile_is_not_overwritten(label, opened):
    row, address, browser, page = opened(label)
    type(row).objects.filter(pk=row.pk).update(**SCREENS[label].meanwhile)
    before = values(row)

    response = browser.post(address, filled(page, **SCREENS[label].typed))

    assert values(row) == before
    assert response.status_code == 200
    assert "since you opened it" in str(errors(response)), errors(response)


@pytest.mark.parametrize("label", SCREENS)
def test_a_page_that_does_not_say_what_it_showed_saves_nothing(label, opened):
    row, address, browser, page = opened(label)
    before = values(row)

    for said in ({"shown": "", "seen": ""}, {"shown": "x", "seen": "0"}):
        browser.post(address, filled(page, **SCREENS[label].typed | said))

    assert values(row) == before


@pytest.mark.parametrize("label", SCREENS)
def test_what_is_as_it_was_opened_is_saved(label, opened):
    row, address, browser, page = opened(label)
    before = values(row)

    response = browser.post(address, filled(page, **SCREENS[label].typed))

    assert response.status_code == 302, errors(response)
    assert values(row) != before


def test_a_name_that_somebody_else_has_corrected_is_not_overwritten(opened):
    """A country's names are rows of their own, on its page."""
    row, address, browser, page = opened("agencies.Country")
    row.names.filter(language="pt").update(name="Corrected")

    response = browser.post(address, filled(page, name="Typed"))

    assert "since you opened it" in str(errors(response))
    assert row.names.get(language="pt").name == "Corrected"


def test_readers_whom_somebody_else_has_named_are_not_left_out(opened):
    row, address, browser, page = opened("operations.Source")
    row.readers.set([user_for("supervisor")])

    response = browser.post(address, filled(page, title="Typed"))

    assert "since you opened it" in str(errors(response))
    assert row.readers.count() == 1


@pytest.mark.parametrize("label", ADDED)
def test_an_add_page_that_is_sent_twice_makes_one_row(label):
    role, typed = ADDED[label]
    browser, address, model = signed_in(user_for(role)), page_of(label, "add"), apps.get_model(label)
    page = browser.get(address)
    sent = filled(page, **typed())
    before = model.objects.count()

    first, second = browser.post(address, sent), browser.post(address, sent)

    assert first.status_code == 302, errors(first)
    assert second.status_code in (200, 302)
    assert model.objects.count() == before + 1


def test_another_page_with_the_same_makes_another_row():
    """Two pages are two intentions, however alike they are filled in."""
    browser, address = signed_in(user_for("analyst")), page_of("operations.Outcome", "add")

    for _page in range(2):
        browser.post(address, filled(browser.get(address), **ADDED["operations.Outcome"][1]()))

    assert apps.get_model("operations.Outcome").objects.count() == 2
