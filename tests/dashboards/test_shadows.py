"""No page is a shadow of what is hidden: the same pages before it was recorded and after."""

import re

import pytest

from dashboards.operation.belongings import LISTINGS
from figures.ledger.folding import fold_all
from tests.calls import person, signed_in
from tests.figures.shadows import narrow_questions, record_what_is_hidden, visible_scene

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/", "/operations/", "/operations/ATLAS/", "/seizures/", "/outcomes/", "/evidence/", "/evidence.csv"]
PAGES += ["/evidence/changes/?since=2020-01-01", "/evidence/changes.csv?since=2020-01-01"]
PAGES += [f"/search/?q={text}" for text in ("HIDDEN", "ATLAS", "US-ICE", "2009", "COL")]
PAGES += [
    "/operations/HIDDEN/",
    "/seizures/?operation=HIDDEN",
    "/seizures/?state=draft",
    "/outcomes/?country=COL",
]
PAGES += [
    f"/operations/ATLAS/{name}/"
    for name in (
        "results", "participants", "sources", "results/NARC", "results/PEOPLE", "by-agency", "by-phase", *LISTINGS,
    )
]  # fmt: skip
PAGES += ["/?period=all", "/?period=all&whose=own", "/?period=all&figure=NARC/seized/KGM"]
PAGES += [
    "/explore/", "/explore/?by=operation,agency,month", "/explore/?by=country,conveyance,year&calendar=us",
    "/explore/?by=operation&status=unverified", "/explore/?operation=HIDDEN", "/explore/?operation=Hiden",
    "/explore/?by=agency&sort=records", "/explore.csv?by=operation,agency,measure",
    "/compare/?of=operation&a=ATLAS&b=HIDDEN", "/compare/?of=agency&a=US-ICE&b=US-FBI",
    "/compare/?of=country&a=COL&b=USA", "/compare/?of=period&a=2009&b=2010",
]  # fmt: skip
PAGES += ["/my-work/", "/review/"]
# What differs from one request to the next, whoever recorded what: the form's token, the typist's signature with its
# instant, and the instant of the answer.
PASSING = [
    rb'name="csrfmiddlewaretoken" value="[^"]*"',
    rb'"X-CSRFToken": ?"[^"]*"',
    rb'data-sender="[^"]*"',
    rb"\d\d:\d\d(:\d\d)?( UTC)?",
]
PASSING += [rb"20\d\d-\d\d-\d\dT[\d:.]+Z"]


def shown(client, addresses):
    return {address: content_of(client.get(address)) for address in addresses}


def content_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for passing in PASSING:
        body = re.sub(passing, b"", body)
    return response.status_code, body


@pytest.mark.parametrize("role", ["partner", "analyst", "supervisor"])
def test_no_page_tells_an_outsider_of_what_is_hidden(role):
    scene = visible_scene()
    client = signed_in(person(role, "US-FBI"))
    addresses = PAGES + [f"/evidence/?{question}" for question in narrow_questions(15, seed=5)]
    before = shown(client, addresses)

    record_what_is_hidden(scene)
    fold_all()

    after = shown(client, addresses)
    assert [address for address in addresses if after[address] != before[address]] == []
