"""Whatever is done to a row that one may not see is answered as if there were none, at every address."""

import json
import re

import pytest

from agencies.models import Scope
from imports.models import FileImport
from tests.calls import person, signed_in
from tests.documents import text_in
from tests.factories.keys import key_client
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.factories.seizures import DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.ops_tracker.addresses import GAP, addresses

pytestmark = pytest.mark.django_db

ABSENT = {"uuid": "0190a000-0000-7000-8000-000000000000", "number": "999999999", "code": "ABSENT"}
METHODS = {"api": ("GET", "POST", "PATCH", "PUT", "DELETE"), "": ("GET", "POST")}


@pytest.fixture
def hidden():
    """One row of each kind, by the word before it in addresses."""
    strict = {"marking": "TLP:AMBER+STRICT", "owner": "US-ICE"}
    operation = OperationFactory(code="HIDDEN", **strict)
    seizure = SeizureFactory(verified=True, operation=operation, **strict)
    item = SeizedItemFactory(seizure=seizure)
    stated = {"operation": operation, "source": SourceFactory(**strict)}
    analyst = person("analyst", "US-ICE")
    rows = {
        "seizure": seizure,
        "outcome": OutcomeFactory(submitted=True, **strict),
        "operation": operation,
        "source": stated["source"],
        "claim": ClaimFactory(**stated),
        "indicator": IndicatorFactory(**stated),
        "plan": PlanFactory(operation=operation),
        "target": TargetFactory(operation=operation),
        "participation": ParticipationFactory(operation=operation),
        "seizeditem": item,
        "disposition": DispositionFactory(item=item),
        "import": FileImport.objects.create(
            owner=analyst.agency, file_name="a.csv", mapping={}, created_by=analyst
        ),
    }
    found = {word: str(row.pk) for word, row in rows.items()}
    found |= {f"{word}s": pk for word, pk in found.items()}
    return found


def pairs(hidden):
    """The addresses of hidden rows, each with that of a row that does not exist."""

    def of(before, kind):
        if before == "operations" and kind == "text":
            return ["HIDDEN"]
        return [hidden[before]] if before in hidden else []

    ids = {pk: ABSENT["number" if pk.isdigit() else "uuid"] for pk in hidden.values()}
    for address in addresses(of):
        absent = address.replace("/HIDDEN/", f"/{ABSENT['code']}/")
        for pk, other in ids.items():
            absent = absent.replace(f"/{pk}/", f"/{other}/")
        if absent != address:
            yield address, absent


def answered(client, method, address):
    body = {} if method == "GET" else {"data": json.dumps({}), "content_type": "application/json"}
    headers = {"if-match": "*", "idempotency-key": address} if address.startswith("/api/") else {}
    answer = client.generic(method, address, headers=headers, **body)
    text = text_in(answer)
    for name in address.split("/"):
        if len(name) > 4 and (name in ABSENT.values() or re.search("[0-9]{3}|HIDDEN", name)):
            text = text.replace(name, "x")
    return (
        answer.status_code,
        re.sub(r'(nonce|csrf\w*|value)="?[\w=/+-]{20,}"?', "", text),
        answer.get("ETag"),
    )


CLIENTS = {
    "supervisor": lambda: signed_in(person("supervisor", "US-FBI")),
    "administrator": lambda: signed_in(person("administrator", "US-FBI")),
    "auditor": lambda: signed_in(person("auditor", "US-FBI")),
    "key": lambda: key_client(*Scope.values, agency="US-FBI"),
}


def test_the_walk_is_of_every_kind(hidden):
    found = {address for address, _absent in pairs(hidden)}

    assert not any(GAP.search(address) for address in found)
    for place in ("/api/v1/", "/"):
        assert f"{place}operations/HIDDEN/" in found
        assert f"{place}seizures/{hidden['seizure']}/verify/" in found
    assert f"/admin/operations/claim/{hidden['claim']}/change/" in found
    assert f"/imports/{hidden['import']}/undo/" in found


@pytest.mark.parametrize("reader", CLIENTS)
def test_a_hidden_row_is_answered_as_none(hidden, reader):
    client, differing, broken = CLIENTS[reader](), [], []
    client.raise_request_exception = False
    for address, absent in pairs(hidden):
        api = address.startswith("/api/")
        if reader == "key" and not api:
            continue
        for method in METHODS["api" if api else ""]:
            found, other = (answered(client, method, each) for each in (address, absent))
            differing += [f"{method} {address}"] if found != other else []
            broken += [f"{method} {address}"] if found[0] >= 500 else []

    assert (differing, broken) == ([], [])
