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


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
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
                            ("crime", "A crime to report"),
                            ("safeguarding", "A child or adult at risk"),
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
                        condition=models.Q(("way__in", ["danger", "crime", "safeguarding"])),
                        name="exit_known",
                    ),
                    models.UniqueConstraint(fields=("way", "on"), name="exit_counted_once_a_day"),
                ],
            },
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
                    "sanitised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.product",
                    ),
                ),
            ],
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
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
            ],
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
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
                            ("machine", "A camera or other machine recorded it"),
                            ("told", "Somebody told me"),
                            ("record", "It is in my organisation’s records"),
                            ("other", "Some other way, or I would rather not say"),
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
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
            ],
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
                (
                    "progress",
                    models.CharField(
                        default="received",
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answer", models.CharField(blank=True, max_length=30)),
                ("usefulness", models.CharField(blank=True, max_length=30)),
                ("answered_on", models.DateField(null=True)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intelligence.submission",
                    ),
                ),
            ],
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
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["waiting", "sent_back", "released"])),
                name="product_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="product_text_is_not_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("intelligence", "E"), _negated=True),
                name="product_graded_e_is_not_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_on__isnull", True), ("slot__isnull", True)),
                    models.Q(("released_on__isnull", False), ("slot__isnull", False)),
                    _connector="OR",
                ),
                name="product_release_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_on__isnull", False), ("stage", "released")),
                    models.Q(models.Q(("stage", "released"), _negated=True), ("released_on", None)),
                    _connector="OR",
                ),
                name="product_released_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("sanitised_by")), _negated=True),
                    _connector="OR",
                ),
                name="product_is_not_approved_by_its_sanitiser",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["cda115", "policing", "children_act_11"])),
                name="dissemination_basis_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency__isnull", False), ("forum", None)),
                    models.Q(("agency", None), ("forum__isnull", False)),
                    _connector="OR",
                ),
                name="dissemination_is_to_an_agency_or_a_forum",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agency__isnull", False), ("recalled_at", None)),
                fields=("product", "agency"),
                name="dissemination_to_an_agency_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.UniqueConstraint(
                condition=models.Q(("forum__isnull", False), ("recalled_at", None)),
                fields=("product", "forum"),
                name="dissemination_to_a_forum_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "intelligence",
                            "imminent",
                            "safeguarding",
                            "crime",
                            "duplicate",
                            "not_policing",
                            "no_action",
                        ],
                    )
                ),
                name="report_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["closed", "graded", "sanitised"])),
                name="report_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", "intelligence"),
                        models.Q(("text", ""), _negated=True),
                        models.Q(("stage", "closed"), _negated=True),
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
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", [1, 2, 3])), name="grade_source_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("intelligence__in", ["A", "B", "C", "D", "E"])),
                name="grade_intelligence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["here", "force"])), name="grade_origin_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                fields=["received_on", "slot", "protection"], name="submission_by_slot"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen__in", ["this_week", "last_week", "before", "ongoing"])),
                name="submission_seen_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("how_known__in", ["saw", "machine", "told", "record", "other"])
                ),
                name="submission_how_known_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("risk__in", ["none", "child", "adult", "both"])),
                name="submission_risk_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="submission_text_is_not_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot__gte", 0), ("slot__lte", 47)),
                name="submission_slot_is_a_half_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("progress__in", ["received", "looked_at", "answered"])),
                name="receipt_progress_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
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
        ),
    ]
