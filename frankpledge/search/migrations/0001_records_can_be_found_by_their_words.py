"""The first tables of search, and the index of words that each database does best."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from frankpledge.database import TablesAtOnce, VendorSQL

SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_entry',"
    " content_rowid='place', tokenize='unicode61 remove_diacritics 0', detail=none)",
    "CREATE TRIGGER search_entry_is_indexed AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_words(rowid, words) VALUES (new.place, new.words); END",
    "CREATE TRIGGER search_entry_is_forgotten AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, words)"
    " VALUES ('delete', old.place, old.words); END",
    "CREATE TRIGGER search_entry_is_fixed BEFORE UPDATE ON search_entry BEGIN"
    " SELECT RAISE(ABORT, 'an entry is made anew, not changed'); END",
]
SQLITE_BACK = [
    "DROP TRIGGER search_entry_is_fixed",
    "DROP TRIGGER search_entry_is_forgotten",
    "DROP TRIGGER search_entry_is_indexed",
    "DROP TABLE search_words",
]
POSTGRES = [
    "CREATE INDEX search_entry_by_word ON search_entry USING gin (string_to_array(words, ' '))",
]
POSTGRES_BACK = ["DROP INDEX search_entry_by_word"]


class Migration(TablesAtOnce):
    initial = True

    dependencies = [
        ("access", "0001_people_places_and_the_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("href", models.CharField(max_length=200)),
                ("released_on", models.DateField()),
                ("text", models.TextField()),
                ("words", models.TextField()),
                (
                    "protection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.protection",
                    ),
                ),
            ],
            managers=[("_rows", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minute", models.DateTimeField()),
                ("times", models.PositiveIntegerField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        VendorSQL(
            forwards={"sqlite": SQLITE, "postgresql": POSTGRES},
            backwards={"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK},
        ),
    ]
