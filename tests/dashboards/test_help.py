"""The guides are read in the product, as they stand in docs/."""

import pytest
from django.conf import settings
from django.urls import reverse

from dashboards.guides import GUIDES
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.page import parsed

pytestmark = pytest.mark.django_db


def test_every_guide_is_a_page_and_in_the_list():
    client = signed_in(person("analyst"))
    links = {link.attributes["href"] for link in parsed(client.get(reverse("help"))).css("main a")}

    for name in GUIDES:
        page = client.get(reverse("guide", args=[name]))
        assert reverse("guide", args=[name]) in links
        assert len(parsed(page).css("h1")) == 1
        assert parsed(page).css(".guide h2")


def test_every_link_in_a_guide_leads_somewhere():
    client, tried = signed_in(person("analyst")), 0

    for name in GUIDES:
        for link in parsed(client.get(reverse("guide", args=[name]))).css(".guide a"):
            tried += 1
            href = link.attributes["href"]
            assert href.startswith("https://") or client.get(href).status_code == 200, (name, href)

    assert tried


def test_markup_in_a_guide_is_shown_and_tables_are_tables():
    page = signed_in(person("analyst")).get(reverse("guide", args=["operators"]))

    assert parsed(page).css(".guide table")
    assert "SECRET_KEY" in text_of(page)


def test_there_is_no_other_guide():
    assert signed_in(person("analyst")).get("/help/words/").status_code == 404


def test_the_image_has_the_guides():
    ignored = (settings.BASE_DIR / ".dockerignore").read_text().split()

    assert not {"docs", "docs/*", "*.md", "**/*.md", *(f"docs/{name}.md" for name in GUIDES)} & {*ignored}
