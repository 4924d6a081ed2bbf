"""Make the tables of referrals, of whom to ring, of services and of agreed pathways.

Why: nothing of this was kept before.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped.
"""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from frankpledge.database import TablesAtOnce


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        ("access", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "protection",
                    models.OneToOneField(
                        db_column="uid",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="access.protection",
                    ),
                ),
                ("reference", models.CharField(max_length=12, unique=True)),
                ("pathway", models.CharField(max_length=10)),
                ("pathway_version", models.CharField(max_length=12)),
                ("worked_here", models.BooleanField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("child", "A child (under 18)"),
                            ("adult", "An adult"),
                            ("place", "A home or other place"),
                        ],
                        max_length=10,
                    ),
                ),
                ("line_key", models.CharField(blank=True, max_length=32)),
                ("postcode_key", models.CharField(blank=True, max_length=32)),
                ("sent_at", models.DateTimeField()),
                ("their_reference", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("received", "Received"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("transferred", "Transferred"),
                            ("closed", "Closed"),
                        ],
                        default="sent",
                        max_length=12,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("agreed", "They agree"),
                            ("refused", "They refuse"),
                            ("not_asked", "They were not asked"),
                            ("unable", "They could not be asked, or lack capacity"),
                        ],
                        max_length=10,
                    ),
                ),
                ("duty", models.CharField(blank=True, max_length=40)),
                ("told", models.BooleanField()),
                ("why_not_told", models.CharField(blank=True, max_length=20)),
                ("capacity", models.CharField(blank=True, max_length=20)),
                ("eighteen_on", models.DateField(null=True)),
                ("follows", models.UUIDField(null=True)),
                ("panel", models.CharField(blank=True, max_length=60)),
                ("opened_itself", models.BooleanField(default=False)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("concern", models.TextField(blank=True, max_length=2000)),
                ("wishes", models.TextField(blank=True, max_length=2000)),
                ("safe_contact", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "came_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "from_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_agency",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["from_agency", "-sent_at", "protection"], name="referral_by_sender"
                    ),
                    models.Index(
                        fields=["from_agency", "state", "-sent_at", "protection"],
                        name="referral_by_sender_state",
                    ),
                    models.Index(
                        fields=["to_agency", "-sent_at", "protection"], name="referral_by_door"
                    ),
                    models.Index(
                        fields=["to_agency", "state", "-sent_at", "protection"],
                        name="referral_by_door_state",
                    ),
                    models.Index(
                        condition=models.Q(("came_by__isnull", False)),
                        fields=["came_by", "-sent_at", "protection"],
                        name="referral_by_came_by",
                    ),
                    models.Index(
                        condition=models.Q(("panel", ""), _negated=True),
                        fields=["panel", "-sent_at", "protection"],
                        name="referral_by_panel",
                    ),
                    models.Index(fields=["from_agency", "-state_at"], name="referral_by_change"),
                    models.Index(
                        fields=["state", "due_at", "protection"], name="referral_by_state"
                    ),
                    models.Index(fields=["line_key"], name="referral_by_place"),
                    models.Index(fields=["follows"], name="referral_by_follows"),
                    models.Index(
                        condition=models.Q(("eighteen_on__isnull", False)),
                        fields=["eighteen_on"],
                        name="referral_by_age_cliff",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["child", "adult", "place"])),
                        name="referral_form_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "sent",
                                    "received",
                                    "accepted",
                                    "declined",
                                    "transferred",
                                    "closed",
                                ],
                            )
                        ),
                        name="referral_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreement__in", ["agreed", "refused", "not_asked", "unable"])
                        ),
                        name="referral_agreement_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worked_here", True),
                            models.Q(
                                ("capacity", ""),
                                ("concern", ""),
                                ("name", ""),
                                ("place", ""),
                                ("safe_contact", ""),
                                ("wishes", ""),
                            ),
                            _connector="OR",
                        ),
                        name="tracked_referral_holds_no_content",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worked_here", False), ("to_agency__isnull", False), _connector="OR"
                        ),
                        name="worked_referral_has_a_worker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreement", "agreed"),
                            models.Q(("duty", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_rests_on_agreement_or_duty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told", True),
                            models.Q(("why_not_told", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_says_why_nobody_was_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), models.Q(("outcome", ""), _negated=True)),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("outcome", "")),
                            _connector="OR",
                        ),
                        name="referral_is_closed_with_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("sent", "received")),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_is_decided_once_it_is_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_itself", False), ("follows__isnull", False), _connector="OR"
                        ),
                        name="opened_itself_after_another",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Frozen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField()),
                ("frozen_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "first_day"), name="quarter_is_frozen_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=20)),
                ("part", models.CharField(blank=True, max_length=20)),
                ("rounded", models.PositiveIntegerField()),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="referrals.frozen",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("frozen", "measure", "part"), name="frozen_count_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JointStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=20)),
                ("board", models.CharField(max_length=10)),
                ("agreed_on", models.DateField()),
                ("review_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "board_owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.post",
                    ),
                ),
                (
                    "partnership_owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("board__in", ["children", "adults"])),
                        name="joint_step_board_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("partnership_owner", models.F("board_owner")), _negated=True
                        ),
                        name="joint_step_has_two_owners",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_on__gt", models.F("agreed_on"))),
                        name="joint_step_is_reviewed_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("area", "board", "step"),
                        name="one_joint_step_without_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NrmAnswers",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="referrals.referral",
                    ),
                ),
                ("responder", models.CharField(max_length=40)),
                ("safeguarding_first", models.BooleanField()),
                ("informed", models.BooleanField()),
                ("interpreter", models.CharField(max_length=12)),
                ("seen_alone", models.BooleanField()),
                ("offer_again_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("interpreter__in", ["used", "not_needed", "refused"])),
                        name="nrm_interpreter_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("need", models.CharField(max_length=20)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Met"),
                            ("partly", "Partly met"),
                            ("not_met", "Not met"),
                            ("not_wanted", "Help was not wanted. Offer it again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome_at", models.DateTimeField(null=True)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "need"), name="referral_has_a_need_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["", "met", "partly", "not_met", "not_wanted"])
                        ),
                        name="need_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_at", None)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("outcome_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="need_outcome_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("provider", models.CharField(max_length=120)),
                ("need", models.CharField(max_length=20)),
                ("least_age", models.PositiveSmallIntegerField(default=0)),
                ("most_age", models.PositiveSmallIntegerField(default=120)),
                ("route", models.CharField(max_length=300)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("checked_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["need", "name"], name="service_by_need")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("least_age__lte", models.F("most_age"))),
                        name="service_ages_are_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("route", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="service_says_how_to_get_there",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="referrals.service",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "area"), name="service_has_an_area_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("counted_on", models.DateField()),
                ("places", models.PositiveIntegerField(null=True)),
                ("waiting", models.PositiveIntegerField(null=True)),
                ("weeks", models.PositiveSmallIntegerField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="referrals.service",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "counted_on"), name="service_is_counted_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("places__isnull", False),
                            ("waiting__isnull", False),
                            ("weeks__isnull", False),
                            _connector="OR",
                        ),
                        name="service_count_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("victim", "Victim"),
                            ("at_risk", "At risk"),
                            ("witness", "Witness"),
                            ("suspect", "Suspected of an offence"),
                            ("offender", "Offender"),
                            ("exploits", "Exploits others"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("said_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                ["victim", "at_risk", "witness", "suspect", "offender", "exploits"],
                            )
                        ),
                        name="standing_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="standing_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="standing_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("referral", "standing"),
                        name="standing_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("other_pathway", models.CharField(blank=True, max_length=10)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["referral", "at", "id"], name="step_of_referral"),
                    models.Index(fields=["state", "at"], name="step_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "sent",
                                    "received",
                                    "accepted",
                                    "declined",
                                    "transferred",
                                    "closed",
                                    "reopened",
                                ],
                            )
                        ),
                        name="step_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("declined", "transferred", "reopened")),
                                _negated=True,
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="step_back_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thought",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=300)),
                ("line_key", models.CharField(max_length=32)),
                ("postcode_key", models.CharField(blank=True, max_length=32)),
                ("thought_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "thought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line_key", "thought_at"], name="thought_by_place")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("what", ""), _negated=True),
                        ),
                        name="thought_says_where_and_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Door",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pathway", models.CharField(max_length=10)),
                ("how", models.CharField(max_length=300)),
                ("next_meets_on", models.DateField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.forum",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="door_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("pathway", "area"),
                        name="one_door_without_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("post", models.CharField(max_length=120)),
                ("telephone", models.CharField(max_length=40)),
                ("hours", models.CharField(max_length=120)),
                ("out_of_hours", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="duty_line_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("telephone", ""), _negated=True),
                            models.Q(("out_of_hours", ""), _negated=True),
                        ),
                        name="duty_line_can_be_rung_at_any_hour",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("area",),
                        name="one_duty_line_without_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="referrals.referral",
                    ),
                ),
                ("line_key", models.CharField(blank=True, max_length=32)),
                ("postcode_key", models.CharField(blank=True, max_length=32)),
                ("person_key", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line_key", "at", "agency"], name="concern_by_place"),
                    models.Index(fields=["person_key", "at", "agency"], name="concern_by_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("line_key", ""), _negated=True),
                            models.Q(("person_key", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="concern_is_about_somewhere_or_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NrmExploitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("labour", "Forced to work"),
                            ("sexual", "Sexually exploited"),
                            ("criminal", "Made to commit crime"),
                            ("domestic", "Held in domestic servitude"),
                            ("organs", "For the removal of organs"),
                            ("unknown", "Not known yet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sort__in",
                                ["labour", "sexual", "criminal", "domestic", "organs", "unknown"],
                            )
                        ),
                        name="nrm_exploitation_known",
                    ),
                    models.UniqueConstraint(
                        fields=("referral", "sort"), name="nrm_exploitation_is_named_once"
                    ),
                ],
            },
        ),
    ]
