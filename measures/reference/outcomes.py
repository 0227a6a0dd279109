"""Measures of outcomes. Persons at different stages are never added together."""

from typing import Any

from django.utils.translation import gettext_noop as _

PERSONS = {"dimension": "count", "counted_in": "persons", "count_unit": "IE"}
OUTCOME = {"kind": "outcome"}
STATED = {"kind": "stated"}
# How many seizures there are: of each what its record says, one or so many.
EVENTS = {"kind": "events", "dimension": "count", "counted_in": "seizures"}

OUTCOMES: list[tuple[str, str, dict[str, Any]]] = [
    ("PEOPLE", _("People"), {**OUTCOME, **PERSONS, "rolls_up": False}),
    ("PEOPLE.ARRESTED", _("Arrested"), {}),
    ("PEOPLE.CHARGED", _("Charged"), {}),
    ("PEOPLE.ARRESTED_OR_CHARGED", _("Arrested or charged"), {}),
    ("PEOPLE.INDICTED", _("Indicted"), {}),
    ("PEOPLE.PLEADED_GUILTY", _("Pleaded guilty"), {}),
    ("PEOPLE.CONVICTED", _("Convicted"), {}),
    ("PEOPLE.SENTENCED", _("Sentenced"), {}),
    ("PEOPLE.EXTRADITED", _("Extradited"), {}),
    ("PEOPLE.VICTIMS", _("Victims identified"), {}),
    ("PEOPLE.VICTIMS.TRAFFICKING", _("Victims of trafficking identified"), {}),
    ("PEOPLE.VICTIMS.CHILD", _("Child victims identified"), {}),
    ("PEOPLE.RESCUED", _("Rescued"), {}),
    ("FORFEITURE", _("Forfeitures"), {**OUTCOME, "dimension": "money", "accepted": ["money", "count"]}),
    ("FORFEITURE.CRIMINAL", _("Criminal forfeitures"), {}),
    ("FORFEITURE.CIVIL", _("Civil judicial forfeitures"), {}),
    ("FORFEITURE.ADMINISTRATIVE", _("Administrative forfeitures"), {}),
    ("ACTIVITY", _("Activity"), {**OUTCOME, "dimension": "count", "rolls_up": False}),
    ("ACTIVITY.COUNTRIES", _("Participating countries"), {"counted_in": "countries", "operator": "max"}),
    ("ACTIVITY.OFFICERS_DEPLOYED", _("Officers and agents deployed"), PERSONS),
    ("ACTIVITY.OFFICERS_TRAINED", _("Officers trained"), PERSONS),
    ("ACTIVITY.FUNDS_DIRECTED", _("Funds directed"), {"dimension": "money"}),
    ("ACTIVITY.INSPECTIONS", _("Inspections"), {}),
    ("ACTIVITY.INVESTIGATIONS", _("Investigations opened"), {}),
    ("ACTIVITY.SEARCHES", _("Searches"), {}),
    (
        "ACTIVITY.FUGITIVE_REDUCTION",
        _("Reduction in the number of fugitives"),
        {**STATED, **PERSONS, "accepted": ["count", "ratio"]},
    ),
    (
        "ACTIVITY.FUGITIVE_ARRESTS_INCREASE",
        _("Increase in arrests of criminal fugitives"),
        {**STATED, "dimension": "ratio"},
    ),
    ("SEIZURES", _("Number of seizures"), EVENTS),
]
