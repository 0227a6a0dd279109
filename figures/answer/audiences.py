"""The reader's audiences, as a part of a statement."""

from django.db import connection

from figures.models import Audience
from figures.question.names import Names
from operations.sharing import Reader


def audiences_of(reader: Reader, names: Names) -> str:
    """A query for the ids of the audiences that the reader belongs to.

    What it says depends on what an epoch names; what it finds, on the audiences that there are by then. Its values are
    written out, so that the planner finds the few there are by index in a plan that it keeps, too.
    """
    return names.once(("audiences", reader.agency_id, reader.user_id), lambda: _written(reader))


def _written(reader: Reader) -> str:
    text, values = Audience.objects.visible_to(reader).values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        # A statement that has parameters takes a percent sign for one.
        return str(cursor.mogrify(text, values)).replace("%", "%%")
