"""Extracts the texts to translate from code and templates, with only Babel and Django."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
WIDTH = 120


def source_files() -> Iterator[tuple[Path, str]]:
    """Each file with texts, and its content as Python code, in a stable order."""
    root = Path(settings.BASE_DIR)
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.parent == root:
            for path in sorted(folder.rglob("*.py")):
                if "migrations" not in path.parts:
                    yield path, path.read_text()
    for path in sorted((root / "templates").rglob("*.html")):
        # What Django makes for xgettext; without its indentation, Python's tokenizer reads it as well.
        code = templatize(path.read_text(), origin=str(path))
        yield path, "\n".join(line.strip() for line in code.splitlines())


def template_of_catalogues() -> Catalog:
    """A catalogue with every text and no translation."""
    found = Catalog(charset="utf-8")
    for path, code in source_files():
        for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
            found.add(message, context=context, locations=[(str(path.relative_to(settings.BASE_DIR)), 1)])
    return found


def path_of(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.po")


def load_catalogue(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update_catalogue(language: str, template: Catalog) -> list[str]:
    """Merges the texts into the catalogue of a language; returns those without a translation."""
    catalogue = load_catalogue(language)
    # A guess at a translation reads like one, and is wrong more often than it is seen.
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    with path_of(language).open("wb") as file:
        write_po(file, catalogue, width=WIDTH, no_location=True)
    return untranslated(catalogue)


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts without a translation, or with a fuzzy one."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _forms(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)
