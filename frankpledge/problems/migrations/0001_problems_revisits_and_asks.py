"""Make the tables of problems, their stories, re-visits and asks.

Why: agencies work on problems at places together.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped.
"""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        ("access", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Problem",
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
                ("title", models.CharField(max_length=120)),
                ("place", models.CharField(max_length=200)),
                (
                    "place_kind",
                    models.CharField(
                        choices=[
                            ("address", "Home or other address"),
                            ("shop", "Shop or business"),
                            ("street", "Street or estate"),
                            ("park", "Park or open space"),
                            ("station", "Station or car park"),
                            ("other", "Another place"),
                        ],
                        max_length=10,
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=60)),
                ("lead_post", models.CharField(blank=True, max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("watching", "Watching"),
                            ("closed", "Closed"),
                            ("merged", "Merged into another"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "still_safe",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=10,
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
                (
                    "lead",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="problems.problem",
                    ),
                ),
                (
                    "offered_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                ("offered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["area", "status"], name="problem_by_area_and_status")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("offered_at__isnull", True), ("offered_to__isnull", True)),
                            models.Q(("offered_at__isnull", False), ("offered_to__isnull", False)),
                            _connector="OR",
                        ),
                        name="problem_offer_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True), ("merged_into", None)
                            ),
                            _connector="OR",
                        ),
                        name="problem_merged_says_into_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "place_kind__in",
                                ["address", "shop", "street", "park", "station", "other"],
                            )
                        ),
                        name="problem_place_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "watching", "closed", "merged"])
                        ),
                        name="problem_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("still_safe__in", ["", "yes", "no", "unknown"])),
                        name="problem_still_safe_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("place", ""), _negated=True),
                        ),
                        name="problem_has_a_title_and_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("status", "closed"),
                                models.Q(("still_safe", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "closed"), _negated=True),
                                ("closed_at", None),
                                ("still_safe", ""),
                            ),
                            _connector="OR",
                        ),
                        name="problem_closed_says_when_and_how",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Pointer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=60)),
                ("reference", models.CharField(max_length=40)),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("problem", "system", "reference"), name="problem_points_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("problem", "agency"), name="problem_has_a_partner_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
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
                ("round", models.UUIDField(db_index=True, default=uuid.uuid4)),
                (
                    "question",
                    models.CharField(
                        default="Does your agency hold anything about this place?", max_length=300
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        default="To decide together what to do about the problem at this place",
                        max_length=200,
                    ),
                ),
                ("gateway", models.CharField(default="cda115", max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField(db_index=True)),
                ("chased_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("held", "We hold something"),
                            ("nil", "We found nothing"),
                            ("refused", "We cannot say"),
                            ("named", "Answered, to named people only"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400)),
                ("answered_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="ask_withdrawal_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("gateway", ""), _negated=True),
                        ),
                        name="ask_says_what_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_at", None), ("answer", ""), _connector="OR"),
                        name="ask_withdrawn_was_not_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "held", "nil", "refused", "named"])),
                        name="ask_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="ask_answer_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ask_answer_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", "refused"), ("words", ""), _negated=True),
                        name="ask_refused_gives_a_reason",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ProblemEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("opened", "Problem opened"),
                            ("note", "Update"),
                            ("visit", "Visit"),
                            ("safeguarding_call", "Safeguarding call made"),
                            ("intervention", "Intervention"),
                            ("shared", "Shared"),
                            ("described", "Details changed"),
                            ("pointed", "Outside reference added"),
                            ("open", "Opened again"),
                            ("watching", "Now being watched"),
                            ("closed", "Closed"),
                            ("merged", "Merged into another problem"),
                            ("joined", "Another problem merged into this one"),
                            ("split", "Part of it made a problem of its own"),
                            ("split_off", "Split off another problem"),
                            ("offered", "Offered to another agency to lead"),
                            ("taken_on", "Handed over"),
                            ("not_taken_on", "Not taken on"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="problems.problem",
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
                "indexes": [models.Index(fields=["problem", "at"], name="problem_event_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "opened",
                                    "note",
                                    "visit",
                                    "safeguarding_call",
                                    "intervention",
                                    "shared",
                                    "described",
                                    "pointed",
                                    "open",
                                    "watching",
                                    "closed",
                                    "merged",
                                    "joined",
                                    "split",
                                    "split_off",
                                    "offered",
                                    "taken_on",
                                    "not_taken_on",
                                ],
                            )
                        ),
                        name="problem_event_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revisit",
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
                ("days_after", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField(db_index=True)),
                ("visitor_post", models.CharField(blank=True, max_length=120)),
                ("alone", models.BooleanField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safe", "Safe"),
                            ("not_safe", "Not safe"),
                            ("no_answer", "No answer"),
                            ("moved", "Moved away"),
                            ("not_made", "Nobody went"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="problems.problem",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        null=True,
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
                                "outcome__in",
                                ["", "safe", "not_safe", "no_answer", "moved", "not_made"],
                            )
                        ),
                        name="revisit_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                            models.Q(
                                ("recorded_at__isnull", False), ("recorded_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="revisit_record_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("recorded_at", None)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="revisit_outcome_says_when",
                    ),
                    models.UniqueConstraint(
                        fields=("problem", "days_after", "due_on"), name="revisit_once_a_day"
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("held", "We hold something"),
                            ("nil", "We found nothing"),
                            ("refused", "We cannot say"),
                            ("named", "Answered, to named people only"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("said_at", models.DateTimeField()),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="problems.ask",
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
                    models.UniqueConstraint(fields=("ask", "number"), name="reply_has_its_place"),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["held", "nil", "refused"])),
                        name="reply_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "refused"), ("words", ""), _negated=True),
                            models.Q(
                                models.Q(("answer", "refused"), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                _negated=True,
                            ),
                        ),
                        name="reply_refused_gives_a_reason",
                    ),
                ],
            },
        ),
    ]
