"""The parameters of an address."""

from collections.abc import Container

from django.http import QueryDict


def parameters_of(query: QueryDict, without: Container[str] = ()) -> dict[str, str]:
    """The last text of each parameter, but for those `without` which the address is wanted."""
    return {name: query.get(name, "") for name in query if name not in without}
