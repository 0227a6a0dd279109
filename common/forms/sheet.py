from typing import Any

from common.errors import Invalid
from common.forms.errors import Problem, problems, put
from common.forms.rows import Rows


class Sheet:
    """One page of entry: a form and any number of rows under their names in the record."""

    def __init__(
        self, form: Any, rows: dict[str, Rows] | None = None, renamed: dict[str, str] | None = None
    ) -> None:
        self.form, self.rows, self.renamed = form, rows or {}, renamed

    def is_valid(self) -> bool:
        # Each is asked, so that everything wrong is said at once.
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def put(self, invalid: Invalid) -> None:
        put(invalid, self.form, self.rows, self.renamed)

    @property
    def problems(self) -> list[Problem]:
        return problems(self.form, *self.rows.values()) if self.form.is_bound else []
