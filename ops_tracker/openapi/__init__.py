"""The published OpenAPI description: the conventions that all operations of the API share."""

from typing import Any

from common.api.addresses import api_url
from ops_tracker.openapi.headers import NOT_MODIFIED, requested, response_headers
from ops_tracker.openapi.refusals import FINDING, PROBLEM, components, refusals
from ops_tracker.openapi.summaries import summary_of
from ops_tracker.openapi.types import accept_lists, add_warnings, state_null, state_numbers

# Where writes are answered with warnings.
REVIEWED = (api_url("seizures"), api_url("outcomes"))


def describe_conventions(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Adds statuses, headers and a summary to each operation, and lists where the API accepts them."""
    state_null(result)
    schemas = result["components"]["schemas"]
    for name, schema in schemas.items():
        if name.endswith("Request"):
            state_numbers(schema.get("properties", {}))
    schemas["Problem"], schemas["Warning"] = PROBLEM, FINDING
    result["components"]["responses"] = components()
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            _describe(path, method, operation)
    return result


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    operation["summary"] = summary_of(path, method, operation)
    operation.setdefault("parameters", []).extend(requested(path, method))
    if (method in ("put", "patch") and path.startswith(REVIEWED)) or (method == "post" and path in REVIEWED):
        add_warnings(responses["201" if method == "post" else "200"])
    if method == "post" and "{" not in path and "201" in responses:
        accept_lists(operation)
    if path.endswith("/amend/"):
        responses["201"] = responses.pop("200")
    pages = any(parameter["name"] == "cursor" for parameter in operation["parameters"])
    for status, response in responses.items():
        response["headers"] = response_headers(method, status, pages=pages)
    if method == "get":
        responses["304"] = NOT_MODIFIED
    responses.update(refusals(path, method))
