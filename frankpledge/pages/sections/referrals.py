"""What a safeguarding lead is told silently, as sections of their morning."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Role
from frankpledge.pages.sections.shapes import Section, day_words, section
from frankpledge.referrals import api as referrals
from frankpledge.ui.api import Task, Tone


def new(by: Actor, at: datetime) -> list[Section]:
    """Enforcement that somebody thinks of where one's own agency has a referral."""
    if not by.holds(Role.SAFEGUARDING_LEAD):
        return []
    on = localtime(at).date()
    return section(
        "Enforcement thought of",
        [
            Task(
                title=f"{notice.what}: {notice.place}",
                href="",
                hint=f"{notice.who}, {notice.agency}. You have {notice.reference} for this place. "
                "They have not been told.",
                status=day_words(localtime(notice.at).date(), on).capitalize(),
                tone=Tone.URGENT,
            )
            for notice in referrals.notices_for(by=by, at=at)
        ],
    )
