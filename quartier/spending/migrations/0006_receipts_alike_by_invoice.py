from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spending", "0005_receipts_alike")]

    operations = [
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["cents", "invoiced_on"], name="spending_receipt_invoiced"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["cents", "invoice_number"], name="spending_receipt_invoice"),
        ),
    ]
