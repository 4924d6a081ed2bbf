"""Keep what leads a profile, who was asked for what, its clearance, release and recall.

Why: threats, vulnerability, returns, asks and the look-back lead; released versions stand frozen.
Lock: short; columns are added with defaults, and the new tables are empty.
Old rows: findings go to partners at most; invitations name an agency without post or day; comments
are comments, unanswered; profiles do not say who drafted them.
Back: reversible; the new tables and columns are dropped with what they hold.
"""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import frankpledge.profiles.catalogue


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        ("access", "__first__"),
        ("profiles", "0001_profiles_findings_and_comments"),
    ]

    operations = [
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reach__in", ["full", "partner", "public"])),
                        name="agency_ask_reach_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="agency_ask_says_something",
                    ),
                ],
            },
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
            options={
                "indexes": [
                    models.Index(fields=["agency", "status", "due_on"], name="data_request_due")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["sent", "received", "refused"])),
                        name="data_request_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="data_request_refusal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at", None), ("answered_by", None), ("status", "sent")
                            ),
                            models.Q(
                                models.Q(("status", "sent"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="data_request_answer_is_whole",
                    ),
                    models.UniqueConstraint(
                        fields=("profile", "template", "agency"), name="data_request_once"
                    ),
                ],
            },
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reach__in", ["full", "partner", "public"])),
                        name="passage_reach_known",
                    ),
                    models.UniqueConstraint(
                        fields=("profile", "section"), name="passage_of_a_section_once"
                    ),
                ],
            },
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "section", "person"),
                        name="passage_draft_of_a_person_once",
                    )
                ],
            },
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
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
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
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["refresh_on"], name="release_to_refresh")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["partner", "public"])),
                        name="release_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at", None), ("signed_by", None)),
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="release_signature_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recall_reason", ""), ("recalled_at", None), ("recalled_by", None)
                            ),
                            models.Q(
                                ("recalled_at__isnull", False),
                                ("recalled_by__isnull", False),
                                models.Q(("recall_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="release_recall_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recalled_at", None)),
                        fields=("profile", "audience"),
                        name="release_of_an_audience_once_while_it_stands",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
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
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "agency"), name="release_goes_to_an_agency_once"
                    )
                ],
            },
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "observed",
                                    "zero",
                                    "suppressed",
                                    "not_supplied",
                                    "not_applicable",
                                ],
                            )
                        ),
                        name="returned_status_known",
                    ),
                    models.CheckConstraint(
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
                    models.UniqueConstraint(
                        fields=("request", "area_code", "period", "indicator"), name="returned_once"
                    ),
                ],
            },
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("harm__in", ["severe", "high", "moderate", "low", "unknown"])
                        ),
                        name="threat_harm_known",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("trend__in", ["rising", "steady", "falling", "unknown"])
                        ),
                        name="threat_trend_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["low", "moderate", "high"])),
                        name="threat_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reach__in", ["full", "partner", "public"])),
                        name="threat_reach_known",
                    ),
                    models.UniqueConstraint(fields=("profile", "name"), name="threat_stands_once"),
                    models.UniqueConstraint(
                        fields=("profile", "number"), name="threat_has_a_number"
                    ),
                ],
            },
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
        migrations.RemoveConstraint(
            model_name="comment",
            name="comment_says_something",
        ),
        migrations.RemoveConstraint(
            model_name="profile",
            name="profile_stage_known",
        ),
        migrations.AddField(
            model_name="comment",
            name="answer",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="comment",
            name="answered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("changed", "The profile was changed"),
                    ("kept", "The profile was not changed"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="says",
            field=models.CharField(
                choices=[
                    ("comment", "We have something to say"),
                    ("supply", "We have something to add: a figure or a fact"),
                    ("nothing", "No comment"),
                ],
                default="comment",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="reach",
            field=models.CharField(
                choices=[
                    ("full", "Only the agency that writes it"),
                    ("partner", "Partners"),
                    ("public", "Anybody"),
                ],
                default=frankpledge.profiles.catalogue.Reach["PARTNER"],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="returns",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="invited",
            name="due_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="invited",
            name="forum",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="invited",
            name="post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.post",
            ),
        ),
        migrations.AddField(
            model_name="invited",
            name="sections",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="profile",
            name="drafted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="text",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name="profile",
            name="stage",
            field=models.CharField(
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
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["full", "partner", "public"])),
                name="finding_reach_known",
            ),
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
    ]
