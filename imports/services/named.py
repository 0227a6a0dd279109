"""Mappings by name: those that an agency has saved, and the examples."""

from pathlib import Path

from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.db.acts import all_or_nothing
from imports.mapping.checking import mapping_of, read_mapping
from imports.mapping.contract import Mapping
from imports.mapping.errors import BadMapping
from imports.models import SavedMapping
from operations.rules import may_enter

EXAMPLES = Path(__file__).parent.parent / "examples"


def example_names() -> list[str]:
    return sorted(path.stem for path in EXAMPLES.glob("*.json"))


def example(name: str) -> Mapping:
    if name not in example_names():
        raise BadMapping(
            _("There is no mapping “%(name)s”. Examples are %(all)s.")
            % {"name": name, "all": ", ".join(example_names())}
        )
    return mapping_of((EXAMPLES / f"{name}.json").read_bytes())


def mapping_for(text: str, *, by: User) -> tuple[str, Mapping]:
    """The name, if it is one, and the mapping: saved by the agency, an example, or the text itself as JSON."""
    if text.lstrip().startswith("{"):
        return "", mapping_of(text)
    if saved := SavedMapping.objects.newest(by.agency, text):
        return text, read_mapping(saved.content)
    return text, example(text)


@all_or_nothing()
def save_mapping(name: str, mapping: Mapping, *, by: User) -> SavedMapping:
    """Saves a new version of the agency's mapping of that name, unless it equals the newest."""
    may_enter(by)
    newest = SavedMapping.objects.newest(by.agency, name)
    if newest and newest.content == mapping.source:
        return newest
    version = newest.version + 1 if newest else 1
    with audited(by=by, action="mapping saved"):
        return SavedMapping.objects.create(
            agency=by.agency,  # type: ignore[misc]  # who enters results has one (may_enter)
            name=name,
            version=version,
            content=mapping.source,
            created_by=by,
        )
