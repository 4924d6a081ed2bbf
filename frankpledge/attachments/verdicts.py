"""Whether a file may be held, and what remains of it when it has been cleaned. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from frankpledge.attachments import packages, writing
from frankpledge.attachments.sorts import (
    CONTENT_TYPES,
    LARGEST_BYTES,
    NAMES,
    PICTURES,
    Sort,
    Unacceptable,
    agree,
    sort_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found. Where it is refused, `refusal` says why, and there is no clean copy.

    `words` are those that could be read in the file, for whoever has to look at them. Words in
    pictures are not read.
    """

    refusal: str = ""
    sort: Sort | None = None
    clean: bytes = field(default=b"", repr=False)
    words: str = field(default="", repr=False)

    @property
    def is_accepted(self) -> bool:
        """Whether the file may be held, as far as it alone decides."""
        return not self.refusal

    @property
    def name(self) -> str:
        """What the sort of file is called on a page."""
        return NAMES[self.sort] if self.sort else ""

    @property
    def content_type(self) -> str:
        """What a browser is told that it is."""
        return CONTENT_TYPES[self.sort] if self.sort else ""


def look_at(content: bytes, name: str) -> Verdict:
    """Check a file by its content and clean it. Nothing is kept, and *name* is not either.

    Never raises: whatever is wrong with the file is a sentence in the verdict.
    """
    try:
        return _cleaned(content, name)
    except Unacceptable as refusal:
        return Verdict(refusal=str(refusal))


def _cleaned(content: bytes, name: str) -> Verdict:
    if len(content) > LARGEST_BYTES:
        raise Unacceptable("This file is larger than 50 MB. Add a smaller one")
    sort = sort_of(content)
    if sort is None:
        package = packages.opened(content)
        agree(name, package.sort)
        clean, words = packages.clean(package)
        return Verdict(sort=package.sort, clean=clean, words=words)
    if sort == Sort.TEXT:
        sort = writing.sort_by_name(name)
        clean, words = writing.clean(content)
        agree(name, sort)
        return Verdict(sort=sort, clean=clean, words=words)
    agree(name, sort)
    if sort in PICTURES:
        from frankpledge.attachments import pictures

        return Verdict(sort=sort, clean=pictures.clean(content, sort))
    from frankpledge.attachments import papers

    clean, words = papers.clean(content)
    return Verdict(sort=sort, clean=clean, words=words)
