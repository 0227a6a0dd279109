"""The REST API and its published description."""

from common.api import addresses

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agencies.api.access.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["agencies.api.access.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["agencies.api.access.CallsPerMinute"],
    "DEFAULT_RENDERER_CLASSES": ["common.api.responses.Json"],
    "DEFAULT_PARSER_CLASSES": ["common.api.requests.Body"],
    # The Accept header alone says which form is wanted: `format` is a parameter like any other.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_PAGINATION_CLASS": "common.api.pages.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["common.api.filters.StrictFilters"],
    "DEFAULT_SCHEMA_CLASS": "ops_tracker.openapi.names.NamedSchema",
    "EXCEPTION_HANDLER": "common.api.problems.problem",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ops Tracker",
    "DESCRIPTION": "What joint law-enforcement and customs operations achieve, in totals that can be trusted.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    # Wherever it is read from.
    "SERVERS": [{"url": "/", "description": "This server"}],
    "LICENSE": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": addresses.PREFIX.rstrip("/"),
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "ops_tracker.openapi.describe_conventions",
    ],
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "list", "validatorUrl": None},
    # Choices of one name that differ, and choices of several names that are one.
    "ENUM_NAME_OVERRIDES": {
        "StateEnum": "operations.models.State",
        "ImportStateEnum": "imports.models.ImportState",
        "PrecisionEnum": "measures.partial_date.Precision",
        "ConveyanceEnum": "operations.models.Conveyance",
        "ConcealmentEnum": "operations.models.Concealment",
        "OperationKindEnum": "operations.models.Operation.Kind",
        "SeizureKindEnum": "seizures.models.Seizure.Kind",
        "MeasureKindEnum": "measures.models.Measure.Kind",
        "PlaceKindEnum": "agencies.models.Place.Kind",
        "AgencyKindEnum": "agencies.models.Agency.Kind",
        "CountryKindEnum": "agencies.models.Country.Kind",
        "StageEnum": "operations.models.Stage",
        "DispositionStageEnum": "seizures.models.Disposition.Stage",
        "DimensionEnum": "measures.models.Dimension",
    },
}
