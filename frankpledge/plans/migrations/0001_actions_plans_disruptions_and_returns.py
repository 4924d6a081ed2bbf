"""Make the tables of actions and their steps, plans, disruptions and returns.

Why: nothing of this was kept before.
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
            name="CalendarKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Disruption",
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
                ("happened_on", models.DateField()),
                (
                    "four_p",
                    models.CharField(
                        choices=[
                            ("pursue", "Pursue"),
                            ("prevent", "Prevent"),
                            ("protect", "Protect"),
                            ("prepare", "Prepare"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=400)),
                ("effect", models.CharField(blank=True, max_length=300)),
                (
                    "claimed_level",
                    models.CharField(
                        choices=[
                            ("major", "Major: significant or long-term"),
                            ("moderate", "Moderate: noticeable or medium-term"),
                            ("minor", "Minor: small or short-term"),
                        ],
                        max_length=10,
                    ),
                ),
                ("claimed_at", models.DateTimeField()),
                ("outside_reference", models.CharField(blank=True, max_length=40)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("changed", "Agreed at another level"),
                            ("rejected", "Not agreed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("major", "Major: significant or long-term"),
                            ("moderate", "Moderate: noticeable or medium-term"),
                            ("minor", "Minor: small or short-term"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("moderated_at", models.DateTimeField(null=True)),
                ("seconded_at", models.DateTimeField(null=True)),
                ("review_on", models.DateField(null=True)),
                (
                    "lasted",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lasted", "Yes, it lasted"),
                            ("partly", "In part"),
                            ("not", "No"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("lasted_note", models.CharField(blank=True, max_length=300)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claiming_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "moderated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["area", "happened_on"], name="disruption_by_area_and_day"),
                    models.Index(fields=["review_on"], name="disruption_by_review"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("four_p__in", ["pursue", "prevent", "protect", "prepare"])
                        ),
                        name="disruption_four_p_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("claimed_level__in", ["major", "moderate", "minor"])),
                        name="disruption_claim_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["", "major", "moderate", "minor"])),
                        name="disruption_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["", "agreed", "changed", "rejected"])),
                        name="disruption_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lasted__in", ["", "lasted", "partly", "not", "unknown"])
                        ),
                        name="disruption_lasting_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("what", ""), _negated=True),
                        ),
                        name="disruption_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("moderated_at__isnull", True), ("moderated_by__isnull", True)
                            ),
                            models.Q(
                                ("moderated_at__isnull", False), ("moderated_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="disruption_moderation_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seconded_at__isnull", True), ("seconded_by__isnull", True)),
                            models.Q(
                                ("seconded_at__isnull", False), ("seconded_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="disruption_second_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(
                                ("reviewed_at__isnull", False), ("reviewed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="disruption_review_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", ""), ("moderated_at", None), ("verdict", "")),
                            models.Q(
                                ("level", ""),
                                ("moderated_at__isnull", False),
                                ("verdict", "rejected"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("moderated_at__isnull", False),
                                ("verdict__in", ["agreed", "changed"]),
                                models.Q(("level", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disruption_verdict_has_a_level_unless_rejected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), ("verdict", "changed"), _negated=True),
                        name="disruption_change_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("moderated_by", None),
                            ("moderated_by__lt", models.F("claimed_by")),
                            ("moderated_by__gt", models.F("claimed_by")),
                            _connector="OR",
                        ),
                        name="disruption_is_not_moderated_by_its_claimant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lasted", ""), ("reviewed_at", None)),
                            models.Q(
                                models.Q(("lasted", ""), _negated=True),
                                ("reviewed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="disruption_lasting_says_when",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DisruptionPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("led", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "disruption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.disruption",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("disruption", "agency"), name="disruption_has_a_contributor_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                        choices=[
                            ("year", "A partnership’s year"),
                            ("threat", "A threat"),
                            ("place", "A place"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("summary", models.CharField(blank=True, max_length=600)),
                ("safeguarding", models.CharField(max_length=1000)),
                ("gaps", models.CharField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("live", "In force"), ("closed", "Closed")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.body",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["area", "starts_on"], name="plan_by_area_and_start")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["year", "threat", "place"])),
                        name="plan_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "live", "closed"])),
                        name="plan_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("safeguarding", ""), _negated=True),
                            models.Q(("title", ""), _negated=True),
                        ),
                        name="plan_says_how_people_are_kept_safe",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="plan_ends_after_it_starts",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
                (
                    "four_p",
                    models.CharField(
                        choices=[
                            ("pursue", "Pursue"),
                            ("prevent", "Prevent"),
                            ("protect", "Protect"),
                            ("prepare", "Prepare"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="objective_has_its_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("four_p__in", ["pursue", "prevent", "protect", "prepare"])
                        ),
                        name="objective_four_p_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="objective_says_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedAction",
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
                ("verb", models.CharField(max_length=30)),
                ("text", models.CharField(max_length=200)),
                (
                    "four_p",
                    models.CharField(
                        choices=[
                            ("pursue", "Pursue"),
                            ("prevent", "Prevent"),
                            ("protect", "Protect"),
                            ("prepare", "Prepare"),
                        ],
                        max_length=10,
                    ),
                ),
                ("owner_post", models.CharField(blank=True, max_length=120)),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed"),
                            ("in_progress", "In progress"),
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("dropped", "Dropped"),
                        ],
                        default="proposed",
                        max_length=15,
                    ),
                ),
                (
                    "phase",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                status__in=("proposed", "agreed", "in_progress"),
                                then=models.Value("standing"),
                            ),
                            models.When(
                                confirmed_at__isnull=True,
                                done_at__isnull=False,
                                status="done",
                                then=models.Value("to_confirm"),
                            ),
                            default=models.Value("over"),
                        ),
                        output_field=models.CharField(
                            choices=[
                                ("standing", "To be done"),
                                ("to_confirm", "Called done, and not confirmed"),
                                ("over", "Over"),
                            ],
                            max_length=10,
                        ),
                    ),
                ),
                (
                    "csp_duty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("crime", "Crime and disorder"),
                            ("substances", "Misuse of drugs, alcohol and other substances"),
                            ("reoffending", "Reoffending"),
                            ("violence", "Serious violence"),
                        ],
                        max_length=12,
                    ),
                ),
                ("output_measure", models.CharField(blank=True, max_length=200)),
                ("outcome_measure", models.CharField(blank=True, max_length=200)),
                ("output", models.CharField(blank=True, max_length=300)),
                ("outcome", models.CharField(blank=True, max_length=300)),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("E0", "E0: claimed"),
                            ("E1", "E1: a document was seen"),
                            ("E2", "E2: a second source says so"),
                            ("E3", "E3: a change was measured"),
                            ("E4", "E4: compared with somewhere else"),
                        ],
                        max_length=2,
                    ),
                ),
                ("at_risk", models.BooleanField(default=False)),
                ("blocker", models.CharField(blank=True, max_length=300)),
                ("blocked_on", models.DateField(null=True)),
                ("rag_override", models.CharField(blank=True, max_length=5)),
                ("rag_reason", models.CharField(blank=True, max_length=300)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
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
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "escalated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
                (
                    "rag_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["area", "due_on"], name="action_by_area_and_due"),
                    models.Index(
                        fields=["phase", "due_on", "protection"], name="action_by_phase_and_due"
                    ),
                    models.Index(
                        fields=["status", "due_on", "protection"], name="action_by_status_and_due"
                    ),
                    models.Index(
                        fields=["owner_agency", "phase", "due_on"], name="action_by_agency_and_due"
                    ),
                    models.Index(fields=["plan", "due_on"], name="action_by_plan"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("four_p__in", ["pursue", "prevent", "protect", "prepare"])
                        ),
                        name="action_four_p_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "proposed",
                                    "agreed",
                                    "in_progress",
                                    "done",
                                    "declined",
                                    "dropped",
                                ],
                            )
                        ),
                        name="action_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verb", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="action_says_what_is_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("csp_duty__in", ["", "crime", "substances", "reoffending", "violence"])
                        ),
                        name="action_duty_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__in", ["", "E0", "E1", "E2", "E3", "E4"])),
                        name="action_evidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rag_override__in", ["", "green", "amber", "red"])),
                        name="action_rag_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rag_by", None), ("rag_override", ""), ("rag_reason", "")),
                            models.Q(
                                models.Q(("rag_override", ""), _negated=True),
                                models.Q(("rag_reason", ""), _negated=True),
                                ("rag_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="action_rag_override_says_why_and_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blocked_on", None), ("blocker", "")),
                            models.Q(
                                models.Q(("blocker", ""), _negated=True),
                                ("blocked_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="action_blocker_says_since_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("escalated_at__isnull", True), ("escalated_by__isnull", True)
                            ),
                            models.Q(
                                ("escalated_at__isnull", False), ("escalated_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="action_escalation_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="action_done_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="action_confirmation_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None), ("status", "done"), _connector="OR"
                        ),
                        name="action_confirmed_was_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            ("done_by", None),
                            ("confirmed_by__lt", models.F("done_by")),
                            ("confirmed_by__gt", models.F("done_by")),
                            _connector="OR",
                        ),
                        name="action_is_confirmed_by_another",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                ("met_on", models.DateField(null=True)),
                ("failed", models.BooleanField(default=False)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.plannedaction",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["action", "due_on"], name="milestone_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="milestone_says_how"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("met_on", None), ("failed", False), _connector="OR"),
                        name="milestone_met_has_not_failed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.CharField(max_length=10)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("due_on", models.DateField(db_index=True)),
                ("requested_at", models.DateTimeField()),
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
                    "invited",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.body",
                    ),
                ),
                (
                    "requested_by",
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
                        fields=("area", "quarter"), name="round_once_a_quarter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gt", models.F("first_day"))),
                        name="round_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuarterReturn",
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
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("cut_off_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("with_chair", "With the chair"),
                            ("submitted", "Submitted"),
                            ("query", "Queried"),
                            ("accepted", "Accepted"),
                            ("locked", "Locked"),
                            ("reopened", "Reopened"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("is_nil", models.BooleanField(default=False)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("first_signed_on", models.DateField(null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.body",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.returnround",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["body", "first_day"], name="return_by_body"),
                    models.Index(
                        fields=["-first_day", "body", "protection"], name="return_by_quarter"
                    ),
                    models.Index(fields=["state", "first_day"], name="return_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "body"), name="return_once_a_body"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "with_chair",
                                    "submitted",
                                    "query",
                                    "accepted",
                                    "locked",
                                    "reopened",
                                ],
                            )
                        ),
                        name="return_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", True), ("signed_by__isnull", True)),
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="return_signature_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["submitted", "query", "accepted", "locked"]),
                                _negated=True,
                            ),
                            ("signed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="return_that_arrived_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by", None),
                            ("handed_by", None),
                            ("signed_by__lt", models.F("handed_by")),
                            ("signed_by__gt", models.F("handed_by")),
                            _connector="OR",
                        ),
                        name="return_is_signed_by_another",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Recheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lasted", "Yes, it lasted"),
                            ("partly", "In part"),
                            ("not", "No"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("found_at", models.DateTimeField(null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.plannedaction",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["found", "due_on"], name="recheck_by_finding_and_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "months"), name="recheck_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found__in", ["", "lasted", "partly", "not", "unknown"])
                        ),
                        name="recheck_found_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("found_at__isnull", True), ("found_by__isnull", True)),
                            models.Q(("found_at__isnull", False), ("found_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="recheck_finding_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("found", ""), ("found_at", None)),
                            models.Q(
                                models.Q(("found", ""), _negated=True), ("found_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="recheck_found_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=4)),
                ("number", models.PositiveIntegerField(null=True)),
                ("why_none", models.CharField(blank=True, max_length=200)),
                ("is_counted", models.BooleanField(default=False)),
                ("not_comparable", models.CharField(blank=True, max_length=200)),
                (
                    "made_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.quarterreturn",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("made_in", "measure"), name="return_figure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), models.Q(("why_none", ""), _negated=True)),
                            models.Q(("number__isnull", False), ("why_none", "")),
                            _connector="OR",
                        ),
                        name="return_figure_that_is_missing_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("agency", "name"),
                        name="agency_has_one_returnlayout_of_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="returnlayout_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("changes", models.JSONField()),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "made_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.quarterreturn",
                    ),
                ),
                (
                    "taken_by",
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
                            ("undone_at", None), ("applied_at__isnull", False), _connector="OR"
                        ),
                        name="load_undone_was_applied",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=4)),
                ("uid", models.UUIDField()),
                (
                    "made_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.quarterreturn",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("made_in", "measure", "uid"), name="return_part_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnChase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.body",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.returnround",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReturnStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("with_chair", "With the chair"),
                            ("submitted", "Submitted"),
                            ("query", "Queried"),
                            ("accepted", "Accepted"),
                            ("locked", "Locked"),
                            ("reopened", "Reopened"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.quarterreturn",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["made_in", "at"], name="return_step_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "with_chair",
                                    "submitted",
                                    "query",
                                    "accepted",
                                    "locked",
                                    "reopened",
                                ],
                            )
                        ),
                        name="return_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["query", "reopened"]), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="return_step_against_it_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("block", models.CharField(max_length=1)),
                ("text", models.CharField(blank=True, max_length=1000)),
                (
                    "made_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.quarterreturn",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("made_in", "block"), name="return_words_once")
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("agreed", "Agreed"),
                            ("in_progress", "In progress"),
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=15,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.plannedaction",
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
            ],
            options={
                "indexes": [models.Index(fields=["action", "at"], name="action_step_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "proposed",
                                    "agreed",
                                    "in_progress",
                                    "done",
                                    "declined",
                                    "dropped",
                                ],
                            )
                        ),
                        name="action_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["declined", "dropped"]), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="action_step_against_it_says_why",
                    ),
                ],
            },
        ),
    ]
