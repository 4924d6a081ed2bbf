"""Make the tables of actions and the steps they go through.

Why: nothing of this was kept before.
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
                ("outcome", models.CharField(blank=True, max_length=300)),
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
            ],
            options={
                "indexes": [models.Index(fields=["area", "due_on"], name="action_by_area_and_due")],
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
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
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
