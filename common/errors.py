"""The errors that services raise. Pages and the API turn them into responses, each in one place."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

# A sentence that repeats what was typed stays a sentence.
REPEATED = 40


class Refused(Exception):
    """A rule forbids the change now: the sentence says which rule, and what to do instead."""

    code = "refused"
    # In the API, and of the page that shows the sentence.
    status = page_status = 409
    # Where in what was sent, if that was a list.
    path: tuple[str, ...] = ()


class NotAllowed(Refused):
    """The person or key may not do this."""

    code = "not_allowed"
    status = page_status = 403


class Outdated(Refused):
    """Another user changed the record since it was read. Pages answer 409: only the API has a precondition to fail."""

    code = "version_changed"
    status = 412

    def __init__(self, record: object) -> None:
        super().__init__(
            _("%(record)s was changed since you opened it. Look at it again.") % {"record": record}
        )


class Invalid(Exception):
    """The values cannot be recorded.

    `errors` maps the path of a field (`items.0.quantity`, or the empty string for the whole record) to sentences.
    """

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__("; ".join(message for messages in errors.values() for message in messages))
        self.errors = errors


class Findings:
    """Collects all errors of a record, so that the user sees them at once."""

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = {}

    def add(self, path: str, message: object) -> None:
        self.errors.setdefault(path, []).append(str(message))

    def at(self, prefix: str = "") -> "_Collecting":
        """Collects a ValidationError or Invalid that is raised inside, with its fields under `prefix`."""
        return _Collecting(self, prefix)

    def take(self, prefix: str, errors: dict[str, list[str]]) -> None:
        """Adds errors, with their fields under `prefix`."""
        for field, messages in errors.items():
            path = ".".join(part for part in (prefix, field) if part)
            for message in messages:
                if message not in self.errors.get(path, []):
                    self.add(path, message)

    def raise_if_any(self) -> None:
        """Raises Invalid if any error was collected."""
        if self.errors:
            raise Invalid(self.errors)


class _Collecting:
    """The context of `Findings.at`. A generator would take several times as long, for every value of a file."""

    __slots__ = ("findings", "prefix")

    def __init__(self, findings: Findings, prefix: str) -> None:
        self.findings, self.prefix = findings, prefix

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, ValidationError):
            self.findings.take(self.prefix, messages_of(error))
        elif isinstance(error, Invalid):
            self.findings.take(self.prefix, error.errors)
        else:
            return False
        return True


def messages_of(error: ValidationError) -> dict[str, list[str]]:
    """The sentences of a ValidationError by field; those of no field are under the empty string.

    A constraint names its field in its code: `field:unit`.
    """
    if not hasattr(error, "error_dict"):
        return {"": list(error.messages)}
    found: dict[str, list[str]] = {}
    for field, errors in error.error_dict.items():
        for each in errors:
            code = str(each.code or "")
            named = code.removeprefix("field:") if code.startswith("field:") else ""
            path = named if field == NON_FIELD_ERRORS else field
            found.setdefault(path, []).extend(each.messages)
    return found
