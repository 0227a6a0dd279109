"""A stored file as a response: saved by the browser, never opened in place of a page, and in no cache."""

from typing import Any

from django.http import FileResponse


def file_response(stored: Any, *, name: str, media_type: str) -> FileResponse:
    response = FileResponse(stored.open("rb"), as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
