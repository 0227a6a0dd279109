"""Schemas of the figures API for the published description."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from common.api.addresses import api_url
from figures.answer.figure import PUBLISHED
from figures.evidence.facts import Reason
from figures.question.dimensions import DIMENSIONS, NAMES
from figures.question.question import GROUPINGS, LISTS
from measures.models import Measure
from operations.models import Qualifier, State

TEXT: dict[str, Any] = {"type": "string"}
MAYBE: dict[str, Any] = {"type": ["string", "null"]}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
NUMBER: dict[str, Any] = {"type": "integer"}
TRUTH: dict[str, Any] = {"type": "boolean"}
DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": required | (optional or {}), "required": list(required)}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


UNDERSTOOD = _object(
    {
        **dict.fromkeys(LISTS, TEXTS),
        **dict.fromkeys(("from", "to", "reported_as_of"), DAY),
        **dict.fromkeys(("calendar", "currency", "status"), TEXT),
        "alone": TRUTH,
        "as_of": MAYBE,
        "top": NUMBER,
        **dict.fromkeys(("unfixed", "unit"), MAYBE),
    }
)
PERIOD = {"anyOf": [_object({"from": DAY, "to": DAY, "label": TEXT}), {"type": "null"}]}
RESTS_ON = {
    "records": _("Records, each once a date, whatever it states of the measure or below it."),
    "facts": _(
        "What is added up, of which a record may have several; what a figure lacks is counted in facts, too."
    ),
    "events": _("Events that the records are of, one of each aggregate that does not say."),
    "aggregates": _("Records that are aggregates of events."),
}
BOUNDS = {
    "low": MAYBE
    | {"description": str(_("The least that its parts can be; null where one may be anything."))},
    "high": MAYBE
    | {"description": str(_("The most that its parts can be; null where one may be any larger number."))},
}
AMOUNT = {
    "measure": TEXT,
    "stage": TEXT,
    "value": {
        **MAYBE,
        "description": str(_("A decimal, money to its minor unit; null where no part has an amount.")),
    },
    **BOUNDS,
    "unit": MAYBE,
    "qualifier": {"type": "string", "enum": [kind for kind in Qualifier.values if kind != Qualifier.BETWEEN]},
    **{
        name: NUMBER | ({"description": str(RESTS_ON[name])} if name in RESTS_ON else {})
        for name in PUBLISHED
    },
}
OPERATOR = {
    "operator": {
        "type": "string",
        "enum": list(Measure.Operator.values),
        "description": str(_("How the records are combined. What is no sum is never additive.")),
    },
}
# Of figures that are asked for, not of what they are made of.
TOTAL = {
    **AMOUNT,
    **OPERATOR,
    "events_qualifier": {
        "type": "string",
        "enum": ["exact", "at_least"],
        "description": str(_("at_least where an aggregate does not say of how many events it is.")),
    },
    "unpriced": {
        **NUMBER,
        "description": str(_("Of money: goods beside, of which nobody has stated the worth.")),
    },
}
GROUPED = dict.fromkeys(GROUPINGS[2:], MAYBE) | {"period": PERIOD}
LEFT_OUT = _object(dict.fromkeys(("unverified", "parts", "earlier", "undated"), NUMBER) | {"withheld": TRUTH})
EQUIVALENTS = _list(
    _object(
        {
            **dict.fromkeys(("measure", "value", "unit", "qualifier", "weighed"), TEXT),
            "stage": MAYBE,
            "factors": _list(
                _object(
                    {
                        **dict.fromkeys(("measure", "unit", "kilograms", "source", "quantity"), TEXT),
                        **{name: {"type": ["integer", "null"]} for name in ("first_year", "last_year")},
                        "country": MAYBE,
                    }
                )
            ),
            "left_out": _list(_object(dict.fromkeys(("unit", "value"), MAYBE))),
        },
        GROUPED,
    )
)
ANSWER = _object(
    {
        "query": UNDERSTOOD,
        "as_of": {"type": "string", "format": "date-time"},
        "release": MAYBE,
        "figures": _list(_object({**TOTAL, "additive": TRUTH, "methods": TEXTS, "evidence": TEXT}, GROUPED)),
        "overlaps": _list(_object(TOTAL, GROUPED)),
        "left_out": LEFT_OUT,
        "method_notes": _list(
            _object(
                {
                    **dict.fromkeys(("url", "country", "measure", "text", "source"), TEXT),
                    **{name: {"type": ["integer", "null"]} for name in ("first_year", "last_year")},
                }
            )
        ),
    },
    {"equivalents": EQUIVALENTS},
)
BARE = {name: AMOUNT[name] for name in ("value", *PUBLISHED)}
END = _object({**BARE, **BOUNDS, "qualifier": AMOUNT["qualifier"], "evidence": MAYBE})
INSTANT: dict[str, Any] = {"type": "string", "format": "date-time"}
FACT = _object(
    {
        **dict.fromkeys(("id", "record", "reference", "kind"), MAYBE),
        **dict.fromkeys(("withheld", "late", "included"), TRUTH),
        "reason": {**MAYBE, "enum": [*Reason.values, None]},
        "share": TRUTH
        | {
            "description": str(
                _(
                    "A part of another record, counted for agencies that it is credited to and that one is not."
                )
            )
        },
        "state": {**MAYBE, "enum": [*State.values, None]},
        **dict.fromkeys(NAMES, MAYBE),
        **dict.fromkeys(("measure", "stage", "date"), TEXT),
        "facts": NUMBER,
        **dict.fromkeys(("value", "unit"), MAYBE),
        **BOUNDS,
        "qualifier": {"type": "string", "enum": list(Qualifier.values)},
        **dict.fromkeys(("reported", "reported_high", "reported_unit"), MAYBE),
    }
)
EVIDENCE = _object(
    {
        "query": UNDERSTOOD,
        "as_of": INSTANT,
        "figures": _list(_object(AMOUNT | OPERATOR)),
        "left_out": LEFT_OUT,
        "withheld": TRUTH,
        **dict.fromkeys(("next", "previous"), MAYBE),
        "results": _list(FACT),
        "sums": _list(_object(AMOUNT | OPERATOR)),
    }
)
POSTED = _object(
    {
        **dict.fromkeys(("measure", "stage"), TEXT),
        **dict.fromkeys(("unit", *NAMES), MAYBE),
        **dict.fromkeys((each.several for each in DIMENSIONS if each.several), TEXTS),
        "date": TEXT,
        **BARE,
    }
)
CHANGE = _object(
    {
        "id": {**TEXT, "format": "uuid"},
        "at": INSTANT,
        **dict.fromkeys(("who", "agency", "action", "reason", "record", "reference"), MAYBE),
        "withheld": TRUTH,
        "late": TRUTH,
        "postings": _list(POSTED),
    }
)
MOVED = _object(
    {
        "measure": TEXT,
        "stage": TEXT,
        "unit": MAYBE,
        **OPERATOR,
        "before": END,
        "after": END,
        "difference": _object(BARE),
    },
    dict.fromkeys(GROUPINGS[2:], MAYBE),
)
CHANGES = _object(
    {
        "query": UNDERSTOOD,
        **dict.fromkeys(("since", "until"), INSTANT),
        "figures": _list(MOVED),
        **dict.fromkeys(("next", "previous"), MAYBE),
        "results": _list(CHANGE),
    }
)
EXAMPLE = OpenApiExample(
    "Cocaine seized in 2009, by country",
    value={
        "query": {
            "by": ["country"], "measure": ["NARC.COCAINE"], "stage": ["seized"], **{name: [] for name in NAMES},
            "from": "2009-01-01", "to": "2009-12-31", "calendar": "calendar", "currency": "USD",
            "status": "verified", "alone": False, "unfixed": None, "unit": None, "as_of": None,
            "reported_as_of": None, "top": 0,
        },
        "as_of": "2026-11-20T08:00:00Z",
        "release": None,
        "figures": [
            {
                "measure": "NARC.COCAINE", "stage": "seized", "country": "COL", "value": "5180.5", "low": "5180.5",
                "high": None, "unit": "KGM", "qualifier": "at_least", "records": 2, "facts": 2, "events": 2,
                "aggregates": 0, "exact": 1, "at_least": 1, "at_most": 0, "between": 0, "approximately": 0,
                "unquantified": 0, "unvalued": 0,
                "undated": 0, "events_qualifier": "exact", "unpriced": 0, "operator": "sum", "additive": True,
                "methods": [],
                "evidence": f"{api_url('figures', 'evidence')}?measure=NARC.COCAINE&stage=seized&country=COL"
                "&from=2009-01-01&to=2009-12-31&unit=KGM",
            }
        ],
        "overlaps": [],
        "left_out": {"unverified": 1, "parts": 0, "earlier": 0, "undated": 0, "withheld": False},
        "method_notes": [],
    },
)  # fmt: skip
ANSWERED = {
    (200, "application/json"): OpenApiResponse(ANSWER, examples=[EXAMPLE]),
    (200, "text/csv"): OpenApiResponse(TEXT),
}
RECORDED = {
    "anyOf": [
        _object(
            {
                **{name: AMOUNT[name] for name in ("value", *BOUNDS, "unit", "qualifier", "records")},
                "evidence": MAYBE,
            }
        ),
        {"type": "null"},
    ]
}
PROGRESS = _object(
    {
        **{name: AMOUNT[name] for name in ("qualifier", "records")},
        **dict.fromkeys(("expected", "actual", "unit", "share", "evidence"), MAYBE),
        "reached": {"type": "boolean"},
        "other_units": {"type": "array", "items": {"type": "string"}},
    }
)
REPORT = _object(
    {
        **dict.fromkeys(("operation", "agency", "status"), TEXT),
        "period": {"type": "string", "examples": ["2009-07", ""]},
        **dict.fromkeys(("date_from", "date_to", "due"), DAY),
        **dict.fromkeys(("days_late", "verified", "submitted"), NUMBER),
        **dict.fromkeys(("nothing_reported", "reminded_at"), MAYBE),
    }
)
COMPLETENESS = _object({"operation": TEXT, "every": TEXT, "reports": _list(REPORT)})
