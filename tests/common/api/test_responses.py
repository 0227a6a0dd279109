"""JSON of the API: what DRF's own renderer would write, to the byte."""

import datetime
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils.translation import gettext_lazy
from rest_framework.renderers import JSONRenderer

from common.api.responses import Json
from operations.models import State

NOON = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        "",
        0,
        False,
        {"a": None, "b": [1, 2.5, True, "x"], "c": {"d": {}}},
        {1: "a number", None: "nothing"},
        ("a", "tuple"),
        'Größe \u2028 and \u2029 \u0000 "quoted" </script> \\ \U0001f600',
        10**30,
        -(2**63),
        2**64 - 1,
        1e300,
        0.1,
        uuid.UUID(int=7),
        datetime.date(2009, 7, 1),
        NOON,
        NOON.replace(microsecond=7),
        NOON.replace(microsecond=120000),
        NOON.astimezone(ZoneInfo("UTC")),
        NOON.astimezone(ZoneInfo("America/Bogota")),
        gettext_lazy("seizure"),
        State.VERIFIED,
        {"state": State.DRAFT},
    ],
)
def test_the_same_text_as_ever(data):
    assert Json().render(data) == JSONRenderer().render(data)


def test_nothing_is_no_text():
    assert Json().render(None) == JSONRenderer().render(None) == b""


def test_indented_where_that_is_asked_for():
    asked = "application/json; indent=2"

    assert (
        Json().render({"a": [1]}, asked)
        == JSONRenderer().render({"a": [1]}, asked)
        == b'{\n  "a": [\n    1\n  ]\n}'
    )


def test_the_api_renders_with_it():
    assert settings.REST_FRAMEWORK["DEFAULT_RENDERER_CLASSES"] == ["common.api.responses.Json"]
