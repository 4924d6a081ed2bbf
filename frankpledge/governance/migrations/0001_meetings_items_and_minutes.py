"""Make the tables of meetings and their items, of board papers, priorities and arrangements.

Why: nothing of this was kept before.
Lock: none; the tables are new.
Old rows: none.
Back: reversible; the tables are dropped.
"""

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
            name="Meeting",
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
                ("starts_at", models.DateTimeField(db_index=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("called_at", models.DateTimeField()),
                ("minuted_at", models.DateTimeField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                ("called_off_because", models.CharField(blank=True, max_length=200)),
                (
                    "called_off_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.forum",
                    ),
                ),
                (
                    "minuted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("called_off_at", None)),
                        fields=("forum", "starts_at"),
                        name="forum_meets_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minuted_at__isnull", True), ("minuted_by__isnull", True)),
                            models.Q(("minuted_at__isnull", False), ("minuted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_minutes_are_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("called_off_at__isnull", True), ("called_off_by__isnull", True)
                            ),
                            models.Q(
                                ("called_off_at__isnull", False), ("called_off_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="meeting_called_off_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_off_at", None), ("called_off_because", "")),
                            models.Q(
                                ("called_off_at__isnull", False),
                                models.Q(("called_off_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_called_off_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("called_off_at", None), ("minuted_at", None), _connector="OR"
                        ),
                        name="meeting_called_off_has_no_minutes",
                    ),
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[("present", "Present"), ("apologies", "Apologies")], max_length=10
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("presence__in", ["present", "apologies"])),
                        name="attendance_presence_known",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "person"), name="member_attends_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                ("added_at", models.DateTimeField()),
                ("minuted_at", models.DateTimeField(null=True)),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "problem"), name="meeting_hears_a_problem_once"
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MeetingDecision",
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
                ("text", models.CharField(max_length=300)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.agendaitem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="decision_has_words"
                    )
                ],
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MinuteLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "what",
                    models.CharField(
                        choices=[("said", "Said"), ("decision", "Decided"), ("action", "Action")],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("owner", models.CharField(blank=True, max_length=160)),
                ("due_on", models.DateField(null=True)),
                ("originator", models.CharField(max_length=240)),
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
                    "basis",
                    models.CharField(
                        choices=[("fact", "Fact"), ("opinion", "Opinion")], max_length=10
                    ),
                ),
                ("said_on", models.DateField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.agendaitem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["said", "decision", "action"])),
                        name="minute_line_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["fact", "opinion"])),
                        name="minute_line_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("originator", ""), _negated=True),
                        name="minute_line_has_an_originator",
                    ),
                    models.UniqueConstraint(
                        fields=("item", "position"), name="minute_line_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Update",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("chased_at", models.DateTimeField(null=True)),
                ("text", models.CharField(blank=True, max_length=600)),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[("fact", "Fact"), ("opinion", "Opinion")],
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField(null=True)),
                ("given_post", models.CharField(blank=True, max_length=160)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.agendaitem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "agency"), name="agency_updates_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_at__isnull", True), ("given_by__isnull", True)),
                            models.Q(("given_at__isnull", False), ("given_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="update_given_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_at", None), ("text", "")),
                            models.Q(
                                models.Q(("text", ""), _negated=True), ("given_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="update_given_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["", "fact", "opinion"])),
                        name="update_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), ("given_at", None)),
                            models.Q(
                                models.Q(("basis", ""), _negated=True),
                                ("given_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="update_given_is_fact_or_opinion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("declared_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.agendaitem",
                    ),
                ),
                (
                    "person",
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
                        fields=("item", "person"), name="conflict_declared_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=200)),
                ("value", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=200)),
                ("query", models.CharField(max_length=400)),
                ("href", models.CharField(blank=True, max_length=200)),
                ("counted_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="BoardPaper",
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
                ("subject", models.CharField(max_length=160)),
                (
                    "paper_type",
                    models.CharField(
                        choices=[
                            ("information", "For Information"),
                            ("discussion", "For Discussion"),
                            ("decision", "For Decision"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("private", "Private"),
                        ],
                        default="public",
                        max_length=8,
                    ),
                ),
                ("is_sensitive", models.BooleanField(default=False)),
                ("exempt_paragraph", models.CharField(blank=True, max_length=2)),
                ("public_interest", models.CharField(blank=True, max_length=400)),
                ("summary", models.CharField(blank=True, max_length=1500)),
                ("author_line", models.CharField(max_length=250)),
                ("contact", models.CharField(blank=True, max_length=300)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "On the forward plan"),
                            ("draft", "Draft"),
                            ("owner", "Owner’s review"),
                            ("police", "Police clearance"),
                            ("county", "County check"),
                            ("chair", "With the chair"),
                            ("cleared", "Cleared"),
                            ("published", "Published"),
                            ("withheld", "With the board only"),
                            ("considered", "Considered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("planned_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("number", models.PositiveIntegerField(null=True)),
                ("late_reason", models.CharField(blank=True, max_length=300)),
                ("published_at", models.DateTimeField(null=True)),
                ("considered_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "considered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.forum",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.meeting",
                    ),
                ),
                (
                    "published_by",
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
            name="BoardAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=1)),
                ("text", models.CharField(max_length=500)),
                ("owner_post", models.CharField(max_length=120)),
                ("raised_on", models.DateField()),
                ("due_on", models.DateField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
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
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.boardpaper",
                    ),
                ),
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
                ("edition", models.PositiveSmallIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "On the forward plan"),
                            ("draft", "Draft"),
                            ("owner", "Owner’s review"),
                            ("police", "Police clearance"),
                            ("county", "County check"),
                            ("chair", "With the chair"),
                            ("cleared", "Cleared"),
                            ("published", "Published"),
                            ("withheld", "With the board only"),
                            ("considered", "Considered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_cleared", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=600)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.boardpaper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HouseTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FigurePart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("value", models.CharField(max_length=60)),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.paperfigure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("1", "Background / Introduction"),
                            ("2", "The Report"),
                            ("3", "Next Steps"),
                            ("4", "Conclusion"),
                            ("f", "Financial implications"),
                            ("l", "Legal implications"),
                            ("e", "Equality implications"),
                            ("d", "Crime and disorder implications (section 17)"),
                            ("p", "Data protection implications"),
                        ],
                        max_length=1,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=2500)),
                (
                    "basis",
                    models.CharField(
                        choices=[("fact", "Fact"), ("opinion", "Opinion")], max_length=7
                    ),
                ),
                ("written_on", models.DateField()),
                ("is_drafted", models.BooleanField(default=False)),
                (
                    "originator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.boardpaper",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="paperfigure",
            name="paragraph",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="governance.paragraph",
            ),
        ),
        migrations.CreateModel(
            name="Priority",
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
                ("year", models.PositiveSmallIntegerField()),
                (
                    "strength",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "0, absent"),
                            (1, "1, only strands of it"),
                            (2, "2, a theme across priorities"),
                            (3, "3, named with others"),
                            (4, "4, a priority of its own"),
                        ]
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("document", models.CharField(max_length=200)),
                ("page", models.CharField(blank=True, max_length=20)),
                ("quoted", models.CharField(blank=True, max_length=600)),
                ("written_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.body",
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
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PriorityLineage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("renamed", "Renamed"),
                            ("merged", "Merged from"),
                            ("split", "Split from"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.priority",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.priority",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("verb", models.CharField(max_length=10)),
                ("text", models.CharField(max_length=600)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.boardpaper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=600)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.boardpaper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            (
                                "leads",
                                "It leads partners’ work against serious and organised crime",
                            ),
                            ("commissioner", "The commissioner agreed how partners are led"),
                            ("agreement", "The county’s agreement on community safety"),
                            ("safeguarding", "How it works with the safeguarding boards"),
                            ("violence", "The strategy on serious violence"),
                            ("reoffending", "The strategy on reoffending"),
                            ("sharing", "The protocol for sharing information"),
                            ("scrutiny", "The committee that scrutinises it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("document", models.CharField(max_length=200)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("said_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.body",
                    ),
                ),
                (
                    "said_by",
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
                            (
                                "sort__in",
                                [
                                    "leads",
                                    "commissioner",
                                    "agreement",
                                    "safeguarding",
                                    "violence",
                                    "reoffending",
                                    "sharing",
                                    "scrutiny",
                                ],
                            )
                        ),
                        name="arrangement_sort_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            models.Q(("document", ""), _negated=True),
                        ),
                        name="arrangement_has_words_and_a_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gt", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="arrangement_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_progress", "In progress"),
                            ("complete", "Complete, for the chair to confirm"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=600)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.boardaction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["in_progress", "complete"])),
                        name="action_report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="action_report_has_words",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="boardpaper",
            index=models.Index(fields=["stage", "due_on"], name="paper_by_stage"),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper_type__in", ["information", "discussion", "decision"])),
                name="paper_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["public", "exempt", "private"])),
                name="paper_reach_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "planned",
                            "draft",
                            "owner",
                            "police",
                            "county",
                            "chair",
                            "cleared",
                            "published",
                            "withheld",
                            "considered",
                            "withdrawn",
                        ],
                    )
                ),
                name="paper_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                    _connector="OR",
                ),
                name="paper_publication_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("considered_at__isnull", True), ("considered_by__isnull", True)),
                    models.Q(("considered_at__isnull", False), ("considered_by__isnull", False)),
                    _connector="OR",
                ),
                name="paper_outcome_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)),
                fields=("forum", "number"),
                name="items_of_a_board_run_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number__isnull", False),
                        ("published_at__isnull", False),
                        ("stage__in", ("published", "withheld", "considered")),
                    ),
                    ("stage", "withdrawn"),
                    models.Q(
                        models.Q(
                            ("stage__in", ("published", "withheld", "considered")), _negated=True
                        ),
                        ("number", None),
                        ("published_at", None),
                    ),
                    _connector="OR",
                ),
                name="paper_is_numbered_when_it_is_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_sensitive", True), ("reach", "public"), _negated=True),
                name="sensitive_paper_is_not_public",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reach", "exempt"),
                        models.Q(("exempt_paragraph", ""), _negated=True),
                        models.Q(("public_interest", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("reach", "exempt"), _negated=True),
                        ("exempt_paragraph", ""),
                        ("public_interest", ""),
                    ),
                    _connector="OR",
                ),
                name="exempt_paper_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stage", "withdrawn"), models.Q(("withdrawn_reason", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("stage", "withdrawn"), _negated=True), ("withdrawn_reason", "")
                    ),
                    _connector="OR",
                ),
                name="withdrawn_paper_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="board_action_closure_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardaction",
            constraint=models.UniqueConstraint(
                fields=("paper", "letter"), name="board_action_has_its_letter"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    models.Q(("owner_post", ""), _negated=True),
                ),
                name="board_action_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("raised_on"))),
                name="board_action_is_due_after_it_was_raised",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "planned",
                            "draft",
                            "owner",
                            "police",
                            "county",
                            "chair",
                            "cleared",
                            "published",
                            "withheld",
                            "considered",
                            "withdrawn",
                        ],
                    )
                ),
                name="clearance_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.UniqueConstraint(
                fields=("paper", "edition", "stage"), name="edition_is_cleared_once_at_each_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_cleared", True), models.Q(("words", ""), _negated=True), _connector="OR"
                ),
                name="paper_is_sent_back_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="housetemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("agency", "name"),
                name="agency_has_one_housetemplate_of_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="housetemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="housetemplate_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("section__in", ["1", "2", "3", "4", "f", "l", "e", "d", "p"])),
                name="paragraph_section_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["fact", "opinion"])), name="paragraph_basis_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.UniqueConstraint(
                fields=("paper", "section", "position"), name="paragraph_has_its_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="paragraph_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperfigure",
            constraint=models.UniqueConstraint(
                fields=("paragraph", "code"), name="figure_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("value", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                    models.Q(("query", ""), _negated=True),
                ),
                name="figure_has_its_source",
            ),
        ),
        migrations.AddIndex(
            model_name="priority",
            index=models.Index(fields=["body", "year"], name="priority_by_body_year"),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__gte", 0), ("strength__lte", 4)),
                name="priority_strength_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.CheckConstraint(
                condition=models.Q(("document", ""), _negated=True),
                name="priority_is_shown_by_a_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("strength", 0),
                    models.Q(
                        models.Q(("quoted", ""), _negated=True),
                        models.Q(("name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="priority_that_is_there_is_quoted",
            ),
        ),
        migrations.AddConstraint(
            model_name="prioritylineage",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["kept", "renamed", "merged", "split"])),
                name="lineage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="prioritylineage",
            constraint=models.UniqueConstraint(
                fields=("later", "earlier"), name="lineage_is_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="prioritylineage",
            constraint=models.CheckConstraint(
                condition=models.Q(("later", models.F("earlier")), _negated=True),
                name="priority_does_not_come_from_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("paper", "position"), name="recommendation_has_its_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="recommendation_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                fields=("paper", "position"), name="resolution_has_its_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="resolution_has_words"
            ),
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.meeting",
                    ),
                ),
                (
                    "person",
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
                        fields=("meeting", "person"), name="member_undertakes_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CountedPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("kept_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CountedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=30)),
                ("value", models.PositiveIntegerField(null=True)),
                ("n", models.PositiveIntegerField(null=True)),
                (
                    "why_none",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("few", "Not shown: too few"),
                            ("nothing", "Nothing to count"),
                            ("not_over", "Not counted yet"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=120)),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.countedperiod",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="countedperiod",
            constraint=models.UniqueConstraint(
                fields=("area", "first_day"), name="counted_period_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="countedperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gt", models.F("first_day"))),
                name="counted_period_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="countedfigure",
            constraint=models.UniqueConstraint(
                fields=("period", "code"), name="counted_figure_once_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="countedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("why_none__in", ["", "few", "nothing", "not_over", "not_known"])
                ),
                name="counted_figure_why_none_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="countedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("value__isnull", False), ("why_none", "")),
                    models.Q(("value", None), models.Q(("why_none", ""), _negated=True)),
                    _connector="OR",
                ),
                name="counted_figure_has_a_number_or_says_why_not",
            ),
        ),
    ]
