"""Every refusal is application/problem+json, with pointers, and bad input is never a fault of ours."""

import json
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from common.api.fields import Number
from common.errors import Invalid, NotAllowed, Refused
from measures.models import Unit

post = APIRequestFactory().post


class Item(serializers.Serializer):
    quantity = Number()


class Record(serializers.Serializer):
    title = serializers.CharField()
    items = Item(many=True)

    def validate(self, record):
        if record["title"] == "no":
            raise serializers.ValidationError("Not like this.", code="unlikely")
        return record


class Open(APIView):
    authentication_classes = ()
    permission_classes = ()


def raising(error):
    class View(Open):
        def post(self, request):
            raise error

    return View.as_view()(post("/"))


def recording(body, *, many=False, **kwargs):
    class View(Open):
        def post(self, request):
            serializer = Record(data=request.data, many=many)
            serializer.is_valid(raise_exception=True)
            return Response({"quantity": repr(serializer.validated_data["items"][0]["quantity"])})

    kwargs = kwargs or {"format": "json"}
    response = View.as_view()(post("/", body, **kwargs))
    return response if response.status_code != 200 else response.data


def problem_of(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == response.status_code
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    return body


class OneAWeek(Refused):
    code = "one_a_week"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        pytest.param(OneAWeek("Only one a week."), 409, "one_a_week", id="refused"),
        pytest.param(NotAllowed("Not you."), 403, "not_allowed", id="not allowed"),
        pytest.param(Invalid({"date": ["No."]}), 400, "invalid", id="invalid"),
        pytest.param(ValidationError({"date": ["No."]}), 400, "invalid", id="a model's own validation"),
        pytest.param(Http404("x"), 404, "not_found", id="404"),
        pytest.param(PermissionDenied("x"), 403, "not_allowed", id="django's 403"),
        pytest.param(exceptions.ParseError(), 400, "parse_error", id="parse"),
        pytest.param(
            exceptions.UnsupportedMediaType("text/x"), 415, "unsupported_media_type", id="media type"
        ),
        pytest.param(exceptions.NotAcceptable(), 406, "not_acceptable", id="not acceptable"),
        pytest.param(exceptions.Throttled(wait=30), 429, "throttled", id="throttled"),
        pytest.param(OperationalError("x"), 503, "unavailable", id="database away"),
        pytest.param(DataError("x"), 400, "invalid", id="value out of range"),
        pytest.param(UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"), 400, "invalid", id="lone surrogate"),
        pytest.param(SuspiciousOperation("x"), 400, "invalid", id="suspicious"),
        pytest.param(IntegrityError("x"), 409, "refused", id="a constraint that no form foresaw"),
    ],
)
def test_each_error_has_its_status_and_code(error, status, code):
    problem = problem_of(raising(error))

    assert problem["status"] == status
    assert [entry["code"] for entry in problem["errors"]] == [code]
    assert problem["detail"]


def test_a_whole_problem():
    assert problem_of(raising(Invalid({"items.0.quantity": ["More than its whole."], "": ["Odd."]}))) == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "2 things are wrong.",
        "errors": [
            {"pointer": "/items/0/quantity", "code": "invalid", "detail": "More than its whole."},
            {"pointer": "", "code": "invalid", "detail": "Odd."},
        ],
    }


def test_one_finding_is_the_detail():
    assert problem_of(raising(OneAWeek("Only one a week.")))["detail"] == "Only one a week."


def test_a_fault_of_ours_stays_one():
    with pytest.raises(KeyError):
        raising(KeyError("x"))


def test_who_waits_is_told_how_long():
    assert raising(exceptions.Throttled(wait=30)).headers["Retry-After"] == "30"


@pytest.mark.django_db
def test_a_constraint_is_told_by_its_name():
    with connection.cursor() as cursor:
        try:
            cursor.execute("INSERT INTO measures_unit (code, name) VALUES ('X', 'x')")
        except IntegrityError as error:
            not_null = error
    assert problem_of(raising(not_null))["detail"].startswith("The database refuses it")


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        pytest.param({"title": "x", "items": [{}]}, ["/items/0/quantity"], id="an item lacks a field"),
        pytest.param(
            {"title": "x", "items": [{"quantity": "1"}, {"quantity": "x"}]},
            ["/items/1/quantity"],
            id="second item",
        ),
        pytest.param({"items": []}, ["/title"], id="a field is missing"),
        pytest.param({"title": "no", "items": []}, [""], id="the whole record"),
        pytest.param({"title": "x", "items": 5}, ["/items"], id="no list"),
        pytest.param([1], [""], id="no record"),
        pytest.param("x", [""], id="no record at all"),
    ],
)
def test_pointers_lead_to_what_is_wrong(body, pointers):
    problem = problem_of(recording(body))

    assert [entry["pointer"] for entry in problem["errors"]] == pointers


def test_pointers_of_many_records_keep_the_index():
    good, bad = {"title": "x", "items": [{"quantity": "1"}]}, {"title": "x", "items": [{"quantity": "x"}]}

    problem = problem_of(recording([good, bad, {}], many=True))

    assert [entry["pointer"] for entry in problem["errors"]] == [
        "/1/items/0/quantity",
        "/2/title",
        "/2/items",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"title": NaN}',
        b'{"title": Infinity}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 5000,
        b'{"title": "\x00"}',
        b'{"title": "\\u0000", "items": []}',
        b'{"title": "\\ud800", "items": []}',
        b'{"title": "x", "items": [{"quantity": 1e400}]}',
        b'{"title": "x", "items": [{"quantity": "1e999999"}]}',
        b'{"title": "x", "items": [{"quantity": "NaN"}]}',
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
def test_no_body_is_a_fault_of_ours(body):
    problem = problem_of(recording(body, content_type="application/json"))

    assert problem["status"] == 400


def test_other_media_types_are_named():
    assert problem_of(recording(b"a=1", content_type="application/x-www-form-urlencoded"))["status"] == 415


def test_numbers_keep_every_digit_that_was_sent():
    body = b'{"title": "x", "items": [{"quantity": 97637.5283026566933961}]}'

    sent = recording(body, content_type="application/json")

    assert sent == {"quantity": repr(Decimal("97637.5283026566933961"))}


def test_a_list_of_errors_keeps_the_index():
    problem = problem_of(raising(exceptions.ValidationError([{}, {"amount": ["No."]}])))

    assert [entry["pointer"] for entry in problem["errors"]] == ["/1/amount"]


def test_a_pointer_is_escaped():
    problem = problem_of(raising(exceptions.ValidationError({"a/b~c": ["No."]})))

    assert [entry["pointer"] for entry in problem["errors"]] == ["/a~1b~0c"]


@pytest.mark.django_db(transaction=True)
def test_of_two_that_get_in_each_others_way_one_is_told_to_send_it_again():
    both_have_one, answers = threading.Barrier(2), []

    class Crosswise(Open):
        def post(self, request):
            with transaction.atomic():
                for number, code in enumerate(request.query_params["order"].split(",")):
                    Unit.objects.select_for_update().get(code=code)
                    if number == 0:
                        both_have_one.wait()
            return Response({})

    def send(order: str) -> None:
        answers.append(Crosswise.as_view()(post(f"/?order={order}")))
        connection.close()

    threads = [threading.Thread(target=send, args=[order]) for order in ("KGM,LTR", "LTR,KGM")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    done, undone = sorted(answers, key=lambda answer: answer.status_code)
    assert (done.status_code, undone.status_code) == (200, 503)
    assert undone["Retry-After"] == "1"
    problem = problem_of(undone)
    assert problem["errors"][0]["code"] == "collision"
    assert "Send it again" in problem["detail"]
