"""Knows how wide words are in Arial and fonts of its measures, without a font to ask. Pure.

Liberation Sans has the same measures; in another font words come out a little wider or narrower.
"""

import unicodedata

ELLIPSIS = "…"
PLAIN = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Thousandths of the size of the letters, from the space to the tilde."""

BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip

_OTHERS = {ELLIPSIS: 1000, "−": 584, "–": 556, "‘": 222, "’": 222, "“": 333, "”": 333}
_UNKNOWN = 1000
"""For a sign that is not listed: too much room is better than too little."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the words are in letters of this size, in the same units."""
    listed = BOLD if bold else PLAIN
    # An accent stands above its letter and takes no room of its own.
    signs = (each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    return (
        sum(
            listed[ord(sign) - 32] if " " <= sign <= "~" else _OTHERS.get(sign, _UNKNOWN)
            for sign in signs
        )
        * size
        / 1000
    )


def shortened(text: str, size: float, *, room: float) -> str:
    """The words, or as many letters as there is room for and a sign that some are gone."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}{ELLIPSIS}", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}{ELLIPSIS}"
