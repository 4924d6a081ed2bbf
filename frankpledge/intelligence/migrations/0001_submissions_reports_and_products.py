"""Make the tables of what was told, what was made of it, and what others may read.

Why: the thread begins here, and who told it has to be sealed from the first row on.
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
            name="Draft",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("ends_on", models.DateField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="PatternMark",
            fields=[
                ("mark", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("forget_after", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Source",
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
                ("mark", models.CharField(max_length=40, unique=True)),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("carried", models.JSONField(default=dict)),
            ],
            options={
                "abstract": False,
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SourceIdentity",
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
                ("sealed", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Accreditation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
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
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("card", "A printed card, whose code is proof enough"),
                            (
                                "link",
                                "An address to send round, where whoever comes proves that they work there",
                            ),
                        ],
                        default="card",
                        max_length=10,
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=30)),
                ("made_on", models.DateField()),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "service",
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
                        condition=models.Q(("kind__in", ["card", "link"])), name="card_kind_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitOffered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("danger", "Danger now"),
                            ("in_progress", "A crime in progress"),
                            ("crime", "A crime to report"),
                            ("safeguarding", "A child or adult at risk"),
                            ("radicalisation", "Somebody being drawn into terrorism"),
                            ("corruption", "Somebody abusing a position of trust"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("times", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "way__in",
                                [
                                    "danger",
                                    "in_progress",
                                    "crime",
                                    "safeguarding",
                                    "radicalisation",
                                    "corruption",
                                ],
                            )
                        ),
                        name="exit_known",
                    ),
                    models.UniqueConstraint(fields=("way", "on"), name="exit_counted_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("refused", "Refused: nothing was kept"),
                            ("quarantined", "Set apart"),
                            ("deletion_asked", "A second person has to delete it"),
                            ("released", "Put back: it may be held"),
                            ("deleted", "Deleted by two people"),
                        ],
                        max_length=20,
                    ),
                ),
                ("grounds", models.CharField(max_length=20)),
                ("rule", models.CharField(max_length=60)),
                ("found_on", models.DateField()),
                ("slot", models.PositiveSmallIntegerField()),
                ("about_kind", models.CharField(blank=True, max_length=30)),
                ("about", models.UUIDField(null=True)),
                ("about_reference", models.CharField(blank=True, max_length=12)),
                ("held_since", models.DateField(null=True)),
                ("named", models.JSONField(default=list)),
                ("set_apart", models.JSONField(default=list)),
                ("backups", models.CharField(blank=True, max_length=500)),
                ("backups_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "backups_by",
                    models.ForeignKey(
                        null=True,
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                ["refused", "quarantined", "deletion_asked", "released", "deleted"],
                            )
                        ),
                        name="incident_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot__gte", 0), ("slot__lte", 47)),
                        name="incident_slot_is_a_half_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", None), ("about_kind", ""), ("stage", "refused")),
                            models.Q(
                                models.Q(("stage", "refused"), _negated=True),
                                ("about__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="incident_refused_is_about_nothing_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "deleted"), _negated=True),
                            models.Q(
                                ("asked_by__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("asked_by", models.F("decided_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="incident_deleted_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_at__isnull", True), ("asked_by__isnull", True)),
                            models.Q(("asked_at__isnull", False), ("asked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="incident_deletion_asked_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="incident_decision_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("backups_at__isnull", True), ("backups_by__isnull", True)),
                            models.Q(("backups_at__isnull", False), ("backups_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="incident_backups_are_noted",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage__in", ["quarantined", "deletion_asked"])),
                        fields=("about",),
                        name="incident_once_for_what_is_set_apart",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Product",
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
                ("stage", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("place", models.CharField(max_length=200)),
                ("week_of", models.DateField(null=True)),
                (
                    "source",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 Reliable"), (2, "2 Untested"), (3, "3 Not reliable")]
                    ),
                ),
                (
                    "intelligence",
                    models.CharField(
                        choices=[
                            ("A", "A Known directly to the source"),
                            ("B", "B Known indirectly to the source, and corroborated"),
                            ("C", "C Known indirectly to the source"),
                            ("D", "D Not known"),
                            ("E", "E Suspected to be false"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("P", "P Lawful sharing permitted"),
                            ("C", "C Lawful sharing permitted with conditions"),
                        ],
                        max_length=1,
                    ),
                ),
                ("no_onward", models.BooleanField(default=False)),
                ("recipients", models.JSONField(default=list)),
                ("second_person_for", models.JSONField(default=list)),
                ("sent_back_because", models.CharField(blank=True, max_length=500)),
                ("released_on", models.DateField(null=True)),
                ("slot", models.PositiveSmallIntegerField(null=True)),
                (
                    "blur",
                    models.CharField(
                        choices=[("week", "The week"), ("month", "The month")],
                        default="week",
                        max_length=10,
                    ),
                ),
                ("limits", models.CharField(blank=True, max_length=500)),
                ("no_export", models.BooleanField(default=False)),
                ("purposes", models.JSONField(default=list)),
                ("planned", models.JSONField(default=dict)),
                ("replaced_on", models.DateField(null=True)),
                ("proof", models.JSONField(default=dict)),
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
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.product",
                    ),
                ),
                (
                    "sanitised_by",
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
                        condition=models.Q(("stage__in", ["waiting", "sent_back", "released"])),
                        name="product_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("blur__in", ["week", "month"])),
                        name="product_blur_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces", None),
                            models.Q(("replaces", models.F("protection")), _negated=True),
                            _connector="OR",
                        ),
                        name="product_does_not_replace_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="product_text_is_not_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intelligence", "E"), _negated=True),
                        name="product_graded_e_is_not_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_on__isnull", True), ("slot__isnull", True)),
                            models.Q(("released_on__isnull", False), ("slot__isnull", False)),
                            _connector="OR",
                        ),
                        name="product_release_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_on__isnull", False), ("stage", "released")),
                            models.Q(
                                models.Q(("stage", "released"), _negated=True),
                                ("released_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="product_released_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("sanitised_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="product_is_not_approved_by_its_sanitiser",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Report",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("intelligence", "Intelligence: graded and kept"),
                            ("imminent", "Somebody in danger: passed to the control room"),
                            ("safeguarding", "A concern for somebody: passed to safeguarding"),
                            ("crime", "A crime: passed to the crime desk"),
                            ("terrorism", "Radicalisation: passed to the Prevent route"),
                            ("confidential", "Corruption or an insider: for supervisors only"),
                            ("dsu", "May be a source: for supervisors and the source unit only"),
                            ("duplicate", "Already told: a duplicate"),
                            ("not_policing", "Not a matter for the police"),
                            ("no_action", "No further action"),
                        ],
                        max_length=20,
                    ),
                ),
                ("stage", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("week_of", models.DateField(null=True)),
                ("received_on", models.DateField()),
                ("slot", models.PositiveSmallIntegerField()),
                ("concerns_child", models.BooleanField(default=False)),
                ("small_source_set", models.BooleanField(default=False)),
                ("force_reference", models.CharField(blank=True, max_length=60)),
                ("transferred_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("decided_slot", models.PositiveSmallIntegerField(null=True)),
                ("passed_to", models.CharField(blank=True, max_length=120)),
                ("passed_door", models.CharField(blank=True, max_length=120)),
                ("passed_reference", models.CharField(blank=True, max_length=60)),
                ("passed_at", models.DateTimeField(null=True)),
                ("same_as", models.UUIDField(null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "district",
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
                            (
                                "outcome__in",
                                [
                                    "intelligence",
                                    "imminent",
                                    "safeguarding",
                                    "crime",
                                    "terrorism",
                                    "confidential",
                                    "dsu",
                                    "duplicate",
                                    "not_policing",
                                    "no_action",
                                ],
                            )
                        ),
                        name="report_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                ["closed", "triaged", "transferred", "graded", "sanitised"],
                            )
                        ),
                        name="report_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", "intelligence"),
                                models.Q(("stage", "closed"), _negated=True),
                                models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    ("stage__in", ["triaged", "transferred"]),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                models.Q(("outcome", "intelligence"), _negated=True),
                                ("stage", "closed"),
                                ("text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="report_of_intelligence_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "imminent"), _negated=True),
                            models.Q(
                                models.Q(("passed_reference", ""), _negated=True),
                                models.Q(("passed_to", ""), _negated=True),
                                ("passed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_of_danger_names_the_control_room",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "safeguarding"), _negated=True),
                            models.Q(
                                models.Q(("passed_door", ""), _negated=True),
                                models.Q(("passed_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_of_a_concern_names_its_door",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "crime"), _negated=True),
                            models.Q(("passed_reference", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_of_a_crime_has_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "terrorism"), _negated=True),
                            models.Q(("passed_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_of_radicalisation_says_who_took_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "duplicate"), ("same_as__isnull", False)),
                            models.Q(
                                models.Q(("outcome", "duplicate"), _negated=True), ("same_as", None)
                            ),
                            _connector="OR",
                        ),
                        name="report_of_a_duplicate_says_of_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on__isnull", True), ("decided_slot__isnull", True)),
                            models.Q(
                                ("decided_on__isnull", False), ("decided_slot__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="report_decided_in_a_half_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "transferred"), _negated=True),
                            models.Q(("force_reference", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_transferred_ungraded_has_a_reference",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("force_reference", ""), ("transferred_on", None)),
                            models.Q(
                                models.Q(("force_reference", ""), _negated=True),
                                ("transferred_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_transferred_has_a_reference",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SourceOpening",
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
                ("submission_uid", models.UUIDField()),
                ("submission_reference", models.CharField(max_length=12)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("life", "Somebody’s life or safety depends on it"),
                            ("protect", "Whoever told us has to be warned or protected"),
                            ("court", "A court or the law of disclosure asks for it"),
                            ("integrity", "What was told is suspected to be false or malicious"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("purpose", models.CharField(max_length=30)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_approved", models.BooleanField(null=True)),
                ("refused_because", models.CharField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
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
                        condition=models.Q(("why__in", ["life", "protect", "court", "integrity"])),
                        name="source_opening_why_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="source_opening_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("is_approved__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_approved__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="source_opening_decision_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="source_opening_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at", None),
                            models.Q(("is_approved", True), ("withdrawn_at", None)),
                            _connector="OR",
                        ),
                        name="source_opening_is_opened_if_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("asked_at"))),
                        name="source_opening_ends_after_it_was_asked",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
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
                ("text", models.TextField()),
                ("place", models.CharField(max_length=200)),
                (
                    "seen",
                    models.CharField(
                        choices=[
                            ("this_week", "This week"),
                            ("last_week", "Last week"),
                            ("before", "Before that"),
                            ("ongoing", "It keeps happening"),
                        ],
                        max_length=20,
                    ),
                ),
                ("week_of", models.DateField(null=True)),
                (
                    "how_known",
                    models.CharField(
                        choices=[
                            ("saw", "I saw or heard it myself"),
                            ("machine", "A camera, till or other machine recorded it"),
                            ("record", "Somebody who saw it wrote it in my organisation’s records"),
                            (
                                "record_unknown",
                                "It is in our records, and I do not know how it got there",
                            ),
                            ("told", "Somebody told me, and I know who they are"),
                            ("told_unknown", "Somebody told me, and I do not know who they are"),
                            ("open_source", "I read it on social media or the internet"),
                            ("rumour", "People are saying it"),
                            ("other", "Some other way"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "risk",
                    models.CharField(
                        choices=[
                            ("none", "No, or I do not know"),
                            ("child", "Yes, a child"),
                            ("adult", "Yes, an adult"),
                            ("both", "Yes, a child and an adult"),
                        ],
                        max_length=10,
                    ),
                ),
                ("may_contact", models.BooleanField()),
                ("received_on", models.DateField()),
                ("slot", models.PositiveSmallIntegerField()),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("ordinary", "The intelligence unit"),
                            ("confidential", "Named supervisors only"),
                        ],
                        default="ordinary",
                        max_length=20,
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        choices=[
                            ("form", "Typed here"),
                            ("email", "Pasted from an e-mail"),
                            ("telephone", "Taken down from a telephone call"),
                        ],
                        default="form",
                        max_length=20,
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exact", "The very address or spot"),
                            ("near", "Within a few doors, or a hundred metres"),
                            ("area", "Only the street, estate or area"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("seen_from", models.DateField(null=True)),
                ("seen_until", models.DateField(null=True)),
                ("learned_on", models.DateField(null=True)),
                (
                    "corroborated",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I do not know")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "doubt",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I do not know")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("doubt_why", models.CharField(blank=True, default="", max_length=500)),
                (
                    "knowers",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("one", "Only me, or one other person"),
                            ("few", "Two to five people"),
                            ("some", "Six to twenty people"),
                            ("many", "More than twenty, or anybody passing by"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "could_guess",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I do not know")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "risk_if_acted",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I do not know")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("spare_teller", models.BooleanField(default=False)),
                (
                    "referral_made",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I do not know")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("referral_reference", models.CharField(blank=True, default="", max_length=60)),
                ("crime_reference", models.CharField(blank=True, default="", max_length=60)),
                ("answers_request", models.CharField(blank=True, default="", max_length=40)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["received_on", "slot", "protection"], name="submission_by_slot"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seen__in", ["this_week", "last_week", "before", "ongoing"])
                        ),
                        name="submission_seen_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "how_known__in",
                                [
                                    "saw",
                                    "machine",
                                    "record",
                                    "record_unknown",
                                    "told",
                                    "told_unknown",
                                    "open_source",
                                    "rumour",
                                    "other",
                                ],
                            )
                        ),
                        name="submission_how_known_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("risk__in", ["none", "child", "adult", "both"])),
                        name="submission_risk_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("route__in", ["ordinary", "confidential"])),
                        name="submission_route_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("came_by__in", ["form", "email", "telephone"])),
                        name="submission_came_by_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seen_from__isnull", True),
                            ("seen_until__isnull", True),
                            ("seen_until__gte", models.F("seen_from")),
                            _connector="OR",
                        ),
                        name="submission_seen_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="submission_text_is_not_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot__gte", 0), ("slot__lte", 47)),
                        name="submission_slot_is_a_half_hour",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
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
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=120)),
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
                        fields=("agency", "domain"), name="work_domain_once_an_agency"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("item", "Information"),
                            ("provenance", "How it came to be known"),
                        ],
                        default="item",
                        max_length=12,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["item", "provenance"])),
                        name="item_part_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="item_text_is_not_blank",
                    ),
                    models.UniqueConstraint(fields=("report", "number"), name="item_number_once"),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
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
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("holder", models.CharField(blank=True, db_index=True, max_length=40)),
                ("taken_by", models.CharField(blank=True, default="", max_length=40)),
                ("progress", models.CharField(default="received", max_length=20)),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answer", models.CharField(blank=True, max_length=30)),
                ("usefulness", models.CharField(blank=True, max_length=30)),
                ("answered_on", models.DateField(null=True)),
                ("contact_withdrawn_on", models.DateField(null=True)),
                (
                    "submission",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="intelligence.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("progress__in", ["received", "looked_at", "answered"])),
                        name="receipt_progress_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_on__isnull", False),
                                ("progress", "answered"),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("progress", "answered"), _negated=True),
                                ("answer", ""),
                                ("answered_on", None),
                                ("usefulness", ""),
                            ),
                            _connector="OR",
                        ),
                        name="receipt_answered_has_its_answer",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "Waiting for a supervisor"), ("approved", "Approved")],
                        max_length=10,
                    ),
                ),
                ("approved_on", models.DateField(null=True)),
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
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["draft", "approved"])),
                        name="digest_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="digest_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_on__isnull", False),
                                ("stage", "approved"),
                            ),
                            models.Q(
                                ("approved_by", None), ("approved_on", None), ("stage", "draft")
                            ),
                            _connector="OR",
                        ),
                        name="digest_approved_has_its_day",
                    ),
                    models.UniqueConstraint(fields=("unit", "month"), name="digest_once_a_month"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissemination",
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
                ("release", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cda115", "Crime and Disorder Act 1998, section 115"),
                            ("policing", "A policing purpose at common law"),
                            (
                                "children_act_11",
                                "Safeguarding: Children Act 2004, section 11, or Care Act 2014",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("shared_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("recalled_at", models.DateTimeField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("reference", models.CharField(blank=True, max_length=12)),
                ("readers", models.JSONField(default=list)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mistake", "Sent to the wrong people"),
                            ("changed", "No longer right, or no longer needed"),
                            ("replaced", "Replaced by a newer version"),
                            ("shared_anew", "It had ended, and was shared anew"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
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
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["cda115", "policing", "children_act_11"])
                        ),
                        name="dissemination_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ended_because__in",
                                ["", "mistake", "changed", "replaced", "shared_anew"],
                            )
                        ),
                        name="dissemination_end_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", False), ("forum", None)),
                            models.Q(("agency", None), ("forum__isnull", False)),
                            _connector="OR",
                        ),
                        name="dissemination_is_to_an_agency_or_a_forum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("product__isnull", False), ("release", None)),
                            models.Q(("product", None), ("release__isnull", False)),
                            _connector="OR",
                        ),
                        name="dissemination_is_of_a_product_or_a_release",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", False), ("recalled_at", None)),
                        fields=("product", "agency"),
                        name="dissemination_to_an_agency_stands_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recalled_at", None), ("release__isnull", False)),
                        fields=("release", "agency"),
                        name="dissemination_of_a_release_stands_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("forum__isnull", False), ("recalled_at", None)),
                        fields=("product", "forum"),
                        name="dissemination_to_a_forum_stands_once",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FrozenMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("closed_on", models.DateField()),
                ("for_partners", models.BooleanField()),
                (
                    "closed_by",
                    models.ForeignKey(
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
                        to="intelligence.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "month"), name="frozen_month_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Grade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(default="3x5x2", max_length=10)),
                (
                    "source",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 Reliable"), (2, "2 Untested"), (3, "3 Not reliable")]
                    ),
                ),
                (
                    "intelligence",
                    models.CharField(
                        choices=[
                            ("A", "A Known directly to the source"),
                            ("B", "B Known indirectly to the source, and corroborated"),
                            ("C", "C Known indirectly to the source"),
                            ("D", "D Not known"),
                            ("E", "E Suspected to be false"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("P", "P Lawful sharing permitted"),
                            ("C", "C Lawful sharing permitted with conditions"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A1", "A1 Covert development: never shown to partners"),
                            ("A2", "A2 Covert use: never shown to partners"),
                            ("A3", "A3 Overt use: by named recipients"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "sanitisation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S1", "S1 Delegated: the unit may sanitise it"),
                            ("S2", "S2 Consult the originator first"),
                        ],
                        max_length=2,
                    ),
                ),
                ("recipients", models.JSONField(default=list)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("here", "Graded here"),
                            ("force", "Taken from the force’s own system"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("instructions", models.CharField(blank=True, max_length=500)),
                ("graded_at", models.DateTimeField()),
                (
                    "graded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", [1, 2, 3])), name="grade_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intelligence__in", ["A", "B", "C", "D", "E"])),
                        name="grade_intelligence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["here", "force"])),
                        name="grade_origin_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", ""), ("code", "P"), ("sanitisation", "")),
                            models.Q(
                                ("action__in", ["A1", "A2", "A3"]),
                                ("code", "C"),
                                ("sanitisation__in", ["S1", "S2"]),
                            ),
                            _connector="OR",
                        ),
                        name="grade_conditions_go_with_code_c",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("intelligence", "E"), ("source", 1), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="grade_of_a_reliable_source_gone_wrong_says_why",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("challenge", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("ends_at", models.DateTimeField(db_index=True)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intelligence.card",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OriginatorGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 Reliable"), (2, "2 Untested"), (3, "3 Not reliable")]
                    ),
                ),
                (
                    "intelligence",
                    models.CharField(
                        choices=[
                            ("A", "A Known directly to the source"),
                            ("B", "B Known indirectly to the source, and corroborated"),
                            ("C", "C Known indirectly to the source"),
                            ("D", "D Not known"),
                            ("E", "E Suspected to be false"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("P", "P Lawful sharing permitted"),
                            ("C", "C Lawful sharing permitted with conditions"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A1", "A1 Covert development: never shown to partners"),
                            ("A2", "A2 Covert use: never shown to partners"),
                            ("A3", "A3 Overt use: by named recipients"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "sanitisation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S1", "S1 Delegated: the unit may sanitise it"),
                            ("S2", "S2 Consult the originator first"),
                        ],
                        max_length=2,
                    ),
                ),
                ("recipients", models.JSONField(default=list)),
                ("instructions", models.CharField(blank=True, max_length=500)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", [1, 2, 3])),
                        name="originator_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intelligence__in", ["A", "B", "C", "D", "E"])),
                        name="originator_intelligence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__in", ["P", "C"])), name="originator_code_known"
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OriginatorConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agreed", models.BooleanField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("telephone", "By telephone"),
                            ("in_person", "In person"),
                            ("in_writing", "In writing"),
                        ],
                        max_length=20,
                    ),
                ),
                ("limits", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["telephone", "in_person", "in_writing"])),
                        name="consent_asked_how_known",
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="LegacyGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(default="5x5x5", max_length=10)),
                ("source", models.CharField(max_length=1)),
                ("information", models.CharField(max_length=1)),
                ("handling", models.CharField(max_length=1)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scheme__in", ["5x5x5"])), name="legacy_scheme_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["A", "B", "C", "D", "E"])),
                        name="legacy_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("information__in", ["1", "2", "3", "4", "5"])),
                        name="legacy_information_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handling__in", ["1", "2", "3", "4", "5"])),
                        name="legacy_handling_known",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("held_on", models.DateField()),
                ("lifted_on", models.DateField(null=True)),
                (
                    "held_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="hold_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_by__isnull", True), ("lifted_on__isnull", True)),
                            models.Q(("lifted_by__isnull", False), ("lifted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="hold_lifted_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on", None)),
                        fields=("report",),
                        name="hold_stands_once",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OwnGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(default="3x5x2", max_length=10)),
                (
                    "source",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 Reliable"), (2, "2 Untested"), (3, "3 Not reliable")]
                    ),
                ),
                (
                    "intelligence",
                    models.CharField(
                        choices=[
                            ("A", "A Known directly to the source"),
                            ("B", "B Known indirectly to the source, and corroborated"),
                            ("C", "C Known indirectly to the source"),
                            ("D", "D Not known"),
                            ("E", "E Suspected to be false"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("P", "P Lawful sharing permitted"),
                            ("C", "C Lawful sharing permitted with conditions"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A1", "A1 Covert development: never shown to partners"),
                            ("A2", "A2 Covert use: never shown to partners"),
                            ("A3", "A3 Overt use: by named recipients"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "sanitisation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S1", "S1 Delegated: the unit may sanitise it"),
                            ("S2", "S2 Consult the originator first"),
                        ],
                        max_length=2,
                    ),
                ),
                ("recipients", models.JSONField(default=list)),
                ("instructions", models.CharField(blank=True, max_length=500)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intelligence.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", [1, 2, 3])), name="own_grade_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intelligence__in", ["A", "B", "C", "D", "E"])),
                        name="own_grade_intelligence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", ""), ("code", "P"), ("sanitisation", "")),
                            models.Q(
                                ("action__in", ["A1", "A2", "A3"]),
                                ("code", "C"),
                                ("sanitisation__in", ["S1", "S2"]),
                            ),
                            _connector="OR",
                        ),
                        name="own_grade_conditions_go_with_code_c",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("business", "Business"),
                            ("vehicle", "Vehicle"),
                            ("phone", "Telephone number"),
                            ("postcode", "Postcode"),
                            ("email", "E-mail address"),
                            ("handle", "Social media name"),
                            ("account", "Bank account"),
                            ("sort_code", "Sort code"),
                            ("born", "Date of birth"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("value", models.CharField(blank=True, max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("suspected", "Suspected of doing it"),
                            ("victim", "May be a victim"),
                            ("other", "Something else, or I do not know"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=500)),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intelligence.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "person",
                                    "business",
                                    "vehicle",
                                    "phone",
                                    "postcode",
                                    "email",
                                    "handle",
                                    "account",
                                    "sort_code",
                                    "born",
                                ],
                            )
                        ),
                        name="mention_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["suspected", "victim", "other"])),
                        name="mention_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="mention_text_is_not_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="mention_span_is_whole",
                    ),
                    models.UniqueConstraint(
                        fields=("submission", "number"), name="mention_numbered_once"
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("submission", models.UUIDField(primary_key=True, serialize=False)),
                ("why", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=12)),
                ("received_on", models.DateField()),
                ("purged_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intelligence", "Intelligence: graded and kept"),
                            ("imminent", "Somebody in danger: passed to the control room"),
                            ("safeguarding", "A concern for somebody: passed to safeguarding"),
                            ("crime", "A crime: passed to the crime desk"),
                            ("terrorism", "Radicalisation: passed to the Prevent route"),
                            ("confidential", "Corruption or an insider: for supervisors only"),
                            ("dsu", "May be a source: for supervisors and the source unit only"),
                            ("duplicate", "Already told: a duplicate"),
                            ("not_policing", "Not a matter for the police"),
                            ("no_action", "No further action"),
                        ],
                        max_length=20,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["kept_by_the_force", "closed", "spill"])),
                        name="tombstone_why_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why", "spill"), ("report__isnull", False), _connector="OR"
                        ),
                        name="tombstone_of_what_was_decided_has_its_report",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PatternNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("week_of", models.DateField()),
                ("settled_on", models.DateField(null=True)),
                ("settlement", models.CharField(blank=True, max_length=500)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "settled_by",
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
                        to="intelligence.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_by__isnull", True), ("settled_on__isnull", True)),
                            models.Q(("settled_by__isnull", False), ("settled_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="pattern_settled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on", None), ("settlement", "")),
                            models.Q(
                                ("settled_on__isnull", False),
                                models.Q(("settlement", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pattern_settlement_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DigestLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("told", models.PositiveIntegerField()),
                ("led_to", models.CharField(blank=True, max_length=30)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.digest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("theme", ""), _negated=True), ("agency", None)),
                            models.Q(("agency__isnull", False), ("theme", "")),
                            _connector="OR",
                        ),
                        name="digest_line_is_of_a_theme_or_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told__gte", 5)), name="digest_line_is_not_small"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Breach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=12, unique=True)),
                ("aware_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("started_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("told", "The Information Commissioner was told"),
                            (
                                "not_needed",
                                "It is unlikely to put anybody at risk, so nobody need be told",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("late_because", models.CharField(blank=True, max_length=500)),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dissemination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.dissemination",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["", "told", "not_needed"])),
                        name="breach_verdict_known",
                    ),
                    models.UniqueConstraint(
                        fields=("dissemination", "controller"),
                        name="breach_has_a_clock_for_each_controller",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("aware_at"))),
                        name="breach_is_due_after_it_was_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("verdict", "")),
                            models.Q(
                                models.Q(("verdict", ""), _negated=True),
                                ("decided_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="breach_decision_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "told"), _negated=True),
                            ("decided_at__lte", models.F("due_at")),
                            models.Q(("late_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="breach_told_late_says_why",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("part", models.CharField(blank=True, max_length=80)),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("n", models.PositiveIntegerField(null=True)),
                ("why_not", models.CharField(blank=True, max_length=20)),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.frozenmonth",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("frozen", "code", "part"), name="frozen_figure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why_not", ""),
                            models.Q(("high", None), ("low", None), ("n", None), ("value", None)),
                            _connector="OR",
                        ),
                        name="frozen_figure_hidden_holds_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 Reliable"), (2, "2 Untested"), (3, "3 Not reliable")]
                    ),
                ),
                (
                    "intelligence",
                    models.CharField(
                        choices=[
                            ("A", "A Known directly to the source"),
                            ("B", "B Known indirectly to the source, and corroborated"),
                            ("C", "C Known indirectly to the source"),
                            ("D", "D Not known"),
                            ("E", "E Suspected to be false"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "grade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.grade",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.item",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", [1, 2, 3])),
                        name="item_grade_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intelligence__in", ["A", "B", "C", "D", "E"])),
                        name="item_grade_intelligence_known",
                    ),
                    models.UniqueConstraint(
                        fields=("grade", "item"), name="item_graded_once_a_grading"
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
                (
                    "dissemination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.dissemination",
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
                    models.UniqueConstraint(
                        fields=("dissemination", "person"), name="reading_counted_once_a_person"
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Reached",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[("read", "Read by a person"), ("decided", "Decided what it is")],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("slot", models.PositiveSmallIntegerField()),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.receipt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["read", "decided"])),
                        name="reached_step_known",
                    ),
                    models.UniqueConstraint(fields=("receipt", "step"), name="reached_once"),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=30)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("asked_on", models.DateField()),
                ("asked_slot", models.PositiveSmallIntegerField()),
                ("reply", models.TextField(blank=True)),
                ("replied_on", models.DateField(null=True)),
                ("replied_slot", models.PositiveSmallIntegerField(null=True)),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.receipt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_on__isnull", True), ("replied_slot__isnull", True)),
                            models.Q(
                                ("replied_on__isnull", False), ("replied_slot__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="question_reply_has_its_half_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_on", None), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="question_reply_says_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replied_on", None)),
                        fields=("receipt",),
                        name="question_waits_once",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Chaser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clock", models.CharField(max_length=10)),
                ("step", models.CharField(max_length=30)),
                ("sent_on", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.receipt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("receipt", "clock", "step", "person"), name="chaser_once"
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("F1", "F1 What kind of thing it was"),
                            ("F3", "F3 What came of it, agreed by a supervisor"),
                            ("F9", "F9 Nothing more can be said"),
                        ],
                        max_length=2,
                    ),
                ),
                ("wording", models.CharField(max_length=30)),
                ("words", models.TextField(blank=True)),
                ("usefulness", models.CharField(blank=True, max_length=30)),
                ("tip", models.CharField(blank=True, max_length=30)),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("corrects", models.BooleanField(default=False)),
                ("given_on", models.DateField()),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.receipt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["F1", "F3", "F9"])),
                        name="answer_level_known",
                    ),
                    models.UniqueConstraint(
                        fields=("receipt", "number"), name="answer_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "F3"), models.Q(("words", ""), _negated=True)),
                            models.Q(models.Q(("level", "F3"), _negated=True), ("words", "")),
                            _connector="OR",
                        ),
                        name="answer_words_go_with_f3",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SpecificAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a supervisor"),
                            ("told", "Told to the sender"),
                            ("sent_back", "Sent back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("consent_needed", models.BooleanField()),
                ("consent_given", models.BooleanField(null=True)),
                ("proposed_on", models.DateField()),
                ("decided_on", models.DateField(null=True)),
                ("because", models.CharField(blank=True, max_length=500)),
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
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.receipt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["proposed", "told", "sent_back"])),
                        name="specific_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="specific_words_are_not_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="specific_is_agreed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "told"), _negated=True),
                            ("consent_needed", False),
                            models.Q(("consent_given", True), ("consent_given__isnull", False)),
                            _connector="OR",
                        ),
                        name="specific_told_has_its_consent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "proposed")),
                        fields=("receipt",),
                        name="specific_waits_once",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="BreachStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=30)),
                ("done_at", models.DateTimeField()),
                (
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.breach",
                    ),
                ),
                (
                    "done_by",
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
                        fields=("breach", "step"), name="breach_step_is_done_once"
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
    ]
