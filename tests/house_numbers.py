"""Prints the size of the house, room by room: `python -m tests.house_numbers`, or `make house`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.import_graph import import_graph, longest_chain, modules_of
from tests.test_house import LEVEL, NAMES_OF_FRAMEWORKS, ROOT, places_of_names, source_files


def lines_of(paths: list[Path]) -> int:
    return sum(len(path.read_text().splitlines()) for path in paths)


def sizes(paths: list[Path]) -> Iterator[str]:
    """A line for each app, and below it one for each of its rooms."""
    for app in LEVEL:
        own = [path for path in paths if path.relative_to(ROOT).parts[0] == app]
        yield f"{app:28}{len(own):5} files{lines_of(own):8} lines"
        rooms: dict[str, list[Path]] = {}
        for path in own:
            parts = path.relative_to(ROOT).parts
            if len(parts) > 2:
                rooms.setdefault(parts[1], []).append(path)
        for room in sorted(rooms):
            yield f"  {room:26}{len(rooms[room]):5} files{lines_of(rooms[room]):8} lines"
    yield f"{'all':28}{len(paths):5} files{lines_of(paths):8} lines"


def chains(paths: list[Path]) -> Iterator[str]:
    """The longest chain of imports, of the whole and within each app; packages are followed into their `__init__`."""
    graph = import_graph(modules_of(ROOT, paths))
    for app in ("", *LEVEL):
        part = {
            name: {below for below in imported if below.startswith(app)}
            for name, imported in graph.items()
            if name.startswith(app)
        }
        chain = longest_chain(part)
        yield f"longest chain of imports in {app or 'all'}: {len(chain)}: {' > '.join(chain)}"


def repeated_names(paths: list[Path]) -> Iterator[str]:
    places = places_of_names(ROOT, paths)
    twice = {name: found for name, found in places.items() if len(found) > 1}
    yield f"public names: {len(places)}, of which {len(twice)} are defined in more than one module"
    for name, found in sorted(twice.items()):
        reason = " (a framework's)" if name in NAMES_OF_FRAMEWORKS else ""
        yield f"  {name}{reason}: {len(found)} modules"


if __name__ == "__main__":
    found = source_files()
    for line in (*sizes(found), *chains(found), *repeated_names(found)):
        sys.stdout.write(f"{line}\n")
