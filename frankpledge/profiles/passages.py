"""Knows what a passage is: one paragraph of a section, found again by its own words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frankpledge.profiles import catalogue, words

MARK_LENGTH = 16
MARK = re.compile(rf"\w{{1,4}}\.[0-9a-f]{{{MARK_LENGTH}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageMark:
    """A paragraph that can be asked about and commented on. `mark` changes with its words."""

    mark: str
    section: str
    text: str

    @property
    def label(self) -> str:
        """The section and how the paragraph begins, as a choice or a heading."""
        return f"{section_title(self.section)}: “{words.short(self.text)}”"


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a section's words, each on one line; an empty line parts them."""
    for paragraph in text.split("\n\n"):
        if line := " ".join(paragraph.split()):
            yield line


def marks(written: Iterable[tuple[str, str]]) -> tuple[PassageMark, ...]:
    """Every passage of these sections (code and words), each once, in order."""
    found = {
        mark.mark: mark
        for section, text in written
        for line in paragraphs(text)
        if (mark := PassageMark(mark=mark_of(section, line), section=section, text=line))
    }
    return tuple(found.values())


def mark_of(section: str, paragraph: str) -> str:
    """What a passage is called in an address and a form."""
    digest = hashlib.sha256(f"{section}\n{paragraph}".encode()).hexdigest()
    return f"{section}.{digest[:MARK_LENGTH]}"


def section_title(code: str) -> str:
    """What a section is called; its code where the catalogue no longer has it."""
    section = catalogue.section(code)
    return section.title if section else code
