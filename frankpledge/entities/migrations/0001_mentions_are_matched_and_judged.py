"""Make the tables of mentions, of the blind index over them, of matches and of judgements.

Why: what is submitted is matched against all that is held, and people judge what is one thing.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped.
"""

import uuid

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
            name="Mention",
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
                    "sort",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("place", "Place"),
                            ("vehicle", "Vehicle"),
                            ("phone", "Phone"),
                            ("account", "Account"),
                            ("business", "Business"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("not_said", "Not said"),
                            ("suspected", "Suspected offender"),
                            ("harmed", "Possible victim"),
                            ("other", "Other"),
                        ],
                        default="not_said",
                        max_length=10,
                    ),
                ),
                ("typed", models.CharField(max_length=300)),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["noted_at", "protection"], name="mention_by_time")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sort__in",
                                ["person", "place", "vehicle", "phone", "account", "business"],
                            )
                        ),
                        name="mention_sort_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part__in", ["not_said", "suspected", "harmed", "other"])
                        ),
                        name="mention_part_known",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                ("matched_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
                (
                    "taker",
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
                        condition=models.Q(("matched_at", None)),
                        fields=["noted_at", "id"],
                        name="waiting_to_be_matched",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source", models.BigIntegerField()),
                ("box", models.BinaryField()),
                (
                    "mention",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="entities.mention",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source"], name="held_by_source")],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pair", models.CharField(db_index=True, max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "The same"),
                            ("different", "Different"),
                            ("unsure", "Cannot tell"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("judged_at", models.DateTimeField()),
                (
                    "judged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.mention",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.mention",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["same", "different", "unsure"])),
                        name="judgement_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))),
                        name="judgement_is_of_two_mentions_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="judgement_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
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
                            ("name", "Name"),
                            ("born", "Date of birth"),
                            ("postcode", "Postcode"),
                            ("address", "Address"),
                            ("uprn", "Unique property reference number"),
                            ("mark", "Registration mark"),
                            ("phone", "Phone number"),
                            ("email", "Email address"),
                            ("handle", "Social media name"),
                            ("account", "Bank account"),
                            ("firm", "Business name"),
                            ("company", "Company number"),
                        ],
                        max_length=10,
                    ),
                ),
                ("typed", models.CharField(max_length=300)),
                ("value", models.CharField(max_length=300)),
                (
                    "mention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="entities.mention",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["what", "value"], name="identifier_by_value")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "name",
                                    "born",
                                    "postcode",
                                    "address",
                                    "uprn",
                                    "mark",
                                    "phone",
                                    "email",
                                    "handle",
                                    "account",
                                    "firm",
                                    "company",
                                ],
                            )
                        ),
                        name="identifier_kind_known",
                    ),
                    models.UniqueConstraint(
                        fields=("mention", "what", "value"), name="identifier_once_a_mention"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True),
                        name="identifier_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pair", models.CharField(max_length=64)),
                ("points", models.FloatField()),
                ("why", models.JSONField()),
                ("found_at", models.DateTimeField()),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.mention",
                    ),
                ),
                (
                    "submitted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.mention",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pair",), name="match_once_a_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("held", models.F("submitted")), _negated=True),
                        name="match_joins_two_mentions",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key",
                        "held_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.BigIntegerField()),
                (
                    "held",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="entities.held",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "judgement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="withdrawal",
                        serialize=False,
                        to="entities.judgement",
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("withdrawn_at", models.DateTimeField()),
                (
                    "withdrawn_by",
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
                        condition=models.Q(("reason", ""), _negated=True),
                        name="withdrawal_says_why",
                    )
                ],
            },
        ),
    ]
