"""Let two agencies each ask a third about one problem.

Why: an agency does not see what another asked, so a rule across both would tell it, by failing.
    Asking twice oneself is refused by the act.
Lock: dropping a unique index takes a brief lock.
Old rows: all of them stay valid.
Back: reversible while no agency has been asked twice at once.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("problems", "0001_problems_revisits_and_asks")]

    operations = [migrations.RemoveConstraint(model_name="ask", name="ask_waits_once")]
