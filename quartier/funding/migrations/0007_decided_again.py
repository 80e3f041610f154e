import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A body outside can decide again after an objection to the refusal that followed its first no was upheld."""

    dependencies = [("funding", "0006_refused_again")]

    operations = [
        migrations.AlterField(
            model_name="officedecision",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="office_decisions", to="funding.application"
            ),
        ),
    ]
