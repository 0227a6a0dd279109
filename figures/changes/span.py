"""The span between two instants, for changes of figures."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from common.errors import Findings
from common.text.instants import parse_instant

SPAN = ("since", "until")
# What a question of one instant may say, and one of two may not.
NOT_WITH = ("as_of", "release", "top")
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Postings after `since`, up to and including `until`; None is now."""

    since: datetime.datetime
    until: datetime.datetime | None = None


def span_of(parameters: Mapping[str, str]) -> Span:
    """Parses `since` and `until`. Raises Invalid with sentences that say what is possible."""
    findings = Findings()
    texts = {name: parameters.get(name, "").strip() for name in SPAN}
    since, until = (_instant(texts[name], name, findings) for name in SPAN)
    if not texts["since"]:
        findings.add("since", _("Say since when: 2026-10-21 or 2026-10-21T08:00:00Z."))
    if since and until and since > until:
        findings.add("until", _("It is before the start: the later of the two goes here."))
    findings.raise_if_any()
    assert since
    return Span(since, until)


def _instant(text: str, name: str, findings: Findings) -> datetime.datetime | None:
    found, now = parse_instant(text) if text else None, timezone.now()
    if text and found is None:
        sentence = _("“%(text)s” is not an instant. Write 2026-10-21 or 2026-10-21T08:00:00Z.")
        findings.add(name, sentence % {"text": text})
    elif found and found > now:
        sentence = _("%(text)s is in the future; it is %(now)s now.")
        findings.add(name, sentence % {"text": text, "now": f"{now:%Y-%m-%dT%H:%M:%SZ}"})
    elif found and name == "until" and parse_date(text):
        # All of that day; and of today, what there is of it.
        return found + DAY if found + DAY <= now else None
    return found
