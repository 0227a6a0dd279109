"""Measures of outcomes. Persons at different stages are never added together."""

from typing import Any

from django.utils.translation import gettext_noop as _

PERSONS = {"dimension": "count", "counted_in": "persons", "count_unit": "IE"}
OUTCOME = {"kind": "outcome"}
APART = {"rolls_up": False}
STATED = {"kind": "stated"}
# How many seizures there are: of each what its record says, one or so many.
EVENTS = {"kind": "events", "dimension": "count", "counted_in": "seizures"}

OUTCOMES: list[tuple[str, str, dict[str, Any]]] = [
    ("PEOPLE", _("People"), {**OUTCOME, **PERSONS, "rolls_up": False}),
    ("PEOPLE.SUSPECTED", _("Suspects identified"), {}),
    ("PEOPLE.ARRESTED", _("Arrested"), {}),
    ("PEOPLE.CHARGED", _("Charged"), {}),
    ("PEOPLE.ARRESTED_OR_CHARGED", _("Arrested or charged"), {}),
    ("PEOPLE.INDICTED", _("Indicted"), {}),
    ("PEOPLE.PLEADED_GUILTY", _("Pleaded guilty"), {}),
    ("PEOPLE.CONVICTED", _("Convicted"), {}),
    ("PEOPLE.SENTENCED", _("Sentenced"), {}),
    ("PEOPLE.ACQUITTED", _("Acquitted"), {}),
    ("PEOPLE.CHARGES_DROPPED", _("Charges dropped or dismissed"), {}),
    ("PEOPLE.RELEASED", _("Released"), {}),
    ("PEOPLE.APPEALED", _("Appeals lodged"), {}),
    ("PEOPLE.EXTRADITED", _("Extradited"), {}),
    ("PEOPLE.VICTIMS", _("Victims identified"), {}),
    ("PEOPLE.VICTIMS.TRAFFICKING", _("Victims of trafficking identified"), {}),
    ("PEOPLE.VICTIMS.LABOUR", _("Victims of labour exploitation identified"), {}),
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
    # A document is not checked as a person is: they are listed together, and not added.
    ("ACTIVITY.CHECKS", _("Checks"), APART),
    ("ACTIVITY.CHECKS.PERSONS", _("Persons checked"), PERSONS),
    ("ACTIVITY.CHECKS.VEHICLES", _("Vehicles checked"), {}),
    ("ACTIVITY.CHECKS.VESSELS", _("Vessels checked"), {}),
    ("ACTIVITY.CHECKS.CONTAINERS", _("Containers checked"), {}),
    ("ACTIVITY.CHECKS.LOCATIONS", _("Locations checked"), {}),
    ("ACTIVITY.CHECKS.DOCUMENTS", _("Documents checked"), {}),
    ("ACTIVITY.TRACES", _("Traces of firearms requested"), {}),
    ("ACTIVITY.NETWORKS_IDENTIFIED", _("Criminal networks identified"), {}),
    ("ACTIVITY.NETWORKS_DISRUPTED", _("Criminal networks disrupted"), {}),
    ("ACTIVITY.MLA", _("Requests for mutual legal assistance"), APART),
    ("ACTIVITY.MLA.SENT", _("Requests for mutual legal assistance sent"), {}),
    ("ACTIVITY.MLA.RECEIVED", _("Requests for mutual legal assistance received"), {}),
    ("ACTIVITY.MLA.EXECUTED", _("Requests for mutual legal assistance executed"), {}),
    ("ACTIVITY.MLA.REFUSED", _("Requests for mutual legal assistance refused"), {}),
    ("ACTIVITY.EXTRADITION", _("Requests for extradition"), APART),
    ("ACTIVITY.EXTRADITION.SENT", _("Requests for extradition sent"), {}),
    ("ACTIVITY.EXTRADITION.RECEIVED", _("Requests for extradition received"), {}),
    ("ACTIVITY.EXTRADITION.EXECUTED", _("Requests for extradition executed"), {}),
    ("ACTIVITY.EXTRADITION.REFUSED", _("Requests for extradition refused"), {}),
    ("ACTIVITY.JOINT_TEAMS", _("Joint investigation teams set up"), {}),
    ("ACTIVITY.EXERCISES", _("Exercises held"), {}),
    ("ACTIVITY.COURSES", _("Courses held"), {}),
    ("ACTIVITY.AGENCIES_TRAINED", _("Agencies trained"), {}),
    ("ACTIVITY.EQUIPMENT", _("Equipment handed over"), {}),
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
