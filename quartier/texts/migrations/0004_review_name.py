import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The way back from a scope bears the app's name; nothing changes in the database."""

    dependencies = [("texts", "0003_read_on")]

    operations = [
        migrations.AlterField(
            model_name="languagereview",
            name="scope",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="texts_languagereviews", to="history.scope"
            ),
        ),
    ]
