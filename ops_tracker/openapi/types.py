"""Types, as OpenAPI 3.1 states them."""

from typing import Any


def state_null(part: Any) -> None:
    """Makes `nullable`, which version 3.1 does not know, a type, everywhere below."""
    if isinstance(part, dict):
        # A property may have that name.
        if part.get("nullable") is True:
            del part["nullable"]
            part["type"] = [*_types(part), "null"]
        for below in part.values():
            state_null(below)
    elif isinstance(part, list):
        for below in part:
            state_null(below)


def state_numbers(properties: dict[str, Any]) -> None:
    """A number may be sent as a number, and is answered as text."""
    for schema in properties.values():
        if schema.get("format") == "decimal":
            schema["type"] = [*_types(schema), "number"]


def add_warnings(response: dict[str, Any]) -> None:
    """Adds the warnings about what was written, and recorded all the same."""
    answered = response["content"]["application/json"]
    found = {"type": "array", "items": {"$ref": "#/components/schemas/Warning"}}
    beside = {"type": "object", "properties": {"warnings": found}, "required": ["warnings"]}
    answered["schema"] = {"allOf": [answered["schema"], beside]}


def accept_lists(operation: dict[str, Any]) -> None:
    """Lets the body be one object or a list of up to 500, saved all or none; files are sent one by one."""
    sent = operation["requestBody"]["content"].get("application/json")
    if sent is None:
        return
    one = sent["schema"]
    sent["schema"] = {"oneOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": 500}]}
    created = operation["responses"]["201"]["content"]["application/json"]
    created["schema"] = {"oneOf": [created["schema"], {"type": "array", "items": created["schema"]}]}


def _types(schema: dict[str, Any]) -> list[str]:
    stated = schema["type"]
    return [stated] if isinstance(stated, str) else list(stated)
