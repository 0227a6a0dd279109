"""Errors of reading a file. Each sentence is for the person who sent it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from common.errors import Refused


def sentence(text: str) -> str:
    """Marks a text for translation. Django's function needs settings, which the child process does not have."""
    return text


class CannotRead(Refused):
    """The file cannot be read: nothing of it is imported.

    The sentence is translated when it is shown: the process that reads a file knows no language.
    """

    code = "cannot_read"
    status = 400

    def __init__(self, text: str, words: Mapping[str, Any] | None = None) -> None:
        super().__init__(text)
        self.sentence = text
        self.words = {
            name: word if isinstance(word, int) else str(word) for name, word in (words or {}).items()
        }

    def __str__(self) -> str:
        return gettext(self.sentence) % self.words if self.words else gettext(self.sentence)
