"""No answer is a shadow of what is hidden: hundreds of narrow questions, before it was recorded and after."""

import re
from base64 import b64decode
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from common.opaque import decode_number
from figures.ledger.folding import fold_all
from figures.models import Posting
from operations.models import Participation
from records import services
from seizures.models import Seizure
from tests.calls import person, signed_in
from tests.factories.keys import key_client
from tests.factories.seizures import SeizureFactory
from tests.figures.api.test_changes import written
from tests.figures.shadows import narrow_questions, record_what_is_hidden, visible_scene

pytestmark = pytest.mark.django_db(transaction=True)

FIGURES, EVIDENCE, CHANGES = (f"/api/v1/figures/{name}" for name in ("", "evidence/", "changes/"))
LISTS = [
    f"/api/v1/{kind}/" for kind in ("claims", "operations", "outcomes", "seizures", "sources", "indicators")
]


@pytest.fixture
def scene():
    return visible_scene()


def bytes_of(response):
    """All that is sent, but for the instant that an answer about now is true for."""
    body = response.content
    if response.status_code == 200 and (told := re.search(rb'"(?:as_of|until)": ?"([^"]*)"', body)):
        body = body.replace(told[1], b"")
    # How much the reader has asked lately is their own doing.
    headers = {name: value for name, value in response.headers.items() if name not in ("Date", "RateLimit")}
    return response.status_code, headers, body


def asked(client, addresses):
    return {address: bytes_of(client.get(address)) for address in addresses}


def differing(before, after):
    return [address for address in before if before[address] != after[address]]


@pytest.mark.parametrize("folded", [True, False], ids=["folded", "pending"])
def test_no_question_tells_an_outsider_of_what_is_hidden(scene, folded):
    client = key_client("figures:read", "records:read", agency="US-FBI")
    addresses = [f"{FIGURES}?{question}" for question in narrow_questions(200, seed=folded)]
    addresses += [f"{FIGURES}?status=unverified&{question}" for question in narrow_questions(60, seed=2)]
    addresses += [
        f"{EVIDENCE}?{question}" for question in narrow_questions(25, seed=3) if "by=" not in question
    ]
    addresses += [f"{CHANGES}?since=2020-01-01&{question}" for question in narrow_questions(25, seed=4)]
    addresses += [FIGURES, EVIDENCE, f"{CHANGES}?since=2020-01-01", f"{FIGURES}?operation=HIDDEN"]
    addresses += [f"{FIGURES}?as_of=2001-01-01", *LISTS]
    before = asked(client, addresses)
    tags = {address: headers.get("ETag") for address, (_status, headers, _body) in before.items()}

    record_what_is_hidden(scene)
    if folded:
        fold_all()

    assert differing(before, asked(client, addresses)) == []
    for address, tag in list(tags.items())[::20]:
        if tag:
            assert client.get(address, headers={"if-none-match": tag}).status_code == 304, address


def test_no_instant_tells_when_something_hidden_was_recorded(scene):
    """Neither one that is asked about, nor that of an answer."""
    client = key_client("figures:read", agency="US-FBI")
    instants = [timezone.now()]
    for _ in range(3):
        record_what_is_hidden(Seizure.objects.earliest("created_at").operation)
        instants.append(timezone.now())
        Participation.objects.all().delete()
        type(scene).objects.filter(code="HIDDEN").update(code=f"HIDDEN-{len(instants)}")

    found = [
        client.get(FIGURES, {"as_of": written(instant), "by": "measure,country"}).json()
        for instant in instants
    ]
    changes = [client.get(CHANGES, {"since": written(instant)}).json()["results"] for instant in instants]

    for each in found:
        each.pop("as_of"), each["query"].pop("as_of")
        for figure in each["figures"]:
            figure.pop("evidence")
    assert found[1:] == found[:1] * 3
    assert changes == [[]] * 4


def test_an_answer_is_as_of_when_it_is_asked_for_whoever_wrote_what(scene):
    client, instants = key_client("figures:read", agency="US-FBI"), []
    for number in range(4):
        if number == 2:
            record_what_is_hidden(scene)
        instants += [written(timezone.now()), client.get(FIGURES).json()["as_of"]]

    assert instants == sorted(set(instants))


@pytest.mark.parametrize("address", [f"{EVIDENCE}?limit=1", f"{CHANGES}?since=2020-01-01&limit=1"])
def test_what_leads_to_the_next_page_counts_no_postings(scene, address):
    """The numbers that lie between two that are visible would be those of what is hidden."""
    client = key_client("figures:read", agency="US-FBI")
    page = client.get(address).json()

    [cursor] = parse_qs(urlsplit(page["next"]).query)["cursor"]
    plain = cursor if "." in cursor else b64decode(cursor).decode()
    number = re.search(r"[0-9a-f]{16}", plain)
    assert number
    assert decode_number(number[0]) in Posting.objects.values_list("pk", flat=True)
    assert not {str(pk) for pk in Posting.objects.values_list("pk", flat=True)} & set(
        re.split(r"[.=&]", plain)
    )
    assert client.get(page["next"]).json()["results"] != page["results"]


@pytest.mark.parametrize("withheld", [False, True])
def test_whether_anything_is_withheld_is_the_same_for_every_question(withheld):
    SeizureFactory(verified=True)
    if withheld:
        SeizureFactory(verified=True, marking="TLP:RED", country="COL", date="2009")
    SeizureFactory(marking="TLP:RED", country="COL")
    client = key_client("figures:read", agency="US-FBI")

    asked_for = (
        "",
        "?country=MEX",
        "?country=COL",
        "?from=2009-01",
        "?status=unverified",
        "?by=agency,month",
    )
    found = {client.get(FIGURES + question).json()["left_out"]["withheld"] for question in asked_for}

    assert found == {withheld}


def test_who_sees_everything_is_told_that_nothing_is_withheld():
    supervisor, partner = person("supervisor"), person("partner", "US-FBI")
    record = SeizureFactory(verified=True, owner="US-ICE", marking="TLP:AMBER+STRICT")

    def told():
        return [signed_in(each).get(FIGURES).json()["left_out"]["withheld"] for each in (supervisor, partner)]

    before = told()
    services.withdraw(record, by=supervisor, reason="Never happened.")

    assert (before, told()) == ([False, True], [False, False])
