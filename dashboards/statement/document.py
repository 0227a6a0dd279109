"""An operation's results statement as a document in the language of the page."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agencies.models import User
from common.text.language import language
from dashboards.operation.figures import OperationFigures
from dashboards.statement.contents import StatementContents, contents_of
from dashboards.statement.typeset import typeset
from figures.answer.marking import strictest_within
from measures import formats
from operations.models import Operation
from operations.sharing import strictest
from operations.templatetags.operations import period

TEMPLATE = Path(__file__).with_name("statement.typ").read_bytes()
# Makes an address of this application one that opens from outside.
Absolute = Callable[[str], str]


def statement_pdf(operation: Operation, reader: User, absolute: Absolute) -> tuple[bytes, str]:
    """The document and its marking. Use it inside `one_snapshot`."""
    figures = OperationFigures(operation, reader)
    contents = contents_of(operation, reader, figures)
    sources = {each.claim.source.marking for each in figures.results.compared}
    marking = strictest([operation.marking, strictest_within(operation.pk, reader), *sources])
    data = _data(operation, contents, absolute) | {
        "marking": marking,
        "about": _about(operation, reader, figures, absolute),
        "foot": f"{operation.code} · {formats.moment(figures.whole.as_of)}",
    }
    return typeset(TEMPLATE, data, figures.whole.as_of), marking


def _data(operation: Operation, contents: StatementContents, absolute: Absolute) -> dict[str, Any]:
    title = _("Results statement: %(operation)s") % {"operation": operation.name}
    return {
        **_opened(asdict(contents), absolute),
        "language": language(),
        "title": title,
        "heading": title,
        "author": "Ops Tracker",
        "description": _("Verified results of the operation, for exactly what its reader may see."),
        "expansion": operation.expansion,
        "nothing": _("Nothing that you may see is recorded and verified yet."),
        "words": _words(),
    }


def _about(
    operation: Operation, reader: User, figures: OperationFigures, absolute: Absolute
) -> list[tuple[str, str]]:
    who = f"{reader}, {reader.agency.name}" if reader.agency else str(reader)
    return [
        (_("Code"), operation.code),
        (_("Kind"), capfirst(operation.get_kind_display())),
        (_("When"), period(operation)),
        (_("Recording agency"), operation.owner.name),
        (_("As of"), formats.moment(figures.whole.as_of)),
        (_("Asked by"), who),
        (_("Address"), absolute(operation.get_absolute_url())),
    ]


def _words() -> dict[str, str]:
    return {
        "headlines": _("Leading figures"),
        "result": _("Result"),
        "amount": _("Amount"),
        "records": _("Records"),
        "statement": _("Statement and source"),
        "stated": _("Stated"),
        "recorded": _("Recorded"),
        "comparison": _("Comparison"),
        "participant": _("Participant"),
        "role": _("Role"),
        "country": _("Country"),
        "nobody": _("The sources name no agency or country."),
        "notes": _("How to read the figures"),
    }


def _opened(data: Any, absolute: Absolute) -> Any:
    """The data with each address in it as one that opens from outside."""
    if isinstance(data, dict):
        return {
            name: absolute(value) if name == "url" and value else _opened(value, absolute)
            for name, value in data.items()
        }
    return [_opened(each, absolute) for each in data] if isinstance(data, list) else data
