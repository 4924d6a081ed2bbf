"""Make the table of long work.

Why: nothing that takes longer than a page could be left and come back to.
Lock: none; the table is new.
Old rows: none.
Back: reversible; the table is dropped, and the files of its jobs are cleared away by hand.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sort", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=64)),
                ("purpose", models.CharField(max_length=30)),
                ("given", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Under way"),
                            ("done", "Done"),
                            ("failed", "Not done"),
                            ("called_off", "Called off"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claim", models.UUIDField(null=True, unique=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("whole", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("sentence", models.CharField(blank=True, max_length=300)),
                ("files", models.JSONField(default=list)),
                (
                    "asked_by",
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
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=["asked_at", "id"],
                        name="job_unfinished",
                    ),
                    models.Index(fields=["asked_by", "asked_at"], name="job_of_somebody"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "done", "failed", "called_off"])
                        ),
                        name="job_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("failed", "called_off")), _negated=True),
                        fields=("key",),
                        name="job_once_unless_nothing_came_of_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(
                                ("attempts__gte", 1),
                                ("claim__isnull", False),
                                ("lease_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_under_way_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ("waiting", "running"))),
                            models.Q(
                                models.Q(("state__in", ("waiting", "running")), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_is_ended_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("sentence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="job_not_done_says_why",
                    ),
                ],
            },
        ),
    ]
