from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spending", "0003_planned_money")]

    operations = [
        migrations.AddIndex(
            "receiptreview",
            models.Index(
                condition=models.Q(("result", "withdrawn")), fields=["receipt"], name="spending_review_withdrawn"
            ),
        )
    ]
