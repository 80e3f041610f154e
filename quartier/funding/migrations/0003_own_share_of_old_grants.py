from django.db import migrations
from django.db.models import Sum


def carry_over(apps, schema_editor):
    """What was planned as own money stands in the notice from now on; triggers come after the migration."""
    Grant = apps.get_model("funding", "Grant")
    FinanceLine = apps.get_model("funding", "FinanceLine")
    own = FinanceLine.objects.filter(kind="own").values("application").annotate(s=Sum("cents"))
    for row in own:
        Grant.objects.filter(application=row["application"]).update(own_cents=row["s"])


class Migration(migrations.Migration):
    dependencies = [("funding", "0002_money")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
