from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("texts", "0002_language_review")]

    operations = [
        migrations.AddField(
            model_name="text",
            name="read_on",
            field=models.DateField(null=True, verbose_name="Gegengelesen am"),
        ),
    ]
