"""The changes of a figure, rendered for a page."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.evidence.lines import unnamed
from dashboards.words.differences import Difference, difference
from dashboards.words.labels import Measures
from figures.changes.by_act import FigureChange
from figures.postings.effects import Effect
from figures.postings.places import PostedPlace
from figures.question.dimensions import DIMENSIONS, FigureDimension
from measures import formats
from operations.history import ACTIONS
from operations.models import ReviewedRecord

# By dimension and code.
Named = dict[str, dict[str, str]]

# A region and a threat go with the country and the operation, which are named already.
OWN = [each for each in DIMENSIONS if not each.stays]


@dataclass(frozen=True)
class Entry:
    """One act on one record. `record` is None if it was deleted or is withheld."""

    at: datetime.datetime
    what: str
    who: str
    agency: str
    reason: str
    record: ReviewedRecord | None
    unnamed: str
    differences: list[Difference]


def entries(changes: Iterable[FigureChange]) -> list[Entry]:
    changes = list(changes)
    effects = [effect for change in changes for effect in change.effects]
    measures, named = Measures(effect.figure for effect in effects), _named(effects)
    return [_entry(change, measures, named) for change in changes]


def _named(effects: list[Effect]) -> Named:
    """The labels of the codes in these effects, by dimension."""
    return {
        each.name: each.named({code for effect in effects if (code := effect.place.codes[each.name])})
        for each in OWN
    }


def _entry(change: FigureChange, measures: Measures, named: Named) -> Entry:
    action, untold = change.act.action, _("withheld") if change.of.withheld else _("not stated")
    return Entry(
        at=change.at,
        what=str(ACTIONS.get(action, action)) or untold,
        who=change.act.who or change.act.agency or untold,
        agency=change.act.agency if change.act.who else "",
        reason=change.act.reason,
        record=change.of.record,
        unnamed=unnamed(withheld=change.of.withheld),
        differences=[
            difference(effect.figure, effect.qualifier, measures, _apart(effect, change.effects, named))
            for effect in change.effects
        ],
    )


def _apart(effect: Effect, effects: list[Effect], named: Named) -> list[str]:
    """The labels that only this one of several effects has: the place that the record left, or its new one."""
    places = [_words(each.place, named) for each in effects]
    labels = zip(_words(effect.place, named), *places, strict=True)
    return [word for word, *all_words in labels if len(set(all_words)) > 1]


def _words(place: PostedPlace, named: Named) -> list[str]:
    return [
        *(_word(place, each, named[each.name]) for each in OWN),
        formats.partial_date(str(place.date)),
    ]


def _word(place: PostedPlace, dimension: FigureDimension, named: dict[str, str]) -> str:
    codes = (
        place.codes[dimension.several] if dimension.several else filter(None, [place.codes[dimension.name]])
    )
    return ", ".join(named.get(each, each) for each in codes) or str(dimension.unsaid)
