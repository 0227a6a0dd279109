"""Parses the credits in one cell: `US-DEA; US-FBI: intelligence; ATLAS`."""

import re
from typing import Any

from django.utils.translation import gettext as _

from common.errors import REPEATED
from imports.mapping.errors import Unclear

BETWEEN = re.compile(r"[;,|\n]")


def read_credits(text: str, roles: Any) -> list[dict[str, Any]]:
    """Codes of agencies and operations, each with the role after a colon, or else joint seizure.

    `code` may be either's: the caller, who knows them all, decides.
    """
    found = []
    for part in BETWEEN.split(text):
        code, _colon, role = (each.strip() for each in part.partition(":"))
        if not code:
            continue
        if role and role not in roles.values:
            raise Unclear(
                _("“%(role)s” is no role of a credit; there are %(all)s.")
                % {"role": role[:REPEATED], "all": ", ".join(roles.values)}
            )
        found.append({"code": code, "role": role or roles.JOINT.value})
    return found
