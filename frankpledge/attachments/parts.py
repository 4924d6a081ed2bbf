"""The parts of a Word or Excel package: which go, which act, and what is taken out of the rest."""

from __future__ import annotations

import html
import re
from xml.parsers import expat

from frankpledge.attachments.sorts import ACTIVE, DAMAGED, Unacceptable

_DROPPED = re.compile(
    r"^(?:docProps/|customXml/|_xmlsignatures/|word/people\.xml$|word/commentsExtensible|"
    r"xl/persons/|xl/threadedComments/|word/stylesWithEffects|xl/printerSettings/|"
    r"word/printerSettings|xl/calcChain\.xml$|package/|docMetadata/|xl/revisions/|"
    r"xl/userShortcuts|.*\.rsid$)|(?:^|/)thumbnail\.[a-z]+$",
    re.IGNORECASE,
)
_ACTING = re.compile(
    r"vba|macro|activeX|embeddings/|externalLinks/|customUI|webextension|taskpanes|"
    r"connections\.xml$|queryTables/|\.bin$|\.ole|\.exe$|\.dll$|\.svg$|\.html?$|\.mht|afchunk|"
    r"\.js$|\.vbs$|ctrlProps/|xl/model/|\.docx?$|\.xlsx?$|\.zip$|\.rtf$",
    re.IGNORECASE,
)
_DECLARATION = re.compile(rb"^\xef\xbb\xbf")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_SAYS_WHO = re.compile(
    r"\s(?:[\w.-]+:)?(author|initials|userId|userName|providerId|date|dateUtc|refreshedBy|"
    r"refreshedDate|lastEdited|rsid\w*|presenceInfo|lastGuid|userSid|lastModifiedBy)"
    r"\s*=\s*(?:\"[^\"]*\"|'[^']*')"
)
_NEEDED = {"author": "Author", "initials": "A"}
"""What must be there for the file to open, and so is replaced rather than taken out."""
_NAMED = re.compile(r"\s(name|descr|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DRAWN = re.compile(r"^<(?:[\w.-]+:)?(?:cNvPr|docPr)\b")
_PATH = re.compile(
    r"[\\/]|\.(?:jpe?g|png|gif|bmp|heic|tiff?|webp|pdf|docx?|xlsx?)\b", re.IGNORECASE
)
_WHOLE = re.compile(
    r"<(?P<tag>(?:[\w.-]+:)?(?:absPath|rsids|fileSharing|fileRecoveryPr|documentProtection|"
    r"docVars|attachedSchema|saveThroughXslt|mailMerge|writeProtection|revisionPtr|"
    r"revisionProtection|lastEdited))\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?"
    r"(?:/>|>.*?</(?P=tag)\s*>)",
    re.DOTALL,
)
_AUTHORS = re.compile(r"(<(?:[\w.-]+:)?author>)[^<]*(</(?:[\w.-]+:)?author>)")
_RELATION = re.compile(r"<(?:[\w.-]+:)?Relationship\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?/>")
_OVERRIDE = re.compile(r"<(?:[\w.-]+:)?Override\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?/>")
_ATTRIBUTE = re.compile(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENDS_LINE = re.compile(
    r"</(?:[\w.-]+:)?(?:p|si|row|comment|tr|oddHeader|oddFooter|evenHeader|evenFooter|firstHeader|"
    r"firstFooter)>|<(?:[\w.-]+:)?br\b[^>]*>|&amp;[LCR]"
)
_GAP = re.compile(r"</(?:[\w.-]+:)?(?:c|v|tc)>|<(?:[\w.-]+:)?tab\b[^>]*>")
_WATERMARK = re.compile(r"<(?:[\w.-]+:)?textpath\b[^>]*?\sstring=\"([^\"]*)\"[^>]*>")
_LINKS = ("http://", "https://", "mailto:")
_HELD_WORDS = re.compile(
    r"^(?:word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)|"
    r"xl/(?:sharedStrings|comments\d*|workbook|worksheets/|drawings/))",
)


def is_dropped(name: str) -> bool:
    """Whether a part says only who made the file, when and with what."""
    return bool(_DROPPED.search(name))


def acts(name: str) -> bool:
    """Whether a part can act by itself, reaches outside or is a file of its own."""
    return bool(_ACTING.search(name)) and not is_dropped(name)


def clean(name: str, part: bytes) -> tuple[bytes, str]:
    """One part of XML without who and when, and its words. Raises `Unacceptable`."""
    text = _text(part)
    if name.endswith(".rels"):
        return _relations(name, text).encode(), ""
    if name == "[Content_Types].xml":
        return _types(text).encode(), ""
    # What is taken out as a whole may stand inside something else that is taken out.
    text = _AUTHORS.sub(r"\1Author\2", _WHOLE.sub("", _COMMENT.sub("", text)))
    text = _TAG.sub(_tag, text)
    return text.encode(), _words(text) if _HELD_WORDS.match(name) else ""


def _text(part: bytes) -> str:
    """The part as text, if it is XML that declares nothing of its own and reaches nowhere."""
    checking = expat.ParserCreate()
    checking.StartDoctypeDeclHandler = _refuse_declarations
    checking.EntityDeclHandler = _refuse_declarations
    checking.ProcessingInstructionHandler = _refuse_instructions
    try:
        text = _DECLARATION.sub(b"", part).decode("utf-8")
        checking.Parse(part, True)  # noqa: FBT003
    except (expat.ExpatError, UnicodeDecodeError) as fault:
        raise Unacceptable(DAMAGED) from fault
    return text


def _refuse_declarations(*_: object) -> None:
    raise Unacceptable(ACTIVE)


def _refuse_instructions(target: str, _: str) -> None:
    if target != "mso-application":
        raise Unacceptable(ACTIVE)


def _tag(found: re.Match[str]) -> str:
    tag = _SAYS_WHO.sub(_without, found[0])
    return _NAMED.sub(_unnamed, tag) if _DRAWN.match(tag) else tag


def _without(found: re.Match[str]) -> str:
    kept = _NEEDED.get(found[1])
    return f'{found[0].partition("=")[0]}="{kept}"' if kept else ""


def _unnamed(found: re.Match[str]) -> str:
    said = found[2] or found[3] or ""
    if not _PATH.search(said):
        return found[0]
    return f' {found[1]}="Picture"'


def _relations(name: str, text: str) -> str:
    """The relations without those to parts that were dropped. Refuses what reaches outside."""
    return _RELATION.sub(_relation, _COMMENT.sub("", text))


def _relation(found: re.Match[str]) -> str:
    said = _attributes(found[0])
    kind, target = said.get("Type", "").rpartition("/")[2], said.get("Target", "")
    if said.get("TargetMode", "").lower() == "external":
        if kind == "hyperlink" and target.lower().startswith(_LINKS):
            return found[0]
        raise Unacceptable(f"It reaches for something outside itself. {ACTIVE}")
    if "://" in target or target.startswith(("\\", "//")) or "file:" in target.lower():
        raise Unacceptable(f"It reaches for something outside itself. {ACTIVE}")
    plain = re.sub(r"^(?:\.\./|/)+", "", target)
    if any(is_dropped(place) for place in (plain, f"word/{plain}", f"xl/{plain}")):
        return ""
    if acts(plain):
        raise Unacceptable(ACTIVE)
    return found[0]


def _types(text: str) -> str:
    lowered = text.lower()
    if "macroenabled" in lowered or "vbaproject" in lowered or "activex" in lowered:
        raise Unacceptable(ACTIVE)
    return _OVERRIDE.sub(
        lambda found: (
            "" if is_dropped(_attributes(found[0]).get("PartName", "").lstrip("/")) else found[0]
        ),
        _COMMENT.sub("", text),
    )


def _attributes(tag: str) -> dict[str, str]:
    return {
        found[1]: html.unescape(found[2] or found[3] or "") for found in _ATTRIBUTE.finditer(tag)
    }


def _words(text: str) -> str:
    text = _GAP.sub(" ", _ENDS_LINE.sub("\n", _WATERMARK.sub(r"\n\1\n", text)))
    return html.unescape(_TAG.sub("", text))
