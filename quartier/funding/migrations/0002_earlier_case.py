import django.db.models.deletion
import quartier.kit.dates
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_statement"),
        ("funding", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund_name", models.CharField(blank=True, max_length=200, verbose_name="Fonds oder Geldgeber")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="Jahr")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="Aktenzeichen")),
                ("applicant", models.CharField(blank=True, max_length=300, verbose_name="Antragsteller")),
                ("applicant_key", models.CharField(blank=True, max_length=300)),
                ("title", models.TextField(blank=True, verbose_name="Vorhaben")),
                ("costs_cents", models.BigIntegerField(null=True, verbose_name="Gesamtkosten")),
                ("requested_cents", models.BigIntegerField(null=True, verbose_name="Beantragt")),
                ("granted_cents", models.BigIntegerField(null=True, verbose_name="Bewilligt")),
                ("paid_cents", models.BigIntegerField(null=True, verbose_name="Ausgezahlt")),
                ("decided_on", models.DateField(null=True, verbose_name="Entschieden am")),
                ("outcome", models.CharField(choices=[("granted", "Bewilligt"), ("refused", "Abgelehnt"), ("withdrawn", "Zurückgezogen"), ("unknown", "Nicht bekannt")], default="unknown", max_length=10, verbose_name="Ergebnis")),
                ("note", models.TextField(blank=True, verbose_name="Bemerkung")),
                ("source", models.CharField(max_length=200, verbose_name="Liste")),
                ("line", models.PositiveIntegerField(verbose_name="Zeile")),
                ("key", models.CharField(max_length=32)),
                ("at", models.DateTimeField(default=quartier.kit.dates.now)),
                ("area", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="funding_earlier_cases", to="areas.area")),
            ],
            options={
                "verbose_name": "Altfall",
                "indexes": [
                    models.Index(fields=["area", "applicant_key"], name="funding_earliercase_name"),
                    models.Index(fields=["area", "year"], name="funding_earliercase_year"),
                ],
                "constraints": [models.UniqueConstraint(fields=("area", "key"), name="funding_earliercase_once")],
            },
        ),
    ]
