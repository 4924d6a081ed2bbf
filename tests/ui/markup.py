"""Reading markup in tests: what it says once the differences that no browser sees are gone."""

import re
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "rect", "wbr"}


class Reader(HTMLParser):
    """Collects elements, their attributes in one order, and words, their spaces squeezed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []

    def handle_starttag(self, tag, attrs):
        pairs = sorted((name, " ".join((value or "").split())) for name, value in attrs)
        self.seen.append(f"<{tag} {pairs}>")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.seen.append(f"</{tag}>")

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.seen.append(words)


def reading(html: str) -> list[str]:
    """The elements and words of a piece of markup, in order."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def text_of(html: str) -> str:
    """The words alone."""
    return " ".join(part for part in reading(html) if not part.startswith("<"))


def ids_of(html: str) -> list[str]:
    """Every id, as often as it occurs."""
    return re.findall(r'\sid="([^"]+)"', html)
