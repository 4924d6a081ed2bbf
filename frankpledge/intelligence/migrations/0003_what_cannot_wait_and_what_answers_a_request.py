"""Keep whether what was told cannot wait, and at its receipt which request it answers.

Why: the desk's short clock ran for words of danger alone, and nobody was asked whether something
is about to happen. Not asked is not no, so the column may be empty. Answers to requirements were
counted by hand; the receipt stays when what was told is let go of, so they are counted there.
Lock: adding the columns takes a brief exclusive lock and rewrites no row on PostgreSQL. On SQLite
the table of submissions stays as it is, with its fences; that of receipts, which has none, is made
anew. The index is small.
Old rows: empty, since nobody was asked.
Back: reversible; the columns are dropped with what they say. On SQLite that makes the table of
submissions anew, and its fences have to be put up again.
"""

from django.db import migrations, models

from frankpledge.database import TablesAtOnce


class Migration(TablesAtOnce):
    dependencies = [("intelligence", "0002_what_was_told_is_never_rewritten")]

    operations = [
        migrations.AddField(
            model_name="submission", name="urgent", field=models.BooleanField(null=True)
        ),
        migrations.AddField(
            model_name="receipt",
            name="answers_request",
            field=models.CharField(blank=True, db_index=True, default="", max_length=40),
        ),
    ]
