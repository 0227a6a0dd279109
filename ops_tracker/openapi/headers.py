"""The headers that requests and answers have beside their bodies."""

from typing import Any

ETAG = {
    "description": "The version of the answer: for If-None-Match to read it again, for If-Match to change it.",
    "schema": {"type": "string"},
}
LINK = {
    "description": 'The next and the previous page: rel="next", rel="prev".',
    "schema": {"type": "string"},
}
LOCATION = {
    "description": "The address of what was made: of one object, and not of a list.",
    "schema": {"type": "string", "format": "uri-reference"},
}
REPLAYED = {
    "description": "Present where an Idempotency-Key was sent before: this is the first answer again.",
    "schema": {"type": "string", "const": "true"},
}
RATE = {
    "RateLimit-Policy": {"description": "The quota: q requests in w seconds.", "schema": {"type": "string"}},
    "RateLimit": {
        "description": "What is left of it: r requests, all again in t seconds.",
        "schema": {"type": "string"},
    },
}
NOT_MODIFIED = {"description": "Nothing has changed since that ETag.", "headers": {"ETag": ETAG, **RATE}}


def _header(name: str, sentence: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "header", "schema": {"type": "string"}, "description": sentence, **more}


IF_NONE_MATCH = _header(
    "If-None-Match", "An ETag that was read: 304 without a body if nothing has changed since."
)
IF_MATCH = _header(
    "If-Match", "The ETag that was read: 412 if it has changed since, 428 without it.", required=True
)
IF_MATCH_OF_STEP = _header(
    "If-Match", "The ETag that was read: 412 if it has changed since. Without it, any version is meant."
)
IDEMPOTENCY_KEY = _header(
    "Idempotency-Key",
    "The same key with the same request is answered as the first time, and done once; for 48 hours.",
    schema={"type": "string", "pattern": "^[!-~]{1,255}$"},
)

# The steps that are of the version that was read: they decide on it, or change what counts.
VERSIONED = tuple(
    f"}}/{step}/"
    for step in (
        "verify", "return", "withdraw", "raise-marking", "accept", "object", "accept-phase", "decline-phase",
        "mark-duplicate", "undo-duplicate",
    )
)  # fmt: skip


def requested(path: str, method: str) -> list[dict[str, Any]]:
    """The headers that a request may have."""
    if method == "get":
        return [IF_NONE_MATCH]
    if method == "post":
        of_step = IF_MATCH if path.endswith(VERSIONED) else IF_MATCH_OF_STEP
        return [IDEMPOTENCY_KEY, *([of_step] if "{" in path else [])]
    # The content of a file never changes.
    return [] if "/attachments/" in path else [IF_MATCH]


def response_headers(method: str, status: str, *, pages: bool) -> dict[str, Any]:
    """The headers of an answer that refuses nothing."""
    found: dict[str, Any] = {"ETag": ETAG, **RATE}
    if pages:
        found["Link"] = LINK
    if status == "201":
        found["Location"] = LOCATION
    if method == "post":
        found["Idempotent-Replayed"] = REPLAYED
    return found
