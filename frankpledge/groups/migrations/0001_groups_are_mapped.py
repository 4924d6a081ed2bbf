"""Make the tables of vulnerabilities, counts and the register, and fence what is never rewritten.

Why: nothing of this was kept before. An assessment, a move, a review and a count given out are
never altered by what is concluded later.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the triggers and tables are dropped.
"""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import frankpledge.database
import frankpledge.groups.sorts
import frankpledge.groups.states
from frankpledge.database import TablesAtOnce


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        ("access", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_at", models.DateField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("sheet", "A sheet from whoever maps them"),
                            ("register", "The register"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
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
                    "given_by",
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
                        condition=models.Q(("origin__in", ["sheet", "register"])),
                        name="count_sheet_origin_known",
                    ),
                    models.UniqueConstraint(
                        fields=("area", "as_at"), name="counts_given_once_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountLine",
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
                            (
                                frankpledge.groups.sorts.Sort["ORGANISED_GROUP"],
                                "Organised crime group",
                            ),
                            (frankpledge.groups.sorts.Sort["STREET_GANG"], "Street gang"),
                            (
                                frankpledge.groups.sorts.Sort["PRIORITY_INDIVIDUAL"],
                                "Priority individual",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("threat", models.CharField(max_length=10)),
                ("tier", models.CharField(max_length=2)),
                ("count", models.PositiveIntegerField()),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.countsheet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sort__in", ["organised_group", "street_gang", "priority_individual"])
                        ),
                        name="count_line_sort_known",
                    ),
                    models.UniqueConstraint(
                        fields=("sheet", "district", "sort", "threat", "tier"),
                        name="count_line_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FairnessReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_at", models.DateField()),
                ("counts", models.JSONField()),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("area", "as_at"), name="fairness_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
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
                ("codename", models.CharField(max_length=40)),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            (
                                frankpledge.groups.sorts.Sort["ORGANISED_GROUP"],
                                "Organised crime group",
                            ),
                            (frankpledge.groups.sorts.Sort["STREET_GANG"], "Street gang"),
                            (
                                frankpledge.groups.sorts.Sort["PRIORITY_INDIVIDUAL"],
                                "Priority individual",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (frankpledge.groups.states.Status["TRIGGERED"], "Put forward"),
                            (frankpledge.groups.states.Status["SCOPING"], "Being looked into"),
                            (frankpledge.groups.states.Status["REJECTED"], "Not taken on"),
                            (frankpledge.groups.states.Status["ASSESSED"], "Assessed"),
                            (frankpledge.groups.states.Status["ACTIVE"], "Active"),
                            (frankpledge.groups.states.Status["MONITORED"], "Watched"),
                            (frankpledge.groups.states.Status["ARCHIVED"], "Archived"),
                            (frankpledge.groups.states.Status["DISPOSED"], "Disposed of"),
                            (frankpledge.groups.states.Status["ERROR"], "Recorded in error"),
                        ],
                        max_length=12,
                    ),
                ),
                ("status_on", models.DateField()),
                ("threats", models.JSONField(default=list)),
                ("main_threat", models.CharField(max_length=10)),
                ("card", models.CharField(blank=True, max_length=600)),
                ("children_involved", models.PositiveSmallIntegerField(null=True)),
                ("people_known", models.PositiveSmallIntegerField(null=True)),
                ("is_serious", models.BooleanField(null=True)),
                ("acts_together", models.BooleanField(null=True)),
                ("is_current", models.BooleanField(null=True)),
                ("reports", models.PositiveSmallIntegerField(null=True)),
                ("last_intelligence_on", models.DateField(null=True)),
                ("tier", models.CharField(blank=True, max_length=2)),
                ("tier_why", models.CharField(blank=True, max_length=300)),
                ("plan_due_on", models.DateField(null=True)),
                ("put_forward_on", models.DateField()),
                ("assessed_on", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("archived_on", models.DateField(null=True)),
                (
                    "archived_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                frankpledge.groups.states.Archived["DISMANTLED"],
                                "It has been taken apart",
                            ),
                            (
                                frankpledge.groups.states.Archived["NO_CURRENT_INTELLIGENCE"],
                                "There is no current intelligence",
                            ),
                            (
                                frankpledge.groups.states.Archived["MERGED"],
                                "It is one with another group",
                            ),
                            (
                                frankpledge.groups.states.Archived["TRANSFERRED"],
                                "Another body has taken it on",
                            ),
                            (
                                frankpledge.groups.states.Archived["BELOW_THRESHOLD"],
                                "It is below what is mapped",
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("proposed_why", models.CharField(blank=True, max_length=30)),
                ("proposed_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
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
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "put_forward_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "score_owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "codename"], name="group_by_status"),
                    models.Index(fields=["codename", "protection"], name="group_by_codename"),
                    models.Index(fields=["area", "status"], name="group_by_area"),
                    models.Index(fields=["review_on"], name="group_by_review"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sort__in", ["organised_group", "street_gang", "priority_individual"])
                        ),
                        name="group_sort_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "triggered",
                                    "scoping",
                                    "rejected",
                                    "assessed",
                                    "active",
                                    "monitored",
                                    "archived",
                                    "disposed",
                                    "error",
                                ],
                            )
                        ),
                        name="group_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["", "T1", "T2", "T3", "T4"])),
                        name="group_tier_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "archived_why__in",
                                [
                                    "",
                                    "dismantled",
                                    "no_current_intelligence",
                                    "merged",
                                    "transferred",
                                    "below_threshold",
                                ],
                            )
                        ),
                        name="group_archived_why_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "proposed_why__in",
                                [
                                    "",
                                    "dismantled",
                                    "no_current_intelligence",
                                    "merged",
                                    "transferred",
                                    "below_threshold",
                                ],
                            )
                        ),
                        name="group_proposed_why_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(
                                ("proposed_at__isnull", False), ("proposed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="group_proposal_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier", ""), models.Q(("tier_why", ""), _negated=True), _connector="OR"
                        ),
                        name="group_tier_was_decided_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "active"), _negated=True),
                            models.Q(
                                models.Q(("tier", ""), _negated=True), ("lead__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="group_active_has_a_tier_and_a_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "archived"), _negated=True),
                            models.Q(
                                ("archived_on__isnull", False),
                                models.Q(("archived_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="group_archived_says_why",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ErrorRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=12)),
                ("why", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "agreed_by",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="error_agreement_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None), ("agreed_at__isnull", False), _connector="OR"
                        ),
                        name="error_is_agreed_before_it_is_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                        name="error_is_agreed_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("group",),
                        name="error_is_asked_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
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
                ("scheme", models.CharField(max_length=20)),
                ("version", models.CharField(max_length=10)),
                ("scheme_hash", models.CharField(max_length=12)),
                ("inputs", models.JSONField()),
                ("outputs", models.JSONField()),
                ("sureness", models.CharField(blank=True, max_length=10)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["group", "scheme", "-at"], name="assessment_latest")
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="GroupLink",
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
                (
                    "relation",
                    models.CharField(
                        choices=[
                            (frankpledge.groups.sorts.Relation["MEMBER"], "belongs to"),
                            (frankpledge.groups.sorts.Relation["ASSOCIATE"], "is an associate of"),
                            (frankpledge.groups.sorts.Relation["WORKS_WITH"], "works with"),
                            (frankpledge.groups.sorts.Relation["SUPPLIES"], "supplies"),
                            (frankpledge.groups.sorts.Relation["RIVAL"], "is a rival of"),
                            (frankpledge.groups.sorts.Relation["EXPLOITS"], "exploits"),
                            (
                                frankpledge.groups.sorts.Relation["EXPLOITED"],
                                "is exploited or harmed by",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                frankpledge.groups.sorts.Category["SUSPECT"],
                                "Suspected of an offence",
                            ),
                            (
                                frankpledge.groups.sorts.Category["CONVICTED"],
                                "Convicted of an offence",
                            ),
                            (frankpledge.groups.sorts.Category["VICTIM"], "Victim"),
                            (frankpledge.groups.sorts.Category["WITNESS"], "Witness"),
                            (frankpledge.groups.sorts.Category["OTHER"], "Somebody else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about_person", models.BooleanField(default=False)),
                ("is_child", models.BooleanField(default=False)),
                ("source_grade", models.PositiveSmallIntegerField()),
                ("intelligence_grade", models.CharField(max_length=1)),
                ("source", models.CharField(max_length=60)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("signed_off_at", models.DateTimeField(null=True)),
                (
                    "left",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
                (
                    "signed_off_by",
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
                    models.Index(fields=["right", "to_on"], name="group_link_by_right"),
                    models.Index(fields=["left", "to_on"], name="group_link_by_left"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                [
                                    "member",
                                    "associate",
                                    "works_with",
                                    "supplies",
                                    "rival",
                                    "exploits",
                                    "exploited",
                                ],
                            )
                        ),
                        name="group_link_relation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                ["", "suspect", "convicted", "victim", "witness", "other"],
                            )
                        ),
                        name="group_link_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intelligence_grade__in", ["A", "B", "C", "D", "E"])),
                        name="group_link_intelligence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_grade__gte", 1), ("source_grade__lte", 3)),
                        name="group_link_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about_person", False), ("category", "")),
                            models.Q(
                                ("about_person", True), models.Q(("category", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="group_link_of_a_person_says_what_they_are",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["victim", "witness"]),
                            ("relation__in", ["exploits", "member"]),
                            _negated=True,
                        ),
                        name="group_link_accuses_no_victim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="group_link_is_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left", models.F("right")), _negated=True),
                        name="group_link_joins_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="group_link_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_why", ""), ("to_on", None)),
                            models.Q(
                                ("to_on__isnull", False), models.Q(("ended_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="group_link_ended_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_off_at__isnull", True), ("signed_off_by__isnull", True)
                            ),
                            models.Q(
                                ("signed_off_at__isnull", False), ("signed_off_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="group_link_sign_off_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_off_by", models.F("recorded_by")), _negated=True
                        ),
                        name="group_link_is_signed_off_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.CharField(blank=True, max_length=12)),
                (
                    "to",
                    models.CharField(
                        choices=[
                            (frankpledge.groups.states.Status["TRIGGERED"], "Put forward"),
                            (frankpledge.groups.states.Status["SCOPING"], "Being looked into"),
                            (frankpledge.groups.states.Status["REJECTED"], "Not taken on"),
                            (frankpledge.groups.states.Status["ASSESSED"], "Assessed"),
                            (frankpledge.groups.states.Status["ACTIVE"], "Active"),
                            (frankpledge.groups.states.Status["MONITORED"], "Watched"),
                            (frankpledge.groups.states.Status["ARCHIVED"], "Archived"),
                            (frankpledge.groups.states.Status["DISPOSED"], "Disposed of"),
                            (frankpledge.groups.states.Status["ERROR"], "Recorded in error"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "to__in",
                                [
                                    "triggered",
                                    "scoping",
                                    "rejected",
                                    "assessed",
                                    "active",
                                    "monitored",
                                    "archived",
                                    "disposed",
                                    "error",
                                ],
                            )
                        ),
                        name="move_to_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.CharField(max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True),
                        name="reconciliation_says_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("found", models.CharField(max_length=500)),
                ("stops", models.CharField(blank=True, max_length=300)),
                ("next_on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("found", ""), _negated=True),
                        name="review_says_what_it_found",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
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
                ("system", models.CharField(max_length=60)),
                ("pointer", models.CharField(max_length=40)),
                (
                    "age",
                    models.CharField(
                        choices=[
                            ("under_18", "Under 18"),
                            ("18_24", "18 to 24"),
                            ("25_49", "25 to 49"),
                            ("50_up", "50 and over"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ethnicity",
                    models.CharField(
                        choices=[
                            ("asian", "Asian or Asian British"),
                            ("black", "Black, Black British, Caribbean or African"),
                            ("mixed", "Mixed or multiple"),
                            ("white", "White"),
                            ("other", "Another group"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("harm", models.PositiveSmallIntegerField(null=True)),
                ("noticed_on", models.DateField()),
                ("consulted_on", models.DateField(null=True)),
                ("consulted_whom", models.CharField(blank=True, max_length=120)),
                ("recorded_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "recorded_by",
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
                            ("age__in", ["under_18", "18_24", "25_49", "50_up", "unknown"])
                        ),
                        name="subject_age_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ethnicity__in",
                                ["asian", "black", "mixed", "white", "other", "unknown"],
                            )
                        ),
                        name="subject_ethnicity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consulted_on", None), ("consulted_whom", "")),
                            models.Q(
                                ("consulted_on__isnull", False),
                                models.Q(("consulted_whom", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="subject_consultation_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("age", "under_18"), _negated=True),
                            ("consulted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="subject_under_18_had_safeguarding_consulted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Switch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("officer", models.CharField(max_length=120)),
                ("assessment", models.CharField(max_length=120)),
                ("on_at", models.DateTimeField()),
                ("off_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "off_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "on_by",
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
                            models.Q(("off_at__isnull", True), ("off_by__isnull", True)),
                            models.Q(("off_at__isnull", False), ("off_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="switch_off_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("officer", ""), _negated=True),
                            models.Q(("assessment", ""), _negated=True),
                        ),
                        name="switch_names_its_officer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("off_at", None)),
                        fields=("area",),
                        name="switched_on_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vulnerability",
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
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("place", "A place"),
                            ("premises", "A class of premises"),
                            ("sector", "A trade or sector"),
                            ("system", "A weakness in how something is run"),
                            ("cohort", "A group of people at risk, never named"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=600)),
                ("threats", models.JSONField(default=list)),
                (
                    "standing",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("review_on", models.DateField(db_index=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mended", "It has been put right"),
                            ("no_longer", "Crime no longer exploits it"),
                            ("mistaken", "It was not one"),
                        ],
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["area", "standing"], name="vulnerability_by_area")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nature__in", ["place", "premises", "sector", "system", "cohort"])
                        ),
                        name="vulnerability_nature_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["open", "closed"])),
                        name="vulnerability_standing_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_why__in", ["", "mended", "no_longer", "mistaken"])
                        ),
                        name="vulnerability_closed_why_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="vulnerability_says_what_it_is",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("standing", "closed"),
                                models.Q(("closed_why", ""), _negated=True),
                            ),
                            models.Q(("closed_at", None), ("closed_why", ""), ("standing", "open")),
                            _connector="OR",
                        ),
                        name="vulnerability_closed_says_when_and_why",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="VulnerabilityEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("what", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vulnerability",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.vulnerability",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CutNote",
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
                ("text", models.CharField(max_length=1000)),
                ("may_raise", models.BooleanField()),
                ("written_at", models.DateTimeField()),
                (
                    "left",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["left", "written_at"], name="cut_note_by_left")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="cut_note_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("right", None),
                            models.Q(("left", models.F("right")), _negated=True),
                            _connector="OR",
                        ),
                        name="cut_note_of_a_bridge_has_two_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WayOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=60)),
                ("pointer", models.CharField(max_length=40)),
                ("for_whom", models.CharField(max_length=20)),
                ("words", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("links_ended", models.PositiveSmallIntegerField(null=True)),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
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
                    "decided_by",
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
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="way_out_decision_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="way_out_decision_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        name="way_out_is_decided_by_another",
                    ),
                ],
            },
        ),
        frankpledge.database.VendorSQL(
            forwards={
                "postgresql": [
                    "CREATE FUNCTION groups_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'what was assessed, moved, reviewed, noted or counted is never rewritten'; END $$",
                    "CREATE TRIGGER groups_assessment_is_fixed BEFORE UPDATE ON groups_assessment FOR EACH ROW EXECUTE FUNCTION groups_refuse_rewriting()",
                    "CREATE TRIGGER groups_move_is_fixed BEFORE UPDATE ON groups_move FOR EACH ROW EXECUTE FUNCTION groups_refuse_rewriting()",
                    "CREATE TRIGGER groups_review_is_fixed BEFORE UPDATE ON groups_review FOR EACH ROW EXECUTE FUNCTION groups_refuse_rewriting()",
                    "CREATE TRIGGER groups_countline_is_fixed BEFORE UPDATE ON groups_countline FOR EACH ROW EXECUTE FUNCTION groups_refuse_rewriting()",
                    "CREATE TRIGGER groups_fairnessreport_is_fixed BEFORE UPDATE ON groups_fairnessreport FOR EACH ROW EXECUTE FUNCTION groups_refuse_rewriting()",
                    "CREATE TRIGGER groups_cutnote_is_fixed BEFORE UPDATE ON groups_cutnote FOR EACH ROW EXECUTE FUNCTION groups_refuse_rewriting()",
                ],
                "sqlite": [
                    "CREATE TRIGGER groups_assessment_is_fixed BEFORE UPDATE ON groups_assessment BEGIN SELECT RAISE(ABORT, 'what was assessed, moved, reviewed, noted or counted is never rewritten'); END",
                    "CREATE TRIGGER groups_move_is_fixed BEFORE UPDATE ON groups_move BEGIN SELECT RAISE(ABORT, 'what was assessed, moved, reviewed, noted or counted is never rewritten'); END",
                    "CREATE TRIGGER groups_review_is_fixed BEFORE UPDATE ON groups_review BEGIN SELECT RAISE(ABORT, 'what was assessed, moved, reviewed, noted or counted is never rewritten'); END",
                    "CREATE TRIGGER groups_countline_is_fixed BEFORE UPDATE ON groups_countline BEGIN SELECT RAISE(ABORT, 'what was assessed, moved, reviewed, noted or counted is never rewritten'); END",
                    "CREATE TRIGGER groups_fairnessreport_is_fixed BEFORE UPDATE ON groups_fairnessreport BEGIN SELECT RAISE(ABORT, 'what was assessed, moved, reviewed, noted or counted is never rewritten'); END",
                    "CREATE TRIGGER groups_cutnote_is_fixed BEFORE UPDATE ON groups_cutnote BEGIN SELECT RAISE(ABORT, 'what was assessed, moved, reviewed, noted or counted is never rewritten'); END",
                ],
            },
            backwards={
                "postgresql": [
                    "DROP TRIGGER groups_assessment_is_fixed ON groups_assessment",
                    "DROP TRIGGER groups_move_is_fixed ON groups_move",
                    "DROP TRIGGER groups_review_is_fixed ON groups_review",
                    "DROP TRIGGER groups_countline_is_fixed ON groups_countline",
                    "DROP TRIGGER groups_fairnessreport_is_fixed ON groups_fairnessreport",
                    "DROP TRIGGER groups_cutnote_is_fixed ON groups_cutnote",
                    "DROP FUNCTION groups_refuse_rewriting()",
                ],
                "sqlite": [
                    "DROP TRIGGER groups_assessment_is_fixed",
                    "DROP TRIGGER groups_move_is_fixed",
                    "DROP TRIGGER groups_review_is_fixed",
                    "DROP TRIGGER groups_countline_is_fixed",
                    "DROP TRIGGER groups_fairnessreport_is_fixed",
                    "DROP TRIGGER groups_cutnote_is_fixed",
                ],
            },
        ),
    ]
