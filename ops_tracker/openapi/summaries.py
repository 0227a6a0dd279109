"""A line for each operation, by what it does and to what."""

from typing import Any

from common.api.addresses import PREFIX

FIGURES = {
    "figures/": "What the records add up to",
    "figures/evidence/": "The records behind a figure",
    "figures/changes/": "How a figure changed",
}
NOTICES = {
    ("notices/read-all/", "post"): "Mark all notices as read",
    ("notices/mail/", "get"): "When notices are sent by e-mail",
    ("notices/mail/", "post"): "Choose when notices are sent by e-mail",
}
OF_ALL = {"get": "List {}", "post": "Record {}"}
OF_ONE = {
    "get": "Read one of the {}",
    "put": "Replace one of the {}",
    "patch": "Change one of the {}",
    "delete": "Remove one of the {}",
}
OF_FILES = {"get": "List the files of one of the {}", "post": "Attach a file to one of the {}"}
OF_A_FILE = {"get": "Read a file of one of the {}", "delete": "Remove a file of one of the {}"}


def summary_of(path: str, method: str, operation: dict[str, Any]) -> str:
    """The summary of the operation; that of a step is made from its name, such as `accept-phase`."""
    name = path.removeprefix(PREFIX)
    if name in FIGURES:
        return FIGURES[name]
    if (name, method) in NOTICES:
        return NOTICES[name, method]
    (kind,) = operation["tags"]
    if "/attachments/" in name:
        return (OF_FILES if name.endswith("attachments/") else OF_A_FILE)[method].format(kind)
    if "{" not in name and name.count("/") > 1:
        return f"{_step(name)} many of the {kind}, each in the version that was read"
    if "{" not in name:
        return OF_ALL[method].format(kind)
    if method == "post":
        return f"{_step(name)}: a step with one of the {kind}"
    if method == "get" and not name.endswith("}/"):
        return f"{_step(name)} of one of the {kind}"
    return OF_ONE[method].format(kind)


def _step(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2].replace("-", " ").capitalize()
