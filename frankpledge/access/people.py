"""Agencies and their agreements, people, the posts they hold, and what is theirs alone."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from frankpledge.access.vocabulary import Action, Kind, Purpose, Role, Tag
from frankpledge.database import all_or_none, one_of


class Agency(models.Model):
    """An organisation in the partnership. It is live only while an agreement is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name


class ControllerRole(models.TextChoices):
    """Who answers for the data under an agreement."""

    CONTROLLER = "controller", "Controller"
    JOINT = "joint_controller", "Joint controller"
    PROCESSOR = "processor", "Processor"


class Agreement(models.Model):
    """An information-sharing agreement that an agency has signed, with its assessment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    controller_role = models.CharField(max_length=20, choices=ControllerRole)
    impact_assessment = models.CharField(max_length=80)
    impact_assessment_ends_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("agreement_controller_role_known", "controller_role", ControllerRole.values),
            models.CheckConstraint(
                name="agreement_names_its_impact_assessment",
                condition=~Q(impact_assessment=""),
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(ends_at__gt=models.F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Regime(models.TextChoices):
    """The law that a purpose runs under."""

    PART_3 = "part3", "Data Protection Act 2018, Part 3"
    UK_GDPR = "uk_gdpr", "UK GDPR"


class AgreementPurpose(models.Model):
    """One purpose in an agreement, and the law it runs under until a date."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=30)
    regime = models.CharField(max_length=10, choices=Regime)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("agreement_purpose_known", "purpose", list(Purpose)),
            one_of("agreement_regime_known", "regime", Regime.values),
            models.UniqueConstraint(
                name="agreement_names_a_purpose_once", fields=["agreement", "purpose"]
            ),
        ]


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""


class Person(AbstractBaseUser):
    """Somebody, or some service, who acts. What they may do follows from their posts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    is_service = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    locked = models.BooleanField(default=False)
    ends_at = models.DateTimeField()
    vetting = models.PositiveSmallIntegerField(default=0)
    vetting_until = models.DateTimeField(null=True)
    usual_purpose = models.CharField(max_length=30, default=Purpose.PARTNERSHIP_WORKING.value)
    persona = models.SlugField(max_length=40, null=True, unique=True)

    # Signing in must not rewrite a row on which permission depends; the record knows when it was.
    last_login = None

    objects = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        constraints = [
            one_of("person_usual_purpose_known", "usual_purpose", list(Purpose)),
            models.CheckConstraint(
                name="person_password_is_hashed_or_unusable", condition=~Q(password="")
            ),
            models.CheckConstraint(
                name="person_vetting_is_a_level", condition=Q(vetting__gte=0, vetting__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A job in an agency. Roles and areas belong to it, so that a mover keeps nothing.

    That a service has a post says only what has been done here so far: whoever chooses among posts,
    or asks where an agency works, asks `of_people`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    force_wide = models.BooleanField(default=False)
    is_service = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title

    @classmethod
    def of_people(cls) -> "models.QuerySet[Post]":
        """Posts that people hold or may come to hold."""
        return cls.objects.filter(is_service=False)


class PostRole(models.Model):
    """A role that comes with a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    role = models.CharField(max_length=30)

    class Meta:
        constraints = [
            one_of("post_role_known", "role", list(Role)),
            models.UniqueConstraint(name="post_has_a_role_once", fields=["post", "role"]),
        ]


class PostArea(models.Model):
    """An area that a post works in, with everything that lies within it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    area = models.ForeignKey("access.Area", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="post_has_an_area_once", fields=["post", "area"])
        ]


class Holding(models.Model):
    """A person holds a post between two moments."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()


class Forum(models.Model):
    """A meeting of agencies to which records can be shared, such as a tasking group."""

    code = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=160)
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return self.name


class ForumMember(models.Model):
    """A person sits on a forum until a moment."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="forum_has_a_member_once", fields=["forum", "person"])
        ]


class TagAuthority(models.Model):
    """A person may see what carries a tag, until a moment."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    tag = models.CharField(max_length=20)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("tag_authority_tag_known", "tag", list(Tag)),
            models.UniqueConstraint(name="person_has_a_tag_once", fields=["person", "tag"]),
        ]


class Conflict(models.Model):
    """A person must not see what concerns a nominal: declared, or set without their knowing."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    nominal = models.CharField(max_length=80)
    covert = models.BooleanField(default=False)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="conflict_once", fields=["person", "nominal", "covert"])
        ]


class DelegatedAuthority(models.Model):
    """A person lends somebody part of their authority for at most 28 days."""

    principal = models.ForeignKey(Person, models.CASCADE, related_name="+")
    delegate = models.ForeignKey(Person, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delegation_is_to_somebody_else",
                condition=~Q(principal=models.F("delegate")),
            )
        ]


class DelegatedGrant(models.Model):
    """One action on one kind that is lent."""

    delegation = models.ForeignKey(DelegatedAuthority, models.CASCADE, related_name="+")
    action = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)

    class Meta:
        constraints = [
            one_of("delegated_action_known", "action", list(Action)),
            one_of("delegated_kind_known", "kind", list(Kind)),
        ]


class BreakGlass(models.Model):
    """A person may discover and read one record until a moment, because a life is at risk."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    protection = models.ForeignKey("access.Protection", models.CASCADE, related_name="+")
    category = models.CharField(max_length=30)
    granted_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            all_or_none("break_glass_review_is_complete", ["reviewed_by", "reviewed_at"])
        ]


class Epoch(models.Model):
    """A token that changes with any fact on which permission depends, by trigger.

    Facts about a person are remembered under it, so nothing remembered outlives a change.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(name="one_epoch", condition=Q(id=1))]


class Nature(models.TextChoices):
    """Invented or real. Nothing is both."""

    DEMONSTRATION = "demonstration", "Demonstration"
    REAL = "real", "Real partnership"


class Installation(models.Model):
    """What this database holds: a demonstration, or a real partnership. Never both."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    nature = models.CharField(max_length=20, choices=Nature)
    made_at = models.DateTimeField()
    story_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_installation", condition=Q(id=1)),
            one_of("installation_nature_known", "nature", Nature.values),
        ]
