"""Knows how a packed file is made the same each time: no clock, no order of chance."""

import io
import re
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def still(packed: bytes, *, written: str) -> bytes:
    """The same package with one date throughout: *written*, as `2026-05-14T09:00:00Z`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            held = before.read(entry)
            if entry.filename == "docProps/core.xml":
                held = _MODIFIED.sub(lambda found: found[1] + written.encode() + found[3], held)
            kept = zipfile.ZipInfo(entry.filename, EARLIEST)
            kept.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(kept, held)
    return out.getvalue()
