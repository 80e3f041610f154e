from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spending", "0004_revocation_paper")]

    operations = [
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["cents", "paid_on"], name="spending_receipt_same"),
        ),
    ]
