import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.agencies import UserFactory

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
ALWAYS = [
    "overview", "operations", "seizures", "outcomes", "explore", "compare", "completeness", "calendar", "routes",
    "capacity", "links", "signals", "legal-instruments", "method-notes",
]  # fmt: skip
AUDIT = "audit"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "places"),
    [
        pytest.param(
            "analyst",
            [*ALWAYS, "my-work", "device", "imports", "managed", "admin:index", "help"],
            id="analyst",
        ),
        pytest.param(
            "supervisor",
            [*ALWAYS, "my-work", "device", "imports", "review", "managed", "admin:index", "help"],
            id="supervisor",
        ),
        pytest.param(
            "administrator", [*ALWAYS, AUDIT, "managed", "managed", "admin:index", "help"], id="administrator"
        ),
        pytest.param("partner", [*ALWAYS, "help"], id="partner"),
        pytest.param("auditor", [*ALWAYS, AUDIT, "managed", "managed", "admin:index", "help"], id="auditor"),
    ],
)
def test_the_rail_shows_only_where_one_may_go(client, role, places):
    client.force_login(UserFactory(role=role))

    groups = client.get(reverse("operations")).context["navigation"]

    assert [place["name"] for group in groups for place in group] == places
    assert [place["name"] for group in groups for place in group if place["current"]] == ["operations"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_what_the_content_security_policy_forbids(template):
    source = template.read_text()

    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"\son[a-z]+\s*=", source)
    assert "<style" not in source
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_asks_another_site_for_anything(template):
    assert not re.search(r"""(src|href)=["']https?:""", template.read_text())


def test_every_icon_that_is_named_exists():
    sprite = (Path(settings.BASE_DIR) / "static/img/icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)" %}', path.read_text())}

    assert named <= drawn


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/no/such/page/", "/operations/NOTHING/"])
def test_what_is_not_there_is_said_kindly(client, path):
    client.force_login(UserFactory())

    response = client.get(path)

    assert response.status_code == 404
    assert "Not found" in response.content.decode()
