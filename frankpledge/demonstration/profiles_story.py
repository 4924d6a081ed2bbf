"""What the six weeks hold of Wantsum's profile: threats, returns, an answer, clearance, release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.profiles import api as profiles

ANALYST = "lowri.lacey"
RETURNS_DUE = date(2026, 5, 1)
FIRES = """\
area,period,indicator,numerator,denominator,source,value_status
{area},2025,deliberate_fires,37,,Incident recording system,
{area},2025,unsafe_premises,3,,Home fire safety visits,
{area},2024,deliberate_fires,41,,Incident recording system,
{area},2024,unsafe_premises,,,Home fire safety visits,not_supplied
"""
VULNERABILITY = (
    "Adults who live alone and are known to few services, in two estates near the harbour. What "
    "protects them is somebody who comes often and notices who answers the door.\n\n"
    "Children who are out of school in the afternoon. Shops that change hands every few months."
)
COMMUNITY = (
    "People in the two estates report less than they see. Those who do report ask to be told what "
    "came of it."
)


def profiles_scenes() -> Iterator[Scene]:
    """From the first lines of the threat table to the version that partners hold."""
    for day, clock, what, play in (
        ("2026-04-08", "15:20", "The analyst writes the first lines of the threat table", _threats),
        ("2026-04-08", "15:40", "and what is known of vulnerability", _passages),
        ("2026-04-08", "16:00", "and asks three agencies for returns", _requests),
        ("2026-04-10", "11:05", "A supervisor is asked to look at the profile", _supervisor),
        ("2026-04-24", "10:30", "The fire service returns its counts", _fires),
        ("2026-04-28", "14:00", "Trading standards says why it cannot", _refusal),
        ("2026-05-14", "11:00", "21: the threat table gains a line", _new_threat),
        ("2026-05-14", "11:20", "21: the fire service's comment is answered", _answer),
        ("2026-05-14", "11:40", "21: and each agency is asked for something", _asks),
        ("2026-05-15", "09:30", "21: the supervisor clears the partner version", _cleared),
        ("2026-05-15", "10:00", "21: which is released to partners", _released),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _threats(stage: Stage, at: datetime) -> None:
    for name, harm, likelihood, trend, confidence, words in (
        ("Drug supply from outside", "high", "likely", "steady", "moderate", "Reports and arrests"),
        ("Illicit tobacco and vapes", "moderate", "likely", "rising", "low", "Two shops so far"),
        ("Labour exploitation", "unknown", "unknown", "unknown", "low", "Nobody has looked here"),
        ("Waste crime", "low", "unlikely", "steady", "low", ""),
    ):
        profiles.write_threat(
            profile_id=stage.made["profile"],
            name=name,
            harm=harm,
            likelihood=likelihood,
            trend=trend,
            confidence=confidence,
            words=words,
            by=stage.actor(ANALYST, at),
            at=at,
        )


def _passages(stage: Stage, at: datetime) -> None:
    for code, text, reach in (("P08", VULNERABILITY, "partner"), ("P10", COMMUNITY, "public")):
        profiles.write_passage(
            profile_id=stage.made["profile"],
            code=code,
            text=text,
            reach=reach,
            version=0,
            by=stage.actor(ANALYST, at),
            at=at,
        )


def _requests(stage: Stage, at: datetime) -> None:
    for agency, templates in (
        ("fallowshire-fire", ["FIRE"]),
        ("fallowshire-trading-standards", ["LA-TS"]),
        ("wantsum-licensing", ["LA-LIC"]),
    ):
        profiles.request_returns(
            profile_id=stage.made["profile"],
            agency=stage.agency(agency),
            templates=templates,
            due_on=RETURNS_DUE,
            by=stage.actor(ANALYST, at),
            at=at,
        )


def _supervisor(stage: Stage, at: datetime) -> None:
    profiles.share_profile(
        profile_id=stage.made["profile"],
        agencies=[stage.agency("fallowshire-intelligence")],
        by=stage.actor(ANALYST, at),
        at=at,
    )


def _fires(stage: Stage, at: datetime) -> None:
    profiles.supply_return(
        profile_id=stage.made["profile"],
        template=_template(stage, "sam.whitlock", at),
        name="fires.csv",
        held=FIRES.format(area=stage.area("Wantsum")).encode(),
        by=stage.actor("sam.whitlock", at),
        at=at,
    )


def _refusal(stage: Stage, at: datetime) -> None:
    profiles.refuse_return(
        profile_id=stage.made["profile"],
        template=_template(stage, "femi.adair", at),
        reason="Complaints are not yet counted by district. From July they will be.",
        by=stage.actor("femi.adair", at),
        at=at,
    )


def _template(stage: Stage, who: str, at: datetime) -> str:
    (code,) = profiles.requests_of(stage.made["profile"], stage.actor(who, at))
    return code


def _new_threat(stage: Stage, at: datetime) -> None:
    profiles.write_threat(
        profile_id=stage.made["profile"],
        name="Home takeover",
        harm="high",
        likelihood="likely",
        trend="rising",
        confidence="moderate",
        words="Cleared intelligence, two joint visits, the fire service's returns",
        by=stage.actor(ANALYST, at),
        at=at,
    )


def _answer(stage: Stage, at: datetime) -> None:
    analyst = stage.actor(ANALYST, at)
    for comment in profiles.unanswered(stage.made["profile"], analyst):
        profiles.answer_comment(
            comment_id=comment,
            outcome="changed",
            answer="The threat table has a line for it, and you are asked to say which stairs.",
            by=analyst,
            at=at,
        )


def _asks(stage: Stage, at: datetime) -> None:
    for agency, text in (
        ("fallowshire-fire", "Say which stairs are blocked after each home visit in the estates"),
        ("saltmarsh-homes", "Look in on tenants who live alone each month, and say who answers"),
        ("wantsum-licensing", "Return refusals and reviews by ward before the next profile"),
    ):
        profiles.ask_agency(
            profile_id=stage.made["profile"],
            agency=stage.agency(agency),
            text=text,
            by=stage.actor(ANALYST, at),
            at=at,
        )


def _cleared(stage: Stage, at: datetime) -> None:
    martin = stage.actor("martin.quill", at)
    looked: UUID = stage.made["profile"]
    facts = profiles.version(profile_id=looked, audience="partner", by=martin, at=at)
    profiles.clear_version(
        profile_id=looked, audience="partner", digest=facts.digest, by=martin, at=at
    )


def _released(stage: Stage, at: datetime) -> None:
    stage.made["profile-release"] = profiles.release_version(
        profile_id=stage.made["profile"],
        audience="partner",
        by=stage.actor(ANALYST, at),
        at=at,
    )
