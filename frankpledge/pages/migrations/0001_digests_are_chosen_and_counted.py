"""Make the tables of digests.

Why: somebody who signs in now and then could not see how much had come since.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped, and nobody is sent a digest until they choose again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from frankpledge.database import TablesAtOnce


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DigestTaken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DigestCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=120)),
                ("count", models.PositiveIntegerField()),
                (
                    "taken",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pages.digesttaken",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DigestDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField()),
                ("chosen_at", models.DateTimeField()),
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
                        fields=("person", "weekday"), name="digest_day_chosen_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="digest_day_is_a_weekday"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="digesttaken",
            constraint=models.UniqueConstraint(
                fields=("person", "on"), name="digest_taken_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="digestcount",
            constraint=models.UniqueConstraint(
                fields=("taken", "section"), name="digest_counts_a_section_once"
            ),
        ),
    ]
