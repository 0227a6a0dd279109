"""Parses the credits or the participants in one cell: `US-DEA; US-FBI: intelligence; ATLAS`."""

import re
from typing import Any

from django.utils.translation import gettext as _

from common.errors import REPEATED
from imports.mapping.errors import Unclear
from imports.mapping.named import Named
from imports.mapping.words import WordTable

BETWEEN = re.compile(r"[;,|\n]")


def read_credits(text: str, roles: Any) -> list[dict[str, Any]]:
    """Codes of agencies and operations, each with the role after a colon, or else joint seizure.

    `code` may be either's: the caller, who knows them all, decides.
    """
    parts = [_with_role(part, roles, roles.JOINT.value) for part in BETWEEN.split(text)]
    return [{"code": code, "role": role} for code, role in parts if code]


def read_participants(
    text: str, words: WordTable, named: Named, roles: Any, role: str
) -> list[dict[str, Any]]:
    """Agencies by their codes, or countries by any of their names, each with a role after a colon, or else `role`."""
    found = []
    for part in words.parts(text):
        name, its_role = _with_role(part, roles, role)
        meaning, _by_star = words.meaning(name)
        if meaning.value is None:
            continue
        who = named.participant(meaning.value)
        if who is None:
            sentence = _("There is no agency and no country “%(value)s”. Say in the mapping which it is.")
            raise Unclear(sentence % {"value": name[:REPEATED]})
        found.append({**who, "role": its_role})
    return found


def _with_role(part: str, roles: Any, usual: str) -> tuple[str, str]:
    name, _colon, role = (each.strip() for each in part.partition(":"))
    if role and role not in roles.values:
        raise Unclear(
            _("“%(role)s” is no role here; there are %(all)s.")
            % {"role": role[:REPEATED], "all": ", ".join(roles.values)}
        )
    return name, role or usual
