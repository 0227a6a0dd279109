"""The addresses of the API, for links in its answers and for sentences that name them.

Django's `reverse` gives the same (a test compares them) and takes forty times as long: a page of records has a link
in each row.
"""

PREFIX = "/api/v1/"


def api_url(*parts: object) -> str:
    """The address of a list (`api_url("seizures")`) or of one of its rows (`api_url("seizures", id)`)."""
    return PREFIX + "".join([f"{part}/" for part in parts])
