"""Parameters of the figures API for the published description."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from figures.changes.span import NOT_WITH
from figures.question.dimensions import DIMENSIONS
from figures.question.question import GROUPINGS, PARAMETERS, STAGES, STATUSES, TIMES
from measures.calendars import CALENDARS

HELP = {
    "by": _("What to group by, joined by commas: ") + ", ".join(GROUPINGS),
    "measure": _("Measures with all below them, joined by commas: NARC.COCAINE,CASH"),
    "stage": _("Stages, joined by commas: ") + ", ".join(STAGES),
    **{dimension.name: dimension.help for dimension in DIMENSIONS},
    "from": _("First month or day: 2009-01, 2009-01-15."),
    "to": _("Last month or day, included."),
    "alone": _("true: only records of the measures themselves, and none of those below them."),
    "unfixed": _("Only records whose date is not fixed within one of these."),
    "as_of": _("An instant: the figures as they were known then."),
    "reported_as_of": _(
        "A day: of cumulative reports those that were the newest then, by their own dates; what was known is as_of."
    ),
    "top": _("Only so many figures of each measure, stage and unit: those with the largest values."),
    "release": _("The name of a release: its figures, as they were signed off."),
    "unit": _(
        "Only figures in KGM, LTR, MTQ (timber), a unit of count or a currency; none for money of no stated currency."
    ),
    "currency": _("Money in the reporting currency, or as it was reported."),
    "calendar": _("Whose year and quarters."),
    "status": _("verified counts; unverified shows what would."),
}
POSSIBLE = {
    "calendar": list(CALENDARS),
    "currency": [settings.REPORTING_CURRENCY, "reported"],
    "status": list(STATUSES),
    "alone": ["true", "false"],
    "unfixed": list(TIMES),
}
QUESTION = [
    OpenApiParameter(name, description=str(HELP[name]), enum=POSSIBLE.get(name)) for name in PARAMETERS
]
WITH_EQUIVALENT = [
    *QUESTION,
    OpenApiParameter(
        "equivalent",
        enum=["KGM"],
        description=str(
            _(
                "Also what counts weigh by the factors that administrators entered: approximate, with every factor "
                "that was used, and apart from the figures."
            )
        ),
    ),
]
CHANGES_PARAMETERS = [
    OpenApiParameter("since", required=True, description=str(_("An instant, or a day: its beginning."))),
    OpenApiParameter("until", description=str(_("An instant, or a day: its end. Now, without it."))),
    *(parameter for parameter in QUESTION if parameter.name not in NOT_WITH),
    OpenApiParameter("cursor"),
    OpenApiParameter("limit", int),
]
PAGE = [OpenApiParameter("cursor"), OpenApiParameter("limit", int)]
