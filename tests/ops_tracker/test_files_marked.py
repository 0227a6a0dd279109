"""Every file that the service gives out says, inside and in its name, who may read it."""

import csv
import io

import pytest

from agencies.models import Agency
from common.files import marked_name
from tests.documents import workbook_of
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.seizures import SeizureFactory
from tests.ops_tracker.addresses import addresses

pytestmark = pytest.mark.django_db
SINCE = {"since": "2020-01-01"}
FILES = {"evidence": ("/evidence.csv", {}), "changes": ("/evidence/changes.csv", SINCE)}
# Of reports it tells which are missing: tests/figures/completeness.
COMPLETENESS = "/completeness.csv"
# That of the trail: tests/ops_tracker/test_audit_page.py.
AUDIT = "/audit.csv"
# That of the month: tests/dashboards/calendar.
CALENDAR = "/calendar.csv"
WORKBOOKS = {
    "evidence": ("/evidence.xlsx", {}), "changes": ("/evidence/changes.xlsx", SINCE), "figures": ("/explore.xlsx", {}),
}  # fmt: skip


def test_these_are_all_the_files():
    found = [
        path
        for path in addresses()
        if path.endswith((".csv", ".xlsx", ".pdf")) and not path.startswith("/admin/")
    ]

    # That of an import says so in its column, too: tests/imports. That of figures is below.
    report = "/imports/0190a000-0000-7000-8000-000000000000/report.csv"
    # That of a results statement: tests/dashboards/statement.
    statement = "/operations/x/statement.pdf"
    assert set(found) == {
        *(path for path, _query in [*FILES.values(), *WORKBOOKS.values()]), report, "/explore.csv", statement,
        COMPLETENESS, AUDIT, CALENDAR,
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("marking", ["TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT"])
def test_a_file_has_the_strictest_marking_that_is_in_it(client, name, marking):
    SeizureFactory(verified=True, owner="US-ICE", marking=marking)
    SeizureFactory(verified=True, owner="US-ICE", marking="TLP:GREEN")
    client.force_login(UserFactory(agency=Agency.objects.get(code="US-ICE")))

    path, query = FILES[name]
    response = client.get(path, query)

    assert marked(response, b"".join(response.streaming_content), name) == {marking}


@pytest.mark.parametrize("marking", ["TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT"])
def test_so_has_a_file_of_figures(client, marking):
    SeizureFactory(verified=True, owner="US-ICE", marking=marking)
    client.force_login(UserFactory(agency=Agency.objects.get(code="US-ICE")))

    for response in (
        key_client(agency="US-ICE").get("/api/v1/figures/", headers={"accept": "text/csv"}),
        client.get("/explore.csv"),
    ):
        assert marked(response, response.content, "figures") == {marking}


@pytest.mark.parametrize("name", FILES)
def test_it_tells_an_outsider_nothing_of_what_is_hidden(client, name):
    SeizureFactory(verified=True, owner="US-ICE", marking="TLP:AMBER+STRICT")
    SeizureFactory(verified=True, owner="US-ICE", marking="TLP:GREEN")
    client.force_login(UserFactory(agency=Agency.objects.get(code="US-FBI")))

    path, query = FILES[name]
    response = client.get(path, query)

    assert marked(response, b"".join(response.streaming_content), name) == {"TLP:GREEN"}


@pytest.mark.parametrize("name", WORKBOOKS)
@pytest.mark.parametrize("marking", ["TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT"])
def test_a_workbook_is_marked_in_its_name_its_column_and_its_other_sheet(client, name, marking):
    SeizureFactory(verified=True, owner="US-ICE", marking=marking)
    client.force_login(UserFactory(agency=Agency.objects.get(code="US-ICE")))

    response = client.get(*WORKBOOKS[name])
    (heading, *rows), about = workbook_of(response).values()

    assert rows
    assert heading[-1] == "Marking"
    assert {row[-1] for row in rows} == {marking}
    assert ["Marking", marking] in about
    assert response["Content-Disposition"] == f'attachment; filename="{marked_name(name, marking, "xlsx")}"'


def test_the_admin_has_no_files():
    assert [path for path in addresses() if path.startswith("/admin/") and "csv" in path] == []


def marked(response, content, name):
    """The markings in the column of the file, which its name has as well."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    found = {row["marking"] for row in rows}
    (marking,) = found
    shown = marking.replace(":", "-").replace("+", "-")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.{shown}.csv"'
    return found
