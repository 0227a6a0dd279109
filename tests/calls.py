"""Calling the API as a signed-in person, and reading what it refused."""

import json
from typing import Any

from django.test import Client

from agencies.models import Role, User
from tests.factories.agencies import UserFactory


def person(role: str = "analyst", agency: str = "US-ICE") -> User:
    return UserFactory(role=role, agency=agency)


def signed_in(user: User, **kwargs: Any) -> Client:
    client = Client(**kwargs)
    client.force_login(user)
    return client


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """`if_match="..."` and the like are headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    text = body if isinstance(body, str) else json.dumps({} if body is None else body)
    return client.generic(method, path, text, content_type="application/json", headers=named)


def post(client: Client, path: str, body: Any = None, **headers: str) -> Any:
    return send(client, "POST", path, body, **headers)


def findings(response: Any) -> dict[str, str]:
    """What a problem finds wrong: the sentence by the pointer."""
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    return {each["pointer"]: each["detail"] for each in response.json()["errors"]}


def changed_at(row: Any) -> str:
    """The instant of its last change as the API has it: the database sets it."""
    return type(row).objects.get(pk=row.pk).changed_at.isoformat().replace("+00:00", "Z")


def sign_in(client, role=Role.ADMINISTRATOR, **kwargs):
    """Signs in somebody new, and returns them."""
    user = UserFactory(role=role, **kwargs)
    client.force_login(user)
    return user
