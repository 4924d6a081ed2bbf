"""Events, who was asked and came, and what was raised there: what is always true of one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.database import all_or_none, one_of
from frankpledge.learning.confidence import Statement


class EventSort(models.TextChoices):
    """What sort of event it is."""

    WORKSHOP = "workshop", "Workshop"
    TRAINING = "training", "Training"
    BRIEFING = "briefing", "Briefing"
    CONFERENCE = "conference", "Conference"


class EventState(models.TextChoices):
    """Where an event stands."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CALLED_OFF = "called_off", "Called off"


class Work(models.TextChoices):
    """What somebody does, as far as learning goes. Wider than a post, and no role of access."""

    VISITS = "visits", "Visits people’s homes"
    PUBLIC = "public", "Meets the public"
    CALLS = "calls", "Takes calls"
    TRADES = "trades", "Runs a shop or other business"
    DRIVES = "drives", "Drives"
    TEACHES = "teaches", "Works in a school"
    SAFEGUARDS = "safeguards", "Safeguards children or adults"
    INVESTIGATES = "investigates", "Investigates or enforces"
    COORDINATES = "coordinates", "Coordinates community safety"
    ANALYSES = "analyses", "Analyses"
    LEADS = "leads", "Leads or manages"
    OTHER = "other", "Something else"


class NeedCode(models.TextChoices):
    """What people say that they need to learn."""

    SIGNS = "signs", "Recognising the signs"
    ROUTES = "routes", "Which door, and how to refer"
    SHARING = "sharing", "Sharing lawfully"
    POWERS = "powers", "Powers and who holds them"
    EVIDENCE = "evidence", "Writing things down so that they can be used"
    VISITS = "visits", "Going on joint visits safely"
    TRAUMA = "trauma", "Working with people who have been hurt"
    TELLING = "telling", "Telling the police what one saw"
    RETAIL = "retail", "Organised retail crime"
    SCHOOLS = "schools", "Children in schools, as victims and as suspects"


class Event(GuardedModel):
    """A workshop, training or briefing, on a day, for the agencies that are asked to it."""

    KIND = Kind.EVENT

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    sort = models.CharField(max_length=12, choices=EventSort)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    venue = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    aims = models.CharField(max_length=600)
    programme = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=12, choices=EventState, default=EventState.PLANNED)
    called_off_why = models.CharField(max_length=200, blank=True)
    door_code = models.CharField(max_length=12, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    follow_up_words = models.CharField(max_length=600, blank=True)
    followed_up_at = models.DateTimeField(null=True)
    followed_up_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("event_sort_known", "sort", EventSort.values),
            one_of("event_state_known", "state", EventState.values),
            models.CheckConstraint(
                name="event_says_what_and_where",
                condition=~Q(title="") & ~Q(venue="") & ~Q(aims=""),
            ),
            models.CheckConstraint(
                name="event_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="event_called_off_says_why",
                condition=Q(state="called_off") & ~Q(called_off_why="")
                | ~Q(state="called_off") & Q(called_off_why=""),
            ),
            all_or_none("event_follow_up_is_complete", ["followed_up_at", "followed_up_by"]),
            models.CheckConstraint(
                name="event_follow_up_is_of_one_that_was_held",
                condition=Q(followed_up_at=None, follow_up_words="")
                | (Q(state="held") & ~Q(follow_up_words="")),
            ),
        ]
        indexes = [models.Index(name="event_by_area_and_start", fields=["area", "starts_at"])]

    def __str__(self) -> str:
        return self.reference


class Topic(models.Model):
    """A need that an event answers. Part of the event: read only with it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    need = models.CharField(max_length=12, choices=NeedCode)

    class Meta:
        constraints = [
            one_of("topic_need_known", "need", NeedCode.values),
            models.UniqueConstraint(name="event_has_a_topic_once", fields=["event", "need"]),
        ]


class Reply(models.TextChoices):
    """What an agency said to an invitation."""

    COMING = "coming", "Coming"
    NOT_COMING = "not_coming", "Not coming"


class Invitation(models.Model):
    """An agency that was asked to send people. Part of the event: read only with it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    work = models.CharField(max_length=12, choices=Work, blank=True)
    invited_at = models.DateTimeField()
    reply = models.CharField(max_length=12, choices=Reply, blank=True)
    people = models.PositiveSmallIntegerField(null=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            one_of("invitation_work_known", "work", ["", *Work.values]),
            one_of("invitation_reply_known", "reply", ["", *Reply.values]),
            models.UniqueConstraint(name="agency_is_invited_once", fields=["event", "agency"]),
            all_or_none("invitation_reply_is_complete", ["replied_at", "replied_by"]),
            models.CheckConstraint(
                name="invitation_counts_only_who_comes",
                condition=Q(reply="coming", people__gte=1, replied_at__isnull=False)
                | Q(reply="not_coming", people=None, replied_at__isnull=False)
                | Q(reply="", people=None, replied_at=None),
            ),
        ]


class Attendance(models.Model):
    """Somebody who came. Without an account there is no name, only where they work and as what.

    `pass_hash` belongs to somebody without an account, who comes back by it. Part of the event:
    read only with it.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    person = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    organisation = models.CharField(max_length=160)
    work = models.CharField(max_length=12, choices=Work)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    pass_hash = models.CharField(max_length=64, null=True, unique=True)
    did_differently = models.CharField(max_length=400, blank=True)
    followed_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("attendance_work_known", "work", Work.values),
            models.UniqueConstraint(name="somebody_came_once", fields=["event", "person"]),
            models.CheckConstraint(
                name="attendance_says_from_where", condition=~Q(organisation="")
            ),
            models.CheckConstraint(
                name="attendance_is_by_name_or_by_pass",
                condition=Q(person__isnull=False, pass_hash=None) | Q(person=None),
            ),
            models.CheckConstraint(
                name="attendance_follow_up_says_what_and_when",
                condition=Q(did_differently="", followed_up_at=None)
                | ~Q(did_differently="") & Q(followed_up_at__isnull=False),
            ),
        ]


class Rating(models.Model):
    """How sure somebody who came says they are of one statement. Part of the attendance."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="+")
    statement = models.CharField(max_length=12)
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            one_of("rating_statement_known", "statement", list(Statement)),
            models.UniqueConstraint(
                name="statement_is_rated_once", fields=["attendance", "statement"]
            ),
            models.CheckConstraint(
                name="rating_is_from_1_to_5",
                condition=(Q(before=None) | Q(before__gte=1, before__lte=5))
                & (Q(after=None) | Q(after__gte=1, after__lte=5)),
            ),
        ]


class Need(models.Model):
    """What somebody at an event said that they need to learn. Part of the event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    need = models.CharField(max_length=12, choices=NeedCode)
    words = models.CharField(max_length=200, blank=True)
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="+", null=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("need_code_known", "need", NeedCode.values),
            models.UniqueConstraint(
                name="somebody_needs_a_thing_once", fields=["attendance", "need"]
            ),
        ]


class Issue(GuardedModel):
    """Something that was raised at an event and that somebody ought to take up.

    It hangs below its event. What became of it is said by links from it.
    """

    KIND = Kind.ISSUE

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    text = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="issue_says_what", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.reference


class Audience(models.Model):
    """A line of the register of who ought to be reached. It names organisations, never people.

    `people` is empty where nobody has said how many there are.
    """

    organisation = models.CharField(max_length=160)
    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+", null=True)
    work = models.CharField(max_length=12, choices=Work)
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(null=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("audience_work_known", "work", Work.values),
            models.UniqueConstraint(
                name="audience_stands_once", fields=["organisation", "work", "area"]
            ),
            models.CheckConstraint(name="audience_says_who", condition=~Q(organisation="")),
        ]
