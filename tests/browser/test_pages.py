"""Every page, wide and narrow, light and dark: no broken rule of accessibility, no sideways scrolling."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from operations.models import Operation, Outcome
from seizures.models import Seizure
from tests.browser.conftest import accessible
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory

LONG = "A name as long as officials make them when three ministries and an alliance cannot agree on a shorter one"


@pytest.fixture
def records(samples, people) -> None:
    """Beside the samples: a draft, submitted records of every kind, a long name, a big number, an empty operation."""
    agency = people["analyst"].agency
    operation = OperationFactory(code="LONG-NAME", name=LONG, owner=agency)
    OperationFactory(code="EMPTY", name="Nothing recorded yet", owner=agency)
    mine = {"owner": agency, "operation": operation, "created_by": people["analyst"]}
    SeizureFactory(**mine, item__cash="98765432109876543210.12", reference="DRAFT-1")
    SeizureFactory(**mine, submitted=True, reference="SUBMITTED-1")
    SeizureFactory(**mine, returned=True, reference="RETURNED-1")
    OutcomeFactory(**mine, submitted=True, reference="SUBMITTED-2")


def addresses() -> dict[str, list[str]]:
    seizure = Seizure.objects.get(reference="SUBMITTED-1").pk
    draft = Seizure.objects.get(reference="DRAFT-1").pk
    outcome = Outcome.objects.get(reference="SUBMITTED-2").pk
    reading = [
        "/",
        "/?period=all",
        "/operations/",
        *(f"/operations/{code}/" for code in Operation.objects.values_list("code", flat=True)),
    ]
    entering = [
        "/my-work/", "/seizures/", "/outcomes/", "/seizures/new/", "/outcomes/new/", "/operations/new/",
        f"/seizures/{draft}/", f"/seizures/{draft}/edit/", f"/outcomes/{outcome}/", "/evidence/?measure=CASH",
        "/evidence/?measure=NONE&from=2009", "/evidence/changes/?measure=CASH",
        "/evidence/changes/?measure=CASH&since=2999-01-01",
        "/password/", "/operations/PACIFIC-RIM/by-agency/", "/operations/PACIFIC-RIM/results/CASH/",
        "/operations/PACIFIC-RIM/participants/", "/operations/PACIFIC-RIM/history/",
        "/search/?q=pacific", "/search/?q=nothing+like+it", "/seizures/?q=none",
    ]  # fmt: skip
    return {
        "": ["/sign-in/"],
        "analyst": [*reading, *entering, "/no-such-page/", "/review/"],
        "supervisor": ["/review/", f"/seizures/{seizure}/", f"/outcomes/{outcome}/"],
        "auditor": ["/"],
    }


def fits(page: Page) -> None:
    """Asserts that the page itself does not scroll sideways: what is wide scrolls in a box of its own."""
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room, f"{page.url} is {width} px wide in a window of {room}"


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("width", "dark"),
    [
        pytest.param(1440, False, id="wide-light"),
        pytest.param(1440, True, id="wide-dark"),
        pytest.param(360, False, id="narrow-light"),
        pytest.param(360, True, id="narrow-dark"),
    ],
)
def test_every_page_is_accessible_and_fits(open_page, width, dark):
    for role, pages in addresses().items():
        page = open_page(role or None, dark=dark, width=width)
        for address in pages:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            accessible(page)
            fits(page)


@pytest.mark.parametrize("role", ["administrator", "analyst"])
def test_every_field_of_the_admin_has_a_name(open_page, role):
    page = open_page(role)
    addresses = {
        "administrator": ["agencies/apikey/add/", "agencies/agency/add/", "measures/exchangerate/add/"],
        "analyst": ["seizures/seizure/add/", "outcomes/outcome/add/", "operations/claim/add/"],
    }  # fmt: skip
    for address in addresses[role]:
        page.goto(f"/admin/{address}")
        page.wait_for_load_state("networkidle")
        for adder in page.locator(".add-row a").all():
            adder.click()
        page.wait_for_timeout(100)
        named = {"runOnly": {"type": "rule", "values": ["aria-input-field-name", "label", "select-name"]}}
        found = Axe().run(page, options=named).response["violations"]
        assert [f"{address} {node['html'][:160]}" for rule in found for node in rule["nodes"]] == []


def test_the_description_of_the_api_says_its_language(open_page):
    page = open_page("analyst")
    page.goto("/api/docs/")

    assert page.locator("html").get_attribute("lang") == "en"
