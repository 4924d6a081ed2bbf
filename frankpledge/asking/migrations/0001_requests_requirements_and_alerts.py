"""Make the tables of asking: requests, requirements, alerts, and whom to ask at each agency.

Why: police and partners ask one another, before acting and for information, and each answer has
    a clock.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped.
"""

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
            name="Request",
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
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("before_acting", "Asked before acting"),
                            ("information", "Request for information"),
                        ],
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField(db_index=True)),
                (
                    "asked_by",
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
                        condition=models.Q(("sort__in", ["before_acting", "information"])),
                        name="request_sort_known",
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Alert",
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
                ("signs", models.JSONField(default=list)),
                ("report", models.CharField(max_length=300)),
                (
                    "marking",
                    models.CharField(
                        choices=[("official", "OFFICIAL"), ("sensitive", "OFFICIAL-SENSITIVE")],
                        max_length=10,
                    ),
                ),
                ("roles", models.JSONField(default=list)),
                ("issued_at", models.DateTimeField(db_index=True)),
                ("expires_on", models.DateField()),
                ("recalled_at", models.DateTimeField(null=True)),
                ("recalled_why", models.CharField(blank=True, max_length=200)),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recalled_by",
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
                        condition=models.Q(("marking__in", ["official", "sensitive"])),
                        name="alert_marking_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recalled_at__isnull", True), ("recalled_by__isnull", True)),
                            models.Q(
                                ("recalled_at__isnull", False), ("recalled_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="alert_recall_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recalled_at", None), ("recalled_why", "")),
                            models.Q(
                                ("recalled_at__isnull", False),
                                models.Q(("recalled_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="alert_recalled_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("report", ""), _negated=True),
                        ),
                        name="alert_says_what_and_how_to_report",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
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
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contact_point_end_is_complete",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("agency", "person"),
                        name="contact_point_named_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
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
                (
                    "level",
                    models.CharField(
                        choices=[("strategic", "Strategic"), ("tactical", "Tactical")],
                        max_length=10,
                    ),
                ),
                ("theme", models.CharField(max_length=80)),
                ("question", models.CharField(max_length=300)),
                ("indicators", models.JSONField(default=list)),
                ("partner_wording", models.CharField(max_length=400)),
                ("police_wording", models.TextField(blank=True)),
                ("gap", models.CharField(blank=True, max_length=80)),
                ("priority", models.PositiveSmallIntegerField(default=2)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("issued", "Issued"),
                            ("answered", "Answered"),
                            ("partial", "Answered in part"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True)),
                ("issued_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("responses", models.PositiveIntegerField(default=0)),
                ("useful_responses", models.PositiveIntegerField(default=0)),
                ("assessed", models.CharField(blank=True, max_length=300)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
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
                        condition=models.Q(("level__in", ["strategic", "tactical"])),
                        name="requirement_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                ["draft", "approved", "issued", "answered", "partial", "withdrawn"],
                            )
                        ),
                        name="requirement_standing_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="requirement_approval_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "partner_wording__startswith",
                                "If in the course of your normal work you notice",
                            )
                        ),
                        name="requirement_asks_for_what_is_noticed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__gte", 1), ("priority__lte", 3)),
                        name="requirement_priority_is_one_to_three",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="requirement_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing__in", ["draft", "withdrawn"]),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="requirement_is_approved_before_it_is_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("useful_responses__lte", models.F("responses"))),
                        name="requirement_useful_responses_are_responses",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AlertReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="asking.alert",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("alert", "person"), name="alert_is_read_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_at", None), ("opened_at__isnull", False), _connector="OR"
                        ),
                        name="alert_is_opened_before_it_is_acknowledged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BeforeActing",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="asking.request",
                    ),
                ),
                ("place", models.CharField(max_length=200)),
                ("planned", models.CharField(max_length=300)),
                ("goers", models.CharField(max_length=200)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("release_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proceed", "PROCEED"),
                            ("call", "CALL INTELLIGENCE UNIT BEFORE ACTING"),
                            ("defer", "PLEASE DEFER TO"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "shown",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proceed", "PROCEED"),
                            ("call", "CALL INTELLIGENCE UNIT BEFORE ACTING"),
                            ("defer", "PLEASE DEFER TO"),
                        ],
                        max_length=10,
                    ),
                ),
                ("defer_to", models.DateField(null=True)),
                (
                    "safety",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("alone", "Going alone is all right"),
                            ("pairs", "Go in pairs"),
                            ("police", "Go with the police"),
                        ],
                        max_length=10,
                    ),
                ),
                ("returned", models.CharField(blank=True, max_length=20)),
                ("checked", models.JSONField(default=list)),
                ("answered_at", models.DateTimeField(null=True)),
                ("releases_at", models.DateTimeField(null=True)),
                ("chased_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("acted_at", models.DateTimeField(null=True)),
                ("acted_words", models.CharField(blank=True, max_length=300)),
                ("acted_seen_at", models.DateTimeField(null=True)),
                ("called_at", models.DateTimeField(null=True)),
                (
                    "call_told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("go", "They can go"),
                            ("police", "They can go, with an officer"),
                            ("wait", "They are asked to wait"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "acted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["", "proceed", "call", "defer"])),
                        name="before_acting_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shown__in", ["", "proceed", "call", "defer"])),
                        name="before_acting_shown_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("safety__in", ["", "alone", "pairs", "police"])),
                        name="before_acting_safety_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("call_told__in", ["", "go", "police", "wait"])),
                        name="before_acting_call_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="before_acting_days_are_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("planned", ""), _negated=True),
                            models.Q(("goers", ""), _negated=True),
                        ),
                        name="before_acting_says_where_what_and_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at", None),
                                ("returned", ""),
                                ("safety", ""),
                                ("shown", ""),
                                ("verdict", ""),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("returned", ""),
                                models.Q(("verdict", ""), _negated=True),
                                models.Q(("shown", ""), _negated=True),
                                models.Q(("safety", ""), _negated=True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("safety", ""),
                                ("shown", ""),
                                ("verdict", ""),
                                models.Q(("returned", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="before_acting_is_answered_or_returned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("defer_to__isnull", False), ("verdict", "defer")),
                            models.Q(
                                models.Q(("verdict", "defer"), _negated=True), ("defer_to", None)
                            ),
                            _connector="OR",
                        ),
                        name="before_acting_defers_to_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown", models.F("verdict")),
                            models.Q(("shown", "call"), ("verdict", "proceed")),
                            _connector="OR",
                        ),
                        name="before_acting_only_a_benign_answer_is_changed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("releases_at", None),
                            ("releases_at__gte", models.F("release_at")),
                            _connector="OR",
                        ),
                        name="before_acting_is_not_released_early",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("releases_at__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("releases_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="before_acting_answer_is_complete",
                    ),
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
                        name="before_acting_withdrawal_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acted_at__isnull", True), ("acted_by__isnull", True)),
                            models.Q(("acted_at__isnull", False), ("acted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="before_acting_risk_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_at__isnull", True), ("called_by__isnull", True)),
                            models.Q(("called_at__isnull", False), ("called_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="before_acting_call_is_complete",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["unit", "release_at"], name="before_acting_by_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="Information",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="asking.request",
                    ),
                ),
                ("wanted", models.CharField(max_length=500)),
                ("purpose", models.CharField(max_length=200)),
                ("gateway", models.CharField(max_length=20)),
                ("regime", models.CharField(max_length=10)),
                ("necessity", models.CharField(max_length=300)),
                ("proportionality", models.CharField(max_length=300)),
                ("system", models.CharField(blank=True, max_length=60)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("urgency", models.CharField(max_length=10)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("authorised", "Authorised"),
                            ("sent", "Sent"),
                            ("acknowledged", "Acknowledged"),
                            ("clarify", "To be made clear"),
                            ("escalated", "Escalated"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=15,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("left", models.DurationField(null=True)),
                (
                    "response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "All that was asked for"),
                            ("partial", "Part of what was asked for"),
                            ("refused", "Refused"),
                            ("nil_held", "Nothing is held"),
                        ],
                        max_length=10,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField(blank=True)),
                ("conditions", models.CharField(blank=True, max_length=300)),
                ("asks_before_onward", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "draft",
                                    "authorised",
                                    "sent",
                                    "acknowledged",
                                    "clarify",
                                    "escalated",
                                    "answered",
                                    "closed",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="information_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("response__in", ["", "full", "partial", "refused", "nil_held"])
                        ),
                        name="information_response_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regime__in", ["uk_gdpr", "part3"])),
                        name="information_regime_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", True), ("sent_at__isnull", True)),
                            models.Q(("due_at__isnull", False), ("sent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="information_clock_runs_from_sending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wanted", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("gateway", ""), _negated=True),
                            models.Q(("necessity", ""), _negated=True),
                            models.Q(("proportionality", ""), _negated=True),
                        ),
                        name="information_is_needed_and_in_proportion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("response", "refused"), models.Q(("refusal", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("response", "refused"), _negated=True), ("refusal", "")
                            ),
                            _connector="OR",
                        ),
                        name="information_refused_gives_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("response__in", ["full", "partial"]),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("response__in", ["full", "partial"]), _negated=True),
                                ("asks_before_onward", False),
                                ("words", ""),
                            ),
                            _connector="OR",
                        ),
                        name="information_nothing_is_released_by_a_nil_or_a_refusal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asker", models.F("to")), _negated=True),
                        name="information_is_asked_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="information_answer_is_complete",
                    ),
                ],
                "indexes": [models.Index(fields=["to", "stage"], name="information_by_agency")],
            },
        ),
        migrations.CreateModel(
            name="Goer",
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="asking.request",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "agency"), name="agency_goes_along_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Onward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("agreed", models.BooleanField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("passed_on_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="asking.request",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed__isnull", True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            models.Q(
                                ("agreed__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="onward_decision_is_complete",
                    ),
                    models.UniqueConstraint(fields=("request", "to"), name="onward_is_asked_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed_on_at", None), ("agreed", True), _connector="OR"
                        ),
                        name="onward_is_agreed_before_it_goes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("authorised", "Authorised"),
                            ("sent", "Sent"),
                            ("acknowledged", "Acknowledged"),
                            ("clarify", "To be made clear"),
                            ("escalated", "Escalated"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=15,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="asking.request",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["request", "at"], name="request_step_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "draft",
                                    "authorised",
                                    "sent",
                                    "acknowledged",
                                    "clarify",
                                    "escalated",
                                    "answered",
                                    "closed",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="request_step_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="asking.requirement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("requirement", "agency"), name="requirement_targets_once"
                    )
                ],
            },
        ),
    ]
