"""Pictures: opened, turned upright and drawn anew, so that nothing but what is seen remains."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from frankpledge.attachments.sorts import DAMAGED, Sort, Unacceptable

MOST_PIXELS = 40_000_000
PREVIEW_SIDE = 640
_FORMATS = {Sort.JPEG: "JPEG", Sort.PNG: "PNG", Sort.WEBP: "WEBP"}
_TOO_MANY = "This picture has more than 40 million dots. Save it smaller and add that"


def clean(content: bytes, sort: Sort) -> bytes:
    """The same picture with nothing said of where, when, by whom or with what it was taken.

    Only the first of several pictures in one file is kept. Raises `Unacceptable`.
    """
    upright = _drawn(content, _FORMATS[sort])
    kept = BytesIO()
    if sort == Sort.JPEG:
        upright.convert("RGB").save(kept, "JPEG", quality=90)
    elif sort == Sort.PNG:
        upright.save(kept, "PNG")
    else:
        upright.save(kept, "WEBP", quality=90)
    return kept.getvalue()


def preview(content: bytes, sort: Sort) -> bytes:
    """A small JPEG of a picture that was cleaned before."""
    small = _drawn(content, _FORMATS[sort]).convert("RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    kept = BytesIO()
    small.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def _drawn(content: bytes, form: str) -> Image.Image:
    # Whatever a picture made to do harm makes the library say, the answer is the same sentence.
    try:
        return _opened(content, form)
    except Unacceptable:
        raise
    except Exception as fault:
        raise Unacceptable(DAMAGED) from fault


def _opened(content: bytes, form: str) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(BytesIO(content), formats=[form])
        except Image.DecompressionBombError as fault:
            raise Unacceptable(_TOO_MANY) from fault
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Unacceptable(_TOO_MANY)
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    mode = _plain_mode(upright)
    plain = Image.new(mode, upright.size)
    plain.paste(upright.convert(mode))
    return plain


def _plain_mode(picture: Image.Image) -> str:
    if picture.mode in ("1", "L"):
        return "L"
    if picture.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info:
        return "RGBA"
    return "RGB"
