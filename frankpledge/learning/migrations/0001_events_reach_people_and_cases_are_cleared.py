"""Make the tables of events, who came to them, and case studies.

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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseStudy",
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
                ("title", models.CharField(max_length=120)),
                ("objective", models.TextField(max_length=1500)),
                ("scanning", models.TextField(blank=True, max_length=1500)),
                ("analysis", models.TextField(blank=True, max_length=1500)),
                ("response", models.TextField(blank=True, max_length=1500)),
                ("assessment", models.TextField(blank=True, max_length=1500)),
                ("effect", models.TextField(blank=True, max_length=800)),
                ("mechanism", models.TextField(blank=True, max_length=800)),
                ("moderators", models.TextField(blank=True, max_length=800)),
                ("implementation", models.TextField(blank=True, max_length=800)),
                ("economy", models.TextField(blank=True, max_length=800)),
                ("only_a_partner", models.TextField(blank=True, max_length=800)),
                ("police_alone", models.TextField(blank=True, max_length=800)),
                ("lessons", models.TextField(blank=True, max_length=1500)),
                (
                    "involvement",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "0: police only"),
                            (1, "1: partners were told"),
                            (2, "2: partners gave information"),
                            (3, "3: a partner used a power or service of its own"),
                            (4, "4: planned together"),
                            (5, "5: led by a partner"),
                        ]
                    ),
                ),
                (
                    "claimed",
                    models.CharField(
                        choices=[
                            ("E0", "E0: somebody says so"),
                            ("E1", "E1: a document was seen"),
                            ("E2", "E2: a second source agrees"),
                            ("E3", "E3: a change was measured"),
                            ("E4", "E4: compared with somewhere else"),
                        ],
                        max_length=2,
                    ),
                ),
                ("document", models.CharField(blank=True, max_length=200)),
                ("second_source", models.CharField(blank=True, max_length=200)),
                ("before", models.CharField(blank=True, max_length=120)),
                ("after", models.CharField(blank=True, max_length=120)),
                ("compared_with", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("out", "Out for clearance")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("thought_about", models.CharField(blank=True, max_length=400)),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
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
            name="CaseMark",
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
                            ("threat", "Threat"),
                            ("power", "Power"),
                            ("place", "Sort of place"),
                            ("need", "What can be learned from it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                (
                    "case_study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.casestudy",
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
                ("version", models.PositiveIntegerField(default=0)),
                ("answer", models.CharField(blank=True, max_length=10)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("until", models.DateField(null=True)),
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
                    "case_study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.casestudy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Event",
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
                ("title", models.CharField(max_length=120)),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("workshop", "Workshop"),
                            ("training", "Training"),
                            ("briefing", "Briefing"),
                            ("conference", "Conference"),
                        ],
                        max_length=12,
                    ),
                ),
                ("venue", models.CharField(max_length=160)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("aims", models.CharField(max_length=600)),
                ("programme", models.TextField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("called_off", "Called off"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("called_off_why", models.CharField(blank=True, max_length=200)),
                ("door_code", models.CharField(max_length=12, unique=True)),
                ("made_at", models.DateTimeField()),
                ("follow_up_words", models.CharField(blank=True, max_length=600)),
                ("followed_up_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "followed_up_by",
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
            ],
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
                ("organisation", models.CharField(max_length=160)),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("visits", "Visits people’s homes"),
                            ("public", "Meets the public"),
                            ("calls", "Takes calls"),
                            ("trades", "Runs a shop or other business"),
                            ("drives", "Drives"),
                            ("teaches", "Works in a school"),
                            ("safeguards", "Safeguards children or adults"),
                            ("investigates", "Investigates or enforces"),
                            ("coordinates", "Coordinates community safety"),
                            ("analyses", "Analyses"),
                            ("leads", "Leads or manages"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("came_at", models.DateTimeField()),
                ("pass_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("did_differently", models.CharField(blank=True, max_length=400)),
                ("followed_up_at", models.DateTimeField(null=True)),
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
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.area",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.event",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("visits", "Visits people’s homes"),
                            ("public", "Meets the public"),
                            ("calls", "Takes calls"),
                            ("trades", "Runs a shop or other business"),
                            ("drives", "Drives"),
                            ("teaches", "Works in a school"),
                            ("safeguards", "Safeguards children or adults"),
                            ("investigates", "Investigates or enforces"),
                            ("coordinates", "Coordinates community safety"),
                            ("analyses", "Analyses"),
                            ("leads", "Leads or manages"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[("coming", "Coming"), ("not_coming", "Not coming")],
                        max_length=12,
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(null=True)),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.event",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Issue",
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
                ("text", models.CharField(max_length=300)),
                ("raised_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.event",
                    ),
                ),
                (
                    "raised_by",
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
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("signs", "Recognising the signs"),
                            ("routes", "Which door, and how to refer"),
                            ("sharing", "Sharing lawfully"),
                            ("powers", "Powers and who holds them"),
                            ("evidence", "Writing things down so that they can be used"),
                            ("visits", "Going on joint visits safely"),
                            ("trauma", "Working with people who have been hurt"),
                            ("telling", "Telling the police what one saw"),
                            ("retail", "Organised retail crime"),
                            ("schools", "Children in schools, as victims and as suspects"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("noted_at", models.DateTimeField()),
                (
                    "attendance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.attendance",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.event",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.CharField(max_length=12)),
                ("before", models.PositiveSmallIntegerField(null=True)),
                ("after", models.PositiveSmallIntegerField(null=True)),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.attendance",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("signs", "Recognising the signs"),
                            ("routes", "Which door, and how to refer"),
                            ("sharing", "Sharing lawfully"),
                            ("powers", "Powers and who holds them"),
                            ("evidence", "Writing things down so that they can be used"),
                            ("visits", "Going on joint visits safely"),
                            ("trauma", "Working with people who have been hurt"),
                            ("telling", "Telling the police what one saw"),
                            ("retail", "Organised retail crime"),
                            ("schools", "Children in schools, as victims and as suspects"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.event",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation", models.CharField(max_length=160)),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("visits", "Visits people’s homes"),
                            ("public", "Meets the public"),
                            ("calls", "Takes calls"),
                            ("trades", "Runs a shop or other business"),
                            ("drives", "Drives"),
                            ("teaches", "Works in a school"),
                            ("safeguards", "Safeguards children or adults"),
                            ("investigates", "Investigates or enforces"),
                            ("coordinates", "Coordinates community safety"),
                            ("analyses", "Analyses"),
                            ("leads", "Leads or manages"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("people", models.PositiveIntegerField(null=True)),
                ("kept_at", models.DateTimeField()),
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "work__in",
                                [
                                    "visits",
                                    "public",
                                    "calls",
                                    "trades",
                                    "drives",
                                    "teaches",
                                    "safeguards",
                                    "investigates",
                                    "coordinates",
                                    "analyses",
                                    "leads",
                                    "other",
                                ],
                            )
                        ),
                        name="audience_work_known",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "work", "area"), name="audience_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation", ""), _negated=True),
                        name="audience_says_who",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "out"])), name="case_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(("claimed__in", ["E0", "E1", "E2", "E3", "E4"])),
                name="case_grade_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(("involvement__gte", 0), ("involvement__lte", 5)),
                name="case_involvement_is_from_0_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("objective", ""), _negated=True),
                ),
                name="case_says_what_it_was_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("scanning", ""),
                        ("analysis", ""),
                        ("response", ""),
                        ("assessment", ""),
                        ("lessons", ""),
                        _connector="OR",
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="case_out_for_clearance_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemark",
            constraint=models.CheckConstraint(
                condition=models.Q(("sort__in", ["threat", "power", "place", "need"])),
                name="case_mark_sort_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemark",
            constraint=models.UniqueConstraint(
                fields=("case_study", "sort", "code"), name="case_is_marked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["", "cleared", "refused", "withdrawn"])),
                name="clearance_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.UniqueConstraint(
                fields=("case_study", "agency"), name="agency_clears_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""),
                        ("answered_at", None),
                        ("answered_by", None),
                        ("reason", ""),
                        ("until", None),
                    ),
                    models.Q(
                        ("answer", "cleared"),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("until__isnull", False),
                    ),
                    models.Q(
                        models.Q(("reason", ""), _negated=True),
                        ("answer__in", ["refused", "withdrawn"]),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("until", None),
                    ),
                    _connector="OR",
                ),
                name="clearance_says_until_when_or_why_not",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["area", "starts_at"], name="event_by_area_and_start"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sort__in", ["workshop", "training", "briefing", "conference"])
                ),
                name="event_sort_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "held", "called_off"])),
                name="event_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("venue", ""), _negated=True),
                    models.Q(("aims", ""), _negated=True),
                ),
                name="event_says_what_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="event_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "called_off"), models.Q(("called_off_why", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("state", "called_off"), _negated=True), ("called_off_why", "")
                    ),
                    _connector="OR",
                ),
                name="event_called_off_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("followed_up_at__isnull", True), ("followed_up_by__isnull", True)),
                    models.Q(("followed_up_at__isnull", False), ("followed_up_by__isnull", False)),
                    _connector="OR",
                ),
                name="event_follow_up_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("follow_up_words", ""), ("followed_up_at", None)),
                    models.Q(("state", "held"), models.Q(("follow_up_words", ""), _negated=True)),
                    _connector="OR",
                ),
                name="event_follow_up_is_of_one_that_was_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "work__in",
                        [
                            "visits",
                            "public",
                            "calls",
                            "trades",
                            "drives",
                            "teaches",
                            "safeguards",
                            "investigates",
                            "coordinates",
                            "analyses",
                            "leads",
                            "other",
                        ],
                    )
                ),
                name="attendance_work_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("event", "person"), name="somebody_came_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("organisation", ""), _negated=True),
                name="attendance_says_from_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pass_hash", None), ("person__isnull", False)),
                    ("person", None),
                    _connector="OR",
                ),
                name="attendance_is_by_name_or_by_pass",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("did_differently", ""), ("followed_up_at", None)),
                    models.Q(
                        models.Q(("did_differently", ""), _negated=True),
                        ("followed_up_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="attendance_follow_up_says_what_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "work__in",
                        [
                            "",
                            "visits",
                            "public",
                            "calls",
                            "trades",
                            "drives",
                            "teaches",
                            "safeguards",
                            "investigates",
                            "coordinates",
                            "analyses",
                            "leads",
                            "other",
                        ],
                    )
                ),
                name="invitation_work_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply__in", ["", "coming", "not_coming"])),
                name="invitation_reply_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("event", "agency"), name="agency_is_invited_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at__isnull", True), ("replied_by__isnull", True)),
                    models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_reply_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("people__gte", 1), ("replied_at__isnull", False), ("reply", "coming")
                    ),
                    models.Q(
                        ("people", None), ("replied_at__isnull", False), ("reply", "not_coming")
                    ),
                    models.Q(("people", None), ("replied_at", None), ("reply", "")),
                    _connector="OR",
                ),
                name="invitation_counts_only_who_comes",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="issue_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "need__in",
                        [
                            "signs",
                            "routes",
                            "sharing",
                            "powers",
                            "evidence",
                            "visits",
                            "trauma",
                            "telling",
                            "retail",
                            "schools",
                        ],
                    )
                ),
                name="need_code_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(
                fields=("attendance", "need"), name="somebody_needs_a_thing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("statement__in", ["notice", "tell", "refer", "share", "powers", "visit"])
                ),
                name="rating_statement_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("attendance", "statement"), name="statement_is_rated_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("before", None),
                        models.Q(("before__gte", 1), ("before__lte", 5)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("after", None),
                        models.Q(("after__gte", 1), ("after__lte", 5)),
                        _connector="OR",
                    ),
                ),
                name="rating_is_from_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "need__in",
                        [
                            "signs",
                            "routes",
                            "sharing",
                            "powers",
                            "evidence",
                            "visits",
                            "trauma",
                            "telling",
                            "retail",
                            "schools",
                        ],
                    )
                ),
                name="topic_need_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=("event", "need"), name="event_has_a_topic_once"
            ),
        ),
    ]
