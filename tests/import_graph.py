"""What importing a module executes: the modules that it names, and the packages above them with all that those name."""

import ast
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path


def modules_of(root: Path, paths: Iterable[Path]) -> dict[str, Path]:
    """The files by the names of their modules; a package by its `__init__`."""
    found = {}
    for path in paths:
        name = ".".join(path.relative_to(root).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def import_graph(modules: dict[str, Path]) -> dict[str, set[str]]:
    """For each module those of `modules` that its import executes first."""
    return {name: set(_imported(name, path, modules)) for name, path in modules.items()}


def longest_chain(graph: dict[str, set[str]]) -> list[str]:
    """The modules of the longest way down a graph without circles, from the first that is imported."""
    longest: dict[str, list[str]] = {}
    for name in TopologicalSorter(graph).static_order():
        longest[name] = [name, *max((longest[below] for below in sorted(graph[name])), key=len, default=[])]
    return max(longest.values(), key=len, default=[])


def _imported(importer: str, path: Path, modules: dict[str, Path]) -> Iterator[str]:
    for named in _named(ast.parse(path.read_text()).body):
        if named not in modules or named == importer:
            continue
        yield named
        # A package that the importer stands in has begun already; only its name asks for what it has by then.
        parts = named.split(".")
        above = (".".join(parts[:length]) for length in range(1, len(parts)))
        yield from (each for each in above if each in modules and not f"{importer}.".startswith(f"{each}."))


def _named(body: list[ast.stmt]) -> Iterator[str]:
    """Names of modules, and of what may be a module, in statements that run when the file is imported."""
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If):
            yield from _named(
                node.orelse if ast.unparse(node.test) == "TYPE_CHECKING" else node.body + node.orelse
            )
        elif isinstance(node, ast.Try | ast.With | ast.ClassDef):
            yield from _named(node.body)
