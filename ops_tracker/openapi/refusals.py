"""The statuses with which operations are refused, each declared by itself."""

from http import HTTPStatus
from typing import Any

from ops_tracker.openapi.headers import VERSIONED

FINDING = {
    "type": "object",
    "properties": {
        "pointer": {"type": "string", "description": "JSON Pointer to what is wrong: /items/0/quantity"},
        "code": {"type": "string"},
        "detail": {"type": "string", "description": "A sentence for a person."},
    },
    "required": ["pointer", "code", "detail"],
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": FINDING},
    },
    "required": ["type", "title", "status", "detail", "errors"],
}

ANY = (400, 401, 403, 406, 429, 503)
# By what is sent, and whether the address is of one row.
READ, READ_ONE = (), (404,)
POSTED, STEP = (409, 413, 415, 422), (404, 409, 412, 413, 415, 422)
CHANGED = (404, 409, 412, 413, 415, 428)
WHEN = {
    400: "What is asked for or sent cannot be: each fault with its place.",
    401: "There is no usable key.",
    403: "The key or the person may not do this.",
    404: "There is nothing here by that name, or you may not see it.",
    406: "There is no such form of it: see Accept.",
    409: "A rule forbids it now.",
    412: "It was changed since it was read.",
    413: "It is too much at once.",
    415: "The body is not JSON.",
    422: "The Idempotency-Key came with another request before.",
    428: "If-Match is missing.",
    429: "Too many calls.",
    503: "The database cannot take it now.",
}
WAIT = {
    "Retry-After": {
        "description": "Seconds until it may be sent again.",
        "schema": {"type": "integer", "minimum": 0},
    }
}
HEADERS = {
    401: {"WWW-Authenticate": {"description": "How a key is sent.", "schema": {"type": "string"}}},
    429: WAIT,
    503: WAIT,
}


def components() -> dict[str, Any]:
    """A response of each status, to which operations refer."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        _name(status): {"description": sentence, "content": content}
        | ({"headers": HEADERS[status]} if status in HEADERS else {})
        for status, sentence in WHEN.items()
    }


def refusals(path: str, method: str) -> dict[str, Any]:
    """The responses that refuse this operation."""
    one = "{" in path
    of_method = {"get": (READ, READ_ONE), "post": (POSTED, STEP)}.get(method, (CHANGED, CHANGED))[one]
    of_method += (428,) if path.endswith(VERSIONED) else ()
    # A release that does not exist, and an answer of too many figures.
    of_method += (404, 413) if "/figures/" in path else ()
    found = sorted({*ANY, *of_method})
    return {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in found}


def _name(status: int) -> str:
    return HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")
