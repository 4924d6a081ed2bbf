"""Taking what somebody saw out of an e-mail: its headers go, and what it quotes is marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTED = "[From an earlier message, which may be somebody else’s words:]"

_HEADER = re.compile(
    r"(?i)^\W{0,3}(from|sent|to|cc|bcc|date|subject|reply-to|importance|attachments|received"
    r"|message-id|mime-version|content-type|return-path|x-[\w-]+|delivered-to)\W{0,3}:\s"
)
_FOLDED = re.compile(r"^[ \t]+\S")
_DIVIDER = re.compile(r"(?i)^\s*(?:-{3,}\s*(?:original|forwarded) message\s*-{3,}|_{8,}|-{8,})\s*$")
_WROTE = re.compile(r"(?i)^\s*(?:on\b.{4,200}\bwrote:|.{1,100}<[^<>\s]+@[^<>\s]+>\s*wrote:)\s*$")
_QUOTE = re.compile(r"^\s*>")
_SIGNATURE = re.compile(r"^-- ?$")
_DISCLAIMER = re.compile(
    r"(?i)^\W*(?:this (?:e-?mail|message)(?: and any| is)|the information (?:in|contained in) this"
    r"|please consider the environment|disclaimer|confidentiality notice)"
)
_GOODBYE = re.compile(
    r"(?i)^\s*(?:(?:kind )?regards|(?:many )?thanks|best(?: wishes)?|yours sincerely)[,.!]?\s*$"
)
_LONGEST_SIGNATURE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What is left of an e-mail to tell, and what was taken out of it."""

    text: str
    headers: int
    quoted: int
    signature: int

    @property
    def taken_out(self) -> tuple[str, ...]:
        """What was taken out or marked, in words."""
        found = []
        if self.headers:
            found.append("We left out who wrote it, who it was for, when, and its subject.")
        if self.signature:
            found.append("We left out a signature or a notice at its end.")
        if self.quoted:
            found.append(
                "We marked what it quotes from an earlier message. If that is somebody else’s "
                "account, tell it by itself."
            )
        return tuple(found)


def taken_from(pasted: str) -> Pasted:
    """The words of an e-mail as they can be told. A text that is no e-mail stays as it is."""
    lines = pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = _Reader()
    for number, line in enumerate(lines):
        reader.take(line, following=lines[number + 1 :])
    return reader.finished()


class _Reader:
    """Goes through an e-mail line by line, knowing what part of it each line belongs to."""

    def __init__(self) -> None:
        self.own: list[str] = []
        self.quoted: list[str] = []
        self.headers = self.signature = 0
        self.in_headers = self.in_quote = self.in_signature = False

    def take(self, line: str, *, following: list[str]) -> None:
        """Put one line where it belongs."""
        if self._begins_a_message(line, following):
            self.in_headers, self.in_signature = True, False
            self.in_quote = self.in_quote or bool("".join(self.own).strip())
            self.headers += 1
        elif self.in_headers and (_HEADER.match(line) or _FOLDED.match(line)):
            self.headers += 1
        elif self.in_headers and not line.strip():
            self.in_headers = False
        elif _DIVIDER.match(line) or _WROTE.match(line):
            self.in_quote, self.in_signature = True, False
            self.headers += 1
        elif self._begins_the_end(line, following):
            self.in_signature = True
            self.signature += 1
        elif self.in_signature and not _QUOTE.match(line):
            self.signature += 1
        else:
            self.in_headers = False
            self._keep(line)

    def _begins_a_message(self, line: str, following: list[str]) -> bool:
        """Two lines of headers together begin a message; one alone may be somebody's own words."""
        return bool(
            not self.in_headers
            and _HEADER.match(line)
            and following
            and (_HEADER.match(following[0]) or _FOLDED.match(following[0]))
        )

    def _begins_the_end(self, line: str, following: list[str]) -> bool:
        if _SIGNATURE.match(line) or _DISCLAIMER.match(line):
            return True
        left = [each for each in following if each.strip()]
        return bool(_GOODBYE.match(line)) and len(left) <= _LONGEST_SIGNATURE

    def _keep(self, line: str) -> None:
        if self.in_quote or _QUOTE.match(line):
            self.quoted.append(re.sub(r"^(?:\s*>)+ ?", "", line))
        else:
            self.own.append(line)

    def finished(self) -> Pasted:
        """Everything that is left: somebody's own words, then what they quote, marked."""
        own, quoted = "\n".join(self.own).strip(), "\n".join(self.quoted).strip()
        marked = f"{QUOTED}\n{quoted}" if quoted else ""
        return Pasted(
            text="\n\n".join(part for part in (own, marked) if part),
            headers=self.headers,
            quoted=len(quoted.split("\n")) if quoted else 0,
            signature=self.signature,
        )
