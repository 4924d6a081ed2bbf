"""Make the tables of people, places, protection and the record.

Why: everything else stands on who may see what, and on the record of it.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from frankpledge.database import TablesAtOnce


class Migration(TablesAtOnce):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=160)),
                ("short_name", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("code", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=120)),
                ("style", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                ("act", models.CharField(max_length=60)),
                ("outcome", models.CharField(max_length=10)),
                ("actor", models.CharField(db_index=True, max_length=80)),
                ("leaf", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.UUIDField(unique=True)),
                ("chain", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="AuditUnsealed",
            fields=[
                ("event_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "noted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=160)),
                ("short_name", models.CharField(blank=True, max_length=60)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("statutory_basis", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name="Epoch",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("token", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_epoch")
                ],
            },
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("demonstration", "Demonstration"), ("real", "Real partnership")],
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("story_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_installation"),
                    models.CheckConstraint(
                        condition=models.Q(("nature__in", ["demonstration", "real"])),
                        name="installation_nature_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("times", models.PositiveIntegerField(default=0)),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Protection",
            fields=[
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("min_vetting", models.PositiveSmallIntegerField(default=0)),
                ("code", models.CharField(default="P", max_length=1)),
                ("restricted", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("live", "Live"), ("disposed", "Disposed")],
                        default="live",
                        max_length=10,
                    ),
                ),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "owner"], name="protection_by_kind_owner")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "submission",
                                    "receipt",
                                    "report",
                                    "product",
                                    "source_identity",
                                    "requirement",
                                    "request",
                                    "alert",
                                    "dissemination",
                                    "group",
                                    "nominal",
                                    "vulnerability",
                                    "link",
                                    "disruption",
                                    "score",
                                    "referral",
                                    "problem",
                                    "revisit",
                                    "ask",
                                    "plan",
                                    "action",
                                    "return",
                                    "attachment",
                                    "comment",
                                    "meeting",
                                    "agenda_item",
                                    "decision",
                                    "paper",
                                    "priority",
                                    "forum_entry",
                                    "profile",
                                    "finding",
                                    "release",
                                    "export",
                                    "audit_event",
                                    "power_use",
                                    "case_study",
                                    "event",
                                    "issue",
                                    "delegation",
                                    "break_glass",
                                ],
                            )
                        ),
                        name="protection_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__in", ["P", "C"])), name="protection_code_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "live", "disposed"])),
                        name="protection_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("min_vetting__gte", 0), ("min_vetting__lte", 4)),
                        name="protection_vetting_is_a_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("depth", 0), ("parent__isnull", True)),
                            models.Q(
                                ("depth__gte", 1), ("depth__lte", 3), ("parent__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="protection_depth_is_bounded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("username", models.CharField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_service", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("locked", models.BooleanField(default=False)),
                ("ends_at", models.DateTimeField()),
                ("vetting", models.PositiveSmallIntegerField(default=0)),
                ("vetting_until", models.DateTimeField(null=True)),
                ("usual_purpose", models.CharField(default="partnership_working", max_length=30)),
                ("persona", models.SlugField(max_length=40, null=True, unique=True)),
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
                    models.CheckConstraint(
                        condition=models.Q(("password", ""), _negated=True),
                        name="person_password_is_hashed_or_unusable",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "usual_purpose__in",
                                [
                                    "partnership_working",
                                    "law_enforcement",
                                    "safeguarding",
                                    "statistics",
                                    "oversight",
                                    "administration",
                                ],
                            )
                        ),
                        name="person_usual_purpose_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vetting__gte", 0), ("vetting__lte", 4)),
                        name="person_vetting_is_a_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "controller_role",
                    models.CharField(
                        choices=[
                            ("controller", "Controller"),
                            ("joint_controller", "Joint controller"),
                            ("processor", "Processor"),
                        ],
                        max_length=20,
                    ),
                ),
                ("impact_assessment", models.CharField(max_length=80)),
                ("impact_assessment_ends_at", models.DateTimeField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("controller_role__in", ["controller", "joint_controller", "processor"])
                        ),
                        name="agreement_controller_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("impact_assessment", ""), _negated=True),
                        name="agreement_names_its_impact_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="agreement_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AreaPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "whole",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("whole", models.F("part")), _negated=True),
                        name="area_is_no_part_of_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("source", models.CharField(blank=True, max_length=400)),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuditObject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object", models.UUIDField(db_index=True)),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.auditevent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BodyArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BodyName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BodyStatisticalCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ons_code", models.CharField(max_length=12)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BodySuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("source", models.CharField(blank=True, max_length=400)),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.body",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Forum",
            fields=[
                ("code", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=160)),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("force_wide", models.BooleanField(default=False)),
                ("is_service", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementPurpose",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(max_length=30)),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("part3", "Data Protection Act 2018, Part 3"),
                            ("uk_gdpr", "UK GDPR"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ends_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.agreement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "partnership_working",
                                    "law_enforcement",
                                    "safeguarding",
                                    "statistics",
                                    "oversight",
                                    "administration",
                                ],
                            )
                        ),
                        name="agreement_purpose_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regime__in", ["part3", "uk_gdpr"])),
                        name="agreement_regime_known",
                    ),
                    models.UniqueConstraint(
                        fields=("agreement", "purpose"), name="agreement_names_a_purpose_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nominal", models.CharField(max_length=80)),
                ("covert", models.BooleanField(default=False)),
                ("declared_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "nominal", "covert"), name="conflict_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegatedAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("principal", models.F("delegate")), _negated=True),
                        name="delegation_is_to_somebody_else",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ForumMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.forum",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forum", "person"), name="forum_has_a_member_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                            ("evaluated_as", "was evaluated as"),
                            ("sanitised_as", "was sanitised as"),
                            ("informs", "informs"),
                            ("supports", "supports"),
                            ("raised_at", "was raised at"),
                            ("decided_as", "was decided as"),
                            ("gave_rise_to", "gave rise to"),
                            ("done_at", "was done at"),
                            ("answered_by", "was answered by"),
                            ("same_matter", "is the same matter as"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                [
                                    "evaluated_as",
                                    "sanitised_as",
                                    "informs",
                                    "supports",
                                    "raised_at",
                                    "decided_as",
                                    "gave_rise_to",
                                    "done_at",
                                    "answered_by",
                                    "same_matter",
                                ],
                            )
                        ),
                        name="link_relation_known",
                    ),
                    models.UniqueConstraint(
                        fields=("earlier", "later", "relation"), name="link_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("earlier", models.F("later")), _negated=True),
                        name="link_joins_two_records",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("category", models.CharField(max_length=30)),
                ("granted_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                    "protection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(
                                ("reviewed_at__isnull", False), ("reviewed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="break_glass_review_is_complete",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostArea",
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "area"), name="post_has_an_area_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PostRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=30)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "contributor",
                                    "practitioner",
                                    "csm",
                                    "intelligence_officer",
                                    "intelligence_supervisor",
                                    "analyst",
                                    "county_team",
                                    "lead_officer",
                                    "ocg_coordinator",
                                    "safeguarding_lead",
                                    "council_lawyer",
                                    "board_member",
                                    "information_governance",
                                    "auditor",
                                    "board_counter",
                                    "administrator",
                                    "no_grants",
                                ],
                            )
                        ),
                        name="post_role_known",
                    ),
                    models.UniqueConstraint(fields=("post", "role"), name="post_has_a_role_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectionCondition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20)),
                ("until", models.DateTimeField(null=True)),
                (
                    "protection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__in",
                                [
                                    "agencies",
                                    "until",
                                    "purpose",
                                    "no_export",
                                    "no_onward",
                                    "view_only",
                                ],
                            )
                        ),
                        name="condition_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", "until"), ("until__isnull", False)),
                            models.Q(models.Q(("name", "until"), _negated=True), ("until", None)),
                            _connector="OR",
                        ),
                        name="until_condition_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectionTerm",
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
                            ("agency", "Shared with an agency"),
                            ("forum", "Shared with a forum"),
                            ("named", "Shared with a named person"),
                            ("editor", "May be edited by a person"),
                            ("excluded_person", "Kept from a person"),
                            ("excluded_agency", "Kept from an agency"),
                            ("tag", "Carries a tag"),
                            ("district", "Concerns a district"),
                            ("nominal", "Concerns a nominal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value", models.CharField(max_length=80)),
                ("until", models.DateTimeField(null=True)),
                (
                    "protection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "agency",
                                    "forum",
                                    "named",
                                    "editor",
                                    "excluded_person",
                                    "excluded_agency",
                                    "tag",
                                    "district",
                                    "nominal",
                                ],
                            )
                        ),
                        name="protection_term_known",
                    ),
                    models.UniqueConstraint(
                        fields=("protection", "what", "value"), name="protection_term_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("until__isnull", False), ("what", "named")),
                            models.Q(models.Q(("what", "named"), _negated=True), ("until", None)),
                            _connector="OR",
                        ),
                        name="only_named_terms_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tag", models.CharField(max_length=20)),
                ("until", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tag__in", ["child", "victim", "medical", "lpp", "source"])
                        ),
                        name="tag_authority_tag_known",
                    ),
                    models.UniqueConstraint(fields=("person", "tag"), name="person_has_a_tag_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegatedGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=30)),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.delegatedauthority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                [
                                    "discover",
                                    "read",
                                    "aggregate",
                                    "create",
                                    "comment",
                                    "edit",
                                    "share",
                                    "export",
                                    "regrade",
                                    "sanitise",
                                    "approve",
                                    "publish",
                                    "dispose",
                                ],
                            )
                        ),
                        name="delegated_action_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "submission",
                                    "receipt",
                                    "report",
                                    "product",
                                    "source_identity",
                                    "requirement",
                                    "request",
                                    "alert",
                                    "dissemination",
                                    "group",
                                    "nominal",
                                    "vulnerability",
                                    "link",
                                    "disruption",
                                    "score",
                                    "referral",
                                    "problem",
                                    "revisit",
                                    "ask",
                                    "plan",
                                    "action",
                                    "return",
                                    "attachment",
                                    "comment",
                                    "meeting",
                                    "agenda_item",
                                    "decision",
                                    "paper",
                                    "priority",
                                    "forum_entry",
                                    "profile",
                                    "finding",
                                    "release",
                                    "export",
                                    "audit_event",
                                    "power_use",
                                    "case_study",
                                    "event",
                                    "issue",
                                    "delegation",
                                    "break_glass",
                                ],
                            )
                        ),
                        name="delegated_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectionConditionValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(max_length=80)),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.protectioncondition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "protection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="legal_hold_end_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="legal_hold_has_a_reason",
                    ),
                ],
            },
        ),
    ]
