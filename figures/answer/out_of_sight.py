"""The reader's own records in operations that the reader may not see.

They are in one row without a name, and count for no umbrella of their operation: that it is one would tell of what is
hidden. What they are credited to, and the reader may see, has them as ever.
"""

from uuid import UUID

from figures.question.codes import OUT_OF_SIGHT
from figures.question.terms import Terms

# The id of all these operations together.
TOGETHER = UUID(int=0)
CALLED = {TOGETHER: OUT_OF_SIGHT}


def beyond(terms: Terms) -> str:
    """A part of a statement: audiences of such records, with their operations and the umbrellas of those."""
    owner = terms.bind("reader_agency", terms.reader.agency_id, "bigint")
    return f"""
        beyond AS MATERIALIZED (
            SELECT a.id, a.operation_id, o.parent_id
            FROM figures_audience a JOIN operations_operation o ON o.id = a.operation_id
            WHERE a.owner_id = {owner} AND a.operation_id = ANY({_hidden(terms)})
        )
    """  # noqa: S608 -- placeholders of ours


def counts_for(terms: Terms, operation: str) -> str:
    """The condition that a row of an audience counts, for this reader, for the operation in that column."""
    return f"""(
        {operation} IS NULL
        OR ({operation} <> ALL({_hidden(terms)})
            AND (audience_id, {operation}) NOT IN (SELECT id, parent_id FROM beyond WHERE parent_id IS NOT NULL))
        OR (audience_id, {operation}) IN (SELECT id, operation_id FROM beyond)
    )"""  # noqa: S608 -- placeholders of ours


def together(terms: Terms, operation: str) -> str:
    """The operation in that column, or TOGETHER for those that the reader may not see."""
    return f"CASE WHEN {operation} = ANY({_hidden(terms)}) THEN '{TOGETHER}'::uuid ELSE {operation} END"


def _hidden(terms: Terms) -> str:
    return terms.bind("hidden", list(terms.hidden), "uuid[]")
