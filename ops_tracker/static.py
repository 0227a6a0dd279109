"""Static files: which ones are collected from the npm packages, how they are stored, and when again."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PackageFinder(finders.BaseFinder):
    """Finds the files named in settings.STATIC_PACKAGES: the packages hold a hundred times more than pages use."""

    def __init__(self, *_: object, **__: object) -> None:
        self.places: list[tuple[FileSystemStorage, str]] = []
        for prefix, (folder, paths) in settings.STATIC_PACKAGES.items():
            storage = FileSystemStorage(location=folder)
            storage.prefix = prefix  # type: ignore[attr-defined] # collectstatic asks for it
            self.places += [(storage, path) for path in paths]

    def check(self, **_: object) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_: object) -> Any:
        found = [
            storage.path(inside)
            for storage, inside in self.places
            if f"{storage.prefix}/{inside}" == path and storage.exists(inside)  # type: ignore[attr-defined]  # a finder's storage has a prefix
        ]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        return ((path, storage) for storage, path in self.places)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the stubs have it final
    """Rewrites links between stylesheets; source maps that files refer to are not served."""

    patterns = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )


def file_fingerprint() -> str:
    """A digest that changes when a file to collect is added, removed or changed."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
