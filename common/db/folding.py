"""Search without accents and capitals, in the database and by index: the SQL functions of agencies/sql/0002."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Reverse

PATTERNS = "text_pattern_ops"


class Folded(models.Func):
    """The text without accents and capitals."""

    function = "folded"
    output_field = models.TextField()
    arity = 1


class Words(models.Func):
    """The words of one to three columns and their endings, as the index of words stores them."""

    function = "folded_words"
    output_field = SearchVectorField()


class HasWords(models.Func):
    """A condition: for each word of the text, the columns have a word that contains it."""

    template = "folded_words(%(expressions)s) @@ folded_query(%(sought)s)"
    output_field = models.BooleanField()

    def __init__(self, *columns: str, sought: str) -> None:
        super().__init__(*columns, sought="%s")
        self.sought = sought

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        sql, params = super().as_sql(*args, **kwargs)
        return sql, (*params, self.sought)


class FoldedLookup(models.Lookup):
    """A look-up that compares the column with the text, both folded."""

    prepare_rhs = False
    comparison = ""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return self.comparison.format(column=column), (*params, str(self.rhs))


@models.CharField.register_lookup
@models.TextField.register_lookup
class FoldedExact(FoldedLookup):
    lookup_name = "folded"
    comparison = "folded({column}) = folded(%s)"


@models.CharField.register_lookup
@models.TextField.register_lookup
class FoldedContains(FoldedLookup):
    lookup_name = "folded_contains"
    comparison = "folded({column}) LIKE '%%' || folded_pattern(%s) || '%%'"


@models.CharField.register_lookup
@models.TextField.register_lookup
class FoldedStarts(FoldedLookup):
    lookup_name = "folded_starts"
    comparison = "folded({column}) LIKE folded_pattern(%s) || '%%'"


@models.CharField.register_lookup
@models.TextField.register_lookup
class FoldedEnds(FoldedLookup):
    """A look-up by the end of the text. Its index is one of the reversed text, as LIKE finds by the beginning alone."""

    lookup_name = "folded_ends"
    comparison = "reverse(folded({column})) LIKE folded_pattern(reverse(folded(%s))) || '%%'"


def searched(model: type[models.Model], path: str) -> str:
    """The look-up for a search field of the admin: folded if its column is free text, else unchanged."""
    field: Any = None
    for name in path.split("__"):
        options = field.related_model._meta if field is not None and field.is_relation else model._meta
        field = options.get_field(name)
    text = isinstance(field, models.CharField | models.TextField)
    return f"{path}__folded_contains" if text else path


def begins(column: str, *, name: str) -> models.Index:
    """An index for `folded_starts` and `folded`."""
    return models.Index(OpClass(Folded(column), name=PATTERNS), name=name)


def ends(column: str, *, name: str) -> models.Index:
    """An index for `folded_ends`."""
    return models.Index(OpClass(Reverse(Folded(column)), name=PATTERNS), name=name)


def words(*columns: str, name: str) -> GinIndex:
    """An index for `HasWords` of the same columns in the same order."""
    return GinIndex(Words(*columns), name=name)
