"""Conditional requests: ETag and 304."""

import hashlib
from typing import Any

from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response


class Conditional:
    """An ETag on what is read or written, and 304 for who has it already."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        sent = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if isinstance(sent, Response) and (request.method in SAFE_METHODS or hasattr(sent, "version")):
            patch_vary_headers(sent, ["Authorization", "Cookie"])
            # A partner's system may keep an answer and ask whether it has changed. What a person reads with the
            # session of a browser stays in no cache of it.
            keeping = {"no_cache": True} if request.auth else {"no_store": True}
            patch_cache_control(sent, private=True, **keeping)
            sent.add_post_render_callback(lambda rendered: _tagged(request, rendered))
        return sent


def version_tag(request: Request, version: int, whole: Any) -> str:
    """The ETag of a row: its version, and a digest of all that its reader reads of it, however that is sent."""
    rendered = request.accepted_renderer.render(whole, None, {})
    return f'"{version}-{_digest(rendered)}"'


def _tagged(request: Request, response: Any) -> Any:
    """That of a row with a version, for If-Match; weak where the answer says at which `instant` it was given."""
    version, instant = getattr(response, "version", None), getattr(response, "instant", "")
    if version:
        tag = version_tag(request, version, response.whole)
    else:
        tag = f'"{_digest(response.content.replace(instant.encode(), b""))}"'
    response["ETag"] = etag = f"W/{tag}" if instant else tag
    if request.method not in SAFE_METHODS or response.status_code != 200:
        return response
    return get_conditional_response(request._request, etag=etag, response=response)  # noqa: SLF001


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
