"""Make the tables of profiles, findings, comments and who was asked for them.

Why: analysts build profiles of areas, and agencies are asked about them.
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
        ("access", "__first__"),
    ]

    operations = [
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["area_code", "built_at"], name="profile_newest_of_an_area")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "consulting", "released_internally"])
                        ),
                        name="profile_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["open data", "synthetic"])),
                        name="profile_origin_known",
                    ),
                    models.CheckConstraint(
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
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
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
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="profiles.profile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "agency"), name="profile_invites_an_agency_once"
                    )
                ],
            },
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
            options={
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["", "low", "moderate", "high"])),
                        name="finding_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="finding_says_something",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                    models.UniqueConstraint(
                        fields=("profile", "position"), name="finding_has_a_place_in_its_profile"
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
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
                ("text", models.CharField(max_length=1000)),
                ("made_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_says_something",
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
    ]
