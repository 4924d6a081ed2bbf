"""What must never be held: security markings, and signs of a source, of advice or of a secret.

Every rule is a pattern and a sentence, so that whoever is refused can be told why. A marking of
SECRET or above is clear, and nothing of the text is kept. The other signs are doubtful: a person
decides, and until then the text is set apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from frankpledge.kernel import DomainError


class Grounds(StrEnum):
    """Why something may not be held here. Stored in incidents, so never renamed."""

    MARKED = "marked"
    COVERT_SOURCE = "covert_source"
    INTERCEPT = "intercept"
    PROTECTED_PERSON = "protected_person"
    PRIVILEGED = "privileged"
    SUSPICIOUS_ACTIVITY = "suspicious_activity"


NAMES = {
    Grounds.MARKED: "A marking of SECRET or above",
    Grounds.COVERT_SOURCE: "Signs of a covert source",
    Grounds.INTERCEPT: "Signs of intercepted communications",
    Grounds.PROTECTED_PERSON: "Signs of somebody under protection",
    Grounds.PRIVILEGED: "Signs of legal advice",
    Grounds.SUSPICIOUS_ACTIVITY: "Signs of a suspicious activity report",
}
"""What each ground is called on a page, gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sign that a text may not be held. It says which rule spoke, never the words themselves."""

    grounds: Grounds
    is_clear: bool
    rule: str
    why: str

    @property
    def name(self) -> str:
        """What the ground is called on a page."""
        return NAMES[self.grounds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern, what it is a sign of, and the sentence that explains it.

    `unless` is looked for in the sentence around what was found, and overrules it.
    """

    name: str
    grounds: Grounds
    why: str
    pattern: re.Pattern[str]
    is_clear: bool = False
    unless: re.Pattern[str] | None = None


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _as_written(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


_GAP = r"[\s_/\\|.–—-]"
_MARKS: tuple[Rule, ...] = (
    Rule(
        name="marking-in-capitals",
        grounds=Grounds.MARKED,
        is_clear=True,
        why="It bears TOP SECRET, UK SECRET or another marking in capitals.",
        pattern=_as_written(
            rf"\b(?:(?:COSMIC{_GAP}+)?TOP{_GAP}*SECRET|(?:UK|NATO|EU|AUSTRALIAN){_GAP}+SECRET"
            rf"|SECRET{_GAP}*(?:UK\b|UE\b|STRAP|ATOMIC|NOFORN|EYES|CODEWORD|REL{_GAP}+TO)"
            r"|STRAP\s?[123]|TS\s?//\s?(?:SI|HCS|TK))"
        ),
    ),
    Rule(
        name="marking-spelled-out",
        grounds=Grounds.MARKED,
        is_clear=True,
        why="It bears SECRET with its letters set apart.",
        pattern=_as_written(r"\bS[ .*_-]E[ .*_-]C[ .*_-]R[ .*_-]E[ .*_-]T\b"),
    ),
    Rule(
        name="marking-on-its-own-line",
        grounds=Grounds.MARKED,
        is_clear=True,
        why="SECRET stands alone on a line, as a marking does.",
        pattern=_any_case(
            r"^[^\w\n]*(?:(?:uk|nato|eu)[^\w\n]+)?(?:top[^\w\n]*)?secret[^\w\n]*"
            r"(?:(?:uk|eyes|only)[^\w\n]*){0,3}$"
        ),
    ),
    Rule(
        name="said-to-be-marked",
        grounds=Grounds.MARKED,
        is_clear=True,
        why="It is said to be marked or classified secret.",
        pattern=_any_case(
            r"\b(?:marked|classified|classification|marking|protectively\s+marked|gsc|pms)\b"
            r"[^\w\n]+(?:(?:as|is|at|level)[^\w\n]+)?(?:(?:uk|nato|top)[^\w\n]+)*secret\b"
        ),
    ),
)
_SHOUTED = Rule(
    name="shouted-among-small-letters",
    grounds=Grounds.MARKED,
    is_clear=True,
    why="SECRET is in capitals where the rest is not, as a marking is.",
    pattern=_as_written(r"\bSECRET\b"),
)
_SIGNS: tuple[Rule, ...] = (
    Rule(
        name="source-in-so-many-words",
        grounds=Grounds.COVERT_SOURCE,
        why="It speaks of a covert source, an informant or somebody under cover.",
        pattern=_any_case(
            r"\bcovert\s+human\s+intelligence\b"
            r"|\b(?:my|our|your|a|an|the)\s+(?:police\s+|registered\s+|paid\s+|covert\s+)*"
            r"informants?\b|\bpolice\s+informants?\b"
            r"|\b(?:registered|tasked|authori[sz]ed|protected)\s+(?:covert\s+)?"
            r"(?:source|informant)s?\b|\bcovert\s+sources?\b"
            r"|\bunder\s?cover\s+(?:police\s+)?(?:officers?|operatives?|detectives?)\b"
            r"|\btest\s+purchase\s+(?:officers?|operatives?)\b"
        ),
        unless=_any_case(
            r"\binformant\s+(?:of|for)\s+the\s+(?:death|birth)|\bregist(?:er|rar|ration)\s+of\s+"
            r"(?:deaths?|births?)|\b(?:death|birth)\s+certificates?\b"
            r"|\bkey\s+informant\b|\binformant\s+interviews?\b"
        ),
    ),
    Rule(
        name="source-by-initials",
        grounds=Grounds.COVERT_SOURCE,
        why="It uses the initials of covert sources and of those who run them.",
        pattern=_as_written(r"\bCHISs?\b|\bCHISes\b|\bDSU\b|\bUCOs?\b|\bUCFO\b"),
    ),
    Rule(
        name="source-handling",
        grounds=Grounds.COVERT_SOURCE,
        why="It speaks of those who handle sources.",
        pattern=_any_case(
            r"\b(?:source|chis|informant|covert)[\s-]+handl(?:er|ers|ing)\b"
            r"|\b(?:my|his|her|their|the)\s+(?:police\s+)?handlers?\b"
            r"|\b(?:dedicated\s+)?source\s+(?:management\s+)?units?\b"
            r"|\b(?:handlers?|controllers?)\s+and\s+(?:controllers?|handlers?)\b"
        ),
        unless=_any_case(
            r"\b(?:dogs?|baggage|luggage|food|cash|call|animal|parcel|horse|bird|cargo|k9|"
            r"snake|complaints?|money|freight|waste|air|heat|power|water|electricity)\b|\bstolen\b"
        ),
    ),
    Rule(
        name="source-number",
        grounds=Grounds.COVERT_SOURCE,
        why="It bears the number or the cover name of a source.",
        pattern=_any_case(
            r"\bsource\s+(?:register(?:ed)?|reg\.?|registration)\s*(?:number|no\.?|ref\w*|#)"
            r"|\bsource\s+(?:number|no\.?|ref(?:erence)?|id|urn|pseudonym|code\s?name)\s*"
            r"[:#]?\s*[a-z]{0,4}[\s/-]?\d{2,}"
            r"|\b(?:source|informant|chis)(?:’s|'s)?\s+(?:pseudonym|cover\s+name)\b"
        ),
    ),
    Rule(
        name="intercepted",
        grounds=Grounds.INTERCEPT,
        why="It speaks of intercepted communications or of what a warrant obtained.",
        pattern=_any_case(
            r"\bintercept(?:ed|ion)?\s+(?:material|evidence|product|communications?|warrants?)\b"
            r"|\btargeted\s+interception\b|\b(?:telephone|phone|wire)[\s-]?taps?\b"
            r"|\b(?:eavesdropping|listening)\s+device\s+(?:deployed|fitted|planted|product)\b"
            r"|\bwe\s+(?:have\s+)?(?:tapped|intercepted)\s+(?:his|her|their)\b"
        ),
        unless=_any_case(r"\bsink\b|\bwater\s+taps?\b"),
    ),
    Rule(
        name="person-under-protection",
        grounds=Grounds.PROTECTED_PERSON,
        why="It speaks of somebody who is under protection as a witness.",
        pattern=_any_case(
            r"\bwitness[\s-]+protection\b|\bprotected\s+(?:witness|persons?)\s+(?:unit|scheme|"
            r"service|programme|address|identity)\b|\bukpps\b"
            r"|\b(?:relocated|resettled)\s+(?:under|with)\s+a\s+new\s+identity\b"
        ),
    ),
    Rule(
        name="legal-privilege",
        grounds=Grounds.PRIVILEGED,
        why="It says that it is legally privileged.",
        pattern=_any_case(
            r"\blegal(?:ly)?\s+(?:professional\s+)?privileged?\b|\blitigation\s+privilege\b"
            r"|\bprivileged\s+(?:and|&)\s+confidential\b|\bconfidential\s+(?:and|&)\s+privileged\b"
            r"|\bsubject\s+to\s+(?:legal\s+)?privilege\b|\b(?:solicitor|lawyer|attorney)"
            r"\s*(?:[/–—-]|and|to)\s*client\b"
        ),
    ),
    Rule(
        name="legal-advice-given",
        grounds=Grounds.PRIVILEGED,
        why="It seems to repeat what a lawyer advised.",
        pattern=_any_case(
            r"\b(?:solicitors?|barristers?|lawyers?|counsel|legal(?:\s+(?:team|services|department))?)"
            r"(?:\s+has|\s+have|\s+had)?\s+advis(?:ed|es|ing)\b"
            r"|\b(?:advice|opinion)\s+(?:of|from|by)\s+(?:leading\s+|our\s+|my\s+|his\s+|her\s+|"
            r"their\s+|the\s+)*(?:counsel|solicitors?|barristers?|lawyers?)\b"
            r"|\bcounsel(?:’s|'s)\s+(?:opinion|advice)\b"
            r"|\b(?:the|our|this|following|received|attached|obtained)\s+legal\s+advice\b"
            r"(?!\s+(?:centre|center|clinic|line|service|shop|drop|charity|office))"
        ),
    ),
    Rule(
        name="suspicious-activity-report",
        grounds=Grounds.SUSPICIOUS_ACTIVITY,
        why="It speaks of a report of suspicious activity made to the financial intelligence unit.",
        pattern=_any_case(
            r"\bsuspicious\s+activity\s+reports?\b|\bdefence\s+against\s+money\s+laundering\b"
            r"|\bsars?\s+(?:regime|online|glossary)\b|\btipping[\s-]off\s+offence\b"
        ),
    ),
    Rule(
        name="suspicious-activity-by-initials",
        grounds=Grounds.SUSPICIOUS_ACTIVITY,
        why="It says that a report of suspicious activity was made.",
        pattern=_as_written(
            r"\bDAMLs?\b|\b(?:[Ff]il(?:ed|ing|e)|[Ss]ubmit(?:ted|ting|s)?|[Rr]ais(?:ed|ing|e)"
            r"|[Mm]ade|[Mm]ak(?:ing|e)|[Ll]odged)\s+(?:a\s+|an\s+|our\s+|the\s+|another\s+)?SARs?\b"
            r"|\bSARs?\s+(?:(?:was|were|has\s+been|have\s+been|is)\s+)?(?:filed|submitted|raised|made|"
            r"lodged)\b|\bXX[A-Z0-9]{3,8}XX\b"
        ),
        unless=_any_case(
            r"\bsubject\s+access\b|\bdata\s+protection\b|\bdsar\b|\bsearch\s+and\s+rescue\b"
            r"|\bcoastguard\b|\bhelicopter\b|\blifeboats?\b"
        ),
    ),
)
RULES: tuple[Rule, ...] = (*_MARKS, _SHOUTED, *_SIGNS)
"""Every rule, in the order in which they are asked."""

_ORDER = list(Grounds)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


class MarkedTooHigh(DomainError):
    """The text bears a marking that may not be held here. Nothing of it has been kept."""

    def __init__(self, message: str, *, argument: str, finding: Finding) -> None:
        super().__init__(message, argument=argument)
        self.finding = finding


OFF_LINE = (
    "Speak to your security officer, who knows the route for it. Do not type it again here, "
    "send it by e-mail or read it out on the telephone"
)
"""What whoever holds something that must not be here is told to do with it."""


def look_for(text: str) -> Finding | None:
    """The gravest sign in *text* that it may not be held, or None. Clear ones come first."""
    found = signs_in(text)
    return min(found, key=_gravity) if found else None


def _gravity(finding: Finding) -> tuple[bool, int]:
    return (not finding.is_clear, _ORDER.index(finding.grounds))


def look_over(*texts: str) -> Finding | None:
    """The gravest sign in any of *texts*, each read by itself."""
    found = [finding for text in texts if (finding := look_for(text)) is not None]
    return min(found, key=_gravity) if found else None


def signs_in(text: str) -> tuple[Finding, ...]:
    """Every sign in *text*, one for each rule that speaks, in the order of the rules."""
    plain = _plain(text)
    return tuple(
        Finding(grounds=rule.grounds, is_clear=rule.is_clear, rule=rule.name, why=rule.why)
        for rule in RULES
        if _speaks(rule, plain)
    )


# What is not seen on a page, or looks like something else there, does not hide a marking.
_UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
_ALIKE = str.maketrans("\u00a0\u2010\u2011ЅЕСТРОАІ", " --SECTPOAI")


def _plain(text: str) -> str:
    return text.translate(_UNSEEN).translate(_ALIKE)


def _speaks(rule: Rule, text: str) -> bool:
    if rule is _SHOUTED and not _mostly_small(text):
        return False
    return any(
        rule.unless is None or not rule.unless.search(_sentence(text, match))
        for match in rule.pattern.finditer(text)
    )


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence that *match* stands in, as far as can be told and no longer than 400 letters."""
    before = text[max(0, match.start() - 200) : match.start()]
    after = text[match.end() : match.end() + 200]
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    stop = _SENTENCE_END.search(after)
    return before[ends[-1] if ends else 0 :] + match[0] + after[: stop.start() if stop else None]


def _mostly_small(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) * 2 < len(letters)


def is_marked_secret(text: str) -> bool:
    """Whether *text* bears a marking of SECRET or above. The word in a sentence is no marking."""
    found = look_for(text)
    return found is not None and found.is_clear


def refuse_secret(*texts: str) -> None:
    """Raise `MarkedTooHigh` if any of *texts* is marked SECRET or above."""
    found = look_over(*texts)
    if found is not None and found.is_clear:
        raise MarkedTooHigh(
            f"This is marked SECRET or above, which cannot be kept here. Nothing was kept. "
            f"{OFF_LINE}",
            argument="text",
            finding=found,
        )
