"""Photos that sit inside documents: what they say of their making is cut out, dot for dot."""

from __future__ import annotations

from frankpledge.attachments.sorts import DAMAGED, Unacceptable

_KEPT_APPLICATION = {0xE0, 0xEE}
"""The marks that say how the dots are to be read. Every other application mark goes."""
_STANDS_ALONE = {0x01, *range(0xD0, 0xD9)}
_DROPPED_BOXES = {b"xml ", b"uuid", b"uinf", b"jumb", b"free", b"skip"}


def without_marks(photo: bytes) -> bytes:
    """A JPEG without what it says of place, time, maker and tool. Raises `Unacceptable`."""
    if photo[:2] != b"\xff\xd8":
        raise Unacceptable(DAMAGED)
    kept = [b"\xff\xd8"]
    here = 2
    while here + 4 <= len(photo):
        if photo[here] != 0xFF:
            raise Unacceptable(DAMAGED)
        mark = photo[here + 1]
        if mark == 0xFF:
            here += 1
            continue
        if mark in _STANDS_ALONE:
            kept.append(photo[here : here + 2])
            here += 2
            continue
        if mark == 0xDA:
            end = photo.rfind(b"\xff\xd9")
            kept.append(photo[here : end + 2] if end > here else photo[here:])
            return b"".join(kept)
        length = int.from_bytes(photo[here + 2 : here + 4])
        is_dropped = mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in _KEPT_APPLICATION)
        if not is_dropped:
            kept.append(_short(mark, photo[here : here + 2 + length]))
        here += 2 + max(length, 2)
    raise Unacceptable(DAMAGED)


def _short(mark: int, segment: bytes) -> bytes:
    """The segment as it is, but for the small picture that the first one may carry."""
    if mark == 0xE0 and segment[4:9] == b"JFIF\x00" and len(segment) > 18:
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"
    return segment


def without_boxes(photo: bytes) -> bytes:
    """A JPEG 2000 without the boxes that say who made it. A bare stream has none."""
    if photo[:4] == b"\xff\x4f\xff\x51":
        return photo
    kept = []
    here = 0
    while here + 8 <= len(photo):
        length = int.from_bytes(photo[here : here + 4])
        kind = photo[here + 4 : here + 8]
        if length == 1:
            length = int.from_bytes(photo[here + 8 : here + 16])
        elif length == 0:
            length = len(photo) - here
        if length < 8:
            raise Unacceptable(DAMAGED)
        if kind not in _DROPPED_BOXES:
            kept.append(photo[here : here + length])
        here += length
    return b"".join(kept)
