"""The languages of the menu are whole: every text has a translation, and its placeholders came along."""

import pytest
from django.conf import settings

from ops_tracker import messages

CATALOGUES = [code for code, _name in settings.LANGUAGES if code != "en"]


@pytest.fixture(scope="module")
def template():
    return messages.template_of_catalogues()


@pytest.mark.parametrize("language", CATALOGUES)
def test_placeholders_survive_translation(language):
    wrong = {message.id: errors for message, errors in messages.load_catalogue(language).check() if errors}

    assert {text: [str(error) for error in errors] for text, errors in wrong.items()} == {}


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_text_is_translated(language):
    assert messages.untranslated(messages.load_catalogue(language)) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_catalogue_has_the_texts_of_the_product_and_no_others(language, template):
    """`make messages` brings it up to date."""
    assert _texts(messages.load_catalogue(language)) ^ _texts(template) == set()


def test_texts_of_code_and_of_templates_are_found(template):
    found = {text for text, _context in _texts(template)}

    assert {"Say what it is.", "You may not do this.", "Skip to the content"} <= found


def _texts(catalogue):
    return {(str(message.id), message.context) for message in catalogue if message.id}
