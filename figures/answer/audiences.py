"""The audiences that a reader belongs to, as a part of a statement."""

from django.db import connection

from figures.models import Audience
from figures.question.names import Names
from operations.sharing import Reader


def audiences_of(reader: Reader, names: Names) -> str:
    """A query for the ids of the reader's audiences.

    Its text depends only on the names of an epoch, and it finds audiences that are newer than that. Values are
    literals, so that a prepared plan, too, finds the few audiences by index.
    """
    return names.once(("audiences", reader.agency_id, reader.user_id), lambda: _written(reader))


def _written(reader: Reader) -> str:
    text, values = Audience.objects.visible_to(reader).values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        # A statement that has parameters takes a percent sign for one.
        return str(cursor.mogrify(text, values)).replace("%", "%%")
