import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """An application can be refused again after an objection to its first refusal was upheld."""

    dependencies = [("funding", "0005_account_before")]

    operations = [
        migrations.AlterField(
            model_name="rejection",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rejections", to="funding.application"
            ),
        ),
    ]
