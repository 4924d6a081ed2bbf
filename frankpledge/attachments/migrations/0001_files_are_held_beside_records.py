"""Make the table of files that are held beside records.

Why: a photo or a paper belongs with what it shows, under the same rule.
Lock: none; the table is new.
Old rows: none.
Back: reversible; the table is dropped. The files themselves stay in the data folder.
"""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

from frankpledge.database import TablesAtOnce


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
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
                            ("jpeg", "Photo (JPEG)"),
                            ("png", "Picture (PNG)"),
                            ("webp", "Picture (WebP)"),
                            ("pdf", "Document (PDF)"),
                            ("docx", "Document (Word)"),
                            ("xlsx", "Spreadsheet (Excel)"),
                            ("text", "Plain text"),
                            ("csv", "Table (CSV)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("stored", models.CharField(blank=True, max_length=120)),
                ("fingerprint", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("scanned_by", models.CharField(blank=True, max_length=60)),
                ("added_on", models.DateField()),
                ("disposed_on", models.DateField(null=True)),
                (
                    "beside",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["beside", "added_on"], name="attachment_beside")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sort__in",
                                ["jpeg", "png", "webp", "pdf", "docx", "xlsx", "text", "csv"],
                            )
                        ),
                        name="attachment_sort_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("disposed_on__isnull", False), ("stored", "")),
                            models.Q(
                                ("disposed_on", None), models.Q(("stored", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="attachment_has_its_file_until_disposed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stored", ""), _negated=True),
                        fields=("stored",),
                        name="attachment_file_once",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
    ]
