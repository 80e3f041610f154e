import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0004_changes_asked_for"),
    ]

    operations = [
        migrations.AlterField(
            model_name="yearend",
            name="fund_year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="year_ends", to="funding.fundyear"
            ),
        ),
    ]
