"""The published OpenAPI description: the conventions of every operation, and the page that shows it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from drf_spectacular.views import SpectacularSwaggerSplitView

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
REFUSED = {
    "description": "What is wrong, and where.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag that was read: 412 if it has changed since, 428 without it.",
}


IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "description": "The same key with the same request is answered as the first time, and done once; for 48 hours.",
}


# Where writes are answered with warnings.
REVIEWED = ("/api/v1/seizures/", "/api/v1/outcomes/")


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from our own address only."""

    url_name = "api-schema"
    template_name = "api/docs.html"


@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    """The page, for keys and signed-in users; others sign in first."""
    view = Docs.as_view()
    return view(request) if "Authorization" in request.headers else login_required(view)(request)


def describe_conventions(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Adds what every operation shares: problems, If-Match on changes, lists where the API accepts them."""
    schemas = result["components"]["schemas"]
    for name, schema in schemas.items():
        _state_types(name, schema.get("properties", {}))
    schemas["Problem"] = PROBLEM
    schemas["Warning"] = FINDING
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            _describe(operation, method, path)
    return result


def _describe(operation: dict[str, Any], method: str, path: str) -> None:
    operation["responses"]["default"] = REFUSED
    changes = method in ("put", "patch")
    if changes:
        operation.setdefault("parameters", []).append(IF_MATCH)
    if method == "post":
        operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    if (changes and path.startswith(REVIEWED)) or (method == "post" and path in REVIEWED):
        _add_warnings(operation["responses"]["200" if changes else "201"])
    if method == "post" and "{" not in path and "201" in operation["responses"]:
        _take_lists(operation)
    if path.endswith("/amend/"):
        operation["responses"]["201"] = operation["responses"].pop("200")


def _state_types(name: str, properties: dict[str, Any]) -> None:
    """Corrects types: links may be null; a number may be sent as a number, and is answered as text."""
    if name.startswith("Paginated"):
        properties["next"]["type"] = properties["previous"]["type"] = ["string", "null"]
    if name.endswith("Request"):
        for schema in properties.values():
            if schema.get("format") == "decimal":
                stated = schema["type"]
                schema["type"] = [*([stated] if isinstance(stated, str) else stated), "number"]


def _add_warnings(response: dict[str, Any]) -> None:
    """What was written is answered with what looks wrong of it, and was taken all the same."""
    answered = response["content"]["application/json"]
    found = {"type": "array", "items": {"$ref": "#/components/schemas/Warning"}}
    beside = {"type": "object", "properties": {"warnings": found}, "required": ["warnings"]}
    answered["schema"] = {"allOf": [answered["schema"], beside]}


def _take_lists(operation: dict[str, Any]) -> None:
    """Lets the body be one object or a list of up to 500, saved all or none."""
    sent = operation["requestBody"]["content"]["application/json"]
    one = sent["schema"]
    sent["schema"] = {"oneOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": 500}]}
    created = operation["responses"]["201"]["content"]["application/json"]
    created["schema"] = {"oneOf": [created["schema"], {"type": "array", "items": created["schema"]}]}
