"""A JSON renderer by orjson: the same text as DRF's, in a twentieth of the time."""

from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

# Ends of line to JavaScript, and not to JSON; in UTF-8 they begin with the same byte, which little else does.
BEGIN, LINE, PARAGRAPH = b"\xe2", "\u2028".encode(), "\u2029".encode()


class Json(JSONRenderer):
    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        if data is None:
            return b""
        if self.get_indent(accepted_media_type or "", renderer_context or {}) is not None:
            return super().render(data, accepted_media_type, renderer_context)
        try:
            rendered = orjson.dumps(data, JSONEncoder().default, orjson.OPT_UTC_Z)
        except TypeError:
            # A number of more than 64 bits, a key that is no text, or text that is no Unicode.
            return super().render(data, accepted_media_type, renderer_context)
        if BEGIN in rendered:
            rendered = rendered.replace(LINE, rb"\u2028").replace(PARAGRAPH, rb"\u2029")
        return rendered
