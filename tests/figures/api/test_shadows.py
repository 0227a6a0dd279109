"""No answer is a shadow of what is hidden: thousands of narrow questions, before it was recorded and after."""

import re
from base64 import b64decode
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from common.opaque import number_of
from figures.ledger.folding import fold_all
from figures.models import Posting
from operations.models import Participation
from records import services
from seizures.models import Seizure
from tests.calls import person, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.figures.api.test_changes import written

pytestmark = pytest.mark.django_db(transaction=True)

FIGURES, EVIDENCE, CHANGES = (f"/api/v1/figures/{name}" for name in ("", "evidence/", "changes/"))
# Where the hidden record is: the day, the places, the goods, the currency; and where it is not.
DAYS = [f"2009-{month:02}-{day:02}" for month in (6, 7, 8) for day in range(1, 29)]
COUNTRIES = ["COL", "MEX", "USA", "none"]
AGENCIES = ["US-ICE", "US-CBP", "US-DEA", "US-FBI", "none"]
MEASURES = ["CASH", "CASH.CURRENCY", "NARC", "NARC.COCAINE", "NARC.HEROIN", "PEOPLE", "WEAPONS"]
STAGES = ["seized", "detected", "destroyed", "outcome"]
UNITS = ["KGM", "C62", "USD", "EUR"]
OPERATIONS = ["ATLAS", "ATLAS-1", "none"]
BY = [
    "country",
    "agency",
    "operation",
    "measure",
    "month",
    "stage",
    "operation,agency",
    "measure,country,year",
]


def questions():
    """By everything that the hidden record could be found out by, one thing and several at a time."""
    periods = [f"from={day}&to={day}" for day in DAYS]
    periods += [f"from=2009-{month:02}&to=2009-{month:02}" for month in range(1, 13)]
    who = [f"country={code}" for code in COUNTRIES] + [f"agency={code}" for code in AGENCIES]
    who += [f"operation={code}" for code in OPERATIONS]
    what = [f"measure={code}" for code in MEASURES] + [f"stage={code}" for code in STAGES]
    what += [f"unit={code}" for code in UNITS]
    yield from periods
    yield from ("&".join(pair) for pair in product(who, what))
    yield from (f"{narrow}&currency=reported" for narrow in (*what, *who))
    yield from (f"by={by}&{narrow}" for by, narrow in product(BY, (*who, *what)))
    yield from ("&".join(pair) for pair in product(periods[::2], (*who, *what)))
    yield from (f"unfixed={time}&{narrow}" for time, narrow in product(("year", "month"), (*who, *what)))


QUESTIONS = list(dict.fromkeys(questions()))


@pytest.fixture
def scene():
    """What everybody may see, and one record more that the system withholds from the reader."""
    atlas = OperationFactory(code="ATLAS")
    OperationFactory(code="ATLAS-1", parent=atlas)
    SeizureFactory(
        verified=True, owner="US-ICE", operation=atlas, country="COL", date="2009-07-14", item__quantity="10"
    )
    SeizureFactory(verified=True, owner="US-CBP", country="MEX", date="2009-08", item__cash="100")
    SeizureFactory(submitted=True, owner="US-CBP", country="MEX", date="2009-08-03", item__cash="100")
    OutcomeFactory(verified=True, owner="US-DEA", operation=atlas, agency="US-DEA", date="2009-07-20")
    OutcomeFactory(verified=True, marking="TLP:AMBER+STRICT", date="2009-07-14")
    fold_all()
    return atlas


def record_what_is_hidden(atlas):
    """In each way in which a record may be hidden, with all that may be asked of it, and a draft of each kind."""
    strict = OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT", parent=atlas, owner="US-ICE")
    for marking, operation in (
        ("TLP:RED", atlas),
        ("TLP:AMBER", atlas),
        ("TLP:AMBER+STRICT", None),
        ("TLP:GREEN", strict),
    ):
        supervisor = person("supervisor")
        seizure = SeizureFactory(
            submitted=True, owner="US-ICE", seizing_agency="US-CBP", operation=operation, marking=marking,
            country="COL", date="2009-07-14", item__quantity="7", readers=[supervisor],
        )  # fmt: skip
        SeizedItemFactory(seizure=seizure, cash="77")
        SeizedItemFactory(seizure=seizure, measure="CASH.CURRENCY", cash="7", currency="EUR")
        CreditFactory(seizure=seizure, agency="US-DEA")
        DispositionFactory(item=seizure.items.first(), quantity="1", date="2009-07-20")
        services.verify(seizure, by=supervisor)
        SeizureFactory(
            verified=True, owner="US-ICE", operation=operation, marking=marking, date="", part_of=seizure
        )
        OutcomeFactory(
            submitted=True, owner="US-ICE", operation=operation, marking=marking, date="2009", country="COL"
        )
    for kind in (SeizureFactory, OutcomeFactory):
        kind(owner="US-ICE", operation=atlas, country="COL", date="2009-07-14")


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
    addresses = [f"{FIGURES}?{question}" for question in QUESTIONS]
    addresses += [f"{FIGURES}?status=unverified&{question}" for question in QUESTIONS[::5]]
    addresses += [f"{EVIDENCE}?{question}" for question in QUESTIONS[::20] if "by=" not in question]
    addresses += [f"{CHANGES}?since=2020-01-01&{question}" for question in QUESTIONS[::20]]
    addresses += [FIGURES, EVIDENCE, f"{CHANGES}?since=2020-01-01", "/api/v1/claims/", "/api/v1/operations/"]
    addresses += [
        "/api/v1/seizures/",
        "/api/v1/outcomes/",
        f"{FIGURES}?operation=HIDDEN",
        f"{FIGURES}?as_of=2001-01-01",
    ]
    before = asked(client, addresses)
    tags = {address: headers.get("ETag") for address, (_status, headers, _body) in before.items()}

    record_what_is_hidden(scene)
    if folded:
        fold_all()

    assert len(addresses) > 2000
    assert differing(before, asked(client, addresses)) == []
    for address, tag in list(tags.items())[::50]:
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
    assert number_of(number[0]) in Posting.objects.values_list("pk", flat=True)
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
