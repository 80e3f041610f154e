import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0005_year_ends"),
        ("spending", "0002_money"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="income",
            name="spending_income_sign",
        ),
        migrations.RemoveField(
            model_name="income",
            name="planned",
        ),
        migrations.AddField(
            model_name="income",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="spending_incomes",
                to="funding.financeline",
            ),
        ),
        migrations.AddField(
            model_name="interimreport",
            name="papers",
            field=models.CharField(
                choices=[
                    ("none", "Noch nicht nötig"),
                    ("making", "Wird erstellt"),
                    ("made", "Fertig"),
                    ("failed", "Nicht gelungen"),
                ],
                default="none",
                max_length=8,
                verbose_name="Unterlagen",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="bound",
            field=models.PositiveIntegerField(default=0, verbose_name="Belege gebunden"),
        ),
        migrations.AddConstraint(
            model_name="income",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cents__gt", 0), ("reverses__isnull", True)),
                    models.Q(
                        ("cents", 0),
                        ("reverses__isnull", True),
                        models.Q(("source__isnull", False), ("kind", "own"), _connector="OR"),
                    ),
                    models.Q(("cents__lte", 0), ("reverses__isnull", False)),
                    _connector="OR",
                ),
                name="spending_income_sign",
            ),
        ),
        migrations.AddConstraint(
            model_name="reclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "booked"), _negated=True),
                    models.Q(("booked_by__isnull", False), ("value_on__isnull", False)),
                    _connector="OR",
                ),
                name="spending_reclaim_booked_whole",
            ),
        ),
    ]
