"""Make the tables of uses of powers, of who may override a stop, and of what changed in the law.

Why: a power could be looked up, and nothing was kept of its use.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped, and the uses in them.
"""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import frankpledge.powers.lifecycle


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        ("access", "__first__"),
        ("powers", "0001_powers_are_reviewed_and_delegated"),
    ]

    operations = [
        migrations.CreateModel(
            name="PowerUse",
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
                ("power", models.CharField(max_length=10)),
                ("power_version", models.CharField(max_length=12)),
                ("place", models.CharField(max_length=200)),
                ("target", models.CharField(max_length=10)),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("place", "The place"),
                            ("person", "A person"),
                            ("business", "A business"),
                            ("group", "A group"),
                        ],
                        default="place",
                        max_length=10,
                    ),
                ),
                ("pointer_system", models.CharField(blank=True, max_length=60)),
                ("pointer_reference", models.CharField(blank=True, max_length=40)),
                ("measure", models.CharField(max_length=200)),
                ("aim", models.CharField(max_length=300)),
                ("equality_note", models.CharField(blank=True, max_length=500)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("stopped", "Stopped for safeguarding"),
                            ("checking", "Lawful check"),
                            ("consulting", "Consultation"),
                            ("asking", "Ask before you act"),
                            ("deciding", "To be authorised"),
                            ("authorised", "Authorised"),
                            ("in_force", "In force"),
                            ("breached", "Breached"),
                            ("appealed", "Under appeal"),
                            ("ended", "Ended, reviews to come"),
                            ("reviewed", "Reviewed"),
                            ("rejected", "Not authorised"),
                            ("parked", "Parked"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("asked_before", models.UUIDField(null=True)),
                ("authorised_at", models.DateTimeField(null=True)),
                ("authorised_post", models.CharField(blank=True, max_length=120)),
                ("in_force_at", models.DateTimeField(null=True)),
                ("lasts_until", models.DateField(null=True)),
                ("hear_by", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                (
                    "court_said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("made", "It made the order"),
                            ("refused", "It refused"),
                            ("adjourned", "It put it off, and what was served goes on"),
                        ],
                        max_length=10,
                    ),
                ),
                ("appealed_on", models.DateField(null=True)),
                (
                    "appeal_result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stands", "It stands"),
                            ("changed", "It was changed"),
                            ("quashed", "It was quashed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "It did what it was for"),
                            ("partly", "It did some of what it was for"),
                            ("not_achieved", "It did not do what it was for"),
                            ("refused", "A court refused it, or it was quashed"),
                            ("unknown", "Not known"),
                        ],
                        max_length=15,
                    ),
                ),
                ("ended_words", models.CharField(blank=True, max_length=500)),
                ("displacement_note", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "authorised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["area", "stage", "started_at"], name="use_by_area_and_stage"
                    ),
                    models.Index(fields=["stage", "started_at"], name="use_by_stage"),
                    models.Index(fields=["-started_at"], name="use_newest_first"),
                    models.Index(
                        condition=models.Q(("hear_by__isnull", False), ("heard_at", None)),
                        fields=["hear_by"],
                        name="use_court_clock_running",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "idea",
                                    "stopped",
                                    "checking",
                                    "consulting",
                                    "asking",
                                    "deciding",
                                    "authorised",
                                    "in_force",
                                    "breached",
                                    "appealed",
                                    "ended",
                                    "reviewed",
                                    "rejected",
                                    "parked",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="use_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__in", ["place", "person", "business", "group"])
                        ),
                        name="use_subject_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("court_said__in", ["", "made", "refused", "adjourned"])
                        ),
                        name="use_court_said_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appeal_result__in", ["", "stands", "changed", "quashed"])
                        ),
                        name="use_appeal_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ended_how__in",
                                ["", "achieved", "partly", "not_achieved", "refused", "unknown"],
                            )
                        ),
                        name="use_ended_how_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("authorised_at__isnull", True), ("authorised_by__isnull", True)
                            ),
                            models.Q(
                                ("authorised_at__isnull", False), ("authorised_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="use_authorised_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measure", ""), _negated=True),
                            models.Q(("aim", ""), _negated=True),
                        ),
                        name="use_says_what_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pointer_reference", ""), ("pointer_system", "")),
                            models.Q(
                                models.Q(("pointer_system", ""), _negated=True),
                                models.Q(("pointer_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="use_points_or_does_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "stage__in",
                                    [
                                        frankpledge.powers.lifecycle.Stage["APPEALED"],
                                        frankpledge.powers.lifecycle.Stage["AUTHORISED"],
                                        frankpledge.powers.lifecycle.Stage["BREACHED"],
                                        frankpledge.powers.lifecycle.Stage["ENDED"],
                                        frankpledge.powers.lifecycle.Stage["IN_FORCE"],
                                        frankpledge.powers.lifecycle.Stage["REVIEWED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("authorised_at__isnull", False),
                            _connector="OR",
                        ),
                        name="use_in_force_was_authorised",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "stage__in",
                                    [
                                        frankpledge.powers.lifecycle.Stage["APPEALED"],
                                        frankpledge.powers.lifecycle.Stage["AUTHORISED"],
                                        frankpledge.powers.lifecycle.Stage["BREACHED"],
                                        frankpledge.powers.lifecycle.Stage["ENDED"],
                                        frankpledge.powers.lifecycle.Stage["IN_FORCE"],
                                        frankpledge.powers.lifecycle.Stage["REVIEWED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("asked_before__isnull", False),
                            _connector="OR",
                        ),
                        name="use_in_force_was_asked_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "stage__in",
                                    [
                                        frankpledge.powers.lifecycle.Stage["ENDED"],
                                        frankpledge.powers.lifecycle.Stage["REVIEWED"],
                                    ],
                                ),
                                models.Q(("ended_how", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "stage__in",
                                        [
                                            frankpledge.powers.lifecycle.Stage["ENDED"],
                                            frankpledge.powers.lifecycle.Stage["REVIEWED"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("ended_at", None),
                                ("ended_how", ""),
                            ),
                            _connector="OR",
                        ),
                        name="use_ended_says_when_and_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("court_said", ""), ("heard_at", None)),
                            models.Q(
                                ("heard_at__isnull", False),
                                models.Q(("court_said", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="use_heard_says_what",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=300)),
                ("is_held", models.BooleanField(null=True)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("noted_at", models.DateTimeField(null=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="powers.poweruse",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("use", "number"), name="evidence_has_its_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_held__isnull", True),
                                ("noted_at__isnull", True),
                                ("noted_by__isnull", True),
                            ),
                            models.Q(
                                ("is_held__isnull", False),
                                ("noted_at__isnull", False),
                                ("noted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_noted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_held", None),
                            ("is_held", False),
                            models.Q(("where", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_held_says_where",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Limb",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=600)),
                ("is_shown", models.BooleanField(null=True)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("ticked_at", models.DateTimeField(null=True)),
                ("rests_on", models.ManyToManyField(related_name="+", to="powers.evidence")),
                (
                    "ticked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="powers.poweruse",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("use", "number"), name="limb_has_its_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_shown__isnull", True),
                                ("ticked_at__isnull", True),
                                ("ticked_by__isnull", True),
                            ),
                            models.Q(
                                ("is_shown__isnull", False),
                                ("ticked_at__isnull", False),
                                ("ticked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="limb_ticked_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_shown", None), ("why", "")),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="limb_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LaterLook",
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
                    "turned",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better", "Better"),
                            ("same", "The same"),
                            ("worse", "Worse"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "looked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="powers.poweruse",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("looked_at", None)),
                        fields=["due_on"],
                        name="look_to_make",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("use", "months"), name="look_once_a_time"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("turned__in", ["", "better", "same", "worse", "unknown"])
                        ),
                        name="look_turned_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("looked_at__isnull", True), ("looked_by__isnull", True)),
                            models.Q(("looked_at__isnull", False), ("looked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="look_made_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("looked_at", None), ("turned", "")),
                            models.Q(
                                ("looked_at__isnull", False),
                                models.Q(("turned", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="look_says_how_it_turned",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contact_name", models.CharField(max_length=150)),
                ("contact_post", models.CharField(max_length=150)),
                ("contact_telephone", models.CharField(max_length=60)),
                ("spoke_to", models.CharField(max_length=150)),
                ("rung_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("go", "Go on"),
                            ("conditions", "Go on, with conditions"),
                            ("stop", "Do not"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                ("noted_at", models.DateTimeField()),
                ("overridden_at", models.DateTimeField(null=True)),
                ("override_reason", models.CharField(blank=True, max_length=500)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="powers.poweruse",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["go", "conditions", "stop"])),
                        name="gate_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("spoke_to", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="gate_says_who_and_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("overridden_at__isnull", True), ("overridden_by__isnull", True)
                            ),
                            models.Q(
                                ("overridden_at__isnull", False), ("overridden_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="gate_overridden_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("overridden_at", None), ("override_reason", "")),
                            models.Q(
                                ("answer", "stop"),
                                ("overridden_at__isnull", False),
                                models.Q(("override_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="gate_override_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=300)),
                ("is_hard", models.BooleanField()),
                ("only_when", models.CharField(blank=True, max_length=120)),
                ("whom", models.CharField(blank=True, max_length=200)),
                (
                    "asks",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "They agree"),
                            ("conditions", "They agree, with conditions"),
                            ("objects", "They object"),
                            ("no_view", "They have no view"),
                            ("informed", "They have been told, and need not answer"),
                            ("does_not_apply", "It does not apply here"),
                        ],
                        max_length=15,
                    ),
                ),
                ("said_words", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="powers.poweruse",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None), ("asked_at__isnull", False)),
                        fields=["due_at"],
                        name="consultee_owed",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("use", "number"), name="consultee_has_its_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "said__in",
                                [
                                    "",
                                    "agrees",
                                    "conditions",
                                    "objects",
                                    "no_view",
                                    "informed",
                                    "does_not_apply",
                                ],
                            )
                        ),
                        name="consultee_said_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_at__isnull", True), ("due_at__isnull", True)),
                            models.Q(("asked_at__isnull", False), ("due_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="consultee_asked_is_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("said", "")),
                            models.Q(
                                models.Q(("said", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consultee_answer_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asks", None), ("asked_at__isnull", False), _connector="OR"
                        ),
                        name="consultee_asked_here_has_been_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_hard", True),
                            ("only_when", ""),
                            ("said", "does_not_apply"),
                            _negated=True,
                        ),
                        name="consultee_hard_is_not_waived",
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
                ("happened_on", models.DateField()),
                ("words", models.CharField(max_length=500)),
                ("noted_at", models.DateTimeField()),
                ("answered_with", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="powers.poweruse",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_with", "")),
                            models.Q(
                                models.Q(("answered_with", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="breach_answer_says_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UseEvent",
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
                            ("started", "Thought of"),
                            ("gate", "Safeguarding call recorded"),
                            ("stopped", "Stopped for safeguarding"),
                            ("overridden", "Stop overridden by a named manager"),
                            ("checked", "Lawful check finished"),
                            ("consulted", "Consultation finished"),
                            ("asked", "Answer to asking before acting noted"),
                            ("authorised", "Authorised"),
                            ("rejected", "Not authorised"),
                            ("in_force", "In force"),
                            ("heard", "Heard by the court"),
                            ("breached", "Breach"),
                            ("answered", "Breach answered"),
                            ("appealed", "Appeal"),
                            ("decided", "Appeal decided"),
                            ("ended", "Ended"),
                            ("reviewed", "Looked at again"),
                            ("parked", "Parked"),
                            ("taken_up", "Taken up again"),
                            ("withdrawn", "Withdrawn"),
                            ("shared", "Shared"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=500)),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="powers.poweruse",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["use", "at"], name="use_event_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "started",
                                    "gate",
                                    "stopped",
                                    "overridden",
                                    "checked",
                                    "consulted",
                                    "asked",
                                    "authorised",
                                    "rejected",
                                    "in_force",
                                    "heard",
                                    "breached",
                                    "answered",
                                    "appealed",
                                    "decided",
                                    "ended",
                                    "reviewed",
                                    "parked",
                                    "taken_up",
                                    "withdrawn",
                                    "shared",
                                ],
                            )
                        ),
                        name="use_event_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("power", models.CharField(db_index=True, max_length=10)),
                ("column", models.CharField(max_length=20)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "taken_in_by",
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
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="catalogue_change_changes_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Overrider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="overrider_ends_after_it_starts",
                    )
                ],
            },
        ),
    ]
