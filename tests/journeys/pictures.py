"""The pictures of the how-tos, cut from those that the journeys keep of the pages they visit.

Run the journeys with FRANKPLEDGE_PICTURES set to a folder, and then, from the root of the project:
python -m tests.journeys.pictures FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

from tests.architecture.source import ROOT

IMAGES = ROOT / "docs" / "images"
TALLEST = 1_300
"""How much of a page is shown: a reader needs to know where they are, not every line."""
COLOURS = 48

TAKEN_FROM = {
    "tell-sent": "step-02-receipt-360",
    "desk-submission": "step-04-submission-1280",
    "side-by-side": "step-06-side-by-side-1280",
    "approve": "step-06-approval-1280",
    "shared": "step-06-product-360",
    "ask-round": "step-08-ask-1280",
    "ask-round-answer": "step-08-answer-360",
    "ask-before-where": "step-09-where-360",
    "ask-before-call": "step-09-call-1280",
    "powers-here": "step-14-here-1280",
    "play-sheet": "step-14-sheet-1280",
    "power-gate": "step-10-gate-1280",
    "power-use": "step-16-in-force-1280",
    "powers-diff": "step-16-diff-1280",
    "powers-queue": "step-15-queue-1280",
    "notices": "told-silently-1280",
    "boards": "boards-joint-1280",
    "measures": "boards-measures-1280",
    "recalled": "step-17-recalled-1280",
    "ledger": "intelligence-ledger-200-1280",
    "groups-group": "step-20-group-1280",
    "network": "network-whole-1280",
    "network-own": "network-own-1280",
    "network-note": "network-note-1280",
    "network-ties": "network-ties-1280",
    "long-work": "long-work-done-1280",
    "groups-briefing": "step-20-briefing-1280",
    "groups-counts": "step-20-counts-1280",
    "digest": "digest-1280",
    "tasking": "step-07-tasking-1280",
    "minutes": "step-07-minutes-1280",
    "plans-county": "step-22-county-1280",
    "plans-preview": "step-22-preview-1280",
    "boards-came-of-it": "step-25-came-of-it-1280",
    "plans-disruption": "step-20-claimed-1280",
    "learning-event": "learning-event-1280",
    "learning-case": "learning-case-1280",
}
"""The name of each picture, and the page and width that it is cut from."""


def cut(kept: Path, to: Path) -> None:
    """The top of a page, in few enough colours to be sent round."""
    with Image.open(kept) as page:
        shown = page.convert("RGB").crop((0, 0, page.width, min(page.height, TALLEST)))
    shown.quantize(COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)


def main(folder: Path) -> int:
    lacking = [name for name in TAKEN_FROM.values() if not (folder / f"{name}.png").exists()]
    if lacking:
        sys.stderr.write(f"These pages were not visited: {', '.join(lacking)}\n")
        return 1
    for name, kept in TAKEN_FROM.items():
        cut(folder / f"{kept}.png", IMAGES / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
