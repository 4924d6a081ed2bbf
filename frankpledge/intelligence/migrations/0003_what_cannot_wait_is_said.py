"""Keep whether whoever told something says that it cannot wait.

Why: the desk's short clock ran for words of danger alone, and nobody was asked whether something
is about to happen. Not asked is not no, so the column may be empty.
Lock: adding an empty column takes a brief exclusive lock and rewrites no row; on SQLite the table
stays as it is, with its fences.
Old rows: empty, since nobody was asked.
Back: reversible; the column is dropped with what it says. On SQLite that makes the table anew, and
its fences have to be put up again.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0002_what_was_told_is_never_rewritten")]

    operations = [
        migrations.AddField(
            model_name="submission", name="urgent", field=models.BooleanField(null=True)
        )
    ]
