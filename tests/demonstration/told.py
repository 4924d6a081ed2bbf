"""The demonstration told in the test's own database, once for the tests that look at it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from frankpledge.access.api import Nature, load_areas, load_partnership, note_nature
from frankpledge.analysis.api import add
from frankpledge.demonstration.folder import make_folder
from frankpledge.demonstration.repeatable import repeatable_identities
from frankpledge.demonstration.telling import STORY_ENDS, tell
from frankpledge.intelligence.api import make_source_keys


def tell_in(
    home: Path,
    settings: Any,
    *,
    until: datetime = STORY_ENDS,
    size: str = "district",
) -> int:
    """Tell the story up to *until*; say how many scenes that was."""
    settings.FRANKPLEDGE_DEMO = True
    settings.FRANKPLEDGE_HOME = home
    settings.SOURCE_PUBLIC_KEY = home / "keys" / "source.pub"
    settings.CUSTODY_FOLDER = home / "custody"
    made = make_folder(home / "demonstration", size=size, seed=1)
    add(home, [made.published], today=until.date(), synthetic=True)
    make_source_keys()
    with repeatable_identities(1):
        note_nature(Nature.DEMONSTRATION, at=until, story_at=until)
        load_areas(made.areas)
        load_partnership(made.partnership)
        return tell(until=until, size=size, seed=1)
