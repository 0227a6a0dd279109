"""Conditions that rows of balances and rows of postings share, and the audiences that a reader belongs to.

Rows of both kinds have ids of dimensions, an audience, a measure, `first_month` and `last_month`, a stage, a status,
a unit, a method, and the numbers.
"""

from django.db import connection

from figures.models import Audience
from figures.question.names import EVENTS, Names
from figures.question.question import REPORTED
from figures.question.terms import LENGTHS, Chosen, Terms, shift_of
from operations.sharing import Reader

# Ends the faces of what takes records off again that several measures have counted: for answers that go up the tree
# of measures.
ABOVE = "_above"
# The audiences that the reader belongs to, beside everybody.
SEEN = "(SELECT ids FROM seen)::bigint[]"


def of_facts(terms: Terms) -> list[str]:
    """Conditions on measure, stage and unit."""
    question = terms.question
    found: list[str] = []
    if terms.measures is not None:
        found.append(f"measure_id = ANY({terms.bind('measures', list(terms.measures), 'bigint[]')})")
    if question.stage:
        found.append(f"stage = ANY({terms.bind('stages', list(question.stage), 'text[]')})")
    if unit := of_unit(terms):
        # What goods there are beside, of which nobody has said what they are worth, is a part of what money says.
        found.append(f"({unit} OR face = 'quantity')" if terms.is_of_money else unit)
    return found


def faces_of(terms: Terms) -> list[str]:
    """The faces of balances that are in the answer."""
    found = ["quantity"]
    if terms.question.unit not in terms.names.quantities:
        found.append("reported" if terms.question.currency == REPORTED else "value")
    if terms.rolls_up:
        found += [f"{face}{ABOVE}" for face in found]
    return [*found, EVENTS] if terms.counts_events else found


def posted_faces_of(terms: Terms) -> list[str]:
    """The faces of postings that are in the answer: money is valued, and reported, by the same postings."""
    found = faces_of(terms.of_any_unit)
    return (
        [*found, "money"] if "value" in found else ["money" if face == "reported" else face for face in found]
    )


def of_unit(terms: Terms) -> str:
    return among(terms, "unit_id", terms.unit, "unit", "bigint") if terms.unit else ""


def among(terms: Terms, column: str, chosen: Chosen, name: str, kind: str) -> str:
    """The condition that the column has one of the ids, or is null if that is chosen too."""
    if len(chosen.ids) == 1:
        stated = f"{column} = {terms.bind(name, chosen.ids[0], kind)}"
    else:
        stated = f"{column} = ANY({terms.bind(name, list(chosen.ids), f'{kind}[]')})"
    if not chosen.unsaid:
        return stated
    return f"({stated} OR {column} IS NULL)" if chosen.ids else f"{column} IS NULL"


def period_conditions(terms: Terms, inside: list[str], overlap: list[str], undated: str) -> tuple[str, str]:
    """The conditions `inside` and `touching` the period.

    With `unfixed`, only of rows that are fixed to no one year, quarter or month.
    """
    within = f"coalesce({' AND '.join(inside)}, FALSE)" if inside else "TRUE"
    touching = (
        f"({undated} OR ({' AND '.join(overlap)} AND NOT ({' AND '.join(inside)})))" if inside else "FALSE"
    )
    if not (time := terms.question.unfixed):
        return within, touching
    first, last = (number_of(terms, time, f"{end}_month") for end in ("first", "last"))
    spread = f"({undated} OR {first} <> {last})"
    return f"({within} AND {spread})", f"({touching} AND {spread})"


def number_of(terms: Terms, time: str, month: str) -> str:
    """SQL for the number of the year, quarter or month in which a month lies."""
    return f"(({month} + {shift_of(terms.question, time)}) / {LENGTHS[time]})"


def audiences_of(reader: Reader, names: Names) -> str:
    """A query for the ids of the reader's audiences.

    Its text depends only on the names of an epoch, and it finds audiences that are newer than that. Values are
    literals, so that a prepared plan, too, finds the few audiences by index.
    """
    return names.once(("audiences", reader.agency_id, reader.user_id), lambda: _literal_query(reader))


def _literal_query(reader: Reader) -> str:
    text, values = Audience.objects.visible_to(reader).values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        # A statement that has parameters takes a percent sign for one.
        return str(cursor.mogrify(text, values)).replace("%", "%%")
