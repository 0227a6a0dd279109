"""Files as they are sent, and the records that they are attached to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.records.kinds import FACTORIES

by_kind = pytest.mark.parametrize("kind", FACTORIES)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"


def upload(content=PDF, name="report.pdf"):
    return SimpleUploadedFile(name, content)


def draft(kind, analyst, **facts):
    return FACTORIES[kind](owner="US-ICE", created_by=analyst, **facts)
