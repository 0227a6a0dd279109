"""The addresses of the API, for links in its answers and for what it says in words.

Django's `reverse` gives the same (a test holds them together) and takes forty times as long: a page of records has
a link in each row.
"""

PREFIX = "/api/v1/"


def api_url(*parts: object) -> str:
    """`api_url("seizures")` is the address of the list, `api_url("seizures", id)` that of one of them."""
    return PREFIX + "".join([f"{part}/" for part in parts])
