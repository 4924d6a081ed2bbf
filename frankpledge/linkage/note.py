"""Knows what is written down beside the answer: why the lists were linked, and how."""

import hashlib
import json
import os
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from frankpledge.linkage.linking import Linked, Wish
from frankpledge.linkage.refusals import Refused


def note_path(out: Path) -> Path:
    """Where the note of an answer stands."""
    return out.with_name(f"{out.stem}.about.json")


def write_note(
    out: Path,
    linked: Linked,
    *,
    files: Sequence[Path],
    wish: Wish,
    purpose: str,
    assessment: str,
    on: date,
) -> Path:
    """Purpose, assessment, lists by their checksums and figures; no line of anybody's record."""
    said = {
        "purpose": purpose,
        "assessment": assessment,
        "made_on": on.isoformat(),
        "lists": [
            {"file": path.name, "sha256": _checksum(path), "records": count, "columns": columns}
            for path, count, columns in zip(
                files, linked.records, map(dict, linked.columns), strict=True
            )
        ],
        "method": {
            "engine": wish.engine,
            "splink": version("splink"),
            "threshold": wish.threshold,
            "between_only": wish.between_only,
            "one_to_one": wish.one_to_one,
            "compared": list(linked.weighed),
        },
        "clusters": linked.clusters,
        "clusters_of_several": linked.clusters_of_several,
        "rows_left_out": len(linked.rejected),
        "loaded_into_the_register": False,
    }
    path = note_path(out)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(
            json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        unfinished.replace(path)
    except OSError as broken:
        unfinished.unlink(missing_ok=True)
        raise Refused(
            f"{path} cannot be written: {broken.strerror}; choose a place that can be."
        ) from None
    return path


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
