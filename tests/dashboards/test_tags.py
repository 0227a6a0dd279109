from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.translation import override


def rendered(source, **context):
    with override("en"):
        return Template("{% load amounts interface operations records seizures %}" + source).render(
            Context(context)
        )


def test_a_headline_has_its_exact_value_a_hover_and_a_copy_away():
    page = rendered("{% figure value 'USD' 'approximately' %}", value=Decimal("155123456.78"))

    assert "about" in page
    assert "US$155 million" in page
    assert 'title="US$155,123,456.78"' in page
    assert 'data-copy="155123456.78"' in page


def test_an_unknown_headline_offers_nothing_to_copy():
    page = rendered("{% figure value 'USD' %}", value=None)

    assert "not stated" in page
    assert "data-copy" not in page


def test_a_rounded_amount_has_its_exact_value_a_hover_away():
    page = rendered("{% amount value 'USD' 'at_least' %}", value=Decimal("349775.69955"))

    assert page == '<span title="more than US$349,775.69955">more than US$349,775.69</span>'


@pytest.mark.parametrize(
    ("marking", "colour"),
    [
        ("TLP:CLEAR", "clear"),
        ("TLP:GREEN", "green"),
        ("TLP:AMBER", "amber"),
        ("TLP:AMBER+STRICT", "amber"),
        ("TLP:RED", "red"),
    ],
)
def test_a_marking_shows_its_label_in_its_colour(marking, colour):
    chip = rendered("{{ marking|marking_chip }}", marking=marking)

    assert chip == f'<span class="tlp tlp-{colour}">{marking}</span>'


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "verified", "withdrawn", "superseded"])
def test_a_state_is_said_in_a_word_and_not_by_colour_alone(state):
    assert state.title() in rendered("{{ state|state_badge }}", state=state)


def test_text_of_people_is_escaped():
    assert "<b>" not in rendered(
        "{% amount value 'C62' 'exact' counted_in %}", value=Decimal(1), counted_in="<b>bold</b>"
    )


def test_what_is_shortened_to_millions_is_named_as_millions_are():
    source = (
        "{% load amounts interface operations records seizures %}{% figure value 'C62' 'exact' 'weapons' %}"
    )
    with override("es"):
        page = Template(source).render(Context({"value": Decimal(155400001)}))

    assert "155,4 millones de armas" in " ".join(strip_tags(page).split())
