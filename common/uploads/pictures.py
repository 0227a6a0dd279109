"""Pictures drawn anew from their pixels: position, device, author and whatever else came with them is left behind."""

import warnings
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from common.uploads.errors import refused

MOST_PIXELS = 60_000_000
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92},
}


def redrawn(file: IO[bytes], extension: str) -> bytes:
    """The picture upright and without metadata. Raises Invalid if it is damaged, moves, or is too large to open."""
    kind = FORMATS[extension]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=[kind]) as picture:
                _check_picture(picture, kind)
                upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise refused(_("The picture is damaged, and cannot be opened.")) from error
    except Image.DecompressionBombWarning as error:
        raise refused(_("The picture has too many pixels.")) from error
    drawn, found = _bare(upright, kind), BytesIO()
    drawn.save(found, kind, **SAVED[kind])
    return found.getvalue()


def _check_picture(picture: Image.Image, kind: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise refused(_("The picture has too many pixels."))
    # What a telephone puts after the photograph is not drawn.
    if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise refused(_("A moving picture is not taken. Send one picture of it."))


def _bare(picture: Image.Image, kind: str) -> Image.Image:
    """The pixels alone: a copy would take what else is known of the picture along."""
    seen_through = kind != "JPEG" and (picture.mode in ("LA", "RGBA", "PA") or "transparency" in picture.info)
    plain = picture.convert("RGBA" if seen_through else "L" if picture.mode == "L" else "RGB")
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())
