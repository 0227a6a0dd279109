"""The languages of the menu are whole: every text has a translation, and its placeholders came along."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUES = [code for code, _name in settings.LANGUAGES if code != "en"]


def catalogue(language: str):
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", CATALOGUES)
def test_placeholders_survive_translation(language):
    wrong = {message.id: errors for message, errors in catalogue(language).check() if errors}

    assert {text: [str(error) for error in errors] for text, errors in wrong.items()} == {}


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_text_is_translated(language):
    missing = [
        message.id for message in catalogue(language) if message.id and not all(_forms(message.string))
    ]

    assert missing == []
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)
