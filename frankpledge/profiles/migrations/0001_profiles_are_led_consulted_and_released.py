"""Make the tables of profiles, what leads in them, who was consulted, and what was released.

Why: analysts build profiles of areas, agencies are asked about them, and the partnership acts on them.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped.
"""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import frankpledge.profiles.catalogue
from frankpledge.database import TablesAtOnce


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cell", models.CharField(max_length=200, unique=True)),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Release",
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
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "audience",
                    models.CharField(
                        choices=[("partner", "Partners"), ("public", "Anybody")], max_length=10
                    ),
                ),
                ("lead", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("released_at", models.DateTimeField()),
                ("refresh_on", models.DateField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("recalled_at", models.DateTimeField(null=True)),
                ("recall_reason", models.CharField(blank=True, max_length=300)),
            ],
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Profile",
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
                ("area_code", models.CharField(max_length=12)),
                ("area_name", models.CharField(max_length=120)),
                ("area_level", models.CharField(max_length=20)),
                ("first", models.CharField(max_length=7)),
                ("last", models.CharField(max_length=7)),
                ("compare_first", models.CharField(blank=True, max_length=7)),
                ("compare_last", models.CharField(blank=True, max_length=7)),
                (
                    "origin",
                    models.CharField(
                        choices=[("open data", "Open data"), ("synthetic", "Synthetic")],
                        max_length=12,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("collecting", "Collecting from partners"),
                            ("consulting", "Out for comment"),
                            ("released_internally", "Released to partners"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("built_at", models.DateTimeField()),
                ("inputs_digest", models.CharField(max_length=64)),
                ("figures_digest", models.CharField(max_length=64)),
                ("content", models.TextField()),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
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
            name="PassageDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=4)),
                ("text", models.TextField(blank=True)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("full", "Only the agency that writes it"),
                            ("partner", "Partners"),
                            ("public", "Anybody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("based_on", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=4)),
                ("text", models.TextField()),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("full", "Only the agency that writes it"),
                            ("partner", "Partners"),
                            ("public", "Anybody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invited",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forum", models.CharField(blank=True, max_length=120)),
                ("sections", models.JSONField(default=list)),
                ("passages", models.JSONField(default=list)),
                ("due_on", models.DateField(null=True)),
                ("invited_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.post",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=600)),
                ("drafted", models.CharField(blank=True, max_length=600)),
                ("figures", models.JSONField(default=list)),
                ("returns", models.JSONField(default=list)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("full", "Only the agency that writes it"),
                            ("partner", "Partners"),
                            ("public", "Anybody"),
                        ],
                        default=frankpledge.profiles.catalogue.Reach["PARTNER"],
                        max_length=10,
                    ),
                ),
                (
                    "yardstick",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("remote_chance", "Remote chance (up to 5%)"),
                            ("highly_unlikely", "Highly unlikely (10% to 20%)"),
                            ("unlikely", "Unlikely (25% to 35%)"),
                            (
                                "realistic_possibility",
                                "Realistic possibility (40% to less than 50%)",
                            ),
                            ("likely", "Likely (55% to 75%)"),
                            ("highly_likely", "Highly likely (80% to 90%)"),
                            ("almost_certain", "Almost certain (95% or more)"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("moderate", "Moderate"), ("high", "High")],
                        max_length=10,
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("template", models.CharField(max_length=12)),
                ("due_on", models.DateField()),
                ("asked_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("sent", "Asked for"),
                            ("received", "Received"),
                            ("refused", "Refused"),
                        ],
                        default="sent",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
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
                ("block", models.CharField(blank=True, max_length=40)),
                ("passage", models.TextField(blank=True)),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("comment", "We have something to say"),
                            ("supply", "We have something to add: a figure or a fact"),
                            ("nothing", "No comment"),
                        ],
                        default="comment",
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("made_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("changed", "The profile was changed"),
                            ("kept", "The profile was not changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("full", "Only the agency that writes it"),
                            ("partner", "Partners"),
                            ("public", "Anybody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("cleared_at", models.DateTimeField()),
                (
                    "cleared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgencyAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=400)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("full", "Only the agency that writes it"),
                            ("partner", "Partners"),
                            ("public", "Anybody"),
                        ],
                        default=frankpledge.profiles.catalogue.Reach["PARTNER"],
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
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
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublicEdition",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="profiles.release",
                    ),
                ),
                ("area_name", models.CharField(max_length=120)),
                ("period", models.CharField(max_length=60)),
                ("lead", models.TextField()),
                ("crime", models.TextField()),
                ("published_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="release",
            name="profile",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="profiles.profile"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="recalled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="released_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="signed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="PrintedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("cells", models.JSONField()),
                ("value", models.PositiveIntegerField(null=True)),
                ("give", models.PositiveSmallIntegerField(default=0)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReturnedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area_code", models.CharField(max_length=12)),
                ("area_name", models.CharField(max_length=120)),
                ("period", models.CharField(max_length=20)),
                ("indicator", models.CharField(max_length=40)),
                ("numerator", models.PositiveIntegerField(null=True)),
                ("denominator", models.PositiveIntegerField(null=True)),
                ("status", models.CharField(max_length=16)),
                ("source", models.CharField(max_length=200)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.datarequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Threat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                (
                    "harm",
                    models.CharField(
                        choices=[
                            ("severe", "Severe"),
                            ("high", "High"),
                            ("moderate", "Moderate"),
                            ("low", "Low"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "likelihood",
                    models.CharField(
                        choices=[
                            ("remote_chance", "Remote chance (up to 5%)"),
                            ("highly_unlikely", "Highly unlikely (10% to 20%)"),
                            ("unlikely", "Unlikely (25% to 35%)"),
                            (
                                "realistic_possibility",
                                "Realistic possibility (40% to less than 50%)",
                            ),
                            ("likely", "Likely (55% to 75%)"),
                            ("highly_likely", "Highly likely (80% to 90%)"),
                            ("almost_certain", "Almost certain (95% or more)"),
                            ("unknown", "Not known"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "trend",
                    models.CharField(
                        choices=[
                            ("rising", "Rising"),
                            ("steady", "Steady"),
                            ("falling", "Falling"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("low", "Low"), ("moderate", "Moderate"), ("high", "High")],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("full", "Only the agency that writes it"),
                            ("partner", "Partners"),
                            ("public", "Anybody"),
                        ],
                        default=frankpledge.profiles.catalogue.Reach["PARTNER"],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
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
        ),
        migrations.CreateModel(
            name="PassageVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("full", "Only the agency that writes it"),
                            ("partner", "Partners"),
                            ("public", "Anybody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.passage",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("passage", "version"), name="passage_version_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(fields=["area_code", "built_at"], name="profile_newest_of_an_area"),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage__in", ["draft", "collecting", "consulting", "released_internally"])
                ),
                name="profile_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["open data", "synthetic"])),
                name="profile_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("compare_first", ""), ("compare_last", "")),
                    models.Q(
                        models.Q(("compare_first", ""), _negated=True),
                        models.Q(("compare_last", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="profile_compares_with_a_whole_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagedraft",
            constraint=models.UniqueConstraint(
                fields=("profile", "section", "person"), name="passage_draft_of_a_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["full", "partner", "public"])),
                name="passage_reach_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("profile", "section"), name="passage_of_a_section_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invited",
            constraint=models.UniqueConstraint(
                fields=("profile", "agency"), name="profile_invites_an_agency_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "yardstick__in",
                        [
                            "",
                            "remote_chance",
                            "highly_unlikely",
                            "unlikely",
                            "realistic_possibility",
                            "likely",
                            "highly_likely",
                            "almost_certain",
                        ],
                    )
                ),
                name="finding_yardstick_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["full", "partner", "public"])),
                name="finding_reach_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["", "low", "moderate", "high"])),
                name="finding_confidence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="finding_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("judged_at__isnull", False), ("judged_by__isnull", False)),
                    models.Q(
                        ("judged_at", None),
                        ("judged_by", None),
                        models.Q(("drafted", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_is_drafted_by_rule_or_judged_by_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confidence", ""), ("yardstick", "")),
                    models.Q(
                        models.Q(("yardstick", ""), _negated=True),
                        models.Q(("confidence", ""), _negated=True),
                        ("judged_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="finding_with_a_probability_says_how_sure_and_whose",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("profile", "position"), name="finding_has_a_place_in_its_profile"
            ),
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=models.Index(fields=["agency", "status", "due_on"], name="data_request_due"),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["sent", "received", "refused"])),
                name="data_request_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="data_request_refusal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None), ("status", "sent")),
                    models.Q(
                        models.Q(("status", "sent"), _negated=True),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="data_request_answer_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.UniqueConstraint(
                fields=("profile", "template", "agency"), name="data_request_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("says__in", ["comment", "supply", "nothing"])),
                name="comment_says_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "changed", "kept"])),
                name="comment_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), ("says", "nothing"), _connector="OR"
                ),
                name="comment_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""),
                        ("answered_at", None),
                        ("answered_by", None),
                        ("outcome", ""),
                    ),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="comment_answer_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("passage", ""), models.Q(("block", ""), _negated=True), _connector="OR"
                ),
                name="comment_on_a_passage_says_of_which_section",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyask",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["full", "partner", "public"])),
                name="agency_ask_reach_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyask",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="agency_ask_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["refresh_on"], name="release_to_refresh"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["partner", "public"])),
                name="release_audience_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at", None), ("signed_by", None)),
                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="release_signature_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recall_reason", ""), ("recalled_at", None), ("recalled_by", None)),
                    models.Q(
                        ("recalled_at__isnull", False),
                        ("recalled_by__isnull", False),
                        models.Q(("recall_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="release_recall_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("recalled_at", None)),
                fields=("profile", "audience"),
                name="release_of_an_audience_once_while_it_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["observed", "zero", "suppressed", "not_supplied", "not_applicable"],
                    )
                ),
                name="returned_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("numerator__gt", 0), ("status", "observed")),
                    models.Q(("numerator", 0), ("status", "zero")),
                    models.Q(
                        models.Q(("status__in", ["observed", "zero"]), _negated=True),
                        ("numerator", None),
                    ),
                    _connector="OR",
                ),
                name="returned_number_agrees_with_its_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnedfigure",
            constraint=models.UniqueConstraint(
                fields=("request", "area_code", "period", "indicator"), name="returned_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.CheckConstraint(
                condition=models.Q(("harm__in", ["severe", "high", "moderate", "low", "unknown"])),
                name="threat_harm_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "likelihood__in",
                        [
                            "remote_chance",
                            "highly_unlikely",
                            "unlikely",
                            "realistic_possibility",
                            "likely",
                            "highly_likely",
                            "almost_certain",
                            "unknown",
                        ],
                    )
                ),
                name="threat_likelihood_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.CheckConstraint(
                condition=models.Q(("trend__in", ["rising", "steady", "falling", "unknown"])),
                name="threat_trend_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["low", "moderate", "high"])),
                name="threat_confidence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["full", "partner", "public"])),
                name="threat_reach_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.UniqueConstraint(
                fields=("profile", "name"), name="threat_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.UniqueConstraint(
                fields=("profile", "number"), name="threat_has_a_number"
            ),
        ),
    ]
