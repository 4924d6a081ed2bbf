"""Make the tables of the map of forums, of offers, and of counts of shared cases.

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
    dependencies = [
        ("access", "0002_the_record_is_append_only_and_facts_turn_the_epoch"),
        ("access", "__first__"),
        ("governance", "0001_meetings_items_and_minutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForumEntry",
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
                ("code", models.SlugField(max_length=60)),
                ("written_at", models.DateTimeField()),
                ("agencies_told", models.PositiveIntegerField(null=True)),
                (
                    "forum",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.forum",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            managers=[
                ("_rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="EntryVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("name", models.CharField(max_length=160)),
                ("purpose", models.CharField(max_length=600)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("strategic", "Strategic"),
                            ("tactical", "Tactical"),
                            ("case", "Cases"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_statutory", models.BooleanField(null=True)),
                ("statute", models.CharField(blank=True, max_length=200)),
                ("chair", models.CharField(blank=True, max_length=160)),
                ("frequency", models.CharField(blank=True, max_length=160)),
                ("meetings_a_year", models.PositiveSmallIntegerField(null=True)),
                ("minutes_long", models.PositiveSmallIntegerField(null=True)),
                ("minutes_to_prepare", models.PositiveSmallIntegerField(null=True)),
                ("capacity", models.PositiveSmallIntegerField(null=True)),
                ("threshold", models.CharField(blank=True, max_length=300)),
                ("test", models.CharField(max_length=20)),
                ("legal_basis", models.CharField(blank=True, max_length=300)),
                ("provenance", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["strategic", "tactical", "case"])),
                        name="entry_level_known",
                    ),
                    models.UniqueConstraint(
                        fields=("entry", "from_on"), name="entry_changes_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="entry_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_code", models.SlugField(max_length=60)),
                ("to_name", models.CharField(max_length=160)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.entryversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "to_code"), name="hand_off_is_named_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("threat", models.CharField(max_length=40)),
                (
                    "sort",
                    models.CharField(
                        choices=[("see", "Can see"), ("do", "Can do"), ("supply", "Can supply")],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("offered_on", models.DateField()),
                ("agreed_on", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["threat", "agency"], name="offer_by_threat")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sort__in", ["see", "do", "supply"])),
                        name="offer_sort_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_by__isnull", True),
                                ("agreed_on__isnull", True),
                                ("review_on__isnull", True),
                            ),
                            models.Q(
                                ("agreed_by__isnull", False),
                                ("agreed_on__isnull", False),
                                ("review_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="offer_agreed_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="offer_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_on", None),
                            ("review_on__gt", models.F("agreed_on")),
                            _connector="OR",
                        ),
                        name="offer_is_looked_at_again_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OverlapEstimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "band",
                    models.CharField(
                        choices=[
                            ("none", "None that we know of"),
                            ("under_5", "Fewer than 5"),
                            ("5_to_9", "5 to 9"),
                            ("10_to_19", "10 to 19"),
                            ("20_or_more", "20 or more"),
                        ],
                        max_length=12,
                    ),
                ),
                ("said_on", models.DateField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
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
                            ("band__in", ["none", "under_5", "5_to_9", "10_to_19", "20_or_more"])
                        ),
                        name="overlap_band_known",
                    ),
                    models.UniqueConstraint(
                        fields=("entry", "other", "said_on"), name="overlap_is_said_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entry", models.F("other")), _negated=True),
                        name="forum_does_not_overlap_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("cases", models.PositiveIntegerField(null=True)),
                ("exploited", models.PositiveIntegerField(null=True)),
                ("left_at_18", models.PositiveIntegerField(null=True)),
                ("left_at_18_to_adults", models.PositiveIntegerField(null=True)),
                ("given_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
                (
                    "given_by",
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
                        fields=("entry", "first_on"), name="period_is_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gt", models.F("first_on"))),
                        name="period_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exploited", None),
                            ("cases", None),
                            ("exploited__lte", models.F("cases")),
                            _connector="OR",
                        ),
                        name="exploited_are_among_the_cases",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at_18_to_adults", None),
                            ("left_at_18", None),
                            ("left_at_18_to_adults__lte", models.F("left_at_18")),
                            _connector="OR",
                        ),
                        name="passed_on_at_18_are_among_those_who_left",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurposeJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("are_the_same", models.BooleanField()),
                ("words", models.CharField(max_length=300)),
                ("judged_on", models.DateField()),
                (
                    "judged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("one", models.F("other")), _negated=True),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="two_forums_are_judged",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RouteFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_code", models.SlugField(max_length=60)),
                ("sent", models.PositiveIntegerField(null=True)),
                ("in_time", models.PositiveIntegerField(null=True)),
                ("came_back", models.PositiveIntegerField(null=True)),
                ("days", models.PositiveSmallIntegerField(null=True)),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.period",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("period", "to_code"), name="route_is_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_time", None),
                            ("sent", None),
                            ("in_time__lte", models.F("sent")),
                            _connector="OR",
                        ),
                        name="accepted_in_time_were_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("came_back", None),
                            ("sent", None),
                            ("came_back__lte", models.F("sent")),
                            _connector="OR",
                        ),
                        name="came_back_were_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("purpose", models.CharField(default="map", max_length=10)),
                ("check_value", models.CharField(max_length=64)),
                ("assessment", models.CharField(max_length=80)),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("counted_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "opened_by",
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
                        condition=models.Q(("assessment", ""), _negated=True),
                        name="run_names_its_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gt", models.F("opened_at")),
                            models.Q(
                                ("counted_at", None), ("deleted_at__isnull", False), _connector="OR"
                            ),
                        ),
                        name="run_is_emptied_when_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["map"])), name="run_has_its_one_purpose"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None)),
                        fields=("purpose",),
                        name="one_run_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunCount",
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
                        choices=[("person", "People"), ("place", "Addresses")], max_length=10
                    ),
                ),
                ("about", models.PositiveIntegerField(null=True)),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sort__in", ["person", "place"])),
                        name="count_sort_known",
                    ),
                    models.UniqueConstraint(
                        fields=("run", "one", "other", "sort"), name="pair_is_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about", None), ("about__gte", 5), _connector="OR"),
                        name="counts_under_five_are_not_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunGiving",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "entry"), name="forum_gives_once_to_a_run"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RunHash",
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
                        choices=[("person", "People"), ("place", "Addresses")], max_length=10
                    ),
                ),
                ("value", models.CharField(max_length=64)),
                (
                    "giving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.rungiving",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sort__in", ["person", "place"])),
                        name="hash_sort_known",
                    ),
                    models.UniqueConstraint(
                        fields=("giving", "sort", "value"), name="hash_is_given_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation", models.CharField(max_length=160)),
                ("post", models.CharField(blank=True, max_length=120)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("required", "Required"),
                            ("invited", "Invited"),
                            ("informed", "Informed"),
                        ],
                        max_length=10,
                    ),
                ),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.entryversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["required", "invited", "informed"])),
                        name="seat_standing_known",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "organisation", "post"), name="seat_is_named_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "exists",
                    models.CharField(
                        choices=[
                            ("yes", "It meets"),
                            ("no", "It has stopped meeting, or never met"),
                            ("unknown", "Nobody has said"),
                        ],
                        max_length=10,
                    ),
                ),
                ("last_met_on", models.DateField(null=True)),
                ("confirmed", models.CharField(blank=True, max_length=200)),
                ("verified_on", models.DateField()),
                ("next_on", models.DateField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.forumentry",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.entryversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["entry", "verified_on"], name="verification_by_entry")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("exists__in", ["yes", "no", "unknown"])),
                        name="verification_exists_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("next_on__gt", models.F("verified_on"))),
                        name="entry_is_verified_again_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_met_on", None),
                            ("last_met_on__lte", models.F("verified_on")),
                            _connector="OR",
                        ),
                        name="forum_last_met_before_it_was_verified",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryCode",
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
                            ("subject", "Whom or what it discusses"),
                            ("age", "Ages"),
                            ("harm", "Harms"),
                            ("area", "Areas"),
                            ("derived", "Worked out by us, and to be checked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=40)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="governance.entryversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sort__in", ["subject", "age", "harm", "area", "derived"])
                        ),
                        name="entry_code_sort_known",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "sort", "value"), name="entry_says_a_code_once"
                    ),
                ],
            },
        ),
    ]
