from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spending", "0002_money")]

    operations = [
        migrations.AddField(
            model_name="receiptreview",
            name="by_funder",
            field=models.BooleanField(default=False, verbose_name="Vom Geldgeber"),
        ),
        migrations.AlterField(
            model_name="fundercheck",
            name="result",
            field=models.CharField(
                choices=[
                    ("fine", "In Ordnung"),
                    ("cuts", "Mit Kürzungen"),
                    ("question", "Rückfrage"),
                    ("answered", "Antwort des Büros"),
                ],
                max_length=8,
                verbose_name="Ergebnis",
            ),
        ),
    ]
