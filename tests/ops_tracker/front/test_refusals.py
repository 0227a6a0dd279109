"""What the front refuses is told in the form of whoever asked: a problem of the API, or a page."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import RequestFactory
from psycopg.errors import AdminShutdown, DeadlockDetected, QueryCanceled, SerializationFailure

from ops_tracker.front.environ import REFUSED
from ops_tracker.http_errors import bad_request, server_error
from tests.calls import findings
from tests.ops_tracker.front.clients import asked

TOO_LARGE = "That is too much at once: send it in parts."


def test_a_key_is_told_in_a_problem_that_its_body_is_too_large(ours):
    response, body = asked(ours, "POST", "/api/v1/seizures/", b"a" * 20_000_001)

    assert response.status == 413
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(body)["detail"] == TOO_LARGE


@pytest.mark.parametrize(
    ("status", "code"), [(400, "broken"), (408, "too_slow"), (413, "too_large"), (503, "busy")]
)
def test_each_refusal_has_a_sentence_for_both(client, status, code):
    problem = client.post("/api/v1/seizures/", **{REFUSED: status})
    page = client.post("/sign-in/", **{REFUSED: status})

    assert problem.status_code == page.status_code == status
    assert problem.json()["errors"][0]["code"] == code
    assert page["Content-Type"].startswith("text/html")
    assert findings(problem)[""] in page.content.decode()
    assert problem.has_header("Retry-After") == page.has_header("Retry-After") == (status == 503)


def test_a_form_of_more_than_django_takes_is_413_too():
    response = bad_request(RequestFactory().post("/sign-in/"), RequestDataTooBig("too big"))

    assert response.status_code == 413
    assert TOO_LARGE in response.content.decode()


def failing(cause: type[Exception], path: str):
    """The answer to a request during which the database has failed."""
    try:
        raise OperationalError("as Django says it") from cause()
    except OperationalError:
        return server_error(RequestFactory().post(path))


@pytest.mark.parametrize(
    ("cause", "sentence", "wait"),
    [
        (DeadlockDetected, "got in each other", "1"),
        (SerializationFailure, "got in each other", "1"),
        (QueryCanceled, "too long", "10"),
        (AdminShutdown, "cannot be reached", "5"),
    ],
)
@pytest.mark.parametrize("path", ["/seizures/new/", "/api/docs/"])
def test_what_the_database_did_not_do_may_be_sent_again(cause, sentence, wait, path):
    response = failing(cause, path)

    assert response.status_code == 503
    assert response["Retry-After"] == wait
    assert sentence in response.content.decode()


@pytest.mark.parametrize(("path", "kind"), [("/", "text/html"), ("/api/", "application/problem+json")])
def test_any_other_fault_stays_one(path, kind):
    response = server_error(RequestFactory().get(path))

    assert response.status_code == 500
    assert response["Content-Type"].startswith(kind)
